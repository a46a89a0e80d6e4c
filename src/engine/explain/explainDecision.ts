import type { ExplainedDecision, ExplainedLimit } from "../../contract/explained.ts";
import type { Decision } from "../../db/rows/event.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import type { Role } from "../../domain/audiences.ts";
import { limitCounter } from "../../domain/counters.ts";
import type { Instant } from "../../domain/periods.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { RewardPhrase } from "../../domain/rewardPhrase.ts";
import { phraseOfReward, phraseOfUnit } from "../../domain/rewardPhrase.ts";
import type { Limit, RewardRule, Rules } from "../../domain/rules.ts";
import { optionOf, unitOf } from "../../domain/rules.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import { isSkipReason } from "../../domain/skipReasons.ts";
import type { Statement, Value } from "../../domain/statement.ts";
import { count, day, rewardValue, ruleName, text } from "../../domain/values.ts";
import { endOfWithin } from "../../domain/within.ts";
import { missingOf, statementsOf, traceFor } from "./explainMissing.ts";
import { explainReward } from "./explainReward.ts";
import { explainTier, tierDetails } from "./explainTier.ts";
import type { Telling } from "./telling.ts";
import { counterOf, mayKnowOf, roleOf, state } from "./telling.ts";

/**
 * One decision, for the tenant or the one whom its rule is for: the rule, what became of it and why.
 *
 * @param others the decisions of the same event: one of them may have taken the group
 * @param eventAt of the event that the decision is stored with
 */
export function explainDecision(
  telling: Telling,
  decision: Decision,
  others: readonly Decision[],
  eventAt: Instant,
): ExplainedDecision {
  const { ruleId, version, outcome, reason, orderId, clamped } = decision;
  const rules = telling.rules.get(version);
  const rule = rules?.rewards.find(({ id }) => id === ruleId);
  const told = decision.rewardId === null ? undefined : telling.rewards.get(decision.rewardId);
  const recipient = roleOf(told?.reward.recipient ?? rule?.recipient);
  const at =
    told?.reward.occurredAt ?? (orderId === null ? undefined : telling.orders.get(orderId)?.occurredAt) ?? eventAt;
  const limits = rule === undefined ? [] : limitsOf(telling, rule, recipient, told?.reward.participantId, at);
  const tier = rule === undefined ? null : explainTier(telling, rule, decision, at);
  const missing = missingOf(telling, decision, rules);
  const explained = {
    ruleId,
    version,
    recipient,
    outcome,
    reason,
    orderId: mayKnowOf(telling, "friend") ? orderId : null,
    clamped,
    trace: traceFor(telling, decision.trace),
    missing,
    limits,
    tier,
    reward: told === undefined ? null : explainReward(telling, told),
  };
  if (outcome === "skipped") {
    const statement = skippedStatement(telling, { decision, rule, rules, others, recipient, eventAt });
    const details = missing.flatMap((requirement) => statementsOf(telling, requirement));
    return { ...explained, statement, details: reason === "limit_reached" ? limits.map(statementOf) : details };
  }
  const phrase: RewardPhrase = told === undefined ? { type: "unknown" } : grantedPhrase(telling, told.reward);
  const values = {
    recipient: told === undefined ? null : text(told.participant),
    rule: ruleName(ruleId),
    reward: rewardValue(phrase),
  };
  const details: Statement[] = [
    ...(clamped && told !== undefined ? [clampedStatement(telling, told.reward, recipient)] : []),
    ...(explained.reward?.choice ? [explained.reward.choice] : []),
    ...(tier === null || rule === undefined ? [] : tierDetails(telling, rule, tier)),
    ...limits.map(statementOf),
  ];
  return { ...explained, statement: state(telling, "granted", values, recipient), details };
}

function statementOf({ statement }: { readonly statement: Statement }): Statement {
  return statement;
}

