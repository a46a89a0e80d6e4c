import * as z from "zod";
import { conditions, itemConditions, MAX_TEXT, MAX_VALUES } from "./conditionSchema.ts";
import { METADATA_PREFIX } from "./conditions.ts";
import { APPROVALS, OPEN_TO_ALL, SALES_MEASURES } from "./eligibility.ts";
import {
  BUDGET_PERIODS,
  FRIEND_NAMES,
  LIMIT_PERIODS,
  MAX_ANCESTOR,
  MAX_GRACE_MINUTES,
  TIER_MEASURES,
  TIER_PERIODS,
} from "./rules.ts";
import type { RulesProblemCode } from "./rulesProblems.ts";
import { SCHEMA_VERSION } from "./upgradeRules.ts";
import { MAX_MONTHS, WITHIN_STARTS } from "./within.ts";

/**
 * The rules document as it is written: its shape. `parseRules` checks the rest and makes `Rules` of it. What this
 * engine does not do yet is refused with a message that says so, never ignored.
 */

export const MAX_RULES = 50;
export const MAX_STEPS = 20;
export const MAX_LIMITS = 10;
/** Of a choice. */
export const MAX_OPTIONS = 4;
export const MAX_DAYS = 3650;
/** Of the friends whom a first payout may wait for. */
export const MAX_FIRST_FRIENDS = 1000;
const MAX_NAME = 64;

/** In place of a message the schema names a problem of ours; `shapeProblems` reads it. */
const problem = (code: RulesProblemCode): string => code;

const days = z.int().min(0).max(MAX_DAYS);
const minor = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const positiveMinor = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const text = z.string().min(1).max(MAX_TEXT);
const rateBps = z.int().min(1).max(10_000);

const costMinor = minor.optional().meta({ description: "What it costs the shop, for budgets and reports" });

/** What a rate may be of. */
const RATE_BASE = "^(order\\.amountMinor|items\\.amountMinor|event\\.metadata\\.[\\s\\S])";

const rateFields = {
  rateBps: rateBps.optional().meta({ description: "In basis points: 1000 is ten percent" }),
  of: z
    .string()
    .max(MAX_TEXT)
    .refine(isRateBase, problem("rate_base_unknown"))
    .meta({ pattern: RATE_BASE })
    .optional()
    .meta({ description: "`order.amountMinor` by default, `items.amountMinor`, or an integer of the metadata" }),
  itemsWhen: itemConditions
    .optional()
    .meta({ description: "The items that `items.amountMinor` adds up, or that `per` counts the pieces of" }),
  maxMinor: positiveMinor.optional().meta({ description: "The most that the rate comes to" }),
};

const per = z
  .literal("item")
  .optional()
  .meta({ description: "The amount is given for each piece of the order, by the quantities of its items" });

function isRateBase(of: string): boolean {
  if (of === "order.amountMinor" || of === "items.amountMinor") return true;
  return of.startsWith(METADATA_PREFIX) && of.length > METADATA_PREFIX.length;
}

const moneyGrant = <Kind extends "cash" | "credit">(kind: Kind) =>
  z.strictObject({
    kind: z.literal(kind),
    amountMinor: positiveMinor.optional(),
    per,
    ...rateFields,
    currency: z.string().optional().meta({ description: "The program's; needed beside `amountMinor`" }),
  });

const validDays = z.int().min(1).max(MAX_DAYS).optional();
const spentWithin = validDays.meta({
  description: "What is not spent so many days after it was approved expires; left out, nothing does",
});

const options = [
  moneyGrant("cash").meta({ id: "CashGrant", description: "Money that is paid out: `amountMinor`, or a rate" }),
  moneyGrant("credit")
    .extend({ validDays: spentWithin })
    .meta({ id: "CreditGrant", description: "Credit in the shop: `amountMinor`, or a rate" }),
  z
    .strictObject({
      kind: z.literal("points"),
      amount: positiveMinor.optional(),
      per,
      ...rateFields,
      validDays: spentWithin,
      costMinor,
    })
    .meta({ id: "PointsGrant", description: "Points: `amount`, or a rate" }),
  z
    .strictObject({
      kind: z.literal("discount"),
      percentBps: rateBps.optional(),
      amountMinor: positiveMinor.optional(),
      freeShipping: z.literal(true).optional().meta({ description: "The shipping, whatever it costs; nothing else" }),
      currency: z.string().optional(),
      minOrderMinor: minor.optional(),
      appliesTo: z
        .strictObject({
          skus: z.array(text).max(MAX_VALUES).optional(),
          categories: z.array(text).max(MAX_VALUES).optional(),
        })
        .optional(),
      validDays,
      maxUses: z.int().min(1).max(1_000_000).optional(),
      costMinor,
    })
    .meta({ id: "DiscountGrant", description: "A coupon: `percentBps`, `amountMinor` or `freeShipping`" }),
  z
    .strictObject({
      kind: z.literal("item"),
      sku: text,
      quantity: z.int().min(1).max(1_000_000),
      costMinor,
    })
    .meta({ id: "ItemGrant", description: "A gift" }),
] as const;

const option = z.discriminatedUnion("kind", options);
export type WrittenOption = z.infer<typeof option>;

const grant = z.discriminatedUnion("kind", [
  ...options,
  z
    .strictObject({
      kind: z.literal("choice"),
      options: z.array(option).min(2).max(MAX_OPTIONS),
      chooseWithinDays: z.int().min(1).max(MAX_DAYS).meta({ description: "After that the first option is given" }),
      costMinor: minor.optional().meta({ description: "Left out, it goes by the options" }),
    })
    .meta({ id: "ChoiceGrant", description: "The recipient takes one of the options" }),
]);
export type WrittenGrant = z.infer<typeof grant>;

