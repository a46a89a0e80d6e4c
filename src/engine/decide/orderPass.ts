import type { Decision } from "../../db/rows/event.ts";
import type { OrderNow } from "../../domain/orderHistory.ts";
import type { Rules } from "../../domain/rules.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { EntryDraft, Making } from "./making.ts";
import { addOutcome } from "./making.ts";
import { decidedKey } from "./memberships.ts";
import type { Occasion, OrderOccasion } from "./occasion.ts";
import { programOf } from "./programRules.ts";
import { basisOf, orderSource, reportedOf, setDecided } from "./purchaseFacts.ts";
import { passRules } from "./rulePass.ts";
import type { PurchaseState, State } from "./state.ts";

/** How an order is asked: its whole when it is bought, its net when the conversion moves to it. */
export interface OrderAsked
  extends Pick<Occasion, "listens" | "attributes" | "facts" | "seen" | "returning">,
    Pick<OrderOccasion, "inWindow" | "qualifies" | "nth" | "trace" | "reviewReasons"> {
  readonly rules: Rules;
  readonly now: OrderNow;
}

/** Asks rules about one order in one referral or membership, and notes in the draft what they gave. */
export function passOrderRules(
  state: State,
  { eventId, nextId }: Making,
  draft: EntryDraft,
  purchase: PurchaseState,
  { now, inWindow, qualifies, nth, trace, reviewReasons, ...asked }: OrderAsked,
): void {
  const { referral } = draft;
  const { orderId, currency } = purchase.now;
  const outcome = passRules(state, {
    eventId,
    nextId,
    program: programOf(state, referral.now),
    referral,
    ...asked,
    occurredAt: reportedOf(purchase).occurredAt,
    source: orderSource(orderId),
    order: { orderId, basis: basisOf(now), currency, inWindow, qualifies, nth, trace, reviewReasons },
  });
  addOutcome(draft, outcome);
  noteSkips(purchase, decidedKey(referral.now), outcome.decisions);
}

/** Why an order was skipped where it is not asked again for that when it changes. */
const LASTING: readonly (string | null)[] = [
  "not_nth",
  "limit_reached",
  "budget_exhausted",
] satisfies readonly SkipReason[];

function noteSkips(purchase: PurchaseState, key: string, decisions: readonly Decision[]): void {
  const before = purchase.now.decided[key]?.skipped ?? {};
  const skipped = { ...before };
  for (const { ruleId, reason, orderId } of decisions) {
    if (orderId === null) continue;
    if (reason !== null && LASTING.includes(reason)) skipped[ruleId] = reason;
    else delete skipped[ruleId];
  }
  if (Object.keys(skipped).length > 0 || Object.keys(before).length > 0) setDecided(purchase, key, { skipped });
}
