import type { KeptEntry, ReportedPurchase, StoredPurchase } from "../../db/rows/purchase.ts";
import type { OrderStep } from "../../domain/orderHistory.ts";
import { applyEntry, beginOrder, changeEntry, orderSteps, refundEntry } from "../../domain/orderHistory.ts";
import type { Instant } from "../../domain/periods.ts";
import type { OrderEvent, PurchaseEvent, Source } from "../events/events.ts";
import { refundKey } from "../events/events.ts";
import type { Making } from "./making.ts";
import { noteNet } from "./ordersLeft.ts";
import { orderNow, reportedOf } from "./purchaseFacts.ts";
import type { ParticipantState, PurchaseState, State } from "./state.ts";
import { addPurchase, indexPurchase } from "./state.ts";

/** The state of orders: what was bought, and what was reported of it since. */

/** The most refunds of one order. */
export const MAX_REFUNDS = 100;
/** The most changes of one order. */
export const MAX_CHANGES = 100;

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
  // Before most purchases nothing came.
  const steps = entries.length === 0 ? [] : orderSteps({ amountMinor, currency, facts: order }, entries);
  const last = steps.at(-1)?.now;
  const arrival = state.nextArrival++;
  const now = {
    ...{ orderId, currency, history, decided: {} },
    reported: {
      ...{ participantId: buyer.now.id, occurredAt, arrival, order, source: sourceOf(event) },
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
    const purchase = { was: null, now, eventPosition: making.position, reportIds: [making.eventId] };
    addPurchase(state, purchase);
    return purchase;
  }
  Object.assign(stub, { now, eventPosition: making.position, reportIds: [making.eventId] });
  indexPurchase(state, stub);
  return stub;
}

function sourceOf({ code, clicks, channel }: Source): ReportedPurchase["source"] {
  return { code, clicks, channel };
}

/** What an event is kept as with its order. */
export function keptOf(event: OrderEvent): KeptEntry {
  const { naturalKey: key } = event;
  switch (event.type) {
    case "refund":
      return { key, entry: refundEntry(event.refund) };
    case "order_change":
      return { key, entry: changeEntry(event.change, event.occurredAt) };
    case "refund_reversal":
      return { key, entry: { kind: "reversal", refundId: event.refundId } };
    case "order_addition": {
      const { added: facts, code, clicks, channel } = event;
      return { key, entry: { kind: "addition", facts, source: { code, clicks, channel } } };
    }
    default:
      return event satisfies never;
  }
}

/**
 * Adds an entry to a reported order.
 *
 * @returns what it makes of the order, step by step
 */
export function addEntry(state: State, purchase: PurchaseState, kept: KeptEntry): readonly OrderStep[] {
  const reported = reportedOf(purchase);
  const was = orderNow(purchase);
  const steps = applyEntry(was, kept.entry);
  const { amountMinor, refundedMinor } = steps.at(-1)?.now ?? was;
  purchase.now = {
    ...purchase.now,
    reported: { ...reported, amountMinor },
    refundedMinor,
    history: [...purchase.now.history, kept],
    overRefunds: purchase.now.overRefunds + steps.filter(({ isOver }) => isOver).length,
  };
  noteNet(state.ordersLeft, purchase.now);
  return steps;
}

/** Gives a refund of an order of a time when refunds kept no ids its own, so that it can be undone: any of its amount. */
export function nameRefund(state: State, purchase: PurchaseState, refundId: string): void {
  const key = refundKey(refundId);
  const said = state.known.get(key)?.refund ?? null;
  const { history, orderId } = purchase.now;
  if (said === null || said.orderId !== orderId || history.some((kept) => kept.key === key)) return;
  const place = history.findIndex(({ entry }) => {
    return entry.kind === "refund" && entry.refundId === null && entry.amountMinor === BigInt(said.amountMinor ?? -1);
  });
  if (place === -1) return;
  purchase.now = { ...purchase.now, history: history.with(place, { key, entry: refundEntry(said) }) };
}

/** Keeps an entry for a purchase that has not been reported. */
export function awaitPurchase(state: State, orderId: string, kept: KeptEntry): void {
  const stub = stubOf(state, orderId);
  // What waits may be in another currency than its purchase will be; the purchase tells.
  const said = "currency" in kept.entry ? kept.entry.currency : null;
  const currency = stub.now.currency || (said ?? "");
  stub.now = { ...stub.now, currency, history: [...stub.now.history, kept] };
}

/** What waits for a purchase that has not been reported; nothing yet where nothing of the order has come. */
export function stubOf(state: State, orderId: string): PurchaseState {
  const known = state.purchases.get(orderId);
  if (known !== undefined) return known;
  const empty = { reported: null, refundedMinor: 0n, overRefunds: 0, disputes: [], version: 0, decided: {} };
  const stub = { was: null, now: { orderId, currency: "", history: [], ...empty }, eventPosition: null, reportIds: [] };
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
  const undone = new Set(entries.flatMap((entry) => (entry.kind === "reversal" ? entry.refundId : [])));
  const facts = reported?.order ?? null;
  // Once through all of them, since there may be hundreds.
  let now =
    reported === null || facts === null ? null : beginOrder({ amountMinor: reported.firstMinor, currency, facts });
  return entries.flatMap((entry) => {
    const before = now?.refundedMinor ?? 0n;
    if (now !== null) now = applyEntry(now, entry).at(-1)?.now ?? now;
    if (entry.kind !== "refund") return [];
    return undone.has(entry.refundId ?? "") ? "0" : String(entry.amountMinor ?? (now?.refundedMinor ?? 0n) - before);
  });
}
