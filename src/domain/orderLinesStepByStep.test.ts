import { describe, expect, it } from "vitest";
import type { OrderEntry, OrderNow } from "./orderHistory.ts";
import { applyEntry, beginOrder, changeEntry, refundEntry } from "./orderHistory.ts";
import { amountLeft, piecesLeft } from "./orderLines.ts";

/** What is left of an order's lines is the same whether each step of it was asked or the last one alone. */

const items = ["HAT", "MUG", "TEA"].map((sku) => ({ sku, category: null, quantity: 4, amountMinor: 3000 }));
const facts = { country: null, items, subscription: false, discounts: [], metadata: {} };
const begun = () => beginOrder({ amountMinor: 9000n, currency: "GBP", facts });
const refund = (refundId: string, sku: string, amountMinor: number): OrderEntry => {
  return refundEntry({ ...{ orderId: "o", refundId, currency: "GBP", amountMinor }, items: [{ sku, amountMinor }] });
};
const change = (amountMinor: number, more: object = {}): OrderEntry => {
  return changeEntry({ ...{ changeId: "c", orderId: "o", currency: "GBP", amountMinor }, ...more }, 0);
};
const undo = (refundId: string): OrderEntry => ({ kind: "reversal", refundId });

const next = (was: OrderNow, entry: OrderEntry): OrderNow => applyEntry(was, entry).at(-1)?.now ?? was;
const left = (order: OrderNow) =>
  ["HAT", "MUG", "TEA"].map((sku) => [amountLeft, piecesLeft].map((of) => of(order, (line) => line.sku === sku)));
/** As if nothing of it had been asked before: of refunds that are objects of their own. */
const alone = (order: OrderNow) => left({ ...order, refunds: order.refunds.map((each) => ({ ...each })) });

const before = [refund("r1", "HAT", 600), refund("r2", "MUG", 700), refund("r3", "TEA", 800)];
const ways: Readonly<Record<string, readonly OrderEntry[]>> = {
  "refunds one after the other": [refund("r4", "HAT", 500), refund("r5", "HAT", 400)],
  "an undone refund before another": [undo("r1"), refund("r4", "MUG", 900)],
  "another amount before a refund": [change(12_000), refund("r4", "HAT", 300)],
  "other lines before a refund": [
    change(9000, { items: [{ sku: "HAT", quantity: 1, amountMinor: 9000 }] }),
    refund("r4", "HAT", 300),
  ],
};

describe("what is left of the lines of an order", () => {
  it.each(Object.entries(ways))("is found step by step as at once: %s", (_, entries) => {
    let order = begun();
    for (const entry of [...before, ...entries]) {
      order = next(order, entry);
      expect(left(order)).toEqual(alone(order));
    }
  });

  it.each(Object.entries(ways))("is found too where no one asks in between: %s", (_, entries) => {
    const order = before.reduce(next, begun());
    left(order);
    const on = entries.reduce(next, order);
    expect(left(on)).toEqual(alone(on));
  });

  it("is found of two ways on from one order, each for itself", () => {
    const order = before.reduce(next, begun());
    for (const undone of ["r1", "r2"]) {
      const on = next(order, undo(undone));
      expect(left(on)).toEqual(alone(on));
    }
    const [one, other] = ["r1", "r2"].map((undone) => next(order, undo(undone)));
    if (one === undefined || other === undefined) expect.fail();
    left(one);
    const on = next(other, refund("r4", "TEA", 100));
    expect(left(on)).toEqual(alone(on));
  });
});
