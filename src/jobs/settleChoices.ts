import type { DueChoices } from "../db/queries/rewardWrites.ts";
import { readDueChoices, tenantsWithDueChoices } from "../db/queries/rewardWrites.ts";
import { withoutRules } from "../db/rows/program.ts";
import { parseReward } from "../db/rows/reward.ts";
import { EMPTY_SNAPSHOT } from "../engine/decide/snapshot.ts";
import { openState } from "../engine/decide/state.ts";
import { takeOption } from "../engine/decide/takeOption.ts";
import { effectsWithoutEvent } from "../engine/loop/effects.ts";
import { batchJob } from "./batchJob.ts";

/** The most choices that one commit settles. */
export const MAX_SETTLED = 1_000;

/**
 * Settles choices that were not made in time on their first option. Each is compared by what it offers, so a choice, a
 * void or a refund at the same time makes this attempt load again.
 */
export const settleChoices = batchJob({
  name: "settle-choices",
  most: MAX_SETTLED,
  tenantsDue: tenantsWithDueChoices,
  read: readDueChoices,
  rowsOf: ({ rewards }: DueChoices) => rewards,
  effects(deps, batch, attempt, found) {
    const rewards = batch.map(parseReward);
    const programs = found.programs.map(withoutRules);
    const byId = new Map(programs.map((program) => [program.id, program]));
    const state = openState({ ...EMPTY_SNAPSHOT, tenantId: attempt.tenantId, rewards, programs });
    for (const reward of state.rewards.byId.values()) {
      const program = byId.get(reward.now.programId);
      if (program === undefined) throw new Error("a choice was read without its program");
      // No limit can cut the option that was counted all along.
      takeOption(state, program, reward, 0, [], attempt.at.getTime());
    }
    return effectsWithoutEvent(deps, state, attempt);
  },
});
