import type { BeforeBonus } from "../../db/queries/adjustments.ts";
import { readBeforeBonus } from "../../db/queries/adjustments.ts";
import type { UserAsker } from "../../db/queries/asker.ts";
import { adjusted } from "../../domain/ledger.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { unchangedPerson } from "./participantGuards.ts";

export interface BonusInput {
  /** Of the participant: our own. */
  readonly id: string;
  /** Above zero it is given, below it is taken; never 0. */
  readonly amountMinor: number;
  /** "cash:GBP", "credit:GBP" or "points". */
  readonly unit: string;
  readonly reason: string;
  /** It takes away a debt, of which it is no more than there is. */
  readonly isWriteOff?: boolean;
}

export type BonusRefusal = "not_found" | "bonus_limit" | "more_than_owed";

/**
 * Gives a participant a bonus in the name of a person of the staff, or corrects what they have. People with the role
 * "support" give a participant no more in a month than the tenant's `supportBonusMinor`; two who give at once do so one
 * after the other.
 */
export async function giveBonus(
  deps: WriteDeps,
  request: Request<UserAsker>,
  input: BonusInput,
): Promise<WriteOutcome<BonusRefusal>> {
  const { asker, idempotency } = request;
  const { id, unit } = input;
  return await commitOnce(
    deps,
    request,
    () => {
      const now = deps.clock.now().toISOString();
      return readBeforeBonus(deps.database, asker, idempotency?.key ?? null, { id, unit, now });
    },
    (before, attempt) => decide(deps, input, before, attempt),
  );
}

function decide(
  deps: WriteDeps,
  { amountMinor, unit, reason, isWriteOff = false }: BonusInput,
  before: BeforeBonus | null,
  attempt: Attempt,
): WriteDecision<BonusRefusal> {
  if (before === null) return { refusal: { code: "not_found", detail: "No participant has this externalId." } };
  const { id: participantId, role, mostMinor, givenMinor } = before;
  const isLimited = role === "support" && amountMinor > 0;
  if (isLimited && BigInt(givenMinor) + BigInt(amountMinor) > BigInt(mostMinor)) {
    return { refusal: { code: "bonus_limit", detail: "Support may give this participant less in this month." } };
  }
  const availableThen = BigInt(before.availableMinor) + BigInt(amountMinor);
  if (isWriteOff && availableThen > 0n) {
    return { refusal: { code: "more_than_owed", detail: "The participant owes less than that." } };
  }
  const { amount, ...accounts } = adjusted(participantId, BigInt(amountMinor));
  const id = deps.ids.id("pst", attempt.at);
  const from = { programId: null, participantId, rewardId: null, eventId: null };
  const detail = { participantId, amountMinor, unit, reason, role };
  return {
    done: { status: 201, body: { id }, lasting: true },
    effects: {
      postings: [{ id, ...accounts, unit, amount: String(amount), ...from, reason }],
      // Where there is a limit, nothing else tells two at once of each other.
      participants: [isLimited ? guardOf(before) : unchangedPerson(before)],
      // A debt that was filled up meanwhile is none to write off.
      ...(isWriteOff ? { wallets: [{ participantId, unit, available: String(availableThen) }] } : {}),
      audit: [auditRow(deps, attempt, "balance.adjusted", id, detail)],
    },
  };
}

function guardOf({ id, version, referredVersion, firstSignupAt, firstPurchaseAt }: BeforeBonus) {
  return { id, version, referredVersion, touched: true, referred: 0, firstSignupAt, firstPurchaseAt };
}
