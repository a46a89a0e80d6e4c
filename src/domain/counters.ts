import { fieldsOf } from "./conditions.ts";
import { lifetimeNumbersOf } from "./fields.ts";
import type { Instant, Period } from "./periods.ts";
import { periodKey } from "./periods.ts";
import type { BudgetPeriod, Limit, LimitPeriod, RewardRule, Rules, TierMeasure } from "./rules.ts";
import { CLICK } from "./rules.ts";

/**
 * Which running numbers a program's events keep. A number is kept from the first version that needs it on, for
 * the events of every version, because counts span versions; publishing counts what happened before.
 */
export interface CounterPlan {
  /** What is counted of an advocate, in which windows. */
  readonly tiers: readonly PlannedTier[];
  /** The longest rolling window of any tier, 0 where there is none: how far back its moments are read. */
  readonly rollingDays: number;
  /** How far above the advocate a rule's recipient may be. */
  readonly ancestors: number;
  /** How far before a code or click purchases are read, in minutes; absent in plans from before there was such a time. */
  readonly graceMinutes?: number;
  /** Whether a rule rewards the actor, referred or not. */
  readonly actors: boolean;
  /** Whether a rule listens to clicks: then each click is an event. */
  readonly clicks: boolean;
  /** Rules that listen to conversions: their live rewards are asked for, whatever it was given for. */
  readonly conversionRules: readonly string[];
  readonly budget: readonly BudgetPeriod[];
  readonly limits: readonly PlannedLimit[];
}

/** The numbers of a plan that are kept as counters. */
export type CounterNumbers = Pick<CounterPlan, "tiers" | "budget" | "limits">;

export interface PlannedTier {
  readonly by: TierMeasure;
  readonly window: Period;
}

export interface PlannedLimit {
  readonly ruleId: string;
  readonly per: Limit["per"];
  readonly period: LimitPeriod;
  readonly measure: Limit["measure"];
}

/** The subject of numbers that are the program's own. */
export const PROGRAM = "program";
/** The metric of what live rewards cost. */
export const BUDGET = "budget";

/** Names one number. `subject` is a participant id, a referral id, or `PROGRAM`. */
export interface CounterName {
  readonly programId: string;
  readonly subject: string;
  readonly metric: string;
  readonly periodKey: string;
}

/** One thing that counts for an advocate. A conversion or signup counts 1, revenue its net minor units. */
export interface Moment {
  readonly by: TierMeasure;
  /** The order or referral: what a later change of the same thing replaces. */
  readonly key: string;
  readonly at: Instant;
  readonly value: bigint;
}

export const EMPTY_PLAN: CounterPlan = {
  tiers: [],
  rollingDays: 0,
  ancestors: 1,
  graceMinutes: 0,
  actors: false,
  clicks: false,
  conversionRules: [],
  budget: [],
  limits: [],
};

/** The numbers that the rules of one version need. */
export function planOf(rules: Rules): CounterPlan {
  const windows = rules.rewards.flatMap(({ tiers }) => (tiers === null ? [] : [tiers]));
  const asked = [...fieldsOf(rules.qualifies), ...rules.rewards.flatMap((rule) => fieldsOf(rule.when))];
  const tiers: PlannedTier[] = windows.flatMap(({ by, window }) =>
    typeof window === "string" ? [{ by, window }] : [],
  );
  tiers.push(...lifetimeNumbersOf(asked).map((by) => ({ by, window: "lifetime" as const })));
  const levels = rules.rewards.map(({ recipient }) => (recipient.kind === "ancestor" ? recipient.level : 1));
  return {
    tiers: uniqueBy(tiers, tierKey),
    rollingDays: Math.max(0, ...windows.map(({ window }) => (typeof window === "string" ? 0 : window.rollingDays))),
    ancestors: Math.max(1, ...levels),
    graceMinutes: rules.attribution.graceMinutes,
    actors: rules.rewards.some(({ recipient }) => recipient.kind === "actor"),
    clicks: rules.rewards.some(({ on }) => on.event === CLICK),
    conversionRules: rules.rewards.flatMap(({ id, on }) => (on.event === "conversion" ? [id] : [])),
    budget: rules.budget === null ? [] : [rules.budget.period],
    limits: rules.rewards.flatMap((rule) => rule.limits.map((limit) => plannedLimit(rule, limit))),
  };
}

