import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { costOf, withAmountInForce } from "../../domain/choices.ts";
import type { CounterName } from "../../domain/counters.ts";
import { budgetCounter, limitCounter } from "../../domain/counters.ts";
import { sizeOfReward } from "../../domain/decisionSize.ts";
import { earned } from "../../domain/ledger.ts";
import { applyLimit, fitsBudget } from "../../domain/limits.ts";
import { greatest, least } from "../../domain/money.ts";
import { holdingOf } from "../../domain/rewardState.ts";
import type { RewardRule } from "../../domain/rules.ts";
import type { Interval } from "../../domain/tiers.ts";
import { notify } from "./notify.ts";
import type { Left } from "./rewardChanges.ts";
import { countReward } from "./rewardChanges.ts";
import { takeRoom } from "./room.ts";
import type { State, Tracked } from "./state.ts";
import { readCounter, relyOn, setCeiling } from "./state.ts";

/**
 * Lets a live reward grow as far as its limits by amount and the budget leave, its own present amount set aside: that it
 * grows less is no misfit and pauses nothing. One that was fulfilled grows back to what was fulfilled at most.
 *
 * @param wanted what the order makes of it
 * @returns whether limits or the budget left less than that
 */
export function growReward(
  state: State,
  program: StoredProgram,
  rule: RewardRule,
  reward: Tracked<StoredReward>,
  wanted: Left,
  eventId: string,
): { readonly grew: boolean; readonly clamped: boolean } {
  const before = reward.now;
  const most = before.status === "fulfilled" ? (before.fulfilledMinor ?? before.amountMinor) : wanted.amountMinor;
  const whole = greatest(before.amountMinor, least(wanted.amountMinor, most));
  const limited = underLimits(state, program, rule, before, whole);
  const amountMinor = underBudget(state, program, before, { ...wanted, amountMinor: limited });
  const clamped = amountMinor < whole;
  const choice = clamped ? withAmountInForce(before.choice, amountMinor) : wanted.choice;
  if (amountMinor === before.amountMinor && (clamped || choice === before.choice)) return { grew: false, clamped };
  takeRoom(state, sizeOfReward(before));
  const costMinor = costOf(before.grant, amountMinor, choice);
  reward.now = { ...before, amountMinor, costMinor, choice };
  const more = amountMinor - before.amountMinor;
  countReward(state, program, before, { count: 0n, amount: more, cost: costMinor - before.costMinor });
  const { programId, participantId, id: rewardId, unit } = before;
  if (more > 0n && unit !== null) {
    const movement = earned(before, holdingOf(before.status), more);
    state.postings.push({ ...movement, unit, programId, participantId, rewardId, eventId });
  }
  notify(state, { type: "reward.adjusted", eventId, programId, subjectId: rewardId });
  return { grew: true, clamped };
}

/** Several limits apply in list order, each to what the one before left. */
function underLimits(
  state: State,
  program: StoredProgram,
  rule: RewardRule,
  reward: StoredReward,
  wanted: bigint,
): bigint {
  const own = reward.amountMinor;
  const subjects = { recipientId: reward.participantId, referralId: reward.referralId };
  let left = wanted;
  for (const limit of rule.limits) {
    if (limit.measure !== "amount" || left === own) continue;
    const name = limitCounter(program, { ruleId: rule.id, ...limit }, subjects, reward.occurredAt);
    const { amountMinor, interval } = applyLimit(limit, readCounter(state, name) - own, left);
    relyBeside(state, name, interval, own);
    left = greatest(own, amountMinor ?? 0n);
  }
  return left;
}

/** Cash and credit grow as far as the budget leaves; what costs otherwise grows whole or not at all. */
function underBudget(state: State, program: StoredProgram, reward: StoredReward, wanted: Left): bigint {
  const budget = program.rules.get(program.version)?.budget ?? null;
  const { amountMinor: own, costMinor: ownCost, occurredAt, grant } = reward;
  const cost = costOf(grant, wanted.amountMinor, wanted.choice);
  if (budget === null || cost <= ownCost) return wanted.amountMinor;
  const name = budgetCounter(program, budget.period, occurredAt);
  const spent = readCounter(state, name) - ownCost;
  const { fits, interval } = fitsBudget(budget.amountMinor, spent, cost);
  if (fits) {
    setCeiling(state, name, budget.amountMinor);
    relyBeside(state, name, interval, ownCost);
    return wanted.amountMinor;
  }
  relyOn(state, name, { low: spent + ownCost, high: spent + ownCost });
  const isByAmount = reward.choice === null && !("costMinor" in grant);
  if (!isByAmount || budget.amountMinor - spent <= own) return own;
  setCeiling(state, name, budget.amountMinor);
  return budget.amountMinor - spent;
}

/** The interval is of the number without what the reward itself has counted in it. */
function relyBeside(state: State, name: CounterName, { low, high }: Interval, own: bigint): void {
  relyOn(state, name, { low: low === null ? null : low + own, high: high === null ? null : high + own });
}
