import * as z from "zod";
import { AUDIENCES } from "../domain/audiences.ts";
import { REWARD_STATUSES } from "../domain/rewardState.ts";
import type { Statement } from "../domain/statement.ts";
import type { Language } from "../i18n/languages.ts";
import { directionOf, LANGUAGES } from "../i18n/languages.ts";
import { programNames } from "../i18n/programNames.ts";
import { programText } from "../i18n/programTexts.ts";
import { createWriter } from "../i18n/writer.ts";
import type { ExplainedDecision, ExplainedEvent, ExplainedReward, Explanation, Requirement } from "./explained.ts";
import { presentReferral, referralReply } from "./referral.ts";
import { presentReward } from "./reward.ts";
import type { Shown } from "./shown.ts";
import { time } from "./shown.ts";
import { presentValues } from "./value.ts";

/** What the explanation of a referral answers, as the OpenAPI document shows it. */

const datetime = z.iso.datetime();
const id = z.string();
const role = z.enum(["advocate", "friend", "other"]);

/** Everything that is said is said three times: for programs, with its values, and for people. */
const said = {
  code: z
    .string()
    .meta({ description: "What is said, the same in every language", examples: ["missing_order_amount"] }),
  values: z.record(z.string(), z.unknown()).meta({
    description: "What the sentence is made of; money as { amountMinor, currency }, times as RFC 3339",
  }),
  sentence: z.string().meta({
    description: "Plain text in the language. In Hebrew, ids, codes and amounts stand between Unicode isolates",
    examples: ["The order came to £18.00: £12.00 short of the minimum of £30.00."],
  }),
};

const statementReply = z.strictObject(said).meta({ id: "Statement" });

const explainedReward = z
  .strictObject({
    id,
    ruleId: z.string(),
    name: z.string(),
    version: z.int(),
    recipient: role,
    participant: id,
    orderId: id.nullable(),
    kind: z.string(),
    unit: z.string().nullable(),
    grantedMinor: z.int(),
    amountMinor: z.int(),
    status: z.enum(REWARD_STATUSES),
    holdUntil: datetime,
    voidReason: z.string().nullable(),
    coupon: z.strictObject({ code: z.string(), expiresAt: datetime.nullable() }).nullable(),
    choice: statementReply.nullable().meta({ description: "What can be chosen until when, or what was" }),
    uses: z
      .array(statementReply)
      .meta({ description: "What became of its coupon: of the latest 20 orders that used it" }),
    ...said,
  })
  .meta({ id: "ExplainedReward" });

const requirementReply = z.strictObject({
  anyOf: z.boolean().meta({ description: "One of the conditions would have been enough" }),
  conditions: z.array(
    z.strictObject({
      field: z.string(),
      op: z.string(),
      value: z.unknown(),
      seen: z.unknown(),
      by: z.number().nullable().meta({ description: "How far off, in minor units where currency is set" }),
      direction: z.enum(["below", "above"]).nullable(),
      currency: z.string().nullable(),
      ...said,
    }),
  ),
});

const decisionReply = z
  .strictObject({
    ruleId: z.string(),
    name: z.string().meta({ description: "From the program's texts: in the language, else English, else the id" }),
    version: z.int(),
    recipient: role,
    outcome: z.enum(["granted", "skipped"]),
    reason: z.string().nullable(),
    orderId: id.nullable(),
    ...said,
    details: z.array(statementReply),
    clamped: z.boolean().meta({ description: "Whether a limit cut the amount" }),
    trace: z.array(
      z.strictObject({
        field: z.string(),
        op: z.string(),
        value: z.unknown(),
        seen: z.unknown(),
        met: z.boolean().nullable(),
        hidden: z.boolean().meta({ description: "value, seen and met are withheld from this audience" }),
      }),
    ),
    missing: z
      .array(requirementReply)
      .meta({ description: "The conditions that were not met; empty where none failed" }),
    limits: z
      .array(
        z.strictObject({
          per: z.enum(["recipient", "referral"]),
          period: z.string(),
          periodKey: z.string(),
          most: z.int(),
          used: z.int(),
          left: z.int(),
          unit: z.string(),
          ...said,
        }),
      )
      .meta({
        description: "As they are now, in the period of the event; empty for readers whom they don't concern",
      }),
    tier: z
      .strictObject({
        by: z.string(),
        window: z.unknown(),
        reached: z.int().nullable().meta({ description: "The step that this decision reached" }),
        position: z.int().nullable().meta({
          description:
            "How far the advocate is now in the event's window; what friends have paid is told to the tenant alone",
        }),
        next: z.strictObject({ from: z.int(), missing: z.int().nullable() }).nullable(),
      })
      .nullable(),
    reward: explainedReward.nullable().meta({ description: "As it is now" }),
  })
  .meta({ id: "ExplainedDecision" });

