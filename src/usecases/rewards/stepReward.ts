import { presentReward } from "../../contract/reward.ts";
import type { BeforeStep } from "../../db/queries/rewardWrites.ts";
import { readBeforeStep } from "../../db/queries/rewardWrites.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import type { AuditAction } from "../../domain/auditActions.ts";
import type { RewardStatus, RewardStep } from "../../domain/rewardState.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { Step, StepRefusal } from "./movedRewards.ts";
import { lotsGivenOut, movedOf, movedRewards, verdictOf } from "./movedRewards.ts";

export interface StepInput extends Step {
  readonly rewardId: string;
}

/**
 * Approves, voids, fulfils or releases one reward by hand. A step that was taken before changes nothing and answers the
 * reward as it is.
 */
export async function stepReward(
  deps: WriteDeps,
  request: Request,
  input: StepInput,
): Promise<WriteOutcome<StepRefusal | "not_found">> {
  const idempotencyKey = request.idempotency?.key ?? null;
  return await commitOnce(
    deps,
    request,
    () => readBeforeStep(deps.database, request.asker, idempotencyKey, input.rewardId),
    (before, attempt) => decide(deps, input, before, attempt),
  );
}

function decide(
  deps: WriteDeps,
  input: StepInput,
  before: BeforeStep | null,
  attempt: Attempt,
): WriteDecision<StepRefusal | "not_found"> {
  if (before === null) return { refusal: { code: "not_found", detail: "No reward has this id." } };
  const stored = parseReward(before.reward);
  const verdict = verdictOf(stored, input.step, before.left);
  switch (verdict.kind) {
    case "repeated":
      return { done: { status: 200, body: presentReward(stored, before.of) }, effects: null };
    case "refused":
      return { refusal: { code: verdict.code, detail: detailOf(verdict.code, stored, input) } };
    case "moves": {
      const state = movedRewards(attempt.tenantId, [before], input);
      // When it expires is set with the effects, and the reply shows it.
      const effects = effectsWithoutEvent(deps, state, attempt);
      const { now } = movedOf(state, stored.id);
      return {
        done: { status: 200, body: presentReward({ ...now, createdAt: stored.createdAt }, before.of) },
        effects: {
          ...effects,
          lots: lotsGivenOut([before], input),
          audit: [auditOfStep(deps, input, stored, verdict.to, attempt)],
        },
      };
    }
    default:
      return verdict satisfies never;
  }
}

function detailOf(code: StepRefusal, { status, reviewReasons }: StoredReward, { step }: Step): string {
  switch (code) {
    case "reward_state":
      return `A reward that is ${status} can't be changed by ${step}.`;
    case "choice_open":
      return "The recipient has not chosen yet what this reward is to be.";
    case "partly_spent":
      return "Something of this reward was spent, so it can't be given out.";
    case "in_review":
      return `This reward is in review: ${reviewReasons.join(", ")}. Release or void it.`;
    default:
      return code satisfies never;
  }
}

const STEP_ACTIONS = {
  approve: "reward.approved",
  void: "reward.voided",
  fulfill: "reward.fulfilled",
  release: "reward.released",
} as const satisfies Readonly<Record<RewardStep, AuditAction>>;

/** What the audit keeps of a step. */
export function auditOfStep(
  deps: WriteDeps,
  { step, reason }: Step,
  was: StoredReward,
  to: RewardStatus,
  attempt: Attempt,
) {
  return auditRow(deps, attempt, STEP_ACTIONS[step], was.id, { step, from: was.status, to, reason });
}
