import { presentBatch } from "../../contract/payout.ts";
import type { Effects } from "../../db/queries/effects.ts";
import type { BatchUnderWay } from "../../db/queries/payoutWrites.ts";
import { readBatchUnderWay } from "../../db/queries/payoutWrites.ts";
import type { BatchStatus, BatchStep } from "../../domain/payoutBatches.ts";
import { MAX_PAYOUTS_AT_ONCE, stepBatch, whenDone } from "../../domain/payoutBatches.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { collectedEffects, movedEffects, sendOrBar, sortPayees, sumsOf } from "./batchParts.ts";
import { mostAt, refuseWithoutKey } from "./makeBatch.ts";

export type BatchStepRefusal = "not_found" | "batch_state" | "batch_collecting" | "no_stripe_key";

const ACTIONS = { confirm: "payout_batch.confirmed", cancel: "payout_batch.cancelled" } as const;

/**
 * Confirms a batch, so that its payouts are sent, or cancels it, so that what it has set aside is available again. The
 * first commit moves as many payouts as one moves, and the job the others.
 */
export async function stepBatchByHand(
  deps: WriteDeps,
  request: Request,
  id: string,
  step: BatchStep,
): Promise<WriteOutcome<BatchStepRefusal>> {
  let attempts = 0;
  const key = request.idempotency?.key ?? null;
  const load = () => readBatchUnderWay(deps.database, request.asker, key, id, mostAt(attempts++));
  return await commitOnce(deps, request, load, (before, attempt): WriteDecision<BatchStepRefusal> => {
    if (before === null) return { refusal: { code: "not_found", detail: "No batch of payouts has this id." } };
    const { batch, otherCollects, hasStripeKey } = before;
    const status = stepBatch(batch, step);
    if (status === null) {
      return { refusal: { code: "batch_state", detail: `A batch that is ${batch.status} takes no ${step}.` } };
    }
    if (status === batch.status) return { done: { status: 200, body: presentBatch(batch) }, effects: null };
    if (status === "collecting" && otherCollects) {
      return {
        refusal: { code: "batch_collecting", detail: `Another batch still collects who is paid ${batch.unit}.` },
      };
    }
    if (step === "confirm" && batch.method === "stripe_connect" && !hasStripeKey) return refuseWithoutKey();
    const confirmed = batch.confirmed || status === "collecting";
    const { effects, to } = partOf(deps, { ...before, batch: { ...batch, status, confirmed } }, attempt);
    const { payouts, amountMinor } = batch;
    return {
      done: { status: 200, body: presentBatch({ ...batch, status: to }) },
      effects: {
        ...effects,
        audit: [auditRow(deps, attempt, ACTIONS[step], id, { payouts, amountMinor, from: batch.status })],
      },
    };
  });
}

interface Part {
  readonly effects: Partial<Effects>;
  readonly to: BatchStatus;
  /** How many participants or payouts it was. */
  readonly count: number;
}

/** The next part of a batch that is collected, confirmed or cancelled. */
function partOf(deps: WriteDeps, { batch, collected, created }: BatchUnderWay, attempt: Attempt): Part {
  const { id, status, confirmed, version: versionWas } = batch;
  const done = whenDone(batch);
  if (status === "collecting") {
    const { payees = [], next = null } = collected ?? {};
    const sorted = sortPayees(payees, { ...batch, minimumMinor: BigInt(batch.minimumMinor) }, attempt.at);
    const to = next === null ? done : status;
    const changed = { id, versionWas, status: to, confirmed, collectedTo: next, ...sumsOf(sorted) };
    return {
      effects: { ...collectedEffects(deps, attempt, batch, sorted), payoutBatches: [changed] },
      to,
      count: payees.length,
    };
  }
  const part = created.slice(0, MAX_PAYOUTS_AT_ONCE);
  const to = created.length > part.length ? status : done;
  const steps = part.map((payout) => {
    return status === "confirming"
      ? sendOrBar(payout, attempt.at)
      : { payout, step: "cancel" as const, said: { reference: null, reason: null } };
  });
  const { moved, ...effects } = movedEffects(deps, attempt, steps);
  const changed = { id, versionWas, status: to, collectedTo: null, payouts: 0, amountMinor: "0", leftOut: 0 };
  return { effects: { ...effects, payoutBatches: [changed] }, to, count: moved.length };
}

/** What the job did of the first batch of a tenant that is under way. */
export interface BatchWork {
  readonly count: number;
  readonly more: boolean;
}

/** Goes on with the first batch of the asker that is under way, by one part. */
export async function goOnWithBatch(
  deps: WriteDeps,
  request: Request,
  present: (work: BatchWork) => unknown,
): Promise<WriteOutcome<never>> {
  let attempts = 0;
  const key = request.idempotency?.key ?? null;
  const load = () => readBatchUnderWay(deps.database, request.asker, key, null, mostAt(attempts++));
  return await commitOnce(deps, request, load, (before, attempt) => {
    if (before === null) return { done: { status: 200, body: present({ count: 0, more: false }) }, effects: null };
    const { effects, count } = partOf(deps, before, attempt);
    // Another batch may be under way too.
    return { done: { status: 200, body: present({ count, more: true }) }, effects };
  });
}
