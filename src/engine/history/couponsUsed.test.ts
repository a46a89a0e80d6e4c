import { describe, expect, it } from "vitest";
import { redeemedShare } from "../../domain/redeemedCoupons.ts";
import type { EngineEvent } from "../events/events.ts";
import { documentOf, ruleOf } from "../testing/documents.ts";
import { replay, store } from "../testing/replaying.ts";
import { purchase, refund, reversal, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";

/** What a backtest makes of coupons whose cost no one has written down. */

const at = (day: number) => `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;
const welcome = (grant: object, more: object = {}) =>
  ruleOf("welcome", {
    ...{ recipient: "friend", on: { event: "signup" }, ...more },
    grant: { kind: "discount", percentBps: 1000, ...grant },
  });
const ALL = redeemedShare({ coupons: 0, used: 0 });

/** What rules cost over a history, whatever was in force when it came, whole and event by event. */
function costOf(
  rule: object | readonly object[],
  events: readonly EngineEvent[],
  { share = ALL, orderMinor = null as bigint | null } = {},
) {
  const document = documentOf([rule].flat() as Readonly<Record<string, unknown>>[]);
  const stored = store(snapshotOf(documentOf([])), events);
  const costs = [1, events.length].map((size) => {
    const { tally } = replay(stored, "prog_p", document, size, { expected: { share, orderMinor } });
    const sum = [...tally.rules.values()].reduce((total, { costMinor }) => total + costMinor, 0n);
    // Each way of looking at it adds up to the same.
    expect([...tally.months.values()].reduce((total, minor) => total + minor, 0n)).toBe(sum);
    return sum;
  });
  expect(costs[0]).toBe(costs[1]);
  return costs[0];
}

const joins = signup("bob", "ann", at(1));
const buys = (orderId: string, amountMinor: number, day: number, more: object = {}) =>
  purchase("bob", orderId, amountMinor, at(day), more);

describe("a coupon that rules would give", () => {
  it("is used by the next order of its recipient, and by no more orders than it is for", () => {
    const orders = [joins, buys("o-1", 4205, 2), buys("o-2", 1000, 3), buys("o-3", 500, 4)];
    expect(costOf(welcome({}), orders)).toBe(421n);
    expect(costOf(welcome({ maxUses: 2 }), orders)).toBe(521n);
    expect(costOf(welcome({}), [joins, purchase("ann", "a-1", 4200, at(2))])).toBe(0n);
  });

  it("of free shipping costs what such coupons took off so far, and leaves the order's amount to others", () => {
    const shipping = { percentBps: undefined, freeShipping: true, minOrderMinor: 3000 };
    const orders = [joins, buys("o-1", 2999, 2), buys("o-2", 3000, 3), buys("o-3", 9000, 4)];
    const known = redeemedShare({ coupons: 40, used: 20, shippingMinor: "495" });
    expect(costOf(welcome(shipping), orders)).toBe(0n);
    expect(costOf(welcome(shipping), orders, { share: known })).toBe(248n);
    expect(costOf(welcome({ ...shipping, costMinor: 600 }), orders, { share: known })).toBe(600n);
    const ofAdvocate = welcome(shipping, { recipient: "advocate" });
    expect(costOf(ofAdvocate, orders, { share: known, orderMinor: 5000n })).toBe(248n);
    expect(costOf(ofAdvocate, orders, { share: known, orderMinor: 2000n })).toBe(0n);
    // The other takes all that the order comes to.
    const all = { ...welcome({ percentBps: 10_000 }), id: "all" };
    const both = redeemedShare({ coupons: 0, used: 0, shippingMinor: "495" });
    expect(costOf([welcome(shipping), all], orders.slice(0, 3), { share: both })).toBe(2999n + 495n);
    expect(costOf([all, welcome(shipping)], [joins, buys("o-2", 3000, 3)], { share: both })).toBe(3000n + 495n);
    const back = [...orders, refund("o-2", "r-2", 3000, at(5))];
    expect(costOf(welcome(shipping), back, { share: known })).toBe(0n);
  });

  it("costs more the more it takes off: a tenth is not nine tenths", () => {
    const orders = [joins, buys("o-1", 4200, 2)];
    expect(costOf(welcome({ percentBps: 1000 }), orders)).toBe(420n);
    expect(costOf(welcome({ percentBps: 9000 }), orders)).toBe(3780n);
  });

  it("waits for an order that meets its terms", () => {
    const items = [{ sku: "T", category: "tea", quantity: 1, amountMinor: 600 }];
    const orders = [joins, buys("o-1", 2999, 2), buys("o-2", 5000, 9, { order: { items } })];
    const sum = { percentBps: undefined, amountMinor: 700, currency: "GBP" };
    expect(costOf(welcome({ ...sum, minOrderMinor: 3000 }), orders)).toBe(700n);
    expect(costOf(welcome({ appliesTo: { skus: [], categories: ["tea"] } }), orders)).toBe(60n);
    expect(costOf(welcome({ minOrderMinor: 3000, validDays: 8 }), orders)).toBe(0n);
    expect(costOf(welcome({ minOrderMinor: 3000 }, { holdDays: 9 }), orders)).toBe(0n);
    expect(costOf(welcome({}), [joins, buys("o-1", 4200, 2, { currency: "EUR" })])).toBe(0n);
  });

  it("is used by no order from before it, and not by the one that earned it", () => {
    const earned = ruleOf("earned", { recipient: "friend", on: { event: "purchase" }, grant: welcome({}).grant });
    expect(costOf(earned, [joins, buys("o-1", 4200, 2)])).toBe(0n);
    expect(costOf(earned, [joins, buys("o-1", 4200, 3), buys("o-2", 1000, 2)])).toBe(0n);
    expect(costOf(earned, [joins, buys("o-1", 4200, 2), buys("o-2", 1000, 3)])).toBe(100n);
  });

  it("that has ended is used no more, and what was given before stays given", () => {
    const thanks = ruleOf("thanks", { grant: welcome({ maxUses: 2 }).grant });
    const ofAnn = (orderId: string, day: number) => purchase("ann", orderId, 1000, at(day));
    const ends = refund("o-1", "r-1", 4200, at(4));
    expect(costOf(thanks, [joins, buys("o-1", 4200, 2), ofAnn("a-1", 3), ends, ofAnn("a-2", 5)])).toBe(100n);
    expect(costOf(thanks, [joins, buys("o-1", 4200, 2), ends, ofAnn("a-1", 5)])).toBe(0n);
  });

  it("is free again when all of its order goes back, until that is undone", () => {
    const back = [joins, buys("o-1", 4200, 2), refund("o-1", "r-1", 4000, at(3)), refund("o-1", "r-2", 200, at(3))];
    expect(costOf(welcome({}), back.slice(0, 3))).toBe(420n);
    expect(costOf(welcome({}), back)).toBe(0n);
    expect(costOf(welcome({}), [...back, buys("o-2", 1000, 4)])).toBe(100n);
    expect(costOf(welcome({}), [...back, reversal("o-1", "r-2", at(5))])).toBe(420n);
    const early = [joins, refund("o-1", "r-1", 4200, at(2)), buys("o-1", 4200, 2), buys("o-2", 1000, 3)];
    expect(costOf(welcome({}), early)).toBe(100n);
    const ofAnn = [purchase("ann", "a-1", 1000, at(3)), refund("a-1", "r-9", 1000, at(4))];
    const thanks = ruleOf("thanks", { grant: welcome({}).grant });
    expect(costOf(thanks, [joins, buys("o-1", 4200, 2), ...ofAnn])).toBe(0n);
  });

  it("takes no more off an order than there is of it, whatever others take", () => {
    const { grant } = welcome({ percentBps: 9000, minOrderMinor: 500 });
    const each = ruleOf("each", { recipient: "friend", on: { event: "purchase" }, grant });
    // Two coupons of nine tenths, of which the second finds a tenth.
    expect(costOf(each, [joins, buys("o-1", 50, 2), buys("o-2", 50, 2), buys("o-3", 1000, 3)])).toBe(1000n);
    expect(costOf(welcome({ percentBps: 9000, maxUses: 1 }), [joins, buys("o-1", 0, 2)])).toBe(0n);
  });

  it("counts as the part of the program's coupons that is used, half up", () => {
    const orders = [joins, buys("o-1", 4205, 2)];
    expect(costOf(welcome({}), orders, { share: redeemedShare({ coupons: 20, used: 5 }) })).toBe(105n);
    expect(costOf(welcome({}), orders, { share: redeemedShare({ coupons: 19, used: 5 }) })).toBe(421n);
  });

  it("costs what its author says, used or not", () => {
    expect(costOf(welcome({ costMinor: 90 }), [joins])).toBe(90n);
    expect(costOf(welcome({ costMinor: 90 }), [joins, buys("o-1", 4200, 2)])).toBe(90n);
    expect(costOf(welcome({ costMinor: 0 }), [joins, buys("o-1", 4200, 2)])).toBe(0n);
  });

  it("is used by the order that tied its recipient, whichever report of it names the discount", () => {
    const { code } = joins;
    const ties = buys("o-1", 4200, 2, { code });
    const named = {
      ...buys("o-1", 4200, 2, { order: { discounts: [{ code: code ?? "", amountMinor: 315 }] } }),
      id: "evt_2",
    };
    const back = refund("o-1", "r-1", 4200, at(4));
    for (const reports of [
      [ties, named],
      [named, ties],
    ]) {
      expect(costOf(welcome({}), reports)).toBe(315n);
      expect(costOf(welcome({}), [...reports, buys("o-2", 1000, 3)])).toBe(315n);
      expect(costOf(welcome({}), [...reports, back, reversal("o-1", "r-1", at(5))])).toBe(315n);
      expect(costOf(welcome({}), [...reports, back])).toBe(0n);
      expect(costOf(welcome({ costMinor: 90 }), [...reports, back])).toBe(90n);
      // The order earns it itself, and loses it again by what is given back.
      const when = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
      const own = (grant: object) => welcome(grant, { on: { event: "purchase" }, when });
      const less = [...reports, refund("o-1", "r-1", 2000, at(4))];
      expect(costOf(own({}), less)).toBe(315n);
      expect(costOf(own({ costMinor: 90 }), less)).toBe(0n);
    }
  });

  it("of those who order nothing in a made-up year is used on an average order", () => {
    const thanks = ruleOf("thanks", { grant: welcome({ minOrderMinor: 2000 }).grant });
    const orders = [joins, buys("o-1", 4200, 2)];
    expect(costOf(thanks, orders, { orderMinor: 3000n })).toBe(300n);
    expect(costOf(thanks, orders, { orderMinor: 1999n })).toBe(0n);
    expect(costOf(welcome({}), orders, { orderMinor: 3000n })).toBe(420n);
  });

  it("is held against the lines of an order once for all coupons of a grant", () => {
    const { grant } = welcome({ appliesTo: { skus: ["tea"] } });
    const each = ruleOf("each", { recipient: "friend", on: { event: "purchase" }, grant });
    const readsWith = (coupons: number) => {
      let reads = 0;
      const line = {
        ...{ category: null, quantity: 1, amountMinor: 1000 },
        get sku() {
          reads += 1;
          return "coffee";
        },
      };
      const before = Array.from({ length: coupons }, (_, n) => buys(`o-${n}`, 1000, 2));
      const stored = store(snapshotOf(documentOf([])), [joins, ...before, buys("last", 1000, 3)]);
      const events = stored.events.map(({ facts, ...event }) => {
        return {
          ...event,
          facts: event.naturalKey === "purchase:last" ? { ...(facts as object), items: [line] } : facts,
        };
      });
      replay({ ...stored, events }, "prog_p", documentOf([each]), events.length);
      return reads;
    };
    expect(readsWith(30)).toBe(readsWith(1));
  });
});
