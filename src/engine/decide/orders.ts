import type { KeptEntry, StoredPurchase } from "../../db/rows/purchase.ts";
import type { OrderStep } from "../../domain/orderHistory.ts";
import { applyEntry, orderSteps, refundEntry } from "../../domain/orderHistory.ts";
import type { Instant } from "../../domain/periods.ts";
import type { PurchaseEvent, RefundEvent } from "../events/events.ts";
import type { Making } from "./making.ts";
import { noteNet } from "./ordersLeft.ts";
import { orderNow, reportedOf } from "./purchaseFacts.ts";
import type { ParticipantState, PurchaseState, State } from "./state.ts";
import { addPurchase, indexPurchase } from "./state.ts";

/** The state of orders: what was bought, and what was reported of it since. */

/** The most refunds of one order. */
export const MAX_REFUNDS = 100;

/** Keeps the purchase, with what came before it counted entry by entry. */
export function storePurchase(
  state: State,
  making: Making,
  event: PurchaseEvent,
  buyer: ParticipantState,
): PurchaseState {
  const stub = state.purchases.get(event.orderId);
  const { orderId, amountMinor, currency, occurredAt, order } = event;
  const history = stub?.now.history ?? [];
  const entries = history.map(({ entry }) => entry);
  const steps = orderSteps({ amountMinor, currency, facts: order }, entries);
  const last = steps.at(-1)?.now;
  const arrival = state.nextArrival++;
  const now = {
    ...{ orderId, currency, history, decided: {} },
    reported: {
      ...{ participantId: buyer.now.id, occurredAt, arrival, order },
      ...{ amountMinor: last?.amountMinor ?? amountMinor, firstMinor: amountMinor },
    },
    refundedMinor: last?.refundedMinor ?? 0n,
    overRefunds: steps.filter(({ isOver }) => isOver).length,
    disputes: stub?.now.disputes ?? [],
    version: stub?.now.version ?? 0,
  };
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

/** What a refund is kept as. */
export function keptRefund({ naturalKey: key, refund }: RefundEvent): KeptEntry {
  return { key, entry: refundEntry(refund) };
}

/** Adds an entry to a reported order. */
export function addEntry(state: State, purchase: PurchaseState, kept: KeptEntry): OrderStep {
  const reported = reportedOf(purchase);
  const step = applyEntry(orderNow(purchase), kept.entry);
  const { amountMinor, refundedMinor } = step.now;
  purchase.now = {
    ...purchase.now,
    reported: { ...reported, amountMinor },
    refundedMinor,
    history: [...purchase.now.history, kept],
    overRefunds: purchase.now.overRefunds + (step.isOver ? 1 : 0),
  };
  noteNet(state.ordersLeft, purchase.now);
  return step;
}

/** Keeps an entry for a purchase that has not been reported. */
export function awaitPurchase(state: State, orderId: string, kept: KeptEntry): void {
  const stub = stubOf(state, orderId);
  // What waits may be in another currency than its purchase will be; the purchase tells.
  const currency = stub.now.currency || (kept.entry.currency ?? "");
  stub.now = { ...stub.now, currency, history: [...stub.now.history, kept] };
}

/** What waits for a purchase that has not been reported; nothing yet where nothing of the order has come. */
export function stubOf(state: State, orderId: string): PurchaseState {
  const known = state.purchases.get(orderId);
  if (known !== undefined) return known;
  const empty = { reported: null, refundedMinor: 0n, overRefunds: 0, disputes: [], version: 0, decided: {} };
  const stub = { was: null, now: { orderId, currency: "", history: [], ...empty }, eventPosition: null };
  addPurchase(state, stub);
  return stub;
}

/** The earlier of two instants; null is none yet. */
export function earlier(a: Instant | null, b: Instant): Instant {
  return a === null || b < a ? b : a;
}

/** What each refund took, as older code reads it: what is left of an order is its amount less their sum. */
export function refundsTaken({ currency, reported, history }: StoredPurchase): string[] {
  const entries = history.map(({ entry }) => entry);
  if (reported === null || reported.order === null) return entries.map(({ amountMinor }) => String(amountMinor ?? 0n));
  const steps = orderSteps({ amountMinor: reported.firstMinor, currency, facts: reported.order }, entries);
  return entries.map((entry, index) => {
    const { was, now } = steps[index] as OrderStep;
    return String(entry.amountMinor ?? now.refundedMinor - was.refundedMinor);
  });
}
