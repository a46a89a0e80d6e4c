import type { Instant } from "../domain/periods.ts";
import type { PurchaseEvent, RefundEvent } from "./events.ts";
import type { Making } from "./making.ts";
import type { ParticipantState, PurchaseState, State } from "./state.ts";
import { addPurchase, indexPurchase } from "./state.ts";

/** The state of orders: what was bought, and how much of it was given back. */

/** A stub keeps this many refunds of an order that has not been reported. */
export const MAX_WAITING_REFUNDS = 100;

/** Keeps the purchase, with the refunds that came before it counted one by one up to its amount. */
export function storePurchase(
  state: State,
  making: Making,
  event: PurchaseEvent,
  buyer: ParticipantState,
): PurchaseState {
  const stub = state.purchases.get(event.orderId);
  const { orderId, amountMinor, currency, occurredAt, order } = event;
  const waiting = stub?.now.currency === currency ? stub.now.waiting : [];
  let refundedMinor = 0n;
  let overRefunds = 0;
  for (const refund of waiting) {
    refundedMinor += refund;
    if (refundedMinor <= amountMinor) continue;
    refundedMinor = amountMinor;
    overRefunds += 1;
  }
  const reported = { participantId: buyer.now.id, amountMinor, occurredAt, arrival: state.nextArrival++, order };
  const now = { orderId, currency, reported, refundedMinor, waiting: [], overRefunds, decided: {} };
  const metAnEarlierTwin = buyer.now.firstPurchaseAt === occurredAt;
  buyer.now = { ...buyer.now, firstPurchaseAt: earlier(buyer.now.firstPurchaseAt, occurredAt) };
  if (stub === undefined) {
    const purchase = { was: null, now, eventPosition: making.position, metAnEarlierTwin };
    addPurchase(state, purchase);
    return purchase;
  }
  Object.assign(stub, { now, eventPosition: making.position, metAnEarlierTwin });
  indexPurchase(state, stub);
  return stub;
}

/** Step 1 of a refund: the order's net. What goes beyond the amount is not counted, but told. */
export function countRefund(
  state: State,
  purchase: PurchaseState,
  refundMinor: bigint,
): { buyer: ParticipantState; isOver: boolean } {
  const { reported } = purchase.now;
  const buyer = state.participants.get(reported?.participantId ?? "");
  if (reported === null || buyer === undefined) throw new Error("the snapshot lacks the participant of a purchase");
  buyer.touched = true;
  const total = purchase.now.refundedMinor + refundMinor;
  const isOver = total > reported.amountMinor;
  purchase.now = {
    ...purchase.now,
    refundedMinor: isOver ? reported.amountMinor : total,
    overRefunds: purchase.now.overRefunds + (isOver ? 1 : 0),
  };
  return { buyer, isOver };
}

/**
 * Keeps a refund for a purchase that has not been reported.
 *
 * @returns false when too many wait already; nothing is kept then
 */
export function awaitPurchase(state: State, event: RefundEvent, stub: PurchaseState | null): boolean {
  if (stub === null) {
    const waiting = [event.amountMinor];
    const { orderId, currency } = event;
    const now = { orderId, currency, reported: null, refundedMinor: 0n, waiting, overRefunds: 0, decided: {} };
    addPurchase(state, { was: null, now, eventPosition: null, metAnEarlierTwin: false });
  } else if (stub.now.waiting.length >= MAX_WAITING_REFUNDS) {
    return false;
  } else {
    stub.now = { ...stub.now, waiting: [...stub.now.waiting, event.amountMinor] };
  }
  return true;
}

/** The earlier of two instants; null is none yet. */
export function earlier(a: Instant | null, b: Instant): Instant {
  return a === null || b < a ? b : a;
}
