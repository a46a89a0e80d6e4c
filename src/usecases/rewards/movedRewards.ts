import type { LotSeen } from "../../db/queries/commitEffects.ts";
import type { BeforeStep } from "../../db/queries/rewardWrites.ts";
import { withoutRules } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { openUntil } from "../../domain/choices.ts";
import type { RewardStatus, RewardStep } from "../../domain/rewardState.ts";
import { isLive, takeStep } from "../../domain/rewardState.ts";
import { reviewReward, settleReward, shrinkReward } from "../../engine/decide/rewardChanges.ts";
import { EMPTY_SNAPSHOT } from "../../engine/decide/snapshot.ts";
import type { State, Tracked } from "../../engine/decide/state.ts";
import { openState } from "../../engine/decide/state.ts";

export interface Step {
  readonly step: RewardStep;
  readonly reason: string | null;
}

export type StepRefusal = "reward_state" | "choice_open" | "in_review" | "partly_spent";

/** What a step does to one reward: it moves, is there already, or can't. */
export type StepVerdict =
  | { readonly kind: "moves"; readonly to: RewardStatus }
  | { readonly kind: "repeated" }
  | { readonly kind: "refused"; readonly code: StepRefusal };

/**
 * Whether a reward takes a step. One that is in review is neither approved nor given out, and one that its recipient has
 * still to choose is not given out, nor is one of which something was spent.
 *
 * @param left what is left of it, where it is spent in parts
 */
export function verdictOf(stored: StoredReward, step: RewardStep, left: BeforeStep["left"]): StepVerdict {
  const { status, reviewReasons } = stored;
  const isInReview = isLive(status) && reviewReasons.length > 0;
  if (step === "release" && isLive(status) && status !== "in_review") {
    return isInReview ? { kind: "moves", to: status } : { kind: "repeated" };
  }
  const outcome = takeStep(status, step);
  if (outcome.kind === "forbidden") return { kind: "refused", code: "reward_state" };
  if (outcome.kind === "repeated") return outcome;
  if (isInReview && (outcome.to === "approved" || outcome.to === "fulfilled")) {
    return { kind: "refused", code: "in_review" };
  }
  if (outcome.to !== "fulfilled") return outcome;
  if (openUntil(stored) !== null) return { kind: "refused", code: "choice_open" };
  const isSpent = left !== null && BigInt(left) < stored.amountMinor;
  return isSpent ? { kind: "refused", code: "partly_spent" } : outcome;
}

/** Rewards moved in a state of their own, with what their counters, their books and their subscribers hear of it. */
export function movedRewards(tenantId: string, befores: readonly BeforeStep[], { step, reason }: Step): State {
  // Only an end asks what the program counts, and only an end can change what an event of the friend decides.
  const isEnd = step === "void";
  const friends = new Map(befores.map(({ friend }) => [friend.id, friend]));
  const programs = new Map(befores.map(({ program }) => [program.id, withoutRules(program)]));
  const state = openState({
    ...EMPTY_SNAPSHOT,
    tenantId,
    rewards: befores.map(({ reward }) => parseReward(reward)),
    ...(isEnd ? { programs: [...programs.values()], participants: [...friends.values()] } : {}),
  });
  for (const { reward: row, friend, left } of befores) {
    const reward = movedOf(state, row.id);
    const verdict = verdictOf(reward.now, step, left);
    if (verdict.kind !== "moves") throw new Error("only what moves is moved");
    if (step === "release") {
      reviewReward(state, reward, [], null);
      continue;
    }
    if (verdict.to === "approved" || verdict.to === "fulfilled") {
      settleReward(state, reward, verdict.to);
      continue;
    }
    const program = programs.get(row.programId);
    if (program === undefined) throw new Error("a reward came without its program");
    shrinkReward(state, program, reward, null, null, reason === null ? "manual" : { words: reason });
    const guard = state.participants.get(friend.id);
    if (guard !== undefined) guard.touched = true;
  }
  return state;
}

/** What giving rewards out leaves of them, for the commit to compare: nothing, unless something is spent meanwhile. */
export function lotsGivenOut(befores: readonly BeforeStep[], { step }: Step): LotSeen[] {
  if (step !== "fulfill") return [];
  return befores.flatMap(({ reward: { id, unit, amountMinor }, left }) => {
    return left === null || unit === null
      ? []
      : [{ id, unit, leftMinor: String(BigInt(left) - BigInt(amountMinor)), canWait: true }];
  });
}

/** One of the rewards that a state was opened with. */
export function movedOf(state: State, id: string): Tracked<StoredReward> {
  const reward = state.rewards.byId.get(id);
  if (reward === undefined) throw new Error("the state lost the reward it was opened with");
  return reward;
}
