import { describe, expect, it } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { rulesWriterOf } from "./rulesWriter.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

type Json = Readonly<Record<string, unknown>>;

function texts(before: object, after: object, currency = "GBP"): string[] {
  for (const written of [before, after]) expect(parseRules(written, currency)).toMatchObject({ ok: true });
  return diffRules(before, after, currency).map((change) => plain(rulesWriterOf("en").change(change)));
}

const between = (before: Json, after: Json) =>
  texts(documentOf([ruleOf("a", before)]), documentOf([ruleOf("a", after)]));

describe("what a version changed is told", () => {
  it("of the program without a rule, in days, money and words", () => {
    const other = { model: "first_touch", windowDays: 1, creditWindowDays: null, newCustomersOnly: false };
    const budget = { amountMinor: 500_000, currency: "GBP", period: "month", onExhausted: "skip" };
    const changed = documentOf([], { attribution: attributionOf({ ...other, binds: "order" }), budget });
    expect(texts(documentOf([]), changed)).toEqual([
      "The click that wins is now the first, was the last.",
      "The attribution window is now 1 day, was 30 days.",
      "The credit window is now without end, was 90 days.",
      "The restriction to new customers is now lifted, was in force.",
      "What a referral binds is now the single order, was the friend.",
      "The budget is now £5,000.00 a month, was none.",
    ]);
    const more = { ...budget, amountMinor: 600_000, period: "lifetime", onExhausted: "pause_program" };
    expect(texts(documentOf([], { budget }), documentOf([], { budget: more }))).toEqual([
      "The budget is now £6,000.00, was £5,000.00.",
      "The budget's period is now all time, was a month.",
      "What an exhausted budget does is now pause the program, was skip what does not fit.",
    ]);
  });

  it("of rules that came, went or changed places by their ids", () => {
    const gift = ruleOf("gift", {
      recipient: "friend",
      on: { event: "signup" },
      grant: { kind: "item", sku: "MUG", quantity: 2 },
    });
    expect(
      texts(documentOf([ruleOf("a"), ruleOf("b"), ruleOf("c")]), documentOf([gift, ruleOf("c"), ruleOf("a")])),
    ).toEqual([
      "Rule “gift” is new: 2 × MUG to the friend on a signup.",
      "Rule “b” is gone.",
      "The rules are asked in another order: c and a instead of a and c.",
    ]);
  });

  it("of the recipient, the trigger and what a refund does, in words", () => {
    const before = { recipient: "advocate", on: { event: "purchase" } };
    const after = {
      recipient: { ancestor: 2 },
      on: { event: "purchase", nth: { from: 2 } },
      group: "one",
      holdDays: 30,
      onRefund: "keep",
    };
    expect(between(before, after)).toEqual([
      `Rule “a”: who is rewarded is now the advocate's own advocate, was the advocate.`,
      "Rule “a”: which purchases it rewards is now number 2 and later, was all of them.",
      "Rule “a”: the exclusive group is now one, was none.",
      "Rule “a”: the hold is now 30 days, was 0 days.",
      "Rule “a”: what a refund does is now leave the reward as it is, was the default.",
    ]);
    const nth = (from: number, to: number | null) => ({ on: { event: "purchase", nth: { from, to } } });
    expect(between(nth(2, null), nth(3, 12))).toEqual([
      "Rule “a”: the first purchase it rewards is now number 3, was number 2.",
      "Rule “a”: the last purchase it rewards is now number 12, was none.",
    ]);
    expect(between({ recipient: { ancestor: 2 } }, { recipient: { ancestor: 3 }, on: { event: "demo.seen" } })).toEqual(
      [
        `Rule “a”: who is rewarded is now the advocate two invitations further up, was the advocate's own advocate.`,
        "Rule “a”: the event it listens to is now “demo.seen”, was a conversion.",
      ],
    );
  });

  it("of how long a rule gives, and whether it gives per item", () => {
    const on = (within: object | null) => ({ on: { event: "purchase", within } });
    expect(between(on(null), on({ months: 12, of: "conversion" }))).toEqual([
      "Rule “a”: how long it rewards is now 12 months from the conversion, was without end.",
    ]);
    expect(between(on({ months: 12, of: "conversion" }), on({ days: 30, of: "attribution" }))).toEqual([
      "Rule “a”: the time in which it rewards is now 30 days, was none.",
      "Rule “a”: what its time begins with is now the referral, was the conversion.",
      "Rule “a”: the time in which it rewards is now none, was 12 months.",
    ]);
    expect(between({ ...on(null), grant: cash(500) }, { ...on(null), grant: { ...cash(500), per: "item" } })).toEqual([
      "Rule “a”: what the amount is given for is now each item, was once.",
    ]);
  });

  it("of a grant of another kind whole", () => {
    const rate = { kind: "credit", rateBps: 250, maxMinor: 5000 };
    expect(between({}, { grant: rate })).toEqual([
      "Rule “a”: the grant is now 2.5% of the order in store credit (at most £50.00), was £10.00.",
    ]);
    expect(
      between({ grant: { kind: "points", amount: 30 } }, { grant: { kind: "discount", percentBps: 1000 } }),
    ).toEqual(["Rule “a”: the grant is now 10% off an order, was 30 points."]);
  });

  it("of free shipping in place of an amount whole, with its terms", () => {
    const five = { kind: "discount", amountMinor: 500, currency: "GBP" };
    const shipping = { kind: "discount", freeShipping: true, minOrderMinor: 2000, validDays: 30 };
    expect(between({ grant: five }, { grant: shipping })).toEqual([
      "Rule “a”: the grant is now free shipping on an order of at least £20.00 (valid for 30 days), was £5.00 off an order.",
    ]);
  });

  it("of a rate by what it is of, in its own unit", () => {
    const rate = { kind: "points", rateBps: 100, maxMinor: 50 };
    const other = { ...rate, rateBps: 200, maxMinor: 1, of: "event.metadata.margin" };
    expect(between({ grant: rate }, { grant: other })).toEqual([
      "Rule “a”: the rate is now 2%, was 1%.",
      "Rule “a”: the most that the rate gives is now 1 point, was 50 points.",
      "Rule “a”: what the rate is of is now “margin”, was the order.",
    ]);
    const money = { kind: "cash", rateBps: 100, maxMinor: 50 };
    expect(between({ grant: money }, { grant: { ...money, maxMinor: 5000 } })).toEqual([
      "Rule “a”: the most that the rate gives is now £50.00, was £0.50.",
    ]);
  });

  it("of a discount by its terms", () => {
    const discount = { kind: "discount", percentBps: 1000 };
    const terms = {
      ...{ percentBps: 500, minOrderMinor: 2000, validDays: 30, maxUses: 3, costMinor: 250 },
      appliesTo: { skus: ["A", "B"], categories: ["tea"] },
    };
    expect(between({ grant: discount }, { grant: { ...discount, ...terms } })).toEqual([
      "Rule “a”: the discount is now 5%, was 10%.",
      "Rule “a”: the least order for the discount is now £20.00, was none.",
      "Rule “a”: how long it is valid is now 30 days, was without end.",
      "Rule “a”: how often the coupon may be used is now 3, was 1.",
      "Rule “a”: the expected cost is now £2.50, was none.",
      "Rule “a”: what the discount is on is now the items A and B or the categories tea, was none.",
    ]);
    const on = (appliesTo: object) => ({ grant: { ...discount, appliesTo } });
    expect(between(on({ skus: ["A"] }), on({ skus: ["B", "C"] }))).toEqual([
      "Rule “a”: the list of items that the discount is on is now B or C, was A.",
    ]);
  });

  it("of a choice by what can be chosen, how long, and what it is expected to cost", () => {
    const options = [cash(1000), { kind: "points", amount: 30 }];
    const choice = { kind: "choice", options, chooseWithinDays: 7 };
    expect(between({}, { grant: choice })).toEqual([
      "Rule “a”: the grant is now a choice of £10.00 or 30 points (to be chosen within 7 days), was £10.00.",
    ]);
    const other = { ...choice, options: options.toReversed(), chooseWithinDays: 1, costMinor: 0 };
    expect(between({ grant: choice }, { grant: other })).toEqual([
      "Rule “a”: what can be chosen is now 30 points or £10.00, was £10.00 or 30 points.",
      "Rule “a”: the time to choose is now 1 day, was 7 days.",
      "Rule “a”: the expected cost is now £0.00, was none.",
    ]);
  });

  it("of conditions by those alone that differ, each field by its name", () => {
    const least = (value: number) => ({ field: "order.amountMinor", op: "gte", value });
    const inUk = { field: "order.country", op: "in", value: ["GB", "IE"] };
    expect(
      texts(documentOf([], { qualifies: [inUk, least(3000)] }), documentOf([], { qualifies: [least(4000), inUk] })),
    ).toEqual([
      "The condition for a purchase to qualify is now: amount of the order – at least £40.00; it was: amount of the order – at least £30.00.",
    ]);
    expect(texts(documentOf([]), documentOf([], { qualifies: [inUk] }))).toEqual([
      "A purchase qualifies only on a new condition: country of the order – GB or IE.",
    ]);
    expect(between({ when: [inUk] }, { when: [{ any: [inUk, least(1)] }] })).toEqual([
      "Rule “a” rewards only on a new condition: country of the order – GB or IE, or amount of the order – at least £0.01.",
      "Rule “a” rewards without a condition that was asked before: country of the order – GB or IE.",
    ]);
    const rate = (category: string) => ({
      ...{ kind: "cash", rateBps: 500, of: "items.amountMinor" },
      itemsWhen: [{ field: "item.category", op: "eq", value: category }],
    });
    expect(between({ grant: rate("tea") }, { grant: rate("coffee") })).toEqual([
      "Rule “a”: the condition for an item to count is now: category of the item – coffee; it was: category of the item – tea.",
    ]);
  });

  it("of tiers and limits step by step and limit by limit", () => {
    const tiers = (...steps: object[]) => ({ by: "conversions", window: "year", steps });
    const before = {
      tiers: tiers({ from: 5, grant: cash(1500) }),
      limits: [{ per: "recipient", period: "month", count: 5 }],
    };
    const after = {
      tiers: tiers({ from: 3, grant: cash(1200) }, { from: 5, grant: cash(1700) }),
      limits: [
        { per: "recipient", period: "month", count: 1 },
        { per: "referral", period: "lifetime", amountMinor: 9000 },
      ],
    };
    expect(between(before, after)).toEqual([
      "Rule “a”: the step from 3 on is now £12.00, was none.",
      "Rule “a”: the amount from 5 on is now £17.00, was £15.00.",
      "Rule “a”: the limit is now 1 reward per recipient a month, was 5 rewards per recipient a month.",
      "Rule “a”: the limit is now £90.00 per referral in all, was none.",
    ]);
    expect(between({}, { tiers: after.tiers })).toEqual([
      "Rule “a”: the table of tiers is now £12.00 from 3 on and £17.00 from 5 on (conversions, a year), was none.",
    ]);
  });

  it("of tiers by revenue in money, and of rolling windows in days", () => {
    const tiers = (window: unknown, from: number) => ({
      tiers: { by: "revenue", window, steps: [{ from, grant: cash(1500) }] },
    });
    expect(between(tiers("month", 50_000), tiers({ rollingDays: 30 }, 60_000))).toEqual([
      `Rule “a”: the tiers' window is now the last 30 days, was a month.`,
      "Rule “a”: the step from £600.00 on is now £15.00, was none.",
      "Rule “a”: the step from £500.00 on is now none, was £15.00.",
    ]);
    expect(between(tiers({ rollingDays: 30 }, 5), tiers({ rollingDays: 1 }, 5))).toEqual([
      `Rule “a”: the tiers' window is now the last 1 day, was the last 30 days.`,
    ]);
  });

  it("of a limit by amount in the unit of its rule", () => {
    const limits = (amountMinor: number) => [{ per: "recipient", period: "day", amountMinor }];
    const grant = { kind: "points", amount: 5 };
    expect(between({ grant, limits: limits(10) }, { grant, limits: limits(1) })).toEqual([
      "Rule “a”: the limit is now 1 point per recipient a day, was 10 points per recipient a day.",
    ]);
  });

  it("of what an advocate has to bring in money or conversions, and days", () => {
    const asking = (minimum?: object) =>
      documentOf([], { eligibility: { approval: "application", ...(minimum === undefined ? {} : { minimum }) } });
    const revenue = { by: "revenue", atLeast: 50_000, withinDays: 90 };
    expect(texts(asking(), asking(revenue))).toEqual([
      "What an advocate has to bring to stay one is now £500.00 of sales within 90 days, was none.",
    ]);
    expect(texts(asking({ ...revenue, by: "conversions", atLeast: 3 }), asking())).toEqual([
      "What an advocate has to bring to stay one is now none, was 3 conversions within 90 days.",
    ]);
    expect(texts(asking(revenue), asking({ ...revenue, atLeast: 60_000, withinDays: 30 }))).toEqual([
      "The least that an advocate has to bring is now £600.00, was £500.00.",
      "The time an advocate has to bring it is now 30 days, was 90 days.",
    ]);
    const some = { approval: "application", segments: ["vip", "gold"], sampleBps: 5000 };
    expect(texts(documentOf([]), documentOf([], { eligibility: some }))).toEqual([
      "Approval of advocates is now by application, was not needed.",
      "The segment that advocates have to be in is now vip or gold, was none.",
      "The sample of advocates is now 50%, was none.",
    ]);
  });

  it("with amounts in the currency's own units", () => {
    const budget = (amountMinor: number) => ({
      budget: { amountMinor, currency: "JPY", period: "year", onExhausted: "skip" },
    });
    expect(texts(documentOf([], budget(500)), documentOf([], budget(600)), "JPY")).toEqual([
      "The budget is now ¥600, was ¥500.",
    ]);
  });

  it("of what has no name of its own by its place, and never as JSON", () => {
    const told = (after: object) =>
      diffRules(documentOf([ruleOf("a")]), after, "GBP").map((change) => rulesWriterOf("en").change(change));
    expect(told(documentOf([ruleOf("a", { later: { deep: [1] } })]))).toEqual([
      "Rule “a”: “later” is now another value, was none.",
    ]);
    expect(told(documentOf([ruleOf("a")], { later: 1 }))).toEqual(["“later” is now 1, was none."]);
  });
});
