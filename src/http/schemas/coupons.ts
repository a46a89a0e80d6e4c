import * as z from "zod";
import { COUPON_REASONS } from "../../domain/coupons.ts";
import { item, MAX_ITEMS } from "./orderParts.ts";
import { currency, externalId, minor, reason } from "./texts.ts";

/** What coupons are asked, and what they answer. */

const orderFields = {
  amountMinor: minor.meta({ description: "Of the whole order, before the discount" }),
  currency,
  items: z
    .array(item.omit({ lineId: true }).extend({ amountMinor: minor }))
    .max(MAX_ITEMS)
    .nullish()
    .transform((items) => items ?? []),
};

export const couponCheck = z.strictObject({ order: z.strictObject(orderFields) }).meta({ id: "CouponCheck" });

export const couponOrder = z.strictObject({ orderId: externalId, ...orderFields }).meta({ id: "CouponOrder" });

export const couponRelease = z
  .strictObject({ orderId: externalId, reason: reason.nullish() })
  .meta({ id: "CouponRelease" });

const freeShipping = z.literal(true).optional().meta({
  description: "The shipping is taken off; `discountMinor` is 0, and the purchase reports what it was",
});

const whatIsLeft = {
  freeShipping,
  code: z.string(),
  usesLeft: z.int(),
  expiresAt: z.iso.datetime().nullable(),
};

export const couponVerdict = z
  .strictObject({
    valid: z.boolean(),
    reason: z.enum(COUPON_REASONS).nullable(),
    discountMinor: z.int().meta({ description: "Rates are rounded half up; 0 where it is not valid" }),
    missingMinor: z.int().nullable().meta({ description: "What the order is short of the minimum" }),
    ...whatIsLeft,
  })
  .meta({ id: "CouponVerdict" });

export const couponRedemption = z
  .strictObject({
    orderId: z.string(),
    discountMinor: z.int(),
    currency: z.string(),
    status: z.enum(["used", "undone", "released"]).meta({
      description: "Undone by a refund of the whole order; released where no order has reported it",
    }),
    duplicate: z.boolean(),
    reportBy: z.iso.datetime().nullable().meta({
      description: "When it ends by itself unless the order is reported; null where it does not",
    }),
    ...whatIsLeft,
  })
  .meta({ id: "CouponRedemption" });