function grantedPhrase(telling: Telling, reward: StoredReward): RewardPhrase {
  const { currency } = telling.program;
  if (reward.choice === null) return phraseOfReward(reward, reward.grantedMinor, currency);
  const options = reward.choice.options.map(({ grant, grantedMinor }) =>
    phraseOfReward({ unit: unitOf(grant, currency), grant }, grantedMinor, currency),
  );
  return { type: "choice", options, chooseWithinDays: null };
}

/** A limit cuts what a rule gives; of a choice, its first option. */
function clampedStatement(telling: Telling, reward: StoredReward, recipient: Role): Statement {
  const { currency } = telling.program;
  const { grant, grantedMinor } = reward.choice?.options[0] ?? reward;
  const phrase = phraseOfReward({ unit: unitOf(grant, currency), grant }, grantedMinor, currency);
  return state(telling, "clamped", { reward: rewardValue(phrase) }, recipient);
}

/** Each limit of a rule as it stands now, in the period of the event that was decided. */
function limitsOf(
  telling: Telling,
  rule: RewardRule,
  recipient: Role,
  participantId: string | undefined,
  at: Instant,
): ExplainedLimit[] {
  const { advocateId, friendId, id: referralId } = telling.referral;
  const recipientId =
    participantId ?? (recipient === "friend" ? friendId : recipient === "advocate" ? advocateId : null);
  if (recipientId === null) return [];
  return rule.limits.map((limit) => {
    const planned = { ruleId: rule.id, ...limit };
    const name = limitCounter(telling.program, planned, { recipientId, referralId }, at);
    const used = counterOf(telling, name.subject, name.metric, name.periodKey);
    const left = used >= limit.most ? 0n : limit.most - used;
    const given = unitOf(optionOf(rule.grant), telling.program.currency);
    const unit = limit.measure === "count" ? "rewards" : (given ?? "rewards");
    return {
      per: limit.per,
      period: limit.period,
      periodKey: name.periodKey,
      most: Number(limit.most),
      used: Number(used),
      left: Number(left),
      unit,
      statement: limitStatement(telling, limit, recipient, { left, unit, key: name.periodKey, at }),
    };
  });
}

function limitStatement(
  telling: Telling,
  { per, period, measure, most }: Limit,
  recipient: Role,
  { left, unit, key, at }: { left: bigint; unit: string; key: string; at: Instant },
): Statement {
  const write = (amount: bigint): Value =>
    measure === "count" ? count(Number(amount)) : rewardValue(phraseOfUnit(unit, amount));
  const values = { left: write(left), most: write(most), period: { kind: "period", period, key, at } as const };
  return state(telling, `limit_${measure}_${per}`, values, recipient);
}

/** A decision that gave nothing, with what is known around it. */
interface Skipped {
  readonly decision: Decision;
  readonly rule: RewardRule | undefined;
  readonly rules: Rules | undefined;
  readonly others: readonly Decision[];
  /** Whom the rule is for. */
  readonly recipient: Role;
  readonly eventAt: Instant;
}

/** The reasons of which more is known than their name. */
const TOLD_AT_LENGTH = {
  currency_mismatch(telling, { decision: { ruleId, orderId }, recipient }) {
    const currency = text(telling.orders.get(orderId ?? "")?.currency ?? "?");
    const values = { rule: ruleName(ruleId), currency, expected: text(telling.program.currency) };
    return state(telling, "skipped_currency_mismatch", values, recipient);
  },
  outside_credit_window: outsideWindow,
  not_nth: notNth,
  outside_within: outsideWithin,
  group_taken(telling, skipped) {
    const { decision, recipient } = skipped;
    const values = { rule: ruleName(decision.ruleId) };
    const taker = takerOf(telling, skipped);
    return taker === null
      ? state(telling, "skipped_group_taken", values, recipient)
      : state(telling, "skipped_group_taken_by", { ...values, taker: ruleName(taker) }, recipient);
  },
} as const satisfies Partial<Record<SkipReason, (telling: Telling, skipped: Skipped) => Statement>>;

