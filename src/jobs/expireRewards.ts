import type { ExpiredLot } from "../db/queries/expiringRewards.ts";
import { readExpiredLots, tenantsWithExpiredLots } from "../db/queries/expiringRewards.ts";
import { parseReward } from "../db/rows/reward.ts";
import { isoTime } from "../domain/isoTime.ts";
import { expireReward } from "../engine/decide/rewardChanges.ts";
import { EMPTY_SNAPSHOT } from "../engine/decide/snapshot.ts";
import { openState } from "../engine/decide/state.ts";
import { effectsWithoutEvent } from "../engine/loop/effects.ts";
import { batchJob } from "./batchJob.ts";

/** The most rewards of which one commit lets something expire. */
export const MAX_EXPIRED = 500;

/**
 * Lets expire what is left of rewards in credit and points whose time is over. What a choice or a review holds back waits
 * until that is settled. Each is compared by what is left, so a spend, a refund or a void at the same time makes this attempt
 * load again.
 */
export const expireRewards = batchJob({
  name: "expire-rewards",
  most: MAX_EXPIRED,
  tenantsDue: tenantsWithExpiredLots,
  read: readExpiredLots,
  rowsOf: (lots: readonly ExpiredLot[]) => lots,
  effects(deps, batch, attempt) {
    const rewards = batch.map(({ reward }) => parseReward(reward));
    const lefts = new Map(batch.map(({ reward, left }) => [reward.id, BigInt(left)]));
    const state = openState({ ...EMPTY_SNAPSHOT, tenantId: attempt.tenantId, rewards });
    for (const reward of state.rewards.byId.values()) expireReward(state, reward, lefts.get(reward.now.id) ?? 0n);
    const lots = batch.map(({ reward: { id, unit }, expiresAt }) => {
      return { id, unit: unit ?? "", leftMinor: "0", canWait: false, expiresAt: isoTime(expiresAt) };
    });
    return { ...effectsWithoutEvent(deps, state, attempt), lots };
  },
});
