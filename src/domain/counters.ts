import { fieldsOf } from "./conditions.ts";
import type { Instant, Period } from "./periods.ts";
import { periodKey } from "./periods.ts";
import type { Limit, LimitPeriod, RewardRule, Rules } from "./rules.ts";

/**
 * Which running numbers a program's events keep. A number is kept from the first version that needs it on, for
 * the events of every version, because counts span versions; publishing counts what happened before.
 */
export interface CounterPlan {
  /** Windows in which conversions of an advocate are counted. */
  readonly conversions: readonly Period[];
  readonly budget: readonly LimitPeriod[];
  readonly limits: readonly PlannedLimit[];
}

export interface PlannedLimit {
  readonly ruleId: string;
  readonly per: Limit["per"];
  readonly period: LimitPeriod;
  readonly measure: Limit["measure"];
}

/** Names one number. `subject` is a participant id, a referral id, or "program". */
export interface CounterName {
  readonly programId: string;
  readonly subject: string;
  readonly metric: string;
  readonly periodKey: string;
}

export const EMPTY_PLAN: CounterPlan = { conversions: [], budget: [], limits: [] };

/** The numbers that the rules of one version need. */
export function planOf(rules: Rules): CounterPlan {
  const windows: Period[] = rules.rewards.flatMap((rule) => (rule.tiers === null ? [] : [rule.tiers.window]));
  const asked = [...fieldsOf(rules.qualifies), ...rules.rewards.flatMap((rule) => fieldsOf(rule.when))];
  if (asked.includes("advocate.conversions")) windows.push("lifetime");
  return {
    conversions: [...new Set(windows)],
    budget: rules.budget === null ? [] : [rules.budget.period],
    limits: rules.rewards.flatMap((rule) => rule.limits.map((limit) => plannedLimit(rule, limit))),
  };
}

function plannedLimit(rule: RewardRule, { per, period, measure }: Limit): PlannedLimit {
  return { ruleId: rule.id, per, period, measure };
}

/** What `added` needs beyond `plan`. */
export function missingFrom(plan: CounterPlan, added: CounterPlan): CounterPlan {
  const has = new Set(plan.limits.map(limitKey));
  const limits = new Map(
    added.limits.filter((limit) => !has.has(limitKey(limit))).map((limit) => [limitKey(limit), limit]),
  );
  return {
    conversions: added.conversions.filter((window) => !plan.conversions.includes(window)),
    budget: added.budget.filter((period) => !plan.budget.includes(period)),
    limits: [...limits.values()],
  };
}

/** Both plans as one. */
export function joinPlans(plan: CounterPlan, added: CounterPlan): CounterPlan {
  const missing = missingFrom(plan, added);
  return {
    conversions: [...plan.conversions, ...missing.conversions],
    budget: [...plan.budget, ...missing.budget],
    limits: [...plan.limits, ...missing.limits],
  };
}

function limitKey({ ruleId, per, period, measure }: PlannedLimit): string {
  return `${ruleId} ${per} ${period} ${measure}`;
}

/** The number of an advocate's conversions in the window that an instant falls in. */
export function conversionsCounter(
  program: { id: string; timezone: string },
  advocateId: string,
  window: Period,
  at: Instant,
): CounterName {
  return {
    programId: program.id,
    subject: advocateId,
    metric: "conversions",
    periodKey: periodKey(at, window, program.timezone),
  };
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
    metric: `${limit.measure}:${limit.ruleId}`,
    periodKey: periodKey(at, limit.period, program.timezone),
  };
}

/** What a program's live rewards of a period cost. */
export function budgetCounter(
  program: { id: string; timezone: string },
  period: LimitPeriod,
  at: Instant,
): CounterName {
  return {
    programId: program.id,
    subject: "program",
    metric: "budget",
    periodKey: periodKey(at, period, program.timezone),
  };
}
