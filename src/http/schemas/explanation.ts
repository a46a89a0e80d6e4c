import { z } from "@hono/zod-openapi";
import { referralReply } from "../../contract/referral.ts";
import { AUDIENCES } from "../../domain/audiences.ts";
import { REWARD_STATUSES } from "../../domain/rewardState.ts";
import { LANGUAGES } from "../../i18n/languages.ts";

/** What the explanation of a referral answers, as the OpenAPI document shows it. */

const time = z.iso.datetime();
const id = z.string();
const role = z.enum(["advocate", "friend", "other"]);

/** Everything that is said is said three times: for programs, with its values, and for people. */
const statement = {
  code: z
    .string()
    .openapi({ description: "What is said, the same in every language", example: "missing_order_amount" }),
  values: z.record(z.string(), z.unknown()).openapi({
    description: "What the sentence is made of; money as { amountMinor, currency }, times as RFC 3339",
  }),
  sentence: z.string().openapi({
    description: "Plain text in the language. In Hebrew, ids, codes and amounts stand between Unicode isolates",
    example: "The order came to £18.00: £12.00 short of the minimum of £30.00.",
  }),
};

const statementReply = z.strictObject(statement).openapi("Statement");

const reward = z
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
    holdUntil: time,
    voidReason: z.string().nullable(),
    coupon: z.strictObject({ code: z.string(), expiresAt: time.nullable() }).nullable(),
    choice: statementReply.nullable().openapi({ description: "What can be chosen until when, or what was" }),
    ...statement,
  })
  .openapi("ExplainedReward");

const decision = z
  .strictObject({
    ruleId: z.string(),
    name: z.string().openapi({ description: "From the program's texts: in the language, else English, else the id" }),
    version: z.int(),
    recipient: role,
    outcome: z.enum(["granted", "skipped"]),
    reason: z.string().nullable(),
    orderId: id.nullable(),
    ...statement,
    details: z.array(statementReply),
    clamped: z.boolean().openapi({ description: "Whether a limit cut the amount" }),
    trace: z.array(
      z.strictObject({
        field: z.string(),
        op: z.string(),
        value: z.unknown(),
        seen: z.unknown(),
        met: z.boolean().nullable(),
        hidden: z.boolean().openapi({ description: "value, seen and met are withheld from this audience" }),
      }),
    ),
    missing: z
      .array(
        z.strictObject({
          anyOf: z.boolean().openapi({ description: "One of the conditions would have been enough" }),
          conditions: z.array(
            z.strictObject({
              field: z.string(),
              op: z.string(),
              value: z.unknown(),
              seen: z.unknown(),
              by: z.number().nullable().openapi({ description: "How far off, in minor units where currency is set" }),
              direction: z.enum(["below", "above"]).nullable(),
              currency: z.string().nullable(),
              ...statement,
            }),
          ),
        }),
      )
      .openapi({ description: "What would have to be otherwise; empty where no condition failed" }),
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
          ...statement,
        }),
      )
      .openapi({ description: "As they stand now, in the period of the event; empty for whom they are not" }),
    tier: z
      .strictObject({
        by: z.string(),
        window: z.unknown(),
        reached: z.int().nullable().openapi({ description: "The step that this decision reached" }),
        position: z.int().nullable().openapi({
          description:
            "Where the advocate stands now in the event's window; what friends have paid is told to the tenant alone",
        }),
        next: z.strictObject({ from: z.int(), missing: z.int().nullable() }).nullable(),
      })
      .nullable(),
    reward: reward.nullable().openapi({ description: "As it is now" }),
  })
  .openapi("ExplainedDecision");

const event = z
  .strictObject({
    event: z.strictObject({ id, type: z.string(), occurredAt: time, orderId: id.nullable() }),
    ...statement,
    notes: z.array(statementReply),
    decisions: z.array(decision),
    rewardsChanged: z.array(
      z.strictObject({
        rewardId: id,
        ruleId: z.string(),
        name: z.string(),
        takenMinor: z.int(),
        leftMinor: z.int(),
        unit: z.string().nullable(),
        ended: z.boolean(),
        ...statement,
      }),
    ),
  })
  .openapi("ExplainedEvent");

export const explanationReply = z
  .strictObject({
    referral: referralReply.extend({ friend: id.nullable() }),
    audience: z.enum(AUDIENCES),
    language: z.enum(LANGUAGES),
    direction: z.enum(["ltr", "rtl"]),
    timezone: z.string(),
    summary: z.array(statementReply),
    events: z.array(event).openapi({ description: "In the order in which they were decided" }),
    omittedEvents: z.int().openapi({ description: "Earlier events than those shown" }),
    rewards: z.array(reward),
  })
  .openapi("Explanation");