function isToldAtLength(reason: SkipReason): reason is keyof typeof TOLD_AT_LENGTH {
  return Object.hasOwn(TOLD_AT_LENGTH, reason);
}

/** Why a rule gave nothing. A stored reason of another version is told by its name. */
function skippedStatement(telling: Telling, skipped: Skipped): Statement {
  const { recipient } = skipped;
  const { ruleId, reason } = skipped.decision;
  const values = { rule: ruleName(ruleId) };
  if (!isSkipReason(reason)) {
    return state(telling, "skipped_other", { ...values, reason: text(reason ?? "?") }, recipient);
  }
  if (isToldAtLength(reason)) return TOLD_AT_LENGTH[reason](telling, skipped);
  return state(telling, `skipped_${reason}`, values, recipient);
}

function outsideWindow(telling: Telling, { decision: { ruleId, orderId }, rules, recipient }: Skipped): Statement {
  const values = { rule: ruleName(ruleId) };
  const at = telling.orders.get(orderId ?? "")?.occurredAt;
  const { attributedAt } = telling.referral;
  const days = rules?.attribution.creditWindowDays ?? null;
  if (at !== undefined && at < attributedAt) {
    return state(telling, "skipped_too_early", { ...values, day: day(attributedAt) }, recipient);
  }
  return days === null
    ? state(telling, "skipped_outside_credit_window", values, recipient)
    : state(telling, "skipped_too_late", { ...values, day: day(attributedAt + days * DAY_MS) }, recipient);
}

function notNth(telling: Telling, { decision: { ruleId }, rule, recipient }: Skipped): Statement {
  const nth = rule?.on.nth ?? null;
  const name = ruleName(ruleId);
  if (nth === null) return state(telling, "skipped_not_nth", { rule: name }, recipient);
  const values = { rule: name, from: count(nth.from) };
  if (nth.to === null) return state(telling, "skipped_not_nth_from", values, recipient);
  if (nth.to === nth.from) return state(telling, "skipped_not_nth_only", values, recipient);
  return state(telling, "skipped_not_nth_range", { ...values, to: count(nth.to) }, recipient);
}

/** Until when the rule gave, where it is over; what came before its time, or had none, is told without a day. */
function outsideWithin(
  telling: Telling,
  { decision: { ruleId, orderId }, rule, recipient, eventAt }: Skipped,
): Statement {
  const within = rule?.on.within ?? null;
  const { attributedAt, convertedAt } = telling.referral;
  const start = within?.of === "conversion" ? convertedAt : attributedAt;
  const at = telling.orders.get(orderId ?? "")?.occurredAt ?? eventAt;
  const values = { rule: ruleName(ruleId) };
  const end = within === null || start === null ? null : endOfWithin(within, start, telling.program.timezone);
  if (end === null || at < end) return state(telling, "skipped_outside_within", values, recipient);
  return state(telling, "skipped_outside_within_until", { ...values, day: day(end - 1) }, recipient);
}

/**
 * The rule that took the group: of the same event and order, or of a reward that the order had earned before. A
 * customer does not hear of one that is for another.
 */
function takerOf(telling: Telling, { decision, rule, rules, others }: Skipped): string | null {
  const group = rule?.group ?? null;
  if (group === null) return null;
  const ruleOf = (ruleId: string) => rules?.rewards.find(({ id }) => id === ruleId);
  const isTaker = (other: Decision) =>
    other.outcome === "granted" && other.orderId === decision.orderId && ruleOf(other.ruleId)?.group === group;
  const source = `order:${decision.orderId}`;
  const earlier = [...telling.rewards.values()].find(
    ({ reward }) => reward.group === group && reward.source === source && reward.ruleId !== decision.ruleId,
  );
  const taker = others.find(isTaker)?.ruleId ?? earlier?.reward.ruleId ?? null;
  return taker !== null && mayKnowOf(telling, roleOf(ruleOf(taker)?.recipient)) ? taker : null;
}
