import type { Holding } from "./ledger.ts";
import type { ReviewReason } from "./reviewReasons.ts";

export const REWARD_STATUSES = ["pending", "in_review", "approved", "fulfilled", "voided", "clawed_back"] as const;
export type RewardStatus = (typeof REWARD_STATUSES)[number];

/** What each state may become. Nothing leaves `voided` or `clawed_back`. */
export const NEXT_STATUSES: Readonly<Record<RewardStatus, readonly RewardStatus[]>> = {
  pending: ["in_review", "approved", "voided"],
  in_review: ["pending", "approved", "voided"],
  approved: ["fulfilled", "voided"],
  // Back to approved only when the payout that fulfilled it failed.
  fulfilled: ["approved", "clawed_back"],
  voided: [],
  clawed_back: [],
};

/** What a person may do to a reward by hand. `release` settles what it was in review for. */
export const REWARD_STEPS = ["approve", "void", "fulfill", "release"] as const;
export type RewardStep = (typeof REWARD_STEPS)[number];

const STEPS = {
  approve: { from: ["pending", "in_review"], to: "approved" },
  void: { from: ["pending", "in_review", "approved"], to: "voided" },
  fulfill: { from: ["approved"], to: "fulfilled" },
  // Held again, and the hold may be over by then.
  release: { from: ["in_review"], to: "pending" },
} as const satisfies Readonly<Record<RewardStep, { from: readonly RewardStatus[]; to: RewardStatus }>>;

/** Neither fulfilled nor ended: a choice may still be made, and a person may void it. */
export function isUnended(status: RewardStatus): boolean {
  return STEPS.void.from.some((allowed) => allowed === status);
}

/** Where a step by hand leads. */
type SteppedTo = (typeof STEPS)[RewardStep]["to"];

/** Whether no other step by hand leads out of where this one leads: what it was taken for by mistake stays so. */
export function isFinal(step: RewardStep): boolean {
  return !Object.values(STEPS).some(({ from }) => from.some((status) => status === STEPS[step].to));
}

export type StepOutcome =
  | { readonly kind: "moves"; readonly to: SteppedTo }
  /** The reward is where the step leads: it was taken before. */
  | { readonly kind: "repeated" }
  | { readonly kind: "forbidden" };

/** What a step by hand does to a reward in a state. */
export function takeStep(status: RewardStatus, step: RewardStep): StepOutcome {
  const { from, to } = STEPS[step];
  if (status === to) return { kind: "repeated" };
  return from.some((allowed) => allowed === status) ? { kind: "moves", to } : { kind: "forbidden" };
}

/**
 * What a live reward becomes when the reasons to review it change. Only what is held goes into review: what is approved
 * or fulfilled stays so, and nothing more is given out of it while there is a reason.
 */
export function statusInReview(status: RewardStatus, hasReason: boolean): RewardStatus {
  if (hasReason) return status === "pending" ? "in_review" : status;
  return status === "in_review" ? "pending" : status;
}

/** Whether anything about a reward has to be settled, and a person may do so. */
export function waitsForReview(status: RewardStatus, reasons: readonly ReviewReason[]): boolean {
  return (status === "in_review" || status === "approved") && reasons.length > 0;
}

/** A live reward counts towards limits and budgets and can still change. */
export function isLive(status: RewardStatus): boolean {
  return status !== "voided" && status !== "clawed_back";
}

/** The account that holds the value of a live reward. */
export function holdingOf(status: RewardStatus): Holding {
  return status === "pending" || status === "in_review" ? "pending" : "available";
}

/** What a live reward becomes when nothing of it is left. */
export function endedStatus(status: RewardStatus): "voided" | "clawed_back" {
  return status === "fulfilled" ? "clawed_back" : "voided";
}
