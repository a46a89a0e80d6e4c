import type { DueRewards } from "../db/queries/rewardWrites.ts";
import { readDueRewards, tenantsWithDueRewards } from "../db/queries/rewardWrites.ts";
import { parseReward } from "../db/rows/reward.ts";
import { settleReward } from "../engine/decide/rewardChanges.ts";
import { EMPTY_SNAPSHOT } from "../engine/decide/snapshot.ts";
import { openState } from "../engine/decide/state.ts";
import { effectsWithoutEvent } from "../engine/loop/effects.ts";
import { batchJob } from "./batchJob.ts";

/** The most rewards that one commit releases. */
export const MAX_RELEASED = 2_000;

/**
 * Approves held rewards whose hold is over. Each is compared by its state, so a release, a void or a refund of one at
 * the same time makes this attempt load again.
 */
export const releaseRewards = batchJob({
  name: "release-rewards",
  most: MAX_RELEASED,
  tenantsDue: tenantsWithDueRewards,
  read: readDueRewards,
  rowsOf: ({ rewards }: DueRewards) => rewards,
  effects(deps, batch, attempt) {
    const rewards = batch.map(parseReward);
    const state = openState({ ...EMPTY_SNAPSHOT, tenantId: attempt.tenantId, rewards });
    for (const reward of state.rewards.byId.values()) settleReward(state, reward, "approved");
    return effectsWithoutEvent(deps, state, attempt);
  },
});
