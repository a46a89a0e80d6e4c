import type { OrderFacts } from "../../db/rows/eventFacts.ts";
import type { ReportedPurchase } from "../../db/rows/purchase.ts";
import type { AmountBasis } from "../../domain/amounts.ts";
import type { EventFacts } from "../../domain/fields.ts";
import type { PurchaseState } from "./state.ts";

/** @throws where only refunds of the order have come, which callers rule out first */
export function reportedOf(purchase: PurchaseState): ReportedPurchase {
  const { reported, orderId } = purchase.now;
  if (reported === null) throw new Error(`order ${orderId} has not been reported`);
  return reported;
}

/** What a purchase says, with the given amount (its whole, or its net) for the amount. */
export function eventFactsOf(purchase: PurchaseState, amountMinor: bigint): EventFacts {
  const { occurredAt, order } = reportedOf(purchase);
  const facts: OrderFacts | null = order;
  if (facts === null) throw new Error(`the snapshot lacks the facts of order ${purchase.now.orderId}`);
  return {
    name: "purchase",
    occurredAt,
    metadata: facts.metadata,
    order: { ...facts, amountMinor, currency: purchase.now.currency },
  };
}

/** What rates are of, with the given net. */
export function basisOf(purchase: PurchaseState, netMinor: bigint): AmountBasis {
  const { amountMinor, order } = reportedOf(purchase);
  return { netMinor, wholeMinor: amountMinor, items: order?.items ?? [], metadata: order?.metadata ?? {} };
}

/** `rewards.source` of what an order earned. */
export function orderSource(orderId: string): string {
  return `order:${orderId}`;
}
