import type { ReferralReassigned } from "../../db/queries/effects.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Tracked } from "../decide/state.ts";

/** What is written of friends who were given to another advocate. */
export function reassignedReferrals(referrals: readonly Tracked<StoredReferral>[]): ReferralReassigned[] {
  return referrals.flatMap(({ was, now: { id, advocateId, newFriend } }) => {
    return was !== null && was.advocateId !== advocateId ? [{ id, advocateId, newFriend }] : [];
  });
}

/** The coupons of rewards that went to another: one that was used meanwhile has been given out. */
export function unusedCoupons(rewards: readonly Tracked<StoredReward>[]): string[] {
  return rewards.flatMap(({ was, now }) => {
    const isEnded = was !== null && was !== now && now.voidReason === "reassigned";
    return isEnded && was.coupon !== null ? [was.coupon.code] : [];
  });
}
