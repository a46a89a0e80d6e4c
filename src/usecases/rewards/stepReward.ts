import { presentReward } from "../../contract/reward.ts";
import type { BeforeStep } from "../../db/queries/rewardWrites.ts";
import { readBeforeStep } from "../../db/queries/rewardWrites.ts";
import { withoutRules } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { openUntil } from "../../domain/choices.ts";
import type { RewardStep, SteppedTo } from "../../domain/rewardState.ts";
import { takeStep } from "../../domain/rewardState.ts";
import { settleReward, shrinkReward } from "../../engine/decide/rewardChanges.ts";
import { EMPTY_SNAPSHOT } from "../../engine/decide/snapshot.ts";
import type { State, Tracked } from "../../engine/decide/state.ts";
import { openState } from "../../engine/decide/state.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export interface StepInput {
  readonly rewardId: string;
  readonly step: RewardStep;
  readonly reason: string | null;
}

export type StepRefusal = "not_found" | "reward_state" | "choice_open";

/**
 * Approves, voids or fulfils one reward by hand. A step that was taken before changes nothing and answers the
 * reward as it is.
 */
export async function stepReward(
  deps: WriteDeps,
  request: Request,
  input: StepInput,
): Promise<WriteOutcome<StepRefusal>> {
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
): WriteDecision<StepRefusal> {
  if (before === null) return { refusal: { code: "not_found", detail: "There is no such reward." } };
  const stored = parseReward(before.reward);
  const outcome = takeStep(stored.status, input.step);
  switch (outcome.kind) {
    case "repeated":
      return { done: { status: 200, body: presentReward(stored, before.of) }, effects: null };
    case "forbidden": {
      const detail = `A reward that is ${stored.status} can't be changed by ${input.step}.`;
      return { refusal: { code: "reward_state", detail } };
    }
    case "moves": {
      if (outcome.to === "fulfilled" && openUntil(stored) !== null) {
        return {
          refusal: { code: "choice_open", detail: "The recipient has not chosen yet what this reward is to be." },
        };
      }
      const { state, reward } = moved(attempt.tenantId, stored, before, input, outcome.to);
      return {
        done: { status: 200, body: presentReward({ ...reward.now, createdAt: stored.createdAt }, before.of) },
        effects: {
          ...effectsWithoutEvent(deps, state, attempt),
          audit: [auditOf(deps, input, stored, outcome.to, attempt)],
        },
      };
    }
    default:
      return outcome satisfies never;
  }
}

/** The reward moved in a state of its own, with what its counters, its books and its subscribers hear of it. */
function moved(
  tenantId: string,
  stored: StoredReward,
  before: BeforeStep,
  { step, reason }: StepInput,
  to: SteppedTo,
): { readonly state: State; readonly reward: Tracked<StoredReward> } {
  const program = withoutRules(before.program);
  const friend = before.friend;
  const isEnd = step === "void";
  const state = openState({
    ...EMPTY_SNAPSHOT,
    tenantId,
    rewards: [stored],
    // Only an end asks what the program counts, and only an end can change what an event of the friend decides.
    ...(isEnd ? { programs: [program], participants: [friend] } : {}),
  });
  const reward = state.rewards.byId.get(stored.id);
  if (reward === undefined) throw new Error("the state lost the reward it was opened with");
  if (to === "voided") {
    shrinkReward(state, program, reward, null, null, reason === null ? "manual" : { words: reason });
    const guard = state.participants.get(friend.id);
    if (guard !== undefined) guard.touched = true;
  } else {
    settleReward(state, reward, to);
  }
  return { state, reward };
}

function auditOf(deps: WriteDeps, { step, reason }: StepInput, was: StoredReward, to: SteppedTo, attempt: Attempt) {
  return auditRow(deps, attempt, `reward.${to}`, was.id, { step, from: was.status, to, reason });
}
