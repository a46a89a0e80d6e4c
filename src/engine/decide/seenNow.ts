import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import { isCustomerBefore } from "../../domain/attribution.ts";
import type { Fact } from "../../domain/conditions.ts";
import type { LifetimeNumber } from "../../domain/fields.ts";
import { passingFact } from "../../domain/fields.ts";
import type { Rules } from "../../domain/rules.ts";
import { passingFieldsOf } from "../../domain/rules.ts";
import { lifetimeOf } from "./advocateNumbers.ts";
import { otherNamesOf } from "./contacts.ts";
import { earliestLeft, isBefore } from "./ordersLeft.ts";
import { reportedOf } from "./purchaseFacts.ts";
import type { PurchaseState, State } from "./state.ts";

/** What is at hand and not counted yet. */
interface AtHand {
  readonly conversions: bigint;
  readonly revenueMinor: bigint;
}

/** Everything at hand is counted. */
export const COUNTED: AtHand = { conversions: 0n, revenueMinor: 0n };

/** The passing facts that a version's rules ask for, as they are now. */
export function seenNow(
  state: State,
  rules: Rules,
  program: StoredProgram,
  referral: StoredReferral,
  purchase: PurchaseState | null,
  atHand: AtHand,
  occurredAt = purchase?.now.reported?.occurredAt ?? 0,
): Record<string, Fact> {
  const fields = passingFieldsOf(rules);
  if (fields.length === 0) return {};
  const friend = state.participants.get(referral.friendId);
  if (friend === undefined) throw new Error("the snapshot lacks the friend of a referral");
  const advocate = referral.advocateId === null ? undefined : state.participants.get(referral.advocateId);
  // What an event fills in of their profile counts for the events after it, and for none before.
  if (advocate !== undefined && fields.some(isOfProfile)) advocate.watched = true;
  const passing = {
    isFirst: purchase === null || !fields.includes("order.isFirst") ? null : isFirst(state, purchase),
    friend: friend.now,
    advocate: advocate?.now ?? null,
    occurredAt,
    lifetime: (by: LifetimeNumber) => {
      if (referral.advocateId === null) return null;
      const more = by === "conversions" ? atHand.conversions : atHand.revenueMinor;
      return lifetimeOf(state, program, referral.advocateId, by) + more;
    },
  };
  return Object.fromEntries(fields.map((field) => [field, passingFact(field, passing)]));
}

function isOfProfile(field: string): boolean {
  return field === "advocate.country" || field === "advocate.segments";
}

/**
 * Whether no other stored purchase of the participant, under whatever name, with something left is earlier by occurredAt, then arrival, and
 * the shop says of no time before it that they were a customer.
 */
function isFirst(state: State, purchase: PurchaseState): boolean {
  const reported = reportedOf(purchase);
  return [reported.participantId, ...otherNamesOf(state, reported.participantId)].every((id) => {
    const customerSince = state.participants.get(id)?.now.customerSince ?? null;
    if (isCustomerBefore(customerSince, reported.occurredAt)) return false;
    const earliest = earliestLeft(state.ordersLeft, id, purchase.now.orderId);
    return earliest === null || !isBefore(earliest, reported);
  });
}
