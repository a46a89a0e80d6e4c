import type { AnyEvent } from "./arbitraryShop.ts";
import { TIMES } from "./arbitraryShop.ts";

/** What a shop reports of a made-up history. */

export interface Granted {
  readonly participant: string;
  readonly coupon?: { readonly code: string };
}

/** What a shop knows of what it has reported: coupons by participant, and the last refund of each order. */
export interface Known {
  readonly coupons: Map<string, string[]>;
  readonly refunds: Map<string, string>;
}

export interface Said {
  readonly type: string;
  readonly by: string;
  readonly of: string;
  readonly program: string;
  readonly channel: string | null;
  readonly order: string;
  readonly amount: number;
  readonly currency: string;
  readonly country: string | null;
  readonly categories: readonly (string | null)[];
  readonly discount: number | null;
  readonly at: string;
}

/** What is reported of an event. */
export function bodyOf(said: Said, n: number, { coupons, refunds }: Known) {
  const { type, by, of, program, channel, order, amount, currency, country, categories, discount, at } = said;
  const participant = { externalId: by };
  if (type === "refund_reversal") {
    return { type, refundId: refunds.get(order) ?? "never", orderId: order, occurredAt: at };
  }
  if (type === "signup") return { type, participant, program, code: `${program}-${of}`, channel, occurredAt: at };
  const paid = { orderId: order, amountMinor: amount, currency, occurredAt: at };
  if (type === "refund") {
    refunds.set(order, `refund-${n}`);
    return { type, refundId: `refund-${n}`, ...paid };
  }
  const discounts = discount === null ? [] : (coupons.get(by) ?? []).map((code) => ({ code, amountMinor: discount }));
  const items = categories.map((category, index) => ({ sku: `s-${index}`, category, amountMinor: 31 * (index + 1) }));
  return { type, participant, ...paid, country, items, discounts };
}

/** A friend who buys and sends all of it back: in drawn histories such a thing is likely and not sure. */
const BOUGHT = { type: "purchase", amount: 4_200, currency: "GBP", country: null, categories: [], at: TIMES[1] };
export const undone = [
  { type: "signup", by: "bob", of: "ann", program: "first", channel: "mail", at: TIMES[0] },
  {
    type: "purchase",
    by: "bob",
    order: "order-0",
    amount: 4_200,
    currency: "GBP",
    country: "GB",
    categories: ["tea"],
    discount: 420,
    at: TIMES[1],
  },
  // What the order had brought ann is spent by then, and what bob used is spent again in the end.
  { ...BOUGHT, by: "ann", order: "order-1", discount: 42 },
  { type: "refund", order: "order-0", amount: 4_200, currency: "GBP", at: TIMES[2] },
  { ...BOUGHT, by: "bob", order: "order-2", discount: 420 },
  { type: "refund", order: "order-2", amount: 20_000, currency: "GBP", at: TIMES[3] },
  { type: "refund_reversal", order: "order-2", at: TIMES[4] },
] as AnyEvent[];
