import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halfUp } from "./money.ts";
import type { ChangeFacts, FirstReport, Paid } from "./orderFacts.ts";
import type { OrderNow, RefundEntry } from "./orderHistory.ts";
import { changeEntry, expectedCurrency, orderAfter, orderSteps, refundEntry } from "./orderHistory.ts";
import type { OrderLine } from "./orderLines.ts";
import { amountLeft } from "./orderLines.ts";

const hat: OrderLine = { sku: "HAT", category: "hats", quantity: 2, amountMinor: 6000 };
const bag: OrderLine = { sku: "BAG", category: "bags", quantity: 1, amountMinor: 4000 };

function orderOf(amountMinor: number, items: readonly OrderLine[] = [], paid?: Paid): FirstReport {
  const facts = { country: null, items, subscription: false, discounts: [], metadata: {}, paid };
  return { amountMinor: BigInt(amountMinor), currency: "GBP", facts };
}

let refunds = 0;
function refund(said: Omit<Parameters<typeof refundEntry>[0], "orderId" | "refundId">): RefundEntry {
  refunds += 1;
  return refundEntry({ orderId: "o", refundId: `r${refunds}`, ...said });
}

const netOf = (order: FirstReport, said: readonly RefundEntry[]) => orderAfter(order, said).netMinor;

describe("what was paid in another currency and went back", () => {
  const order = orderOf(10_000, [], { amountMinor: 9_999, currency: "EUR" });
  const third = () => refund({ paid: { amountMinor: 3_333, currency: "EUR" } });

  it("takes its share of the order, half up of the sum and not of each, so that three thirds leave nothing over", () => {
    const steps = orderSteps(order, [third(), third(), third()]);
    expect(steps.map(({ now, isOver }) => [now.refundedMinor, isOver])).toEqual([
      [3333n, false],
      [6667n, false],
      [10_000n, false],
    ]);
  });

  it("adds to what was refunded in the currency of the order", () => {
    expect(netOf(order, [refund({ amountMinor: 1000, currency: "GBP" }), third()])).toBe(5667n);
  });

  it("is told where it goes beyond what was paid, and counts up to that", () => {
    const [step] = orderSteps(order, [refund({ paid: { amountMinor: 10_000, currency: "EUR" } })]);
    expect(step).toMatchObject({ isOver: true, now: { netMinor: 0n } });
  });

  it("counts nothing where it waited and proves to be in another currency", () => {
    const [step] = orderSteps(order, [refund({ paid: { amountMinor: 100, currency: "USD" } })]);
    expect(step).toMatchObject({ isForeign: true, now: { netMinor: 10_000n } });
  });

  it("tells in which currency it has to be", () => {
    const now = orderAfter(order, []);
    expect(expectedCurrency(now, refund({ amountMinor: 1, currency: "EUR" }))).toEqual({
      at: "currency",
      currency: "GBP",
    });
    expect(expectedCurrency(now, refund({ paid: { amountMinor: 1, currency: "GBP" } }))).toEqual({
      at: "paid.currency",
      currency: "EUR",
    });
    expect(expectedCurrency(now, refund({ totalPaidMinor: 1, currency: "GBP" }))).toEqual({
      at: "currency",
      currency: "EUR",
    });
    expect(expectedCurrency(now, refund({ totalPaidMinor: 1, currency: "EUR" }))).toBeNull();
  });

  it("takes nothing of an order for which nothing was paid", () => {
    const free = orderOf(500, [], { amountMinor: 0, currency: "EUR" });
    expect(orderSteps(free, [refund({ paid: { amountMinor: 5, currency: "EUR" } })])).toMatchObject([
      { isOver: true, now: { netMinor: 500n } },
    ]);
  });
});

