import type { ProgramEntry } from "../../db/rows/event.ts";
import { sizeOfDecision, sizeOfReward } from "../../domain/decisionSize.ts";
import type { Results } from "./outcome.ts";
import type { State } from "./state.ts";
import { referralOrMembership } from "./state.ts";

/** What the programs made of an event, as the state has it. */
export function resultsOf(state: State, entries: readonly ProgramEntry[]): Results {
  return entries.flatMap((entry) => {
    const referral = referralOrMembership(state, entry.referralId)?.now;
    if (referral === undefined) return [];
    return [{ entry, referral, rewards: entry.rewardIds.flatMap((id) => state.rewards.byId.get(id)?.now ?? []) }];
  });
}

/** What it comes to, as `takeRoom` is told. */
export function sizeOfResults(results: Results): number {
  let size = 0;
  for (const { entry, rewards } of results) {
    for (const { trace } of entry.decisions) size += sizeOfDecision(trace);
    for (const reward of rewards) size += sizeOfReward(reward);
  }
  return size;
}
