import type { DecidedPurchase, KeptEntry, ReportedPurchase } from "../../db/rows/purchase.ts";
import type { AmountBasis } from "../../domain/amounts.ts";
import type { EventFacts } from "../../domain/fields.ts";
import type { FirstReport } from "../../domain/orderFacts.ts";
import type { OrderNow, OrderStep } from "../../domain/orderHistory.ts";
import { beginOrder, orderSteps } from "../../domain/orderHistory.ts";
import type { PurchaseState } from "./state.ts";

/** @throws where only refunds of the order have come, which callers rule out first */
export function reportedOf(purchase: PurchaseState): ReportedPurchase {
  const { reported, orderId } = purchase.now;
  if (reported === null) throw new Error(`order ${orderId} has not been reported`);
  return reported;
}

/** The order as it came. */
export function firstOf(purchase: PurchaseState): OrderNow {
  return beginOrder(firstReportOf(purchase));
}

/** The order after each of its entries, in order of arrival. */
export function stepsOf(purchase: PurchaseState): OrderStep[] {
  return orderSteps(
    firstReportOf(purchase),
    purchase.now.history.map(({ entry }) => entry),
  );
}

/** What was reported of an order since is asked for by each of its programs. */
const known = new WeakMap<readonly KeptEntry[], OrderNow>();

/** The order as it is after all that was reported of it. */
export function orderNow(purchase: PurchaseState): OrderNow {
  const { history } = purchase.now;
  // Most orders stay as they came, and to begin one takes less than to look for it.
  if (history.length === 0) return firstOf(purchase);
  const found = known.get(history);
  if (found !== undefined) return found;
  const now = stepsOf(purchase).at(-1)?.now ?? firstOf(purchase);
  known.set(history, now);
  return now;
}

function firstReportOf(purchase: PurchaseState): FirstReport {
  const { firstMinor, order } = reportedOf(purchase);
  if (order === null) throw new Error(`the snapshot lacks the facts of order ${purchase.now.orderId}`);
  return { amountMinor: firstMinor, currency: purchase.now.currency, facts: order };
}

/** What an order says, with what is left of it for the amount. */
export function eventFactsOf(purchase: PurchaseState, order: OrderNow): EventFacts {
  const { first, items, metadata, netMinor: amountMinor } = order;
  return {
    name: "purchase",
    occurredAt: reportedOf(purchase).occurredAt,
    metadata,
    order: { ...first.facts, items, amountMinor, currency: first.currency },
  };
}

/** What the amounts of grants are of. */
export function basisOf(order: OrderNow): AmountBasis {
  return { order, metadata: order.metadata };
}

/** Notes more of what a program made of an order that it has decided. */
export function setDecided(purchase: PurchaseState, key: string, more: Partial<DecidedPurchase>): void {
  const decided = purchase.now.decided[key];
  if (decided === undefined) throw new Error(`order ${purchase.now.orderId} was not decided under ${key}`);
  purchase.now = { ...purchase.now, decided: { ...purchase.now.decided, [key]: { ...decided, ...more } } };
}

/** `rewards.source` of what an order earned. */
export function orderSource(orderId: string): string {
  return `order:${orderId}`;
}
