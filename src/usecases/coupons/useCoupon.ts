import type { BeforeCoupon, CouponRow, CouponUseRow } from "../../db/queries/coupons.ts";
import { readBeforeCoupon } from "../../db/queries/coupons.ts";
import { foldCode } from "../../domain/codes.ts";
import type { CouponItem, CouponReason, CouponTerms, CouponVerdict } from "../../domain/coupons.ts";
import { checkCoupon } from "../../domain/coupons.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

/** An order as a checkout knows it; amounts are minor units. */
export interface OrderInput {
  readonly amountMinor: number;
  readonly currency: string;
  readonly items: readonly CouponItem[];
}

export type CheckRefusal = "unknown_coupon";
export type RedeemRefusal = CheckRefusal | `coupon_${CouponReason}` | "coupon_conflict" | "order_refunded";

/** Says what a coupon would take off an order, or why nothing; it writes nothing. */
export async function checkCouponFor(
  deps: WriteDeps,
  request: Request,
  code: string,
  order: OrderInput,
): Promise<WriteOutcome<CheckRefusal>> {
  const idempotencyKey = request.idempotency?.key ?? null;
  const load = () => readBeforeCoupon(deps.database, request.asker, idempotencyKey, foldCode(code), null);
  return await commitOnce(deps, request, load, ({ coupon }, { at }) => {
    if (coupon === null) return unknownCoupon();
    const verdict = verdictOn(coupon, order, at);
    return { done: { status: 200, body: { ...presentVerdict(verdict), ...whatIsLeft(coupon, 0) } }, effects: null };
  });
}

/**
 * Uses a coupon for an order, once however often it is asked for: a repeat answers the first use, other content
 * under the same order is a conflict. A refund of the whole order undoes it.
 */
export async function redeemCoupon(
  deps: WriteDeps,
  request: Request,
  code: string,
  order: OrderInput & { readonly orderId: string },
): Promise<WriteOutcome<RedeemRefusal>> {
  const idempotencyKey = request.idempotency?.key ?? null;
  const load = () => readBeforeCoupon(deps.database, request.asker, idempotencyKey, foldCode(code), order.orderId);
  return await commitOnce(deps, request, load, (before, { at }) => decide(before, order, at));
}

function decide(
  { coupon, use, order: known }: BeforeCoupon,
  order: OrderInput & { readonly orderId: string },
  at: Date,
): WriteDecision<RedeemRefusal> {
  if (coupon === null) return unknownCoupon();
  const contentHash = hashOf(order);
  if (use !== null) return repeated(coupon, use, order.orderId, contentHash);
  if (known !== null && known.refundedMinor !== "0" && known.refundedMinor === known.amountMinor) {
    return refuse("order_refunded", `Order ${order.orderId} was refunded in full.`);
  }
  const verdict = verdictOn(coupon, order, at);
  if (!verdict.valid) return refuse(`coupon_${verdict.reason}`, sentenceOf(verdict, coupon, order));
  const { orderId, currency } = order;
  const { code, status, reviewReasons, rewardId, reward } = coupon;
  const body = {
    orderId,
    discountMinor: Number(verdict.discountMinor),
    currency,
    status: "used",
    duplicate: false,
    ...whatIsLeft(coupon, 1),
  };
  const promised = { orderId, code, contentHash, discountMinor: String(verdict.discountMinor), currency };
  return {
    done: { status: 201, body },
    effects: {
      // Unchanged, and compared: a void of the reward at the same time comes before or after.
      rewards: [
        {
          ...{ id: rewardId, ...reward, status, statusWas: status, amountWas: reward.amountMinor },
          ...{ reviewReasons, reasonsWas: reviewReasons },
        },
      ],
      couponUses: [{ ...promised, high: coupon.maxUses - 1, refundedWas: known?.refundedMinor ?? null }],
    },
  };
}

/** The order used it before: by redeeming it, or by reporting it with the purchase. */
function repeated(
  coupon: CouponRow,
  use: CouponUseRow,
  orderId: string,
  contentHash: string,
): WriteDecision<RedeemRefusal> {
  if (use.contentHash !== null && use.contentHash !== contentHash) {
    return refuse("coupon_conflict", `Order ${orderId} redeemed this coupon with another amount, currency or items.`);
  }
  const body = {
    orderId,
    discountMinor: Number(use.discountMinor ?? use.reportedMinor ?? 0),
    currency: use.currency,
    status: use.isUndone ? "undone" : "used",
    duplicate: true,
    ...whatIsLeft(coupon, 0),
  };
  return { done: { status: 200, body }, effects: null };
}

function verdictOn(coupon: CouponRow, order: OrderInput, at: Date): CouponVerdict {
  const money = (text: string | null) => (text === null ? null : BigInt(text));
  const terms: CouponTerms = {
    ...coupon,
    amountMinor: money(coupon.amountMinor),
    minOrderMinor: money(coupon.minOrderMinor),
  };
  return checkCoupon(terms, { ...order, amountMinor: BigInt(order.amountMinor) }, at.getTime());
}

function presentVerdict(verdict: CouponVerdict) {
  if (verdict.valid) {
    return { valid: true, reason: null, discountMinor: Number(verdict.discountMinor), missingMinor: null };
  }
  const { reason, missingMinor } = verdict;
  return { valid: false, reason, discountMinor: 0, missingMinor: missingMinor === null ? null : Number(missingMinor) };
}

function whatIsLeft({ code, maxUses, uses, expiresAt }: CouponRow, more: number) {
  return {
    code,
    usesLeft: Math.max(0, maxUses - uses - more),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

function sentenceOf(
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
function hashOf({ amountMinor, currency, items }: OrderInput): string {
  const lines = items.map(({ sku, category, amountMinor: line }) => [sku, category, line]);
  return sha256(JSON.stringify([amountMinor, currency, lines]));
}

function unknownCoupon(): { readonly refusal: { readonly code: "unknown_coupon"; readonly detail: string } } {
  return refuse("unknown_coupon", "There is no such coupon.");
}

function refuse<Code extends RedeemRefusal>(code: Code, detail: string) {
  return { refusal: { code, detail } };
}
