import { describe, expect, it } from "vitest";
import type { OrderLine } from "../../domain/orderLines.ts";
import type { EngineEvent } from "../events/events.ts";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { change, purchase, refundBy, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { rewardLines, rewardsOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const friend = signup("fay", "ann", "2026-01-01T12:00:00Z");
const hat = [{ field: "item.sku", op: "eq", value: "HAT" }];
const each = (more: object = {}) => ({ ...cash(500), per: "item", itemsWhen: hat, ...more });
const rule = (more: object = {}) => ruleOf("hats", { on: { event: "purchase" }, grant: each(), ...more });

const line = (sku: string, quantity: number, amountMinor: number): OrderLine => {
  return { sku, category: null, quantity, amountMinor };
};
const hats = [line("HAT", 3, 6000), line("MUG", 1, 3000)];
const buy = (items: readonly OrderLine[] = hats, amount = 9000, at = "2026-01-02", order = "o1") => {
  return purchase("fay", order, amount, at, { order: { items } });
};
const back = (quantity: number | undefined, amountMinor: number, id = "x1") => {
  const items = [{ sku: "HAT", quantity, amountMinor }];
  return refundBy({ orderId: "o1", refundId: id, amountMinor, currency: "GBP", items }, "2026-01-03");
};

function linesAfter(events: readonly EngineEvent[], rules = [rule()], more: Parameters<typeof documentOf>[1] = {}) {
  return rewardLines(decide(snapshotOf(documentOf(rules, more)), [friend, ...events]));
}

describe("a grant per piece", () => {
  it("comes to its amount times the pieces that are meant, half up", () => {
    expect(linesAfter([buy()])).toEqual(["hats order:o1 1500 approved"]);
    expect(linesAfter([buy()], [rule({ grant: each({ itemsWhen: undefined }) })])).toEqual([
      "hats order:o1 2000 approved",
    ]);
    // 0.333 and 0.501 of 500: 166.5 is 167, 250.5 is 251.
    expect(linesAfter([buy([line("HAT", 0.333, 6000)])])).toEqual(["hats order:o1 167 approved"]);
    expect(linesAfter([buy([line("HAT", 0.501, 6000)])])).toEqual(["hats order:o1 251 approved"]);
  });

  it("is nothing where nothing of the order is meant", () => {
    expect(linesAfter([buy([line("MUG", 3, 9000)])])).toEqual([]);
    expect(linesAfter([buy([])])).toEqual([]);
  });

  it("of credit and of points is the same in their unit", () => {
    const grants = [
      { kind: "credit", amountMinor: 250, currency: "GBP", per: "item" },
      { kind: "points", amount: 7, per: "item", itemsWhen: hat },
    ];
    const rules = grants.map((grant, index) => ruleOf(`r${index}`, { on: { event: "conversion" }, grant }));
    expect(linesAfter([buy()], rules)).toEqual(["r0 order:o1 1000 approved", "r1 order:o1 21 approved"]);
  });

  it("shrinks by the pieces that come back, with or without a quantity, and ends with the last", () => {
    expect(linesAfter([buy(), back(1, 2000)])).toEqual(["hats order:o1 1000 approved"]);
    expect(linesAfter([buy(), back(undefined, 3000)])).toEqual(["hats order:o1 750 approved"]);
    expect(linesAfter([buy(), back(3, 6000)])).toEqual(["hats order:o1 0 voided"]);
  });

  it("shrinks with an order that is given back without lines, and grows again when that is undone", () => {
    const third = refundBy({ orderId: "o1", refundId: "x1", amountMinor: 3000, currency: "GBP" }, "2026-01-03");
    expect(linesAfter([buy(), third])).toEqual(["hats order:o1 1000 approved"]);
    expect(linesAfter([buy(), third, reversal("o1", "x1", "2026-01-04")])).toEqual(["hats order:o1 1500 approved"]);
  });

  it("grows and shrinks with an order that is changed, as far as limits and the budget leave", () => {
    const five = change("o1", "c1", { items: [line("HAT", 5, 10_000)], amountMinor: 10_000 }, "2026-01-03");
    expect(linesAfter([buy(), five])).toEqual(["hats order:o1 2500 approved"]);
    const limits = [{ per: "recipient", period: "month", amountMinor: 2100 }];
    expect(linesAfter([buy(), five], [rule({ limits })])).toEqual(["hats order:o1 2100 approved"]);
    const budget = { amountMinor: 1900, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    expect(linesAfter([buy(), five], [rule()], { budget })).toEqual(["hats order:o1 1900 approved"]);
    const one = change("o1", "c1", { items: [line("HAT", 1, 2000)], amountMinor: 2000 }, "2026-01-03");
    expect(linesAfter([buy(), one])).toEqual(["hats order:o1 500 approved"]);
  });

  it("is left alone by a refund where its rule keeps it, or still holds", () => {
    for (const onRefund of ["keep", "unqualify"]) {
      expect(linesAfter([buy(), back(1, 2000)], [rule({ onRefund })])).toEqual(["hats order:o1 1500 approved"]);
    }
  });

  it("may be a step of tiers, and of what refunds have left of the order that a conversion moves to", () => {
    const tiers = {
      by: "conversions",
      window: "lifetime",
      steps: [{ from: 1, grant: each({ amountMinor: 700 }) }],
    };
    const conversion = rule({ on: { event: "conversion" }, tiers });
    const second = buy([line("HAT", 2, 4000)], 4000, "2026-01-05", "o2");
    const half = refundBy({ orderId: "o2", refundId: "x2", amountMinor: 2000, currency: "GBP" }, "2026-01-06");
    const gone = refundBy({ orderId: "o1", refundId: "x1", rest: true }, "2026-01-07");
    expect(linesAfter([buy(), second, half, gone], [conversion])).toEqual([
      "hats order:o1 0 voided",
      "hats order:o2 700 approved",
    ]);
  });

  it("may be an option of a choice, which counts what refunds have left of each", () => {
    const options = [each(), { kind: "points", amount: 10, per: "item" }];
    const grant = { kind: "choice", options, chooseWithinDays: 30 };
    const decided = decide(snapshotOf(documentOf([rule({ grant })])), [friend, buy(), back(1, 2000)]);
    const [reward] = rewardsOf(decided.state);
    expect(reward?.choice?.options.map(({ amountMinor }) => amountMinor)).toEqual([1000n, 30n]);
  });
});
