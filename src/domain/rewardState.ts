import type { Holding } from "./ledger.ts";

export const REWARD_STATUSES = ["pending", "in_review", "approved", "fulfilled", "voided", "clawed_back"] as const;
export type RewardStatus = (typeof REWARD_STATUSES)[number];

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
