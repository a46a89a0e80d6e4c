import * as z from "zod";
import { MEMBERSHIP_PREFIX } from "../db/rows/referral.ts";
import type { KeptReward, RewardOf } from "../db/rows/reward.ts";
import type { Choice, Offered } from "../domain/choices.ts";
import { REVIEW_REASONS } from "../domain/reviewReasons.ts";
import { REWARD_STATUSES } from "../domain/rewardState.ts";
import type { DiscountGrant, ItemGrant, Option } from "../domain/rules.ts";
import { GRANT_KINDS, OPTION_KINDS, unitOf } from "../domain/rules.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";
import { time, timeOrNull } from "./shown.ts";

/** A reward as everything outside sees it: the API and whatever else shows one. */

const id = z.string();

const discount = z.strictObject({
  percentBps: z.int().nullable(),
  amountMinor: z.int().nullable(),
  freeShipping: z.literal(true).optional().meta({ description: "In place of both: the shipping, whatever it costs" }),
  currency: z.string().nullable().optional(),
  minOrderMinor: z.int().nullable(),
  appliesTo: z.strictObject({ skus: z.array(z.string()), categories: z.array(z.string()) }).nullable(),
  maxUses: z.int().nullable(),
});

const coupon = z.strictObject({ code: z.string(), ...discount.shape, expiresAt: z.iso.datetime().nullable() });
export type ShownCoupon = Shown<typeof coupon>;

const item = z.strictObject({ sku: z.string(), quantity: z.int() });
type ShownItem = Shown<typeof item>;

const expiry = z
  .strictObject({
    validDays: z.int(),
    expiresAt: z.iso.datetime().nullable().meta({ description: "Null until it is approved and chosen" }),
    expiredMinor: z.int().meta({ description: "What has expired of it, less what was taken back of that" }),
  })
  .meta({ description: "Of credit or points of which what is not spent in time expires" });

const offeredDiscount = discount.extend({ validDays: z.int().nullable() });

const option = z.strictObject({
  kind: z.enum(OPTION_KINDS),
  amountMinor: z.int().meta({ description: "What it comes to now, after refunds" }),
  unit: z.string().nullable(),
  available: z.boolean().meta({ description: "False where a refund left nothing of it" }),
  discount: offeredDiscount.optional(),
  item: item.optional(),
  validDays: z
    .int()
    .optional()
    .meta({ description: "Of credit or points that expire, from when they are approved and taken" }),
});

const choice = z
  .strictObject({
    options: z.array(option),
    taken: z.int().nullable().meta({ description: "Its place among the options; null while one may choose" }),
    chooseBy: z.iso
      .datetime()
      .meta({ description: "When the recipient has not chosen by then, the first option is given" }),
  })
  .meta({ id: "Choice" });

export const rewardReply = z
  .strictObject({
    id,
    ruleId: z.string(),
    recipient: z.string(),
    participant: id,
    kind: z.enum(GRANT_KINDS),
    amountMinor: z.int(),
    unit: z.string().nullable(),
    program: z.string(),
    version: z.int(),
    status: z.enum(REWARD_STATUSES),
    reviewReasons: z.array(z.enum(REVIEW_REASONS)).meta({
      description: "What has to be settled before anything is given out; none where nothing has to be",
    }),
    holdUntil: z.iso.datetime(),
    voidReason: z.string().nullable(),
    referralId: id.nullable(),
    orderId: id.nullable(),
    coupon: coupon.optional(),
    choice: choice.nullable().meta({
      description: "What can be chosen; amount, unit, coupon and item are those of the option taken, else of the first",
    }),
    item: item.optional(),
    expiry: expiry.optional(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Reward" });

export const rewardsReply = pageSchema(rewardReply);

const ORDER_PREFIX = "order:";

/** The JSON of a reward: nothing else turns one into JSON. */
export function presentReward(reward: KeptReward, of: RewardOf): Shown<typeof rewardReply> {
  const { referralId, source } = reward;
  const { coupon: given, ...thing } = presentGiven(reward, of.currency);
  return {
    id: reward.id,
    ruleId: reward.ruleId,
    recipient: reward.recipient,
    participant: of.participant,
    kind: reward.kind,
    amountMinor: Number(reward.amountMinor),
    unit: reward.unit,
    program: of.program,
    version: reward.version,
    status: reward.status,
    reviewReasons: reward.reviewReasons,
    holdUntil: time(reward.holdUntil),
    voidReason: reward.voidReason,
    referralId: referralId.startsWith(MEMBERSHIP_PREFIX) ? null : referralId,
    orderId: source.startsWith(ORDER_PREFIX) ? source.slice(ORDER_PREFIX.length) : null,
    ...(given === undefined ? {} : { coupon: given }),
    choice: reward.choice === null ? null : presentChoice(reward.choice, of.currency),
    ...thing,
    createdAt: time(reward.createdAt),
  };
}

/** What a reward is besides its amount; a discount is its coupon. */
function presentGiven(
  reward: KeptReward,
  currency: string,
): { coupon?: ShownCoupon; item?: ShownItem; expiry?: Shown<typeof expiry> } {
  const { grant, coupon: has, expiresAt, expiredMinor } = reward;
  switch (grant.kind) {
    case "cash":
      return {};
    case "credit":
    case "points": {
      const { validDays } = grant;
      if (validDays === undefined) return {};
      return { expiry: { validDays, expiresAt: timeOrNull(expiresAt), expiredMinor: Number(expiredMinor) } };
    }
    case "discount": {
      if (has === null) return {};
      const { code, expiresAt } = has;
      return { coupon: { code, ...presentDiscount(grant, currency), expiresAt: timeOrNull(expiresAt) } };
    }
    case "item":
      return { item: presentItem(grant) };
    default:
      return grant satisfies never;
  }
}

function presentChoice({ options, taken, chooseBy }: Choice, currency: string): Shown<typeof choice> {
  return { options: options.map((offered) => presentOption(offered, currency)), taken, chooseBy: time(chooseBy) };
}

/** What an option comes to now; one of which a refund left nothing is not available. */
function presentOption({ grant, amountMinor }: Offered, currency: string): Shown<typeof option> {
  return {
    kind: grant.kind,
    amountMinor: Number(amountMinor ?? 0n),
    unit: unitOf(grant, currency),
    available: amountMinor !== null,
    ...presentOffer(grant, currency),
  };
}

/** What an option is besides its amount. */
function presentOffer(grant: Option, currency: string): Pick<Shown<typeof option>, "discount" | "item" | "validDays"> {
  switch (grant.kind) {
    case "cash":
      return {};
    case "credit":
    case "points":
      return grant.validDays === undefined ? {} : { validDays: grant.validDays };
    case "discount":
      return { discount: { ...presentDiscount(grant, currency), validDays: grant.validDays } };
    case "item":
      return { item: presentItem(grant) };
    default:
      return grant satisfies never;
  }
}

function presentItem({ sku, quantity }: ItemGrant): ShownItem {
  return { sku, quantity };
}

/** What a discount takes off an order. */
function presentDiscount(grant: DiscountGrant, currency: string): Shown<typeof discount> {
  const { percentBps, amountMinor, minOrderMinor, appliesTo, maxUses } = grant;
  return {
    percentBps,
    amountMinor: amountMinor === null ? null : Number(amountMinor),
    ...(grant.freeShipping === true ? { freeShipping: true as const } : {}),
    // A percentage without a minimum has no sum in it.
    currency: amountMinor === null && minOrderMinor === null ? null : currency,
    minOrderMinor: minOrderMinor === null ? null : Number(minOrderMinor),
    appliesTo,
    maxUses,
  };
}
