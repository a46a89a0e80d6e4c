import type { BeforeCoupon } from "../../db/queries/coupons.ts";
import { readBeforeCoupon } from "../../db/queries/coupons.ts";
import { foldCode } from "../../domain/codes.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { presentKnownUse, refuse, unknownCoupon } from "./couponUses.ts";

export type ReleaseRefusal = "unknown_coupon" | "coupon_not_redeemed" | "coupon_reported";

export interface ReleaseInput {
  readonly code: string;
  readonly orderId: string;
  readonly reason: string | null;
}

/**
 * Ends the use that an order made of a coupon, since nothing was bought with it: another order may use the coupon, and the
 * same order too. A use that was released before is answered as it is. An order that has reported the coupon has used it,
 * and so has one that reports it afterwards.
 */
export async function releaseCoupon(
  deps: WriteDeps,
  request: Request,
  input: ReleaseInput,
): Promise<WriteOutcome<ReleaseRefusal>> {
  const { asker, idempotency } = request;
  const load = () =>
    readBeforeCoupon(deps.database, asker, idempotency?.key ?? null, foldCode(input.code), input.orderId);
  return await commitOnce(deps, request, load, (before, attempt) => decide(deps, input, before, attempt));
}

function decide(
  deps: WriteDeps,
  { orderId, reason }: ReleaseInput,
  { coupon, use }: BeforeCoupon,
  attempt: Attempt,
): WriteDecision<ReleaseRefusal> {
  if (coupon === null) return unknownCoupon();
  if (use === null) return refuse("coupon_not_redeemed", `Order ${orderId} has not redeemed this coupon.`);
  if (use.isReleased) return { done: { status: 200, body: presentKnownUse(coupon, use, orderId) }, effects: null };
  const { contentHash, isUndone } = use;
  if (use.reportedMinor !== null || contentHash === null) {
    return refuse("coupon_reported", `Order ${orderId} was reported with this coupon. A full refund gives it back.`);
  }
  const uses = isUndone ? coupon.uses : coupon.uses - 1;
  const released = { ...use, isUndone: true, isReleased: true, reportBy: null };
  const body = { ...presentKnownUse({ ...coupon, uses }, released, orderId), duplicate: false };
  const { code, rewardId } = coupon;
  return {
    done: { status: 200, body },
    effects: {
      releasedUses: [{ orderId, code, contentHashWas: contentHash, undone: isUndone, reportByWas: null }],
      audit: [auditRow(deps, attempt, "coupon.released", rewardId, { orderId, reason })],
    },
  };
}
