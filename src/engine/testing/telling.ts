import type { StoredReferral } from "../../db/rows/referral.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Decided } from "../decide/decide.ts";
import { decide } from "../decide/decide.ts";
import type { Outcome } from "../decide/outcome.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { State } from "../decide/state.ts";
import type { EngineEvent } from "../events/events.ts";

/** What was decided, in few words, so that a test can say the whole of it. */

/** Decides events as one batch and tells each of them. */
export function tell(snapshot: Snapshot, events: readonly EngineEvent[]): string[][] {
  return decide(snapshot, events).outcomes.map(linesOf);
}

/** Decides events as one batch and tells the last of them. */
export function tellLast(snapshot: Snapshot, events: readonly EngineEvent[]): string[] {
  return tell(snapshot, events).at(-1) ?? [];
}

/** One line a decision: "rule 1000" where it was granted, "rule reason" where not. A refused event is its code. */
export function linesOf(outcome: Outcome): string[] {
  if (outcome.kind === "problem") return [outcome.problem.code];
  const entries = outcome.kind === "decided" ? outcome.record.entries : outcome.known.entries;
  const rewards = new Map(outcome.results.flatMap((result) => result.rewards.map((reward) => [reward.id, reward])));
  const lines = entries.flatMap((entry) =>
    entry.decisions.map(({ ruleId, reason, rewardId }) => {
      return `${ruleId} ${reason ?? rewards.get(rewardId ?? "")?.grantedMinor}`;
    }),
  );
  return outcome.kind === "duplicate" ? ["duplicate", ...lines] : lines;
}

export function rewardsOf(state: State): StoredReward[] {
  return [...state.rewards.byId.values()].map(({ now }) => now);
}

/** Every reward in the order of grants: "rule source amount status". */
export function rewardLines({ state }: Decided): string[] {
  return rewardsOf(state).map(({ ruleId, source, amountMinor, status }) => {
    return `${ruleId} ${source} ${amountMinor} ${status}`;
  });
}

/** The referrals, refused ones included, in the order in which they were made. */
export function referralsOf({ state }: Decided): StoredReferral[] {
  return [...state.referrals.values()].map(({ now }) => now);
}

/** Why each referral was refused, null where it was not. */
export function refusalsOf(decided: Decided): (string | null)[] {
  return referralsOf(decided).map(({ rejectedReason }) => rejectedReason);
}
