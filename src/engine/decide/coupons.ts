import type { StoredCouponUse } from "../../db/rows/coupon.ts";
import type { OrderFacts } from "../../db/rows/eventFacts.ts";
import { foldCode } from "../../domain/codes.ts";
import { discountUndone, discountUsed } from "../../domain/ledger.ts";
import type { Making } from "./making.ts";
import type { State } from "./state.ts";

/** What an order says that coupons took off it. */
export interface CouponReport extends Pick<OrderFacts, "discounts"> {
  readonly orderId: string;
  readonly currency: string;
}

/**
 * Books what a purchase says that coupons took off it, once for each coupon; a code that is none of ours is the
 * shop's own affair. A use that was redeemed before is the same use.
 */
export function reportCoupons(state: State, making: Making, { orderId, currency, discounts }: CouponReport): void {
  if (discounts.length === 0) return;
  const seen = new Set<string>();
  for (const discount of discounts) {
    const coupon = state.coupons.byCode.get(foldCode(discount.code));
    if (coupon === undefined || seen.has(coupon.code)) continue;
    seen.add(coupon.code);
    const reportedMinor = BigInt(discount.amountMinor);
    bookUse(state, making, { ...coupon, orderId, currency, reportedMinor });
  }
}

/** Books one use as an order reports it. */
export function bookUse({ coupons, postings }: State, { eventId }: Making, use: StoredCouponUse): void {
  const { orderId, reportedMinor } = use;
  coupons.reported.push({ orderId, use });
  coupons.usesByOrder.set(orderId, [...(coupons.usesByOrder.get(orderId) ?? []), use]);
  if (reportedMinor > 0n) postings.push(postingOf(use, eventId, discountUsed));
}

/** An order was given back in full: what it used of coupons is free again, and was no cost after all. */
export function undoCoupons({ coupons, postings }: State, { eventId }: Making, orderId: string): void {
  coupons.undoneOrders.set(orderId, true);
  const uses = coupons.usesByOrder.get(orderId) ?? [];
  for (const use of uses) {
    if (use.reportedMinor > 0n) postings.push(postingOf(use, eventId, discountUndone));
  }
  // Refunds that go beyond the order find nothing to undo.
  coupons.usesByOrder.delete(orderId);
  if (uses.length > 0) coupons.undoneByOrder.set(orderId, [...(coupons.undoneByOrder.get(orderId) ?? []), ...uses]);
}

/** Something is left again of an order that had been given back in full: it used its coupons after all. */
export function redoCoupons({ coupons, postings }: State, { eventId }: Making, orderId: string): void {
  coupons.undoneOrders.set(orderId, false);
  const uses = coupons.undoneByOrder.get(orderId) ?? [];
  for (const use of uses) {
    if (use.reportedMinor > 0n) postings.push(postingOf(use, eventId, discountUsed));
  }
  coupons.undoneByOrder.delete(orderId);
  if (uses.length > 0) coupons.usesByOrder.set(orderId, [...(coupons.usesByOrder.get(orderId) ?? []), ...uses]);
}

/**
 * A use of a coupon whose reward has ended becomes one of the reward that was given in its place.
 *
 * @param use one that is in the books
 * @param rewardId of the other, whose coupon may have no code yet
 */
export function moveUse(
  { coupons, postings }: State,
  { eventId }: Making,
  use: StoredCouponUse,
  rewardId: string,
): void {
  const { orderId, code } = use;
  const moved = { ...use, code: "", rewardId };
  const others = coupons.usesByOrder.get(orderId) ?? [];
  coupons.usesByOrder.set(
    orderId,
    others.map((each) => (each === use ? moved : each)),
  );
  if (use.reportedMinor > 0n) {
    postings.push(postingOf(use, eventId, discountUndone), postingOf(moved, eventId, discountUsed));
  }
  const reported = coupons.reported.findIndex((each) => each.orderId === orderId && each.use.rewardId === use.rewardId);
  if (reported >= 0) {
    // The same batch has made it.
    coupons.reported[reported] = { orderId, use: moved };
    return;
  }
  const before = coupons.moved.findIndex((each) => each.orderId === orderId && each.rewardId === use.rewardId);
  if (before >= 0) coupons.moved[before] = { orderId, code: coupons.moved[before]?.code ?? code, rewardId };
  else coupons.moved.push({ orderId, code, rewardId });
}

function postingOf(use: StoredCouponUse, eventId: string, move: typeof discountUsed) {
  const { programId, participantId, rewardId } = use;
  const unit = `cash:${use.currency}`;
  return { ...move(programId, unit, use.reportedMinor), unit, programId, participantId, rewardId, eventId };
}
