import type { Json } from "./sample.ts";

const occurredAt = "2026-01-05T10:00:00Z";
const lines = [{ lineId: "l-1", sku: "A1", category: "tea", quantity: 2.5, amountMinor: 4200 }];
const back = [{ lineId: "l-1", sku: "A1", quantity: 0.5, amountMinor: 10 }];
const refund = { type: "refund", orderId: "sample-2", occurredAt };

/** Events of every other type than a purchase, with every field, of guests, and of refunds one in each way to say how much. */
export const otherEvents: readonly Json[] = [
  {
    ...{ type: "signup", participant: { externalId: "f-6", locale: "he", name: "Fay" }, program: "friends" },
    ...{ code: null, codeEntered: true, clickIds: [], channel: "mail", occurredAt, fingerprints: { device: "d-81" } },
  },
  {
    ...{ type: "purchase", participant: { externalId: "g-1", email: "g@example.com", guest: true } },
    ...{ orderId: "sample-guest", amountMinor: 4200, currency: "GBP" },
  },
  {
    ...{ type: "signup", program: "friends" },
    participant: { externalId: "g-2", email: "g-2@example.com", guest: false, emailVerified: true },
  },
  {
    ...{ type: "order_change", changeId: "c-1", orderId: "sample-2", amountMinor: 4300, currency: "GBP" },
    ...{ paid: { amountMinor: 5100, currency: "EUR" }, items: lines, metadata: { gift: true }, occurredAt },
  },
  { ...refund, refundId: "r-1", amountMinor: 10, currency: "GBP", items: back },
  { ...refund, refundId: "r-2", paid: { amountMinor: 10, currency: "EUR" } },
  { ...refund, refundId: "r-3", totalPaidMinor: 30, currency: "EUR" },
  { ...refund, refundId: "r-4", rest: true },
  { type: "refund_reversal", orderId: "sample-2", refundId: "r-4", occurredAt },
  { type: "dispute", orderId: "sample-2", disputeId: "d-1", status: "opened", occurredAt },
  {
    type: "lead",
    eventId: "l-1",
    participant: { externalId: "f-6" },
    metadata: { hot: true },
    fingerprints: { card: "fp_1" },
    occurredAt,
  },
];
