import type { StoredProgram } from "../../db/rows/program.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { costOf } from "../../domain/choices.ts";
import { limitCounter } from "../../domain/counters.ts";
import { earned, takenBack } from "../../domain/ledger.ts";
import { applyLimit } from "../../domain/limits.ts";
import { greatest, least } from "../../domain/money.ts";
import type { Instant } from "../../domain/periods.ts";
import { holdingOf } from "../../domain/rewardState.ts";
import type { Limit } from "../../domain/rules.ts";
import { unitOf } from "../../domain/rules.ts";
import { couponOf } from "./couponRow.ts";
import { notify } from "./notify.ts";
import { countReward } from "./rewardChanges.ts";
import type { State, Tracked } from "./state.ts";
import { readCounter, relyOn } from "./state.ts";

/**
 * Settles an open choice on one of its options: what it counted as until now goes back, and the option takes its
 * place in the books, in the account that the reward's state says.
 *
 * @param option by its place; one of which something is left
 * @param limits of its rule: an amount is cut to what they leave now, its own set aside
 * @param at when it is settled: a coupon is good from then on
 */
export function takeOption(
  state: State,
  program: StoredProgram,
  reward: Tracked<StoredReward>,
  option: number,
  limits: readonly Limit[],
  at: Instant,
): void {
  const before = reward.now;
  const offered = before.choice?.options[option];
  if (before.choice === null || offered === undefined || offered.amountMinor === null) {
    throw new Error(`reward ${before.id} does not offer option ${option}`);
  }
  const choice = { ...before.choice, taken: option };
  const { grant } = offered;
  // The first has been in force with its amount: nothing else moves.
  const isOther = option !== 0;
  if (isOther) countReward(state, program, before, { count: 0n, amount: -before.amountMinor, cost: 0n });
  const most = isOther ? mostLeft(state, program, before, limits) : null;
  // It may always have as much as was counted for it.
  const cut = (amount: bigint) => (most === null ? amount : least(amount, greatest(most, before.amountMinor)));
  const [grantedMinor, amountMinor] = [cut(offered.grantedMinor), cut(offered.amountMinor)];
  const costMinor = costOf(grant, amountMinor, choice);
  countReward(state, program, before, {
    count: 0n,
    amount: isOther ? amountMinor : 0n,
    cost: costMinor - before.costMinor,
  });
  const unit = unitOf(grant, program.currency);
  const coupon = couponOf(grant, at);
  reward.now = { ...before, grant, unit, grantedMinor, amountMinor, costMinor, coupon, choice };
  if (isOther) postDifference(state, before, reward.now);
  const { id: subjectId, programId } = before;
  notify(state, { type: "reward.adjusted", eventId: null, programId, subjectId });
}

/** What the limits by amount leave of the rule's unit; null where it has none. */
function mostLeft(state: State, program: StoredProgram, reward: StoredReward, limits: readonly Limit[]): bigint | null {
  const subjects = { recipientId: reward.participantId, referralId: reward.referralId };
  let most: bigint | null = null;
  for (const limit of limits) {
    if (limit.measure !== "amount") continue;
    const name = limitCounter(program, { ruleId: reward.ruleId, ...limit }, subjects, reward.occurredAt);
    const used = readCounter(state, name);
    relyOn(state, name, { low: used, high: used });
    const { amountMinor } = applyLimit(limit, used, most ?? limit.most);
    most = amountMinor ?? 0n;
  }
  return most;
}

function postDifference(state: State, before: StoredReward, after: StoredReward): void {
  const { programId, participantId, id: rewardId, status } = before;
  const parties = { programId, participantId, rewardId, eventId: null };
  const holding = holdingOf(status);
  if (before.unit !== null && before.amountMinor > 0n) {
    state.postings.push({ ...takenBack(before, holding, before.amountMinor), unit: before.unit, ...parties });
  }
  if (after.unit !== null && after.amountMinor > 0n) {
    state.postings.push({ ...earned(after, holding, after.amountMinor), unit: after.unit, ...parties });
  }
}
