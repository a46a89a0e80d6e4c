import { least, rateOf } from "./money.ts";
import type { Instant } from "./periods.ts";
import type { ReviewReason } from "./reviewReasons.ts";
import type { RewardStatus } from "./rewardState.ts";
import { isLive } from "./rewardState.ts";

/** What a coupon is good for. */
export interface CouponTerms {
  /** Either a rate of what it applies to, or an amount of it; null for free shipping. */
  readonly percentBps: number | null;
  readonly amountMinor: bigint | null;
  /** In place of both: the shop takes the shipping off, whatever that costs. */
  readonly freeShipping: boolean;
  /** Of the amount and the minimum; null for a percentage without a minimum. */
  readonly currency: string | null;
  /** Of the whole order. */
  readonly minOrderMinor: bigint | null;
  /** Items of one of these articles or categories; null is the whole order. */
  readonly appliesTo: { readonly skus: readonly string[]; readonly categories: readonly string[] } | null;
  readonly maxUses: number;
  readonly uses: number;
  readonly expiresAt: Instant | null;
  /** Of the reward that it is. */
  readonly status: RewardStatus;
  readonly reviewReasons: readonly ReviewReason[];
}

/**
 * A redemption whose order is not reported within so many hours ends by itself, and the coupon is free again: the
 * customer may have left the checkout. A later report of the order counts all the same.
 */
export const REPORT_WITHIN_HOURS = 24;

export interface CouponOrder {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly items: readonly CouponItem[];
}

export interface CouponItem {
  readonly sku: string | null;
  readonly category: string | null;
  /** Of the line: all of its pieces. */
  readonly amountMinor: number;
}

export const COUPON_REASONS = [
  "voided",
  "held",
  "expired",
  "used_up",
  "currency",
  "below_minimum",
  "not_applicable",
] as const;
export type CouponReason = (typeof COUPON_REASONS)[number];

export type CouponVerdict =
  /** `discountMinor`: of free shipping 0, since the order says nothing of what that costs. */
  | { readonly valid: true; readonly discountMinor: bigint }
  /** `missingMinor`: how much the order is short of the minimum, else null. */
  | { readonly valid: false; readonly reason: CouponReason; readonly missingMinor: bigint | null };

/**
 * What a coupon takes off an order, or the first reason why it takes nothing. A rate is rounded half up, like that
 * of a reward; an amount is at most what it applies to.
 */
export function checkCoupon(coupon: CouponTerms, order: CouponOrder, now: Instant): CouponVerdict {
  if (!isLive(coupon.status)) return refused("voided");
  if (coupon.status === "pending" || coupon.status === "in_review") return refused("held");
  if (coupon.reviewReasons.length > 0) return refused("held");
  if (coupon.expiresAt !== null && coupon.expiresAt <= now) return refused("expired");
  if (coupon.uses >= coupon.maxUses) return refused("used_up");
  if (coupon.currency !== null && coupon.currency !== order.currency) return refused("currency");
  if (coupon.minOrderMinor !== null && order.amountMinor < coupon.minOrderMinor) {
    return { valid: false, reason: "below_minimum", missingMinor: coupon.minOrderMinor - order.amountMinor };
  }
  if (coupon.freeShipping) {
    // What the shipping costs is known to the shop alone: it reports what was taken off.
    const isMeant = coupon.appliesTo === null || meantItems(coupon.appliesTo, order).length > 0;
    return isMeant ? { valid: true, discountMinor: 0n } : refused("not_applicable");
  }
  const base = least(applicableMinor(coupon.appliesTo, order), order.amountMinor);
  if (base === 0n) return refused("not_applicable");
  const whole = coupon.percentBps === null ? (coupon.amountMinor ?? 0n) : rateOf(base, coupon.percentBps);
  return { valid: true, discountMinor: least(whole, base) };
}

function applicableMinor(appliesTo: CouponTerms["appliesTo"], order: CouponOrder): bigint {
  if (appliesTo === null) return order.amountMinor;
  return meantItems(appliesTo, order).reduce((sum, item) => sum + BigInt(item.amountMinor), 0n);
}

function meantItems(
  { skus, categories }: NonNullable<CouponTerms["appliesTo"]>,
  { items }: CouponOrder,
): readonly CouponItem[] {
  return items.filter(({ sku, category }) => {
    return (sku !== null && skus.includes(sku)) || (category !== null && categories.includes(category));
  });
}

function refused(reason: CouponReason): CouponVerdict {
  return { valid: false, reason, missingMinor: null };
}
