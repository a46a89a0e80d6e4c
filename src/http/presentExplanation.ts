import type { Statement } from "../domain/statement.ts";
import type {
  ExplainedDecision,
  ExplainedEvent,
  ExplainedReward,
  Explanation,
  Requirement,
} from "../engine/explanation.ts";
import type { Language } from "../i18n/languages.ts";
import { directionOf } from "../i18n/languages.ts";
import { programText } from "../i18n/programTexts.ts";
import { createWriter } from "../i18n/writer.ts";
import { presentValues } from "./presentValue.ts";

/** The JSON of an explanation: every statement as its code, its values and its sentence. */
export function presentExplanation(explanation: Explanation, language: Language) {
  const { audience, program, referral } = explanation;
  const nameOf = (ruleId: string) => programText(explanation.texts, ruleId, language, "name") ?? ruleId;
  const writer = createWriter({ language, timezone: program.timezone, nameOf });
  const told: Told = {
    nameOf,
    tell: (statement) => ({
      code: statement.code,
      values: presentValues(statement.values),
      sentence: writer.write(statement, audience),
    }),
  };
  return {
    referral: {
      id: referral.id,
      status: explanation.status,
      program: program.key,
      version: referral.version,
      advocate: explanation.advocate,
      friend: explanation.friend,
      code: explanation.code,
      source: referral.source,
      channel: referral.channel,
      orderId: explanation.orderId,
      attributedAt: time(referral.attributedAt),
      convertedAt: referral.convertedAt === null ? null : time(referral.convertedAt),
      rejectedReason: referral.rejectedReason,
    },
    audience,
    language,
    direction: directionOf(language),
    timezone: program.timezone,
    summary: explanation.summary.map(told.tell),
    events: explanation.events.map((event) => presentEvent(told, event)),
    omittedEvents: explanation.omittedEvents,
    rewards: explanation.rewards.map((reward) => presentReward(told, reward)),
  };
}

interface Told {
  nameOf(ruleId: string): string;
  tell(statement: Statement): { code: string; values: Record<string, unknown>; sentence: string };
}

function presentEvent(told: Told, event: ExplainedEvent) {
  const { id, type, occurredAt, orderId } = event;
  return {
    event: { id, type, occurredAt: time(occurredAt), orderId },
    ...told.tell(event.statement),
    notes: event.notes.map(told.tell),
    decisions: event.decisions.map((decision) => presentDecision(told, decision)),
    rewardsChanged: event.changes.map(({ rewardId, ruleId, takenMinor, leftMinor, unit, ended, statement }) => ({
      rewardId,
      ruleId,
      name: told.nameOf(ruleId),
      takenMinor: Number(takenMinor),
      leftMinor: Number(leftMinor),
      unit,
      ended,
      ...told.tell(statement),
    })),
  };
}

function presentDecision(told: Told, decision: ExplainedDecision) {
  const { ruleId, version, recipient, outcome, reason, orderId, clamped, trace, tier } = decision;
  return {
    ruleId,
    name: told.nameOf(ruleId),
    version,
    recipient,
    outcome,
    reason,
    orderId,
    ...told.tell(decision.statement),
    details: decision.details.map(told.tell),
    clamped,
    trace,
    missing: decision.missing.map((requirement) => presentRequirement(told, requirement)),
    limits: decision.limits.map(({ statement, ...limit }) => ({ ...limit, ...told.tell(statement) })),
    tier,
    reward: decision.reward === null ? null : presentReward(told, decision.reward),
  };
}

function presentRequirement(told: Told, { anyOf, conditions }: Requirement) {
  return { anyOf, conditions: conditions.map(({ statement, ...rest }) => ({ ...rest, ...told.tell(statement) })) };
}

function presentReward(told: Told, explained: ExplainedReward) {
  const { reward, recipient, participant, orderId, statement } = explained;
  const { id, ruleId, version, kind, unit, status, holdUntil, voidReason, coupon } = reward;
  return {
    id,
    ruleId,
    name: told.nameOf(ruleId),
    version,
    recipient,
    participant,
    orderId,
    kind,
    unit,
    grantedMinor: Number(reward.grantedMinor),
    amountMinor: Number(reward.amountMinor),
    status,
    holdUntil: time(holdUntil),
    voidReason,
    coupon: coupon === null ? null : couponOf(coupon),
    choice: explained.choice === null ? null : told.tell(explained.choice),
    ...told.tell(statement),
  };
}

function couponOf({ code, expiresAt }: { readonly code: string; readonly expiresAt: number | null }) {
  return { code, expiresAt: expiresAt === null ? null : time(expiresAt) };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
