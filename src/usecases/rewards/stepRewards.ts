import type { BeforeStep } from "../../db/queries/rewardWrites.ts";
import { readBeforeSteps } from "../../db/queries/rewardWrites.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { Step } from "./movedRewards.ts";
import { lotsGivenOut, movedRewards, verdictOf } from "./movedRewards.ts";
import { auditOfStep } from "./stepReward.ts";

/** So many rewards one commit moves on by hand. */
export const MAX_STEPPED = 200;

export interface StepsInput extends Step {
  /** At most `MAX_STEPPED`; one that is named twice is moved once. */
  readonly rewardIds: readonly string[];
}

/** What became of them. */
export interface SteppedTogether {
  /** Those that are where the step leads, the ones included that were there before. */
  readonly moved: number;
  /** Those that could not take the step, or that there are none of: they are as they were. */
  readonly left: number;
}

/**
 * Approves, voids, fulfils or releases several rewards for one reason, in one commit. Those that can't take the step are left as
 * they are and don't stop the others.
 */
export async function stepRewards(deps: WriteDeps, request: Request, input: StepsInput): Promise<WriteOutcome<never>> {
  if (input.rewardIds.length > MAX_STEPPED) throw new Error("more rewards than one commit moves");
  const ids = [...new Set(input.rewardIds)];
  return await commitOnce(
    deps,
    request,
    () => readBeforeSteps(deps.database, request.asker, request.idempotency?.key ?? null, ids),
    (befores, attempt) => decide(deps, input, ids.length, befores, attempt),
  );
}

function decide(
  deps: WriteDeps,
  step: Step,
  asked: number,
  befores: readonly BeforeStep[],
  attempt: Attempt,
): WriteDecision<never> {
  const all = befores.map((before) => {
    const stored = parseReward(before.reward);
    return { before, stored, verdict: verdictOf(stored, step.step, before.left) };
  });
  const there = all.filter(({ verdict }) => verdict.kind !== "refused").length;
  const body: SteppedTogether = { moved: there, left: asked - there };
  const moving = all.flatMap(({ before, stored, verdict }) =>
    verdict.kind === "moves" ? [{ before, stored, to: verdict.to }] : [],
  );
  const done = { status: 200 as const, body };
  if (moving.length === 0) return { done, effects: null };
  const those = moving.map(({ before }) => before);
  const effects = effectsWithoutEvent(deps, movedRewards(attempt.tenantId, those, step), attempt);
  const audit = moving.map(({ stored, to }) => auditOfStep(deps, step, stored, to, attempt));
  return { done, effects: { ...effects, lots: lotsGivenOut(those, step), audit } };
}
