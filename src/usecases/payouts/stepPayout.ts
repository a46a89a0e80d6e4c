import { presentPayout } from "../../contract/payout.ts";
import type { MovablePayout } from "../../db/queries/payoutWrites.ts";
import { readBeforePayoutStep } from "../../db/queries/payoutWrites.ts";
import type { PayoutStep } from "../../domain/payouts.ts";
import { stepPayout } from "../../domain/payouts.ts";
import { isWithStripe } from "../../domain/transfers.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { Said } from "./batchParts.ts";
import { movedEffects } from "./batchParts.ts";

/** What is reported of a payout; it is sent with its batch. */
export type ReportedStep = Exclude<PayoutStep, "send">;

export interface PayoutStepInput extends Said {
  readonly payoutId: string;
  readonly step: ReportedStep;
}

export type PayoutStepRefusal = "not_found" | "payout_state";

const ACTIONS = {
  paid: "payout.paid",
  failed: "payout.failed",
  returned: "payout.returned",
  cancel: "payout.cancelled",
} as const;

/** Writes what became of a payout. What was reported before changes nothing and answers the payout as it is. */
export async function reportPayout(
  deps: WriteDeps,
  request: Request,
  input: PayoutStepInput,
): Promise<WriteOutcome<PayoutStepRefusal>> {
  const key = request.idempotency?.key ?? null;
  const load = () => readBeforePayoutStep(deps.database, request.asker, key, input.payoutId, null);
  return await commitOnce(deps, request, load, (before, attempt) => {
    if (before !== null && isWithStripe(before)) {
      const detail = "Stripe is asked to pay it, and says what becomes of it until transfer.needsDecision asks you.";
      return { refusal: { code: "payout_state", detail } };
    }
    return decide(deps, input, before, attempt);
  });
}

/** Writes what Stripe has said of a payout, for who acts on it; where another does by now, nothing. */
export async function settlePayout(
  deps: WriteDeps,
  { tenantId, payoutId, token }: { readonly tenantId: string; readonly payoutId: string; readonly token: string },
  said: Said & { readonly step: "paid" | "failed" },
): Promise<void> {
  const asker = { kind: "job", tenantId, job: "send-payouts" } as const;
  const load = () => readBeforePayoutStep(deps.database, asker, null, payoutId, token);
  await commitOnce(deps, { asker, idempotency: null }, load, (before, attempt) => {
    return decide(deps, { payoutId, ...said }, before, attempt);
  });
}

function decide(
  deps: WriteDeps,
  { step, reference, reason }: PayoutStepInput,
  payout: MovablePayout | null,
  attempt: Attempt,
): WriteDecision<PayoutStepRefusal> {
  if (payout === null) return { refusal: { code: "not_found", detail: "No payout has this id." } };
  const { id, status: from, owner, amountMinor, unit } = payout;
  const toMove = { participantId: owner.id, amountMinor: BigInt(amountMinor), status: from };
  const move = stepPayout(toMove, step, unit);
  if (move.kind === "repeated") return { done: { status: 200, body: presentPayout(payout) }, effects: null };
  if (move.kind === "forbidden") {
    return { refusal: { code: "payout_state", detail: `A payout that is ${from} can't be ${WORDS[step]}.` } };
  }
  // What was said before stays where nothing is said now; why it failed is past once it was paid.
  const said = { reference: reference ?? payout.reference, reason: step === "paid" ? null : (reason ?? payout.reason) };
  const { moved: _, ...effects } = movedEffects(deps, attempt, [{ payout, step, said }]);
  const updatedAt = attempt.at.getTime();
  const transfer = payout.transfer && { ...payout.transfer, problem: null, needsDecision: null };
  return {
    done: { status: 200, body: presentPayout({ ...payout, ...said, status: move.to, updatedAt, transfer }) },
    effects: { ...effects, audit: [auditRow(deps, attempt, ACTIONS[step], id, { from, reference, reason })] },
  };
}

const WORDS: Readonly<Record<ReportedStep, string>> = {
  paid: "paid",
  failed: "said to have failed",
  returned: "returned",
  cancel: "cancelled",
};
