import type { Instant } from "../../domain/periods.ts";
import type { PurchaseEvent, RefundEvent } from "../events/events.ts";
import type { Making } from "./making.ts";
import { noteNet } from "./ordersLeft.ts";
import type { ParticipantState, PurchaseState, State } from "./state.ts";
import { addPurchase, indexPurchase } from "./state.ts";

/** The state of orders: what was bought, and how much of it was given back. */

/** The most refunds of one order. */
export const MAX_REFUNDS = 1000;

/** Keeps the purchase, with the refunds that came before it counted one by one up to its amount. */
export function storePurchase(
  state: State,
  making: Making,
  event: PurchaseEvent,
  buyer: ParticipantState,
): PurchaseState {
  const stub = state.purchases.get(event.orderId);
  const { orderId, amountMinor, currency, occurredAt, order } = event;
  // Refunds in another currency than their purchase can't be counted; the purchase is flagged.
  const refunds = stub?.now.currency === currency ? stub.now.refunds : [];
  const steps = netSteps(amountMinor, refunds);
  const refundedMinor = amountMinor - (steps.at(-1)?.now ?? amountMinor);
  const overRefunds = steps.filter(({ isOver }) => isOver).length;
  const reported = { participantId: buyer.now.id, amountMinor, occurredAt, arrival: state.nextArrival++, order };
  const now = { orderId, currency, reported, refundedMinor, refunds, overRefunds, decided: {} };
  // Only the release before this one goes by it: an order of which nothing is left counts in it too.
  buyer.now = { ...buyer.now, firstPurchaseAt: earlier(buyer.now.firstPurchaseAt, occurredAt) };
  if (stub === undefined) {
    const purchase = { was: null, now, eventPosition: making.position };
    addPurchase(state, purchase);
    return purchase;
  }
  Object.assign(stub, { now, eventPosition: making.position });
  indexPurchase(state, stub);
  return stub;
}

/** What one refund does to the net of its order. */
export interface NetStep {
  readonly was: bigint;
  readonly now: bigint;
  /** It goes beyond the amount: what does is not counted, but told. */
  readonly isOver: boolean;
}

/** The net after each refund, in order of arrival: they count up to the amount. */
export function netSteps(amountMinor: bigint, refunds: readonly bigint[]): NetStep[] {
  let was = amountMinor;
  return refunds.map((refund) => {
    const isOver = refund > was;
    const step = { was, now: isOver ? 0n : was - refund, isOver };
    was = step.now;
    return step;
  });
}

/** Step 1 of a refund of a reported purchase: its order's net. */
export function countRefund(state: State, purchase: PurchaseState, refundMinor: bigint): NetStep {
  const { reported, refunds, overRefunds } = purchase.now;
  if (reported === null) throw new Error("a refund is counted of a reported purchase");
  const net = reported.amountMinor - purchase.now.refundedMinor;
  const [step = { was: net, now: net, isOver: false }] = netSteps(net, [refundMinor]);
  purchase.now = {
    ...purchase.now,
    refundedMinor: reported.amountMinor - step.now,
    refunds: [...refunds, refundMinor],
    overRefunds: overRefunds + (step.isOver ? 1 : 0),
  };
  noteNet(state.ordersLeft, purchase.now);
  return step;
}

/** Whether refunds have left nothing of an order. */
export function isGivenBack({ now: { reported, refundedMinor, refunds } }: PurchaseState): boolean {
  return refunds.length > 0 && refundedMinor === reported?.amountMinor;
}

/** Keeps a refund for a purchase that has not been reported. */
export function awaitPurchase(state: State, event: RefundEvent, stub: PurchaseState | null): void {
  if (stub === null) {
    const refunds = [event.amountMinor];
    const { orderId, currency } = event;
    const now = { orderId, currency, reported: null, refundedMinor: 0n, refunds, overRefunds: 0, decided: {} };
    addPurchase(state, { was: null, now, eventPosition: null });
  } else {
    stub.now = { ...stub.now, refunds: [...stub.now.refunds, event.amountMinor] };
  }
}

/** The earlier of two instants; null is none yet. */
export function earlier(a: Instant | null, b: Instant): Instant {
  return a === null || b < a ? b : a;
}
