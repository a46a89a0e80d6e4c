import type { OrderEntry, OrderNow } from "../../domain/orderHistory.ts";
import { orderNow } from "../decide/purchaseFacts.ts";
import type { PurchaseState } from "../decide/state.ts";

/** How much is left of an order is no matter of its lines. */
export function withoutLines(entry: OrderEntry): OrderEntry {
  if (entry.kind === "refund") return { ...entry, lines: [] };
  if (entry.kind === "addition") return { ...entry, facts: entry.facts.paid ? { paid: entry.facts.paid } : {} };
  return entry.kind === "change" ? { ...entry, items: null, metadata: null } : entry;
}

/** An order without its lines. */
export function orderWithoutLines(purchase: PurchaseState): OrderNow {
  const { first, ...now } = orderNow(purchase);
  const { paid } = first.facts;
  const facts = { country: null, items: [], subscription: false, discounts: [], metadata: {}, ...(paid && { paid }) };
  const refunds = now.refunds.map((refund) => ({ ...refund, lines: [] }));
  const changes = now.changes.map((change) => ({ ...change, items: null, metadata: null }));
  return { ...now, first: { ...first, facts }, items: [], metadata: {}, refunds, changes };
}
