import { describe, expect, it } from "vitest";
import { parseEvent } from "./events.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const BEYOND = 2 ** 53;
const money = { amountMinor: 4200, currency: "GBP" };
const purchase = { type: "purchase", participant: { externalId: "fay" }, orderId: "o-1", ...money };
const change = { type: "order_change", changeId: "c-1", orderId: "o-1", currency: "GBP" };
const refund = { type: "refund", refundId: "r-1", orderId: "o-1" };
const line = { lineId: "l", sku: "A", category: "tea", quantity: 1, amountMinor: 8 };
const returned = { lineId: "l", quantity: 1, amountMinor: 8 };

/** At which paths an event is refused. */
const wrongIn = (event: object) => {
  const parsed = parseEvent(event, NOW);
  return parsed.ok ? [] : parsed.errors.map(({ path }) => path);
};

describe("what is told of an order is bounded", () => {
  it.each([
    ["purchase", purchase, line],
    ["order_change", change, line],
    ["refund", { ...refund, ...money }, returned],
  ])("to 500 lines in a %s", (_, event, one) => {
    const lines = (count: number) => Array.from({ length: count }, (__, n) => ({ ...one, lineId: `l-${n}` }));
    expect(wrongIn({ ...event, items: lines(500) })).toEqual([]);
    expect(wrongIn({ ...event, items: lines(501) })).toEqual(["items"]);
  });

  it.each([
    ["amountMinor", purchase, (amountMinor: number) => ({ amountMinor })],
    ["paid.amountMinor", purchase, (amountMinor: number) => ({ paid: { amountMinor, currency: "EUR" } })],
    ["items.0.amountMinor", purchase, (amountMinor: number) => ({ items: [{ ...line, amountMinor }] })],
    ["discounts.0.amountMinor", purchase, (amountMinor: number) => ({ discounts: [{ code: "A", amountMinor }] })],
    ["amountMinor", change, (amountMinor: number) => ({ amountMinor })],
    ["paid.amountMinor", change, (amountMinor: number) => ({ paid: { amountMinor, currency: "EUR" } })],
    ["items.0.amountMinor", change, (amountMinor: number) => ({ items: [{ ...line, amountMinor }] })],
    ["amountMinor", refund, (amountMinor: number) => ({ amountMinor, currency: "GBP" })],
    ["paid.amountMinor", refund, (amountMinor: number) => ({ paid: { amountMinor, currency: "EUR" } })],
    ["totalPaidMinor", refund, (totalPaidMinor: number) => ({ totalPaidMinor })],
    [
      "items.0.amountMinor",
      { ...refund, ...money },
      (amountMinor: number) => ({ items: [{ ...returned, amountMinor }] }),
    ],
  ])("to amounts that a number tells exactly: %s of %o", (path, event, more) => {
    expect(wrongIn({ ...event, ...more(BEYOND - 1) })).toEqual([]);
    expect(wrongIn({ ...event, ...more(BEYOND) })).toEqual([path]);
  });
});