describe("a refund that says all that went back so far", () => {
  it("takes what is more than before, and nothing where that is no more", () => {
    const totals = [1000, 1500, 1500, 700].map((totalPaidMinor) => refund({ totalPaidMinor }));
    expect(orderSteps(orderOf(10_000), totals).map(({ now }) => now.netMinor)).toEqual([9000n, 8500n, 8500n, 8500n]);
  });

  it("is compared with what went back in the order's own currency too, at the rate of the order", () => {
    const order = orderOf(10_000, [], { amountMinor: 5_001, currency: "EUR" });
    // 1000 of the order are 500.1 of what was paid, so 500.
    const said = [refund({ amountMinor: 1000, currency: "GBP" }), refund({ totalPaidMinor: 500 })];
    expect(netOf(order, said)).toBe(9000n);
    expect(netOf(order, [...said, refund({ totalPaidMinor: 5_001 })])).toBe(0n);
  });

  it("takes nothing of a line where it is no more than before", () => {
    const told = [
      refund({ totalPaidMinor: 1000 }),
      refund({ totalPaidMinor: 1000, items: [{ sku: "BAG", amountMinor: 1000 }] }),
    ];
    const order = orderAfter(orderOf(10_000, [hat, bag]), told);
    expect([left(order, hats), left(order, bags)]).toEqual([5400n, 3600n]);
  });
});

describe("what was paid for an order that changes", () => {
  const change = (said: Pick<ChangeFacts, "amountMinor" | "paid">, at: number) =>
    changeEntry({ orderId: "o", changeId: `c${at}`, currency: "GBP", ...said }, at);
  const order = orderOf(10_000, [], { amountMinor: 12_000, currency: "EUR" });
  const paidFor = (...changes: ReturnType<typeof change>[]) => orderAfter(order, changes).paid.amountMinor;
  const anew = { amountMinor: 9600, currency: "EUR" };

  it("goes with the amount as long as no change says it anew", () => {
    expect(paidFor(change({ amountMinor: 5000 }, 1))).toBe(6000n);
    expect(paidFor(change({ amountMinor: 5000 }, 1), change({ amountMinor: 20_000 }, 2))).toBe(24_000n);
  });

  it("is what the latest change says that says it, whatever the amount becomes afterwards", () => {
    expect(paidFor(change({ amountMinor: 8000, paid: anew }, 1))).toBe(9600n);
    expect(paidFor(change({ amountMinor: 8000, paid: anew }, 1), change({ amountMinor: 4000 }, 2))).toBe(9600n);
    expect(paidFor(change({ paid: anew }, 2), change({ paid: { ...anew, amountMinor: 1 } }, 1))).toBe(9600n);
  });
});

describe("a refund of the rest", () => {
  it("takes what was not given back yet, and nothing of an order of which nothing is left", () => {
    const steps = orderSteps(orderOf(10_000), [
      refund({ amountMinor: 2_500, currency: "GBP" }),
      refund({ rest: true }),
      refund({ rest: true }),
    ]);
    expect(steps.map(({ now, isOver }) => [now.netMinor, isOver])).toEqual([
      [7500n, false],
      [0n, false],
      [0n, false],
    ]);
  });
});

const hats = ({ category }: OrderLine) => category === "hats";
const bags = ({ category }: OrderLine) => category === "bags";
const left = (order: OrderNow, of: (line: OrderLine) => boolean) => halfUp(amountLeft(order, of));
const refunded = (order: FirstReport, ...said: RefundEntry[]) => orderAfter(order, said);
const gbp = { currency: "GBP" };