const eventReply = z
  .strictObject({
    event: z.strictObject({ id, type: z.string(), occurredAt: datetime, orderId: id.nullable() }),
    ...said,
    notes: z.array(statementReply),
    decisions: z.array(decisionReply),
    rewardsChanged: z.array(
      z.strictObject({
        rewardId: id,
        ruleId: z.string(),
        name: z.string(),
        takenMinor: z.int(),
        leftMinor: z.int(),
        unit: z.string().nullable(),
        ended: z.boolean(),
        ...said,
      }),
    ),
  })
  .meta({ id: "ExplainedEvent" });

export const explanationReply = z
  .strictObject({
    referral: referralReply.extend({ friend: id.nullable() }),
    audience: z.enum(AUDIENCES),
    language: z.enum(LANGUAGES),
    direction: z.enum(["ltr", "rtl"]),
    timezone: z.string(),
    summary: z.array(statementReply).meta({ description: "Of the whole referral; empty on all pages but the first" }),
    events: z.array(eventReply).meta({ description: "In the order in which they were decided" }),
    omittedEvents: z.int().meta({ description: "Earlier events than those shown; of very many, those looked at" }),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: "Leads to the events before these; null where none was left out" }),
    rewards: z.array(explainedReward),
  })
  .meta({ id: "Explanation" });

/**
 * The JSON of an explanation: every statement as its code, its values and its sentence.
 *
 * @param nextCursor where the events before these begin; null where there are none
 */
export function presentExplanation(
  explanation: Explanation,
  language: Language,
  nextCursor: string | null,
): Shown<typeof explanationReply> {
  const { audience, program, referral } = explanation;
  const nameOf = (ruleId: string) => programText(explanation.texts, ruleId, language, "name") ?? ruleId;
  const names = audience === "tenant" ? {} : { names: programNames(explanation.texts, language) };
  const writer = createWriter({ language, timezone: program.timezone, nameOf, ...names });
  const rewards = new Map<ExplainedReward, Shown<typeof explainedReward>>();
  const told: Told = {
    program,
    nameOf,
    // The same reward stands with its event and in the list of all.
    reward: (reward) => {
      const known = rewards.get(reward) ?? presentTold(told, reward);
      rewards.set(reward, known);
      return known;
    },
    tell: (statement) => {
      const { code, values } = writer.told(statement);
      return { code, values: presentValues(values), sentence: writer.write(statement, audience) };
    },
  };
  const of = { program: program.key, advocate: explanation.advocate, friend: explanation.friend ?? "" };
  return {
    referral: {
      ...presentReferral(referral, of, explanation.status),
      friend: explanation.friend,
      code: explanation.code,
      orderId: explanation.orderId,
    },
    audience,
    language,
    direction: directionOf(language),
    timezone: program.timezone,
    summary: explanation.summary.map(told.tell),
    events: explanation.events.map((event) => presentEvent(told, event)),
    omittedEvents: explanation.omittedEvents,
    nextCursor,
    rewards: explanation.rewards.map(told.reward),
  };
}

interface Told {
  readonly program: Explanation["program"];
  nameOf(ruleId: string): string;
  tell(statement: Statement): Shown<typeof statementReply>;
  reward(reward: ExplainedReward): Shown<typeof explainedReward>;
}

function presentEvent(told: Told, event: ExplainedEvent): Shown<typeof eventReply> {
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

function presentDecision(told: Told, decision: ExplainedDecision): Shown<typeof decisionReply> {
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
    reward: decision.reward === null ? null : told.reward(decision.reward),
  };
}

function presentRequirement(told: Told, { anyOf, conditions }: Requirement): Shown<typeof requirementReply> {
  return { anyOf, conditions: conditions.map(({ statement, ...rest }) => ({ ...rest, ...told.tell(statement) })) };
}

/** What the explanation shows of a reward, with its recipient and what is said of it. */
function presentTold(told: Told, explained: ExplainedReward): Shown<typeof explainedReward> {
  const { reward, recipient, participant, orderId, statement } = explained;
  const { key: program, currency } = told.program;
  const shown = presentReward(reward, { program, currency, participant });
  const { id, ruleId, version, kind, unit, amountMinor, status, holdUntil, voidReason, coupon } = shown;
  return {
    id,
    ruleId,
    name: told.nameOf(ruleId),
    version,
    ...{ recipient, participant, orderId, kind, unit },
    grantedMinor: Number(reward.grantedMinor),
    amountMinor,
    status,
    holdUntil,
    voidReason,
    coupon: coupon === undefined ? null : { code: coupon.code, expiresAt: coupon.expiresAt },
    choice: explained.choice === null ? null : told.tell(explained.choice),
    uses: explained.uses.map(told.tell),
    ...told.tell(statement),
  };
}
