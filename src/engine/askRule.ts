import type { TraceRecord } from "../db/rows/event.ts";
import type { StoredProgram } from "../db/rows/program.ts";
import type { StoredReward } from "../db/rows/reward.ts";
import { amountOf, isSum } from "../domain/amounts.ts";
import type { Choice } from "../domain/choices.ts";
import { costOf, openChoice } from "../domain/choices.ts";
import type { ConditionFailure } from "../domain/conditions.ts";
import { testConditions } from "../domain/conditions.ts";
import { budgetCounter, limitCounter } from "../domain/counters.ts";
import { applyLimit, fitsBudget } from "../domain/limits.ts";
import { periodKey } from "../domain/periods.ts";
import { isLive } from "../domain/rewardState.ts";
import type { Grant, Option, RewardRule } from "../domain/rules.ts";
import { optionOf } from "../domain/rules.ts";
import type { SkipReason } from "../domain/skipReasons.ts";
import { SKIP_REASON_NAMES } from "../domain/skipReasons.ts";
import { grantAt } from "../domain/tiers.ts";
import { positionAt } from "./advocateNumbers.ts";
import type { Occasion, OrderOccasion } from "./occasion.ts";
import { orderFor, SIGNUP } from "./occasion.ts";
import type { State, Tracked } from "./state.ts";
import { liveReferral, readCounter, relyOn, setCeiling } from "./state.ts";

/** What a rule gives on an occasion. */
export interface Offer {
  readonly grant: Option;
  readonly choice: Choice | null;
  readonly tierFrom: number | null;
  readonly recipientId: string;
  readonly amountMinor: bigint;
  readonly clamped: boolean;
  readonly costMinor: bigint;
}

/**
 * One rule asked on one occasion. What its answers need is worked out when it is first asked for, and once: looking at
 * a number makes the commit rely on it.
 */
interface Asking {
  readonly state: State;
  readonly occasion: Occasion;
  readonly rule: RewardRule;
  readonly order: OrderOccasion | null;
  /** The first of the rule's conditions that fails. */
  readonly failure: () => ConditionFailure | null;
  readonly recipientId: () => string | null;
  readonly reached: () => { readonly grant: Grant; readonly tierFrom: number | null };
  /** What that comes to, of a choice its first option. */
  readonly wholeMinor: () => bigint;
  /** What limits leave of that; null where they leave nothing, or nobody is there to receive. */
  readonly leftMinor: () => bigint | null;
  /** What that is as a choice; null where it is none. */
  readonly choice: () => Choice | null;
  readonly costMinor: () => bigint;
}