/** What is told of an order earns nothing by itself. */
const RESERVED_EVENTS = ["refund"];
/** Became such only later, each with why: what was published before goes on, and never hears of one. */
export const LATER_RESERVED_EVENTS: ReadonlyMap<string, "event_of_order" | "event_made_here"> = new Map([
  ["dispute", "event_of_order"],
  ["order_addition", "event_of_order"],
  ["order_change", "event_of_order"],
  ["refund_reversal", "event_of_order"],
  ["customer_since", "event_made_here"],
  ["referral_by_hand", "event_made_here"],
]);

const rewardRule = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, problem("rule_id_form"))
      .meta({ description: "The author's own name of it, once in the document" }),
    recipient: z.union([
      z.enum(["advocate", "friend", "actor"]),
      z.strictObject({ ancestor: z.int().min(1).max(MAX_ANCESTOR) }),
    ]),
    on: z.strictObject({
      event: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/, problem("event_name_form"))
        .refine((name) => !RESERVED_EVENTS.includes(name), problem("event_is_refund"))
        .meta({
          not: { enum: [...RESERVED_EVENTS, ...LATER_RESERVED_EVENTS.keys()] },
          description: "`signup`, `click`, `conversion`, `purchase`, or the name of a custom event",
        }),
      nth: z
        .strictObject({ from: z.int().min(1).max(1_000_000), to: z.int().min(1).max(1_000_000).nullish() })
        .refine((nth) => nth.to === undefined || nth.to === null || nth.to >= nth.from, problem("nth_falls"))
        .nullish()
        .meta({ description: "Which purchases of the referral, counted from 1; without `to` there is no end" }),
      within: z
        .strictObject({
          days: z.int().min(1).max(MAX_DAYS).optional(),
          months: z.int().min(1).max(MAX_MONTHS).optional(),
          of: z.enum(WITHIN_STARTS),
        })
        .nullish()
        .meta({
          description: "How long it gives, in `days` or in `months`, from when the referral was made or converted",
        }),
    }),
    when: conditions.optional().meta({ description: "All must hold" }),
    group: z
      .string()
      .min(1)
      .max(MAX_NAME)
      .nullish()
      .meta({ description: "Of the rules of a group, the first that gives something wins" }),
    grant,
    tiers: z
      .strictObject({
        by: z.enum(TIER_MEASURES),
        window: z.union([z.enum(TIER_PERIODS), z.strictObject({ rollingDays: z.int().min(1).max(MAX_DAYS) })]),
        steps: z
          .array(z.strictObject({ from: z.int().min(1).max(Number.MAX_SAFE_INTEGER), grant }))
          .min(1)
          .max(MAX_STEPS),
      })
      .nullish(),
    limits: z
      .array(
        z.strictObject({
          per: z.enum(["recipient", "referral"]),
          period: z.enum(LIMIT_PERIODS),
          count: z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
          amountMinor: positiveMinor.optional(),
        }),
      )
      .max(MAX_LIMITS)
      .optional(),
    holdDays: days.optional().meta({ description: "Between earning and approval, such as the return window" }),
    onRefund: z.enum(["proportional", "unqualify", "keep"]).nullish().meta({
      description:
        "Left out, it goes by the grant: a rate and what is given per item are proportional, all else is unqualified",
    }),
  })
  .meta({ id: "RewardRule" });
export type WrittenRule = z.infer<typeof rewardRule>;

/** The document of the latest schema, as written. */
export const rulesDocument = z
  .strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    attribution: z.strictObject({
      model: z.enum(["last_touch", "first_touch"]),
      windowDays: days,
      creditWindowDays: days.nullable(),
      lateEntryDays: days,
      newCustomersOnly: z.boolean(),
      graceMinutes: z.int().min(0).max(MAX_GRACE_MINUTES).optional(),
      binds: z.enum(["friend", "order"]).optional(),
      friendNames: z.enum(FRIEND_NAMES).optional(),
    }),
    eligibility: z
      .strictObject({
        approval: z.enum(APPROVALS),
        segments: z.array(text).min(1).max(MAX_VALUES).nullish(),
        sampleBps: rateBps.nullish(),
        minimum: z
          .strictObject({
            by: z.enum(SALES_MEASURES),
            atLeast: positiveMinor,
            withinDays: z.int().min(1).max(MAX_DAYS),
          })
          .nullish(),
      })
      .refine(({ approval, minimum }) => approval === "application" || !minimum, {
        path: ["minimum"],
        message: problem("minimum_without_application"),
      })
      .default({ approval: OPEN_TO_ALL.approval }),
    qualifies: conditions.meta({ description: "Which purchases count: all conditions must hold" }),
    rewards: z.array(rewardRule).max(MAX_RULES),
    budget: z
      .strictObject({
        amountMinor: positiveMinor,
        currency: z.string(),
        period: z.enum(BUDGET_PERIODS),
        onExhausted: z.enum(["skip", "pause_program"]),
      })
      .nullish()
      .meta({ description: "The most that the whole program gives in a period" }),
    payouts: z
      .strictObject({
        firstFriends: z.int().min(1).max(MAX_FIRST_FRIENDS).meta({
          description:
            "An advocate's cash of the program is paid out for the first time once so many of their friends have bought",
        }),
      })
      .nullish(),
  })
  .meta({ id: "Rules", description: "A program's rules, as they are written" });
export type WrittenRules = z.infer<typeof rulesDocument>;
/** The same before defaults: what an author writes. */
export type RulesDocument = z.input<typeof rulesDocument>;