describe("the lines of an order of which something came back", () => {
  it("a returned line takes exactly its own, and the others keep theirs", () => {
    const order = refunded(
      orderOf(10_000, [hat, bag]),
      refund({ amountMinor: 4000, ...gbp, items: [{ sku: "BAG", amountMinor: 4000 }] }),
    );
    expect([left(order, hats), left(order, bags)]).toEqual([6000n, 0n]);
  });

  it("a refund without lines takes its share of each", () => {
    const order = refunded(orderOf(10_000, [hat, bag]), refund({ amountMinor: 2500, ...gbp }));
    expect([left(order, hats), left(order, bags)]).toEqual([4500n, 3000n]);
  });

  it("both together: what the named lines did not take is taken of what is left", () => {
    const named = refund({ amountMinor: 5000, ...gbp, items: [{ sku: "BAG", amountMinor: 4000 }] });
    // 6000 of hats times (10000 - 5000) / (10000 - 4000).
    expect(left(refunded(orderOf(10_000, [hat, bag]), named), hats)).toBe(5000n);
  });

  it("a line stands for its share of an order that came to less than its lines", () => {
    const order = refunded(orderOf(5_000, [hat, bag]));
    expect([left(order, hats), left(order, bags)]).toEqual([3000n, 2000n]);
    const returned = refunded(
      orderOf(5_000, [hat, bag]),
      refund({ amountMinor: 2000, ...gbp, items: [{ sku: "BAG", amountMinor: 4000 }] }),
    );
    expect([left(returned, hats), left(returned, bags)]).toEqual([3000n, 0n]);
  });

  it("a line below zero takes off, and together they are not below zero", () => {
    const unused: OrderLine = { sku: "unused", category: "hats", quantity: 1, amountMinor: -2656 };
    const plan: OrderLine = { sku: "pro", category: "hats", quantity: 1, amountMinor: 3333 };
    expect(left(refunded(orderOf(677, [plan, unused])), hats)).toBe(677n);
    expect(left(refunded(orderOf(677, [plan, unused])), ({ sku }) => sku === "unused")).toBe(0n);
  });

  it("a refund of a line that the order does not have is one without lines", () => {
    const order = refunded(
      orderOf(10_000, [hat, bag]),
      refund({ amountMinor: 4000, ...gbp, items: [{ sku: "CAP", amountMinor: 4000 }] }),
    );
    expect(left(order, hats)).toBe(3600n);
  });

  it("a refund by sku goes to the lines of that sku in their order, one by line id to that line alone", () => {
    const first: OrderLine = { ...hat, lineId: "1", quantity: 1, amountMinor: 3000 };
    const second: OrderLine = { ...hat, lineId: "2", category: "bags", quantity: 1, amountMinor: 3000 };
    const order = orderOf(6000, [first, second]);
    const bySku = refunded(order, refund({ amountMinor: 4000, ...gbp, items: [{ sku: "HAT", amountMinor: 4000 }] }));
    expect([left(bySku, hats), left(bySku, bags)]).toEqual([0n, 2000n]);
    const byLine = refunded(order, refund({ amountMinor: 3000, ...gbp, items: [{ lineId: "2", amountMinor: 3000 }] }));
    expect([left(byLine, hats), left(byLine, bags)]).toEqual([3000n, 0n]);
  });

  it("nothing is left of the lines of an order that went back whole", () => {
    const order = refunded(
      orderOf(10_000, [hat, bag]),
      refund({ rest: true, items: [{ sku: "BAG", amountMinor: 4000 }] }),
    );
    expect([left(order, hats), left(order, bags)]).toEqual([0n, 0n]);
  });
});

describe("whatever is refunded", () => {
  const line = fc.record({
    sku: fc.constantFrom("A", "B", "C"),
    category: fc.constantFrom("hats", "bags"),
    quantity: fc.integer({ min: 1, max: 5000 }).map((thousandths) => thousandths / 1000),
    amountMinor: fc.integer({ min: -50, max: 200 }),
  });
  const said = fc.oneof(
    fc.integer({ min: 0, max: 150 }).map((amountMinor) => ({ amountMinor, ...gbp })),
    fc.integer({ min: 0, max: 150 }).map((amountMinor) => ({ paid: { amountMinor, currency: "EUR" } })),
    fc.integer({ min: 0, max: 300 }).map((totalPaidMinor) => ({ totalPaidMinor })),
    fc.constant({ rest: true as const }),
  );
  const returned = fc.array(fc.record({ sku: fc.constantFrom("A", "B", "X"), amountMinor: fc.nat(200) }), {
    maxLength: 2,
  });
  const history = fc.record({
    order: fc.record({ amount: fc.nat(300), paid: fc.nat(300), lines: fc.array(line, { maxLength: 4 }) }),
    refunds: fc.array(fc.tuple(said, returned), { maxLength: 5 }),
  });

  it("an order never goes below nothing, never grows by a refund, and its lines shrink with it", () => {
    fc.assert(
      fc.property(history, ({ order: { amount, paid, lines }, refunds: drawn }) => {
        const first = orderOf(amount, lines, { amountMinor: paid, currency: "EUR" });
        for (const { was, now } of orderSteps(
          first,
          drawn.map(([how, items]) => refund({ ...how, items })),
        )) {
          expect(
            now.netMinor >= 0n && now.netMinor <= was.netMinor && now.netMinor + now.refundedMinor === BigInt(amount),
          ).toBe(true);
          expect(left(now, hats) >= 0n).toBe(true);
          if (now.netMinor === 0n) expect(left(now, () => true)).toBe(0n);
        }
      }),
    );
  });
});
