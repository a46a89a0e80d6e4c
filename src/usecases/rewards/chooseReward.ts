import type { Asker } from "../../db/queries/asker.ts";
import { actsFor } from "../../db/queries/asker.ts";
import type { BeforeChoice } from "../../db/queries/rewardWrites.ts";
import { readBeforeChoice } from "../../db/queries/rewardWrites.ts";
import { parseCounter } from "../../db/rows/counter.ts";
import { parseStored, withoutRules } from "../../db/rows/program.ts";
import type { KeptReward, RewardOf, StoredReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { isUnended } from "../../domain/rewardState.ts";
import { EMPTY_SNAPSHOT } from "../../engine/decide/snapshot.ts";
import { openState } from "../../engine/decide/state.ts";
import { takeOption } from "../../engine/decide/takeOption.ts";
import { effectsWithoutEvent } from "../../engine/loop/effects.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export interface ChoiceInput {
  readonly rewardId: string;
  /** Its place among the options. */
  readonly option: number;
}

export type ChoiceRefusal =
  | "not_found"
  | "invalid_request"
  | "no_choice"
  | "choice_taken"
  | "choice_over"
  | "option_gone"
  | "reward_state";

/**
 * Takes one of the options of a choice reward: the holder of a secret key for any reward, a participant for one of
 * their own. The reward is the natural key: the same option again answers it as it is, another one after that is a
 * conflict.
 *
 * @param present makes the reply, so that it can be stored with what it answers
 */
export async function chooseReward(
  deps: WriteDeps,
  request: Request<Asker>,
  input: ChoiceInput,
  present: (reward: KeptReward, of: RewardOf) => unknown,
): Promise<WriteOutcome<ChoiceRefusal>> {
  const { asker, idempotency } = request;
  const load = () => readBeforeChoice(deps.database, asker, idempotency?.key ?? null, input.rewardId);
  return await commitOnce(deps, request, load, (before, attempt) => {
    // Another participant's reward is as absent as one that does not exist.
    if (before === null || !actsFor(asker, attempt.actor, before.reward.participantId)) {
      return { refusal: { code: "not_found", detail: "No reward has this id." } };
    }
    const stored = parseReward(before.reward);
    return decide(deps, input, before, stored, { attempt, present });
  });
}

interface Choosing {
  readonly attempt: Attempt;
  readonly present: (reward: KeptReward, of: RewardOf) => unknown;
}

function decide(
  deps: WriteDeps,
  { option }: ChoiceInput,
  before: BeforeChoice,
  stored: KeptReward,
  { attempt, present }: Choosing,
): WriteDecision<ChoiceRefusal> {
  if (stored.choice?.taken === option)
    return { done: { status: 200, body: present(stored, before.of) }, effects: null };
  const refusal = refusalOf(stored, option, attempt.at);
  if (refusal !== null) return { refusal };
  const program = withoutRules(before.program);
  const counters = before.counters.map(parseCounter);
  const { tenantId, at } = attempt;
  const state = openState({ ...EMPTY_SNAPSHOT, tenantId, rewards: [stored], programs: [program], counters });
  const reward = state.rewards.byId.get(stored.id);
  if (reward === undefined) throw new Error("the state lost the reward it was opened with");
  const rule = parseStored(before.rules, program.currency).rewards.find(({ id }) => id === stored.ruleId);
  takeOption(state, program, reward, option, rule?.limits ?? [], at.getTime());
  // The coupon's code is drawn with the effects, and the reply shows it.
  const effects = effectsWithoutEvent(deps, state, attempt);
  const { amountMinor, unit, grant } = reward.now;
  const detail = { option, kind: grant.kind, unit, amountMinor: String(amountMinor) };
  const audit = [auditRow(deps, attempt, "reward.chosen", stored.id, detail)];
  return {
    done: { status: 200, body: present({ ...reward.now, createdAt: stored.createdAt }, before.of) },
    effects: { ...effects, audit },
  };
}

/** Why an option can't be taken, or null. */
function refusalOf({ choice, status }: StoredReward, option: number, at: Date): WriteRefusal<ChoiceRefusal> | null {
  if (choice === null) return { code: "no_choice", detail: "This reward has nothing to choose from." };
  const offered = choice.options[option];
  if (offered === undefined) {
    const message = `There are options 0 to ${choice.options.length - 1}.`;
    return { code: "invalid_request", detail: message, errors: [{ path: "option", message }] };
  }
  if (choice.taken !== null) return { code: "choice_taken", detail: `Option ${choice.taken} was taken before.` };
  if (!isUnended(status))
    return { code: "reward_state", detail: `This reward is ${status}, and nothing of it can be chosen.` };
  if (choice.chooseBy <= at.getTime()) {
    const detail = `One could choose until ${new Date(choice.chooseBy).toISOString()}; the first option is given.`;
    return { code: "choice_over", detail };
  }
  if (offered.amountMinor === null) return { code: "option_gone", detail: "Nothing is left of this option." };
  return null;
}