/** @param trace is added to: what the conditions have seen */
function asking(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Asking {
  const order = orderFor(occasion, rule);
  const basis = order?.basis ?? null;
  const failure = once(() => {
    const tested = testConditions(rule.when, occasion.facts);
    trace.push(...tested.trace);
    return tested.failure;
  });
  const recipientId = once(() => recipientOf(state, occasion, rule));
  const reached = once(() => reachedGrant(state, occasion, rule));
  const wholeMinor = once(() => amountOf(optionOf(reached().grant), basis));
  const leftMinor = once(() => {
    const recipient = recipientId();
    return recipient === null ? null : limitedAmount(state, occasion, rule, recipient, wholeMinor());
  });
  const choice = once(() => {
    const { grant } = reached();
    return grant.kind === "choice" ? openChoice(grant, leftMinor() ?? 0n, basis, occasion.occurredAt) : null;
  });
  const costMinor = once(() => costOf(optionOf(reached().grant), leftMinor() ?? 0n, choice()));
  return { state, occasion, rule, order, failure, recipientId, reached, wholeMinor, leftMinor, choice, costMinor };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether each reason holds against what a rule would give. */
const HOLDS: Readonly<Record<SkipReason, (asked: Asking) => boolean>> = {
  currency_mismatch: ({ order, occasion }) => order !== null && order.currency !== occasion.program.now.currency,
  outside_credit_window: ({ order, rule }) => order !== null && !order.inWindow && !isOwnAct(rule),
  not_qualifying: ({ order }) => order !== null && !order.qualifies,
  not_nth: ({ order, rule }) => order !== null && !isAmong(rule.on.nth, order.nth),
  already_rewarded: ({ state, occasion, rule, order }) => {
    if (order === null || rule.on.event !== "conversion") return false;
    return hasLive(state, occasion, ({ ruleId }) => ruleId === rule.id);
  },
  fact_missing: ({ failure }) => failure() === "fact_missing",
  condition_not_met: ({ failure }) => failure() === "condition_not_met",
  group_taken: ({ state, occasion, rule }) => isGroupTaken(state, occasion, rule),
  no_recipient: ({ recipientId }) => recipientId() === null,
  zero_amount: ({ reached, wholeMinor }) => isSum(optionOf(reached().grant)) && wholeMinor() === 0n,
  limit_reached: ({ leftMinor }) => leftMinor() === null,
  budget_exhausted: ({ state, occasion, costMinor }) => !fits(state, occasion.program, occasion, costMinor()),
};

/**
 * What the rule gives, or the first reason of the list why it gives nothing.
 *
 * @param trace is added to: what the rule's conditions have seen
 */
export function askRule(state: State, occasion: Occasion, rule: RewardRule, trace: TraceRecord[]): Offer | SkipReason {
  const asked = asking(state, occasion, rule, trace);
  const reason = SKIP_REASON_NAMES.find((name) => HOLDS[name](asked));
  if (reason !== undefined) return reason;
  const [recipientId, amountMinor] = [asked.recipientId(), asked.leftMinor()];
  if (recipientId === null || amountMinor === null) throw new Error("a rule that gives has a recipient and an amount");
  const { grant, tierFrom } = asked.reached();
  return {
    grant: optionOf(grant),
    choice: asked.choice(),
    tierFrom,
    recipientId,
    amountMinor,
    clamped: amountMinor < asked.wholeMinor(),
    costMinor: asked.costMinor(),
  };
}

/**
 * The window is for what an advocate brought: whoever acts for themselves would fare worse for being referred. A
 * conversion is no act of their own: only a referral has one, inside its window.
 */
function isOwnAct({ recipient, on }: RewardRule): boolean {
  return recipient.kind === "actor" && on.event !== "conversion";
}

function isAmong(wanted: RewardRule["on"]["nth"], nth: number): boolean {
  return wanted === null || (nth >= wanted.from && (wanted.to === null || nth <= wanted.to));
}

/** Of one event the first granted rule takes its group; a moved conversion meets who took it before. */
function isGroupTaken(state: State, occasion: Occasion, rule: RewardRule): boolean {
  if (rule.group === null) return false;
  return hasLive(state, occasion, ({ group, source }) => {
    return group === rule.group && (source === occasion.source || (occasion.attributes && source === SIGNUP));
  });
}

function hasLive(state: State, occasion: Occasion, matches: (reward: StoredReward) => boolean): boolean {
  const rewards = state.rewardsByReferral.get(occasion.referral.now.id) ?? [];
  return rewards.some(({ now }) => isLive(now.status) && matches(now));
}

/** Whoever the rule names, as the chain of advocates is now. Everyone passed is watched. */
function recipientOf(state: State, { referral, program }: Occasion, { recipient }: RewardRule): string | null {
  if (recipient.kind !== "ancestor") return referral.now.friendId;
  let current = referral.now.advocateId;
  for (let level = 1; level < recipient.level && current !== null; level++) {
    const participant = state.participants.get(current);
    if (participant !== undefined) participant.watched = true;
    current = liveReferral(state, program.now.id, current)?.now.advocateId ?? null;
  }
  return current;
}

/** Tiers go by the referral's advocate, whoever receives; by the actor where the actor does. */
function reachedGrant(state: State, occasion: Occasion, rule: RewardRule): { grant: Grant; tierFrom: number | null } {
  const { advocateId, friendId } = occasion.referral.now;
  const subjectId = rule.recipient.kind === "actor" ? friendId : advocateId;
  if (rule.tiers === null || subjectId === null) return { grant: rule.grant, tierFrom: null };
  const { position, name } = positionAt(state, occasion.program.now, subjectId, rule.tiers, occasion.occurredAt);
  const { grant, step, interval } = grantAt(rule, position);
  if (name !== null) relyOn(state, name, interval);
  return { grant, tierFrom: step };
}

/** Several limits apply in list order, each to what the one before left. */
function limitedAmount(
  state: State,
  occasion: Occasion,
  rule: RewardRule,
  recipientId: string,
  whole: bigint,
): bigint | null {
  let left = whole;
  for (const limit of rule.limits) {
    const subjects = { recipientId, referralId: occasion.referral.now.id };
    const name = limitCounter(occasion.program.now, { ruleId: rule.id, ...limit }, subjects, occasion.occurredAt);
    const { amountMinor, interval } = applyLimit(limit, readCounter(state, name), left);
    relyOn(state, name, interval);
    if (amountMinor === null) return null;
    left = amountMinor;
  }
  return left;
}

/** Whether the latest version's budget covers a cost; the first that does not fit may pause the program. */
function fits(state: State, program: Tracked<StoredProgram>, occasion: Occasion, costMinor: bigint): boolean {
  const budget = program.now.rules.get(program.now.version)?.budget ?? null;
  if (budget === null || costMinor === 0n) return true;
  const name = budgetCounter(program.now, budget.period, occasion.occurredAt);
  const { fits: fitting, interval } = fitsBudget(budget.amountMinor, readCounter(state, name), costMinor);
  relyOn(state, name, interval);
  if (fitting) {
    setCeiling(state, name, budget.amountMinor);
  } else if (budget.onExhausted === "pause_program" && program.now.status === "active") {
    // From the next event on; of several misfits in one event the first counts.
    if (state.pausing.has(program.now.id)) return fitting;
    state.pausing.set(program.now.id, periodKey(occasion.occurredAt, budget.period, program.now.timezone));
    const { eventId } = occasion;
    state.notices.push({ type: "budget.exhausted", eventId, programId: program.now.id, subjectId: program.now.id });
  }
  return fitting;
}
