import type { BeforeCoupon, CouponRow, CouponUseRow } from "../../db/queries/coupons.ts";
import { readBeforeCoupon } from "../../db/queries/coupons.ts";
import { foldCode } from "../../domain/codes.ts";
import type { CouponReason } from "../../domain/coupons.ts";
import { REPORT_WITHIN_HOURS } from "../../domain/coupons.ts";
import { HOUR_MS } from "../../domain/periods.ts";
import type { Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { presentKnownUse, presentUse, refuse, unknownCoupon, whatIsLeft } from "./couponUses.ts";
import type { OrderInput } from "./couponVerdict.ts";
import { hashOf, presentVerdict, sentenceOf, verdictOn } from "./couponVerdict.ts";

export type CheckRefusal = "unknown_coupon";
export type RedeemRefusal = CheckRefusal | `coupon_${CouponReason}` | "coupon_conflict" | "order_refunded";

type NamedOrder = OrderInput & { readonly orderId: string };

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
 * Uses a coupon for an order, once however often it is asked for: a repeat answers the first use. While no order has
 * reported the use, the same order may ask with another cart: that is judged anew, and takes the place of the first. So
 * is an order whose use was released. A refund of the whole order undoes the use.
 */
export async function redeemCoupon(
  deps: WriteDeps,
  request: Request,
  code: string,
  order: NamedOrder,
): Promise<WriteOutcome<RedeemRefusal>> {
  const idempotencyKey = request.idempotency?.key ?? null;
  const load = () => readBeforeCoupon(deps.database, request.asker, idempotencyKey, foldCode(code), order.orderId);
  return await commitOnce(deps, request, load, (before, { at }) => decide(before, order, at));
}

function decide(before: BeforeCoupon, order: NamedOrder, at: Date): WriteDecision<RedeemRefusal> {
  const { coupon, use, order: known } = before;
  if (coupon === null) return unknownCoupon();
  const contentHash = hashOf(order);
  const holdsUse = use !== null && !use.isReleased;
  if (holdsUse && (isSettled(use) || use.contentHash === contentHash)) {
    return repeated(coupon, use, order.orderId, contentHash);
  }
  if (known !== null && known.refundedMinor !== "0" && known.refundedMinor === known.amountMinor) {
    return refuse("order_refunded", `Order ${order.orderId} was refunded in full.`);
  }
  // The use that the order has already is its own.
  const uses = holdsUse ? Math.min(coupon.uses, coupon.maxUses) - 1 : coupon.uses;
  const verdict = verdictOn({ ...coupon, uses }, order, at);
  if (!verdict.valid) return refuse(`coupon_${verdict.reason}`, sentenceOf(verdict, coupon, order));
  const { orderId, currency } = order;
  const discountMinor = String(verdict.discountMinor);
  // An order that was reported has said what it used: this use waits for nothing more.
  const isReported = known !== null && known.amountMinor !== null;
  const reportBy = isReported ? null : at.getTime() + REPORT_WITHIN_HOURS * HOUR_MS;
  const promised = {
    ...{ orderId, code: coupon.code, contentHash, discountMinor, currency },
    ...{ high: coupon.maxUses - 1, refundedWas: known?.refundedMinor ?? null },
    reportBy: reportBy === null ? null : new Date(reportBy).toISOString(),
  };
  const answered = { orderId, discountMinor: Number(discountMinor), currency, status: "used" as const };
  const body = presentUse(coupon, { ...answered, duplicate: false, reportBy }, holdsUse ? 0 : 1);
  const again = { ...promised, contentHashWas: use?.contentHash ?? "", released: !holdsUse };
  return {
    done: { status: holdsUse ? 200 : 201, body },
    effects: {
      rewards: [unchanged(coupon)],
      ...(use === null ? { couponUses: [promised] } : { couponUsesAgain: [again] }),
    },
  };
}

/** Whether an order has reported the use, or all of the order was given back: then its content is what it was. */
function isSettled({ reportedMinor, isUndone }: CouponUseRow): boolean {
  return reportedMinor !== null || isUndone;
}

/** The reward of a coupon, compared: a void of it at the same time comes before or after. */
function unchanged({ rewardId, reward, status, reviewReasons }: CouponRow) {
  return {
    ...{ id: rewardId, ...reward, status, statusWas: status, amountWas: reward.amountMinor },
    ...{ reviewReasons, reasonsWas: reviewReasons },
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
    return refuse("coupon_conflict", `Order ${orderId} used this coupon with another amount, currency or items.`);
  }
  return { done: { status: 200, body: presentKnownUse(coupon, use, orderId) }, effects: null };
}
