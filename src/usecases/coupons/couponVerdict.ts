import type { CouponRow } from "../../db/queries/coupons.ts";
import type { CouponItem, CouponTerms, CouponVerdict } from "../../domain/coupons.ts";
import { checkCoupon } from "../../domain/coupons.ts";
import { sha256 } from "../../engine/events/sha256.ts";

/** An order as a checkout knows it; amounts are minor units. */
export interface OrderInput {
  readonly amountMinor: number;
  readonly currency: string;
  readonly items: readonly CouponItem[];
}

/** What a stored coupon takes off an order, or why nothing. */
export function verdictOn(coupon: CouponRow, order: OrderInput, at: Date): CouponVerdict {
  const money = (text: string | null) => (text === null ? null : BigInt(text));
  const terms: CouponTerms = {
    ...coupon,
    amountMinor: money(coupon.amountMinor),
    minOrderMinor: money(coupon.minOrderMinor),
  };
  return checkCoupon(terms, { ...order, amountMinor: BigInt(order.amountMinor) }, at.getTime());
}

/** The same as it is answered. */
export function presentVerdict(verdict: CouponVerdict) {
  if (verdict.valid) {
    return { valid: true, reason: null, discountMinor: Number(verdict.discountMinor), missingMinor: null };
  }
  const { reason, missingMinor } = verdict;
  return { valid: false, reason, discountMinor: 0, missingMinor: missingMinor === null ? null : Number(missingMinor) };
}

/** Why it takes nothing off, for the developer who reads the answer. */
export function sentenceOf(
  { reason, missingMinor }: Extract<CouponVerdict, { valid: false }>,
  coupon: CouponRow,
  order: OrderInput,
): string {
  switch (reason) {
    case "voided":
      return "The reward that this coupon belongs to was voided.";
    case "held":
      return coupon.reviewReasons.length > 0
        ? "The reward that this coupon belongs to is in review."
        : `The reward that this coupon belongs to is held until ${new Date(coupon.holdUntil).toISOString()}.`;
    case "expired":
      return `The coupon ended at ${new Date(coupon.expiresAt ?? 0).toISOString()}.`;
    case "used_up":
      return coupon.maxUses === 1 ? "The coupon has been used." : `The coupon was used ${coupon.maxUses} times.`;
    case "currency":
      return `The coupon is in ${coupon.currency}, the order in ${order.currency}.`;
    case "below_minimum":
      return `The order is ${missingMinor} minor units of ${order.currency} short of the coupon's minimum.`;
    case "not_applicable":
      return "The coupon applies to nothing in this order.";
    default:
      return reason satisfies never;
  }
}

/** What a repeat has to match: the order in which the properties were written does not matter. */
export function hashOf({ amountMinor, currency, items }: OrderInput): string {
  const lines = items.map(({ sku, category, amountMinor: line }) => [sku, category, line]);
  return sha256(JSON.stringify([amountMinor, currency, lines]));
}
