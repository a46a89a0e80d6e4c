import type { CouponRow, CouponUseRow } from "../../db/queries/coupons.ts";

/** What the use cases of coupons have in common: how a use is answered, and how a refusal is told. */

/** What became of a use. */
type UseStatus = "used" | "undone" | "released";

interface AnsweredUse {
  readonly orderId: string;
  readonly discountMinor: number;
  readonly currency: string;
  readonly status: UseStatus;
  readonly duplicate: boolean;
  /** In milliseconds. */
  readonly reportBy: number | null;
}

/**
 * The JSON of a use of a coupon.
 *
 * @param more uses that there are now beside those that were read
 */
export function presentUse(coupon: CouponRow, { reportBy, ...use }: AnsweredUse, more: number) {
  return { ...use, reportBy: reportBy === null ? null : new Date(reportBy).toISOString(), ...whatIsLeft(coupon, more) };
}

/** A use that was made before, as it is. */
export function presentKnownUse(coupon: CouponRow, use: CouponUseRow, orderId: string) {
  const { currency, isUndone, isReleased, reportBy } = use;
  const status = isReleased ? "released" : isUndone ? "undone" : "used";
  const discountMinor = Number(use.discountMinor ?? use.reportedMinor ?? 0);
  return presentUse(coupon, { orderId, discountMinor, currency, status, duplicate: true, reportBy }, 0);
}

/** What is left of a coupon. */
export function whatIsLeft({ code, freeShipping, maxUses, uses, expiresAt }: CouponRow, more: number) {
  return {
    ...(freeShipping ? { freeShipping } : {}),
    code,
    usesLeft: Math.max(0, maxUses - uses - more),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

export function unknownCoupon() {
  return refuse("unknown_coupon", "No coupon has this code.");
}

export function refuse<Code extends string>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
