import { describe, expect, it } from "vitest";
import { halfUp } from "./money.ts";
import type { OrderNow } from "./orderHistory.ts";
import { beginOrder, orderAfter, refundEntry } from "./orderHistory.ts";
import type { OrderLine, RefundLine } from "./orderLines.ts";
import { piecesLeft } from "./orderLines.ts";

const line = (sku: string, quantity: number, amountMinor: number): OrderLine => {
  return { sku, category: null, quantity, amountMinor };
};

interface Back {
  readonly amountMinor: number;
  readonly items?: readonly RefundLine[];
}

function orderOf(amountMinor: number, items: readonly OrderLine[], refunds: readonly Back[] = []): OrderNow {
  const facts = { country: null, items, subscription: false, discounts: [], metadata: {} };
  const first = { amountMinor: BigInt(amountMinor), currency: "GBP", facts };
  const entries = refunds.map((refund, index) => refundEntry({ orderId: "o", refundId: `r${index}`, ...refund }));
  return entries.length === 0 ? beginOrder(first) : orderAfter(first, entries);
}

/** In thousandths, rounded half up. */
const left = (order: OrderNow, sku?: string) => {
  const { part, of } = piecesLeft(order, (item) => sku === undefined || item.sku === sku);
  return halfUp({ part: part * 1000n, of });
};

const hats = [line("HAT", 3, 6000), line("MUG", 1, 3000)];

describe("the pieces that are left of an order", () => {
  it("are the quantities of the lines that are meant, to three decimals", () => {
    expect(left(orderOf(9000, hats))).toBe(4000n);
    expect(left(orderOf(9000, hats), "HAT")).toBe(3000n);
    expect(left(orderOf(9000, [line("TEA", 0.125, 500), line("TEA", 1.5, 6000)]))).toBe(1625n);
    expect(left(orderOf(9000, []))).toBe(0n);
  });

  it("are no lines below zero, which are discounts, and are those that cost nothing", () => {
    expect(left(orderOf(8500, [...hats, line("SALE", 1, -500), line("GIFT", 2, 0)]))).toBe(6000n);
  });

  it("are fewer by the quantity that a refund names, and as many of all others", () => {
    const order = orderOf(9000, hats, [{ amountMinor: 2000, items: [{ sku: "HAT", quantity: 1, amountMinor: 2000 }] }]);
    expect([left(order, "HAT"), left(order, "MUG")]).toEqual([2000n, 1000n]);
  });

  it("are fewer by the same share as the line's amount where a refund names no quantity", () => {
    const order = orderOf(9000, hats, [{ amountMinor: 3000, items: [{ sku: "HAT", amountMinor: 3000 }] }]);
    expect([left(order, "HAT"), left(order, "MUG")]).toEqual([1500n, 1000n]);
  });

  it("are of every line so much less as a refund without lines took of what those with lines had left", () => {
    const named = { amountMinor: 2000, items: [{ sku: "HAT", quantity: 1, amountMinor: 2000 }] };
    // 2 hats and a mug for 7000, of which 3500 went back.
    const order = orderOf(9000, hats, [named, { amountMinor: 3500 }]);
    expect([left(order, "HAT"), left(order, "MUG")]).toEqual([1000n, 500n]);
    expect(left(orderOf(9000, hats, [named, { amountMinor: 7000 }]))).toBe(0n);
  });

  it("are never less than none of a line: what is beyond its quantity goes to the next one of its sku", () => {
    const lines = [line("HAT", 1, 2000), line("HAT", 2, 4000), line("MUG", 1, 3000)];
    const two = [{ sku: "HAT", quantity: 2, amountMinor: 4000 }];
    expect(left(orderOf(9000, lines, [{ amountMinor: 4000, items: two }]), "HAT")).toBe(1000n);
    const many = [{ sku: "HAT", quantity: 7, amountMinor: 6000 }];
    const order = orderOf(9000, lines, [{ amountMinor: 6000, items: many }]);
    expect([left(order, "HAT"), left(order, "MUG")]).toEqual([0n, 1000n]);
    // The first hat came back without a quantity, the second with one.
    const mixed = [
      { amountMinor: 2000, items: [{ sku: "HAT", amountMinor: 2000 }] },
      { amountMinor: 2000, items: [{ sku: "HAT", quantity: 1, amountMinor: 2000 }] },
    ];
    expect(left(orderOf(9000, lines, mixed), "HAT")).toBe(1000n);
    expect(left(orderOf(9000, lines, mixed.toReversed()), "HAT")).toBe(1000n);
  });

  it("are not fewer than none where quantities and amounts say together that more came back", () => {
    const order = orderOf(9000, hats, [
      { amountMinor: 1000, items: [{ sku: "HAT", quantity: 2, amountMinor: 1000 }] },
      { amountMinor: 5000, items: [{ sku: "HAT", amountMinor: 5000 }] },
    ]);
    expect([left(order, "HAT"), left(order)]).toEqual([0n, 1000n]);
  });

  it("go by what the line itself comes to, also where the lines come to more than their order", () => {
    // 12000 for 9000: the hats stand for 4500, and are three for 6000.
    const lines = [line("HAT", 3, 6000), line("MUG", 1, 6000)];
    const back = (amountMinor: number) => {
      return orderOf(9000, lines, [{ amountMinor: 1500, items: [{ sku: "HAT", amountMinor }] }]);
    };
    expect([2000, 1500, 6000, 9000].map((amountMinor) => left(back(amountMinor), "HAT"))).toEqual([
      2000n,
      2250n,
      0n,
      0n,
    ]);
    expect(left(back(6000), "MUG")).toBe(1000n);
  });

  it("are exact for the largest order with the most refunds, which is one number at the end", () => {
    const lines = Array.from({ length: 500 }, (_, index) => line(`s${index}`, 3.333, 1009 + index));
    const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const refunds = Array.from({ length: 100 }, () => {
      return { amountMinor: 500, items: lines.map(({ sku }) => ({ sku: sku ?? "", amountMinor: 1 })) };
    });
    const order = orderOf(total, lines, refunds);
    const exact = lines.reduce((sum, { amountMinor }) => sum + 3333 * (1 - 100 / amountMinor), 0);
    expect(Number(left(order))).toBeCloseTo(exact, -1);
    expect(order.refundedMinor).toBe(50_000n);
  });
});
