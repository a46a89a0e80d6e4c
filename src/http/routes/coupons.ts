import * as z from "zod";
import { releaseCoupon } from "../../usecases/coupons/releaseCoupon.ts";
import { checkCouponFor, redeemCoupon } from "../../usecases/coupons/useCoupon.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { couponCheck, couponOrder, couponRedemption, couponRelease, couponVerdict } from "../schemas/coupons.ts";
import { writtenCode } from "../schemas/texts.ts";

const tag = "Coupons";
const params = z.strictObject({ code: writtenCode });

export const checkCouponRoute = serverRoute(
  {
    id: "checkCoupon",
    method: "post",
    path: "/v1/coupons/{code}/check",
    summary: "What a coupon would take off an order, or why nothing; case, -, _ and spaces don't matter",
    tag,
    params,
    body: bodyOf(couponCheck),
    problems: ["unknown_coupon"],
    replies: {
      200: { description: "What the coupon takes off the order, or why it can't be used", schema: couponVerdict },
    },
  },
  async ({ app, asker, idempotency, params, body }) => {
    return replyTo(await checkCouponFor(app.deps, { asker, idempotency }, params.code, body.order));
  },
);

export const redeemCouponRoute = serverRoute(
  {
    id: "redeemCoupon",
    method: "post",
    path: "/v1/coupons/{code}/redeem",
    summary:
      "Uses a coupon for an order; a repeat uses it no second time, another cart is judged anew, a full refund undoes it",
    tag,
    params,
    body: bodyOf(couponOrder),
    problems: [
      "coupon_below_minimum",
      "coupon_conflict",
      "coupon_currency",
      "coupon_expired",
      "coupon_held",
      "coupon_not_applicable",
      "coupon_used_up",
      "coupon_voided",
      "order_refunded",
      "unknown_coupon",
    ],
    replies: {
      200: { description: "The order had used it before, or uses it with this cart now", schema: couponRedemption },
      201: { description: "Used", schema: couponRedemption },
    },
  },
  async ({ app, asker, idempotency, params, body }) => {
    return replyTo(await redeemCoupon(app.deps, { asker, idempotency }, params.code, body));
  },
);

export const releaseCouponRoute = serverRoute(
  {
    id: "releaseCoupon",
    method: "post",
    path: "/v1/coupons/{code}/release",
    summary: "Ends a use that became no order, so that the coupon can be redeemed again",
    tag,
    params,
    body: bodyOf(couponRelease),
    problems: ["coupon_not_redeemed", "coupon_reported", "unknown_coupon"],
    replies: { 200: { description: "Released, now or before", schema: couponRedemption } },
  },
  async ({ app, asker, idempotency, params, body: { orderId, reason = null } }) => {
    const input = { code: params.code, orderId, reason };
    return replyTo(await releaseCoupon(app.deps, { asker, idempotency }, input));
  },
);
