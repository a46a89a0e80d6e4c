/** Payouts are made, confirmed and cancelled together, a part at a time where they are many. */

export const BATCH_STATUSES = [
  /** It was due by its schedule. Nothing is set aside: who is paid is found when a person confirms it. */
  "draft",
  /** Those who are paid are still collected. */
  "collecting",
  /** A person has to confirm it. */
  "ready",
  /** It was confirmed, and its payouts become so. */
  "confirming",
  /** Its payouts are paid, or fail, one by one. */
  "sending",
  "cancelling",
  "cancelled",
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** What a person does with a batch. */
export const BATCH_STEPS = ["confirm", "cancel"] as const;
export type BatchStep = (typeof BATCH_STEPS)[number];

const STEPS: Readonly<Record<BatchStep, { readonly from: readonly BatchStatus[]; readonly to: BatchStatus }>> = {
  confirm: { from: ["ready"], to: "confirming" },
  cancel: { from: ["draft", "collecting", "ready"], to: "cancelling" },
};

/** What each becomes when none of its payouts, or of the participants, is left to be looked at. */
export const WHEN_DONE: Readonly<Partial<Record<BatchStatus, BatchStatus>>> = {
  collecting: "ready",
  confirming: "sending",
  cancelling: "cancelled",
};

/** What it becomes then; a draft that was confirmed is not to be confirmed again. */
export function whenDone({ status, confirmed }: BatchToStep): BatchStatus {
  return status === "collecting" && confirmed ? "confirming" : (WHEN_DONE[status] ?? status);
}

/** A batch that is decided on. */
export interface BatchToStep {
  readonly status: BatchStatus;
  /** Whether it was a draft that was confirmed. */
  readonly confirmed: boolean;
}

/** What a step makes of a batch; null where it forbids it. A step that was taken before is taken. */
export function stepBatch({ status, confirmed }: BatchToStep, step: BatchStep): BatchStatus | null {
  const { from, to } = STEPS[step];
  if (status === to || status === WHEN_DONE[to]) return status;
  if (step === "confirm" && (status === "draft" || (status === "collecting" && confirmed))) return "collecting";
  return from.includes(status) ? to : null;
}

/** The most participants whom one commit collects, and the most payouts that one moves. */
export const MAX_PAYOUTS_AT_ONCE = 500;
