import { describe, expect, it } from "vitest";
import { diffRules } from "./rulesDiff.ts";

const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const rule = (id: string, more: object = {}) => {
  return { id, recipient: "advocate", on: { event: "conversion" }, grant: cash(1000), ...more };
};
const document = (rewards: readonly object[], more: object = {}) => ({
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards,
  ...more,
});
const texts = (before: unknown, after: unknown, currency = "GBP") =>
  diffRules(before, after, currency).map(({ text }) => text);
const between = (before: object, after: object) => texts(document([rule("a", before)]), document([rule("a", after)]));

describe("two documents that mean the same", () => {
  it("have no difference, defaults and the order of properties and steps included", () => {
    const short = document([rule("a")]);
    const long = document(
      [
        {
          grant: { currency: "GBP", amountMinor: 1000, kind: "cash" },
          when: [],
          limits: [],
          group: null,
          tiers: null,
          holdDays: 0,
          onRefund: null,
          on: { nth: null, event: "conversion" },
          recipient: "advocate",
          id: "a",
        },
      ],
      { budget: null },
    );
    expect(diffRules(short, long, "GBP")).toEqual([]);
    expect(diffRules(long, short, "GBP")).toEqual([]);
  });
});

describe("a difference", () => {
  it("is data with its path, its rule and both values, and a sentence", () => {
    expect(
      diffRules(document([rule("x"), rule("a")]), document([rule("x"), rule("a", { grant: cash(1500) })]), "GBP"),
    ).toEqual([
      {
        path: "rewards.a.grant.amountMinor",
        ruleId: "a",
        before: 1000,
        after: 1500,
        text: 'Rule "a": the amount is now 15.00 GBP, was 10.00 GBP.',
      },
    ]);
  });

  it("of the program is told without a rule, in days, money and words", () => {
    const attribution = {
      model: "first_touch",
      windowDays: 1,
      creditWindowDays: null,
      lateEntryDays: 14,
      newCustomersOnly: false,
    };
    const budget = { amountMinor: 500_000, currency: "GBP", period: "month", onExhausted: "skip" };
    expect(texts(document([]), document([], { attribution, budget }))).toEqual([
      "The click that wins is now the first, was the last.",
      "The attribution window is now 1 day, was 30 days.",
      "The credit window is now without end, was 90 days.",
      "The restriction to new customers is now no, was yes.",
      "The budget is now 5000.00 GBP a month, was none.",
    ]);
    const more = { ...budget, amountMinor: 600_000, onExhausted: "pause_program" };
    expect(texts(document([], { budget }), document([], { budget: more }))).toEqual([
      "The budget is now 6000.00 GBP, was 5000.00 GBP.",
      "What an exhausted budget does is now pause the program, was skip what does not fit.",
    ]);
  });

  it("of rules that came, went or changed places is told by their ids", () => {
    const gift = rule("gift", {
      recipient: "friend",
      on: { event: "signup" },
      grant: { kind: "item", sku: "MUG", quantity: 2 },
    });
    expect(texts(document([rule("a"), rule("b"), rule("c")]), document([gift, rule("c"), rule("a")]))).toEqual([
      'Rule "gift" is new: 2 of item MUG to the friend on signup.',
      'Rule "b" is gone.',
      "The rules are asked in another order: c, a instead of a, c.",
    ]);
  });

  it("of a grant of another kind names both whole", () => {
    const rate = { kind: "credit", rateBps: 250, maxMinor: 5000 };
    expect(between({}, { grant: rate })).toEqual([
      'Rule "a": the grant is now 2.5 % in credit, 50.00 GBP at most, was 10.00 GBP in cash.',
    ]);
    expect(
      between({ grant: { kind: "points", amount: 30 } }, { grant: { kind: "discount", percentBps: 1000 } }),
    ).toEqual(['Rule "a": the grant is now a discount of 10 %, was 30 points.']);
  });

  it("of a choice tells what can be chosen, how long, and what it is expected to cost", () => {
    const options = [
      { kind: "cash", amountMinor: 1000, currency: "GBP" },
      { kind: "points", amount: 30 },
    ];
    const choice = { kind: "choice", options, chooseWithinDays: 7 };
    expect(between({}, { grant: choice })).toEqual([
      'Rule "a": the grant is now a choice within 7 days of 10.00 GBP in cash or 30 points, was 10.00 GBP in cash.',
    ]);
    const other = { ...choice, options: options.toReversed(), chooseWithinDays: 1, costMinor: 0 };
    expect(between({ grant: choice }, { grant: other })).toEqual([
      'Rule "a": what can be chosen is now 30 points or 10.00 GBP in cash, was 10.00 GBP in cash or 30 points.',
      'Rule "a": the time to choose is now 1 day, was 7 days.',
      'Rule "a": the expected cost is now 0.00 GBP, was none.',
    ]);
  });

  it("of conditions tells those alone that differ", () => {
    const least = (value: number) => ({ field: "order.amountMinor", op: "gte", value });
    const inUk = { field: "order.country", op: "in", value: ["GB", "IE"] };
    expect(
      texts(document([], { qualifies: [inUk, least(3000)] }), document([], { qualifies: [least(4000), inUk] })),
    ).toEqual([
      "A purchase qualifies only if order.amountMinor is at least 4000, was: order.amountMinor is at least 3000.",
    ]);
    expect(between({ when: [inUk] }, { when: [{ any: [inUk, least(1)] }] })).toEqual([
      'Rule "a": it rewards only if order.country is one of GB, IE or order.amountMinor is at least 1, which is new.',
      'Rule "a": it rewards whether or not order.country is one of GB, IE, which was asked before.',
    ]);
  });

  it("of tiers and limits is told step by step and limit by limit", () => {
    const tiers = (...steps: object[]) => ({ by: "conversions", window: "year", steps });
    const before = {
      tiers: tiers({ from: 5, grant: cash(1500) }),
      limits: [{ per: "recipient", period: "month", count: 5 }],
    };
    const after = {
      tiers: tiers({ from: 3, grant: cash(1200) }, { from: 5, grant: cash(1700) }),
      limits: [
        { per: "recipient", period: "month", count: 4 },
        { per: "referral", period: "lifetime", amountMinor: 9000 },
      ],
    };
    expect(between(before, after)).toEqual([
      'Rule "a": the step from 3 on is now 12.00 GBP in cash, was none.',
      'Rule "a": the amount from 5 on is now 17.00 GBP, was 15.00 GBP.',
      'Rule "a": the limit by count (recipient-month-count) is now 4, was 5.',
      'Rule "a": the limit is now an amount of 9000 per referral in all, was none.',
    ]);
  });

  it("of what has no name of its own is told by its place", () => {
    expect(between({}, { later: { deep: [1] } })).toEqual(['Rule "a": later is now {"deep":[1]}, was none.']);
    expect(texts(document([]), document([], { later: 1 }))).toEqual(["Later is now 1, was none."]);
  });

  it("shows amounts in the currency's own units", () => {
    const budget = (amountMinor: number) => ({
      budget: { amountMinor, currency: "JPY", period: "year", onExhausted: "skip" },
    });
    expect(texts(document([], budget(500)), document([], budget(600)), "JPY")).toEqual([
      "The budget is now 600 JPY, was 500 JPY.",
    ]);
  });
});
