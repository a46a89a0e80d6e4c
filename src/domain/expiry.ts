import type { Choice } from "./choices.ts";
import { openUntil } from "./choices.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS } from "./periods.ts";
import type { ReviewReason } from "./reviewReasons.ts";
import type { RewardStatus } from "./rewardState.ts";
import type { Option } from "./rules.ts";

/** When credit and points expire that were not spent. */

/**
 * What could not be spent for a while, or comes back from an order, can be spent for so long at least, however long ago its
 * time was over.
 */
export const DAYS_TO_SPEND_AGAIN = 14;
/** The recipient hears of the end so long before. */
export const EXPIRY_NOTICE_DAYS = 7;

/** A reward, as far as its end goes by it. */
export interface Expiring {
  readonly status: RewardStatus;
  readonly grant: Option;
  readonly choice: Choice | null;
  readonly reviewReasons: readonly ReviewReason[];
  readonly expiresAt: Instant | null;
}

/**
 * When what is left of a reward expires, once a commit has changed it: so many days after it was approved and nothing was
 * left to be chosen of it. One that had to be reviewed meanwhile can be spent for a while afterwards.
 *
 * @param was null for a new one
 * @param at the time of the commit
 */
export function expiryOf(was: Expiring | null, now: Expiring, at: Instant): Instant | null {
  if (now.status !== "approved" || openUntil(now) !== null) return now.expiresAt;
  const days = validDaysOf(now.grant);
  if (days === null) return null;
  if (now.expiresAt === null) return at + days * DAY_MS;
  const isSettled = was !== null && was.reviewReasons.length > 0 && now.reviewReasons.length === 0;
  return isSettled ? Math.max(now.expiresAt, spendableAgainUntil(at)) : now.expiresAt;
}

/** Until when something can be spent that comes back at a time. */
export function spendableAgainUntil(at: Instant): Instant {
  return at + DAYS_TO_SPEND_AGAIN * DAY_MS;
}

/** How long credit or points can be spent; null where that has no end, and for what is not spent in parts. */
export function validDaysOf(grant: Option): number | null {
  return grant.kind === "credit" || grant.kind === "points" ? (grant.validDays ?? null) : null;
}
