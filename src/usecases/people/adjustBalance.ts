import type { Adjusted } from "../../db/queries/adjustments.ts";
import { readBeforeAdjustment } from "../../db/queries/adjustments.ts";
import { adjusted } from "../../domain/ledger.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { unchangedPerson } from "./participantGuards.ts";

export interface AdjustmentInput {
  readonly externalId: string;
  /** Given where above zero, taken where below; never 0. */
  readonly amountMinor: number;
  /** "cash:GBP", "credit:GBP" or "points". */
  readonly unit: string;
  readonly reason: string;
}

/**
 * Gives a participant a bonus, or corrects what they have: a posting between the tenant's adjustments and what is
 * available, which may go below zero and is netted by what they earn next.
 */
export async function adjustBalance(
  deps: WriteDeps,
  request: Request,
  input: AdjustmentInput,
): Promise<WriteOutcome<"not_found">> {
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforeAdjustment(deps.database, request.asker, idempotencyKey, input.externalId),
    (participant, attempt) => decide(deps, input, participant, attempt),
  );
}

function decide(
  deps: WriteDeps,
  { amountMinor, unit, reason }: AdjustmentInput,
  participant: Adjusted | null,
  attempt: Attempt,
): WriteDecision<"not_found"> {
  if (participant === null) return { refusal: { code: "not_found", detail: "No participant has this externalId." } };
  const { amount, ...accounts } = adjusted(participant.id, BigInt(amountMinor));
  const { at } = attempt;
  const id = deps.ids.id("pst", at);
  const from = { programId: null, participantId: participant.id, rewardId: null, eventId: null };
  const detail = { participantId: participant.id, amountMinor, unit, reason };
  return {
    done: {
      status: 201,
      body: { id, participant: participant.externalId, amountMinor, unit, reason, createdAt: at.toISOString() },
      lasting: true,
    },
    effects: {
      // What they have may have become another's, of whom they are found to be another name.
      participants: [unchangedPerson(participant)],
      postings: [{ id, ...accounts, unit, amount: String(amount), ...from, reason }],
      audit: [auditRow(deps, attempt, "balance.adjusted", id, detail)],
    },
  };
}