function plannedLimit(rule: RewardRule, { per, period, measure }: Limit): PlannedLimit {
  return { ruleId: rule.id, per, period, measure };
}

/** The numbers that `added` needs beyond those of `plan`. */
export function missingFrom(plan: CounterPlan, added: CounterPlan): CounterNumbers {
  const [tiers, limits] = [new Set(plan.tiers.map(tierKey)), new Set(plan.limits.map(limitKey))];
  return {
    tiers: added.tiers.filter((tier) => !tiers.has(tierKey(tier))),
    budget: added.budget.filter((period) => !plan.budget.includes(period)),
    limits: uniqueBy(
      added.limits.filter((limit) => !limits.has(limitKey(limit))),
      limitKey,
    ),
  };
}

/** Both plans as one. */
export function joinPlans(plan: CounterPlan, added: CounterPlan): CounterPlan {
  const missing = missingFrom(plan, added);
  return {
    tiers: [...plan.tiers, ...missing.tiers],
    rollingDays: Math.max(plan.rollingDays, added.rollingDays),
    ancestors: Math.max(plan.ancestors, added.ancestors),
    graceMinutes: Math.max(plan.graceMinutes ?? 0, added.graceMinutes ?? 0),
    actors: plan.actors || added.actors,
    clicks: plan.clicks || added.clicks,
    conversionRules: [...new Set([...plan.conversionRules, ...added.conversionRules])],
    budget: [...plan.budget, ...missing.budget],
    limits: [...plan.limits, ...missing.limits],
  };
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function tierKey({ by, window }: PlannedTier): string {
  return `${by} ${window}`;
}

function limitKey({ ruleId, per, period, measure }: PlannedLimit): string {
  return `${ruleId} ${per} ${period} ${measure}`;
}

/** What is counted of an advocate in the window that an instant falls in. */
export function tierCounter(
  program: { id: string; timezone: string },
  advocateId: string,
  { by, window }: PlannedTier,
  at: Instant,
): CounterName {
  return { programId: program.id, subject: advocateId, metric: by, periodKey: periodKey(at, window, program.timezone) };
}

/**
 * Raised by whatever a rolling window of an advocate could count. Such a window moves with the instant, so no
 * interval of a number guards it: a decision that counted one relies on nothing having been added or taken since.
 */
export function momentsCounter(program: { id: string }, advocateId: string): CounterName {
  return { programId: program.id, subject: advocateId, metric: "moments", periodKey: "lifetime" };
}

/** The metric of a rule's limits that measure alike. */
export function limitMetric({ measure, ruleId }: Pick<PlannedLimit, "measure" | "ruleId">): string {
  return `${measure}:${ruleId}`;
}

/** The number that a limit is held against; a rule's limits per recipient and per referral never share one. */
export function limitCounter(
  program: { id: string; timezone: string },
  limit: PlannedLimit,
  subjects: { recipientId: string; referralId: string },
  at: Instant,
): CounterName {
  return {
    programId: program.id,
    subject: limit.per === "recipient" ? subjects.recipientId : subjects.referralId,
    metric: limitMetric(limit),
    periodKey: periodKey(at, limit.period, program.timezone),
  };
}

/** What a program's live rewards of a period cost. */
export function budgetCounter(
  program: { id: string; timezone: string },
  period: BudgetPeriod,
  at: Instant,
): CounterName {
  return {
    programId: program.id,
    subject: PROGRAM,
    metric: BUDGET,
    periodKey: periodKey(at, period, program.timezone),
  };
}
