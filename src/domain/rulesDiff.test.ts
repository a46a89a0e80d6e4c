import { describe, expect, it } from "vitest";
import { diffRules } from "./rulesDiff.ts";
import { money, phrase, text } from "./values.ts";

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
const between = (before: object, after: object) =>
  diffRules(document([rule("a", before)]), document([rule("a", after)]), "GBP").map(
    ({ path, before: was, after: is, code }) => ({ path, was, is, code }),
  );

it("that something costs nothing is told apart from what it costs being left open", () => {
  const gift = { kind: "item", sku: "MUG", quantity: 1 };
  expect(between({ grant: gift }, { grant: { ...gift, costMinor: 0 } })).toMatchObject([
    { path: "rewards.a.grant.costMinor", was: null, is: 0 },
  ]);
});

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
  it("is data with its path, its rule and both values, and a statement", () => {
    expect(
      diffRules(document([rule("x"), rule("a")]), document([rule("x"), rule("a", { grant: cash(1500) })]), "GBP"),
    ).toEqual([
      {
        path: "rewards.a.grant.amountMinor",
        ruleId: "a",
        before: 1000,
        after: 1500,
        code: "rule_changed",
        values: { rule: text("a"), part: phrase("part_amount"), before: money(1000, "GBP"), after: money(1500, "GBP") },
      },
    ]);
  });

  it("of eligibility that was left out is of what it then was: open to all", () => {
    const withApproval = (approval: string) => document([], { eligibility: { approval } });
    expect(diffRules(document([]), withApproval("open"), "GBP")).toEqual([]);
    expect(diffRules(document([]), withApproval("application"), "GBP")).toMatchObject([
      { path: "eligibility.approval", before: "open", after: "application", code: "changed" },
    ]);
  });

  it("of what is given per item is of that, where an amount stays one", () => {
    const each = { ...cash(500), per: "item" };
    expect(between({ grant: cash(500) }, { grant: each })).toMatchObject([
      { path: "rewards.a.grant.per", is: "item", code: "rule_changed" },
    ]);
    expect(between({ grant: each }, { grant: cash(700) })).toMatchObject([
      { path: "rewards.a.grant.amountMinor", was: 500, is: 700 },
      { path: "rewards.a.grant.per", was: "item" },
    ]);
  });

  it("of the conditions of items is of each, whether or not there was a list", () => {
    const itemsWhen = [{ field: "item.category", op: "eq", value: "tea" }];
    const rate = { kind: "cash", rateBps: 500, of: "items.amountMinor" };
    expect(between({ grant: rate }, { grant: { ...rate, itemsWhen } })).toEqual([
      { path: "rewards.a.grant.itemsWhen", was: null, is: itemsWhen[0], code: "items_added" },
    ]);
  });

  it("of a grant of another kind, or of an amount for a rate, is of the whole grant", () => {
    const amount = { kind: "discount", amountMinor: 500, currency: "GBP" };
    for (const [was, is] of [
      [cash(1000), { kind: "cash", rateBps: 500 }],
      [cash(1000), { kind: "points", amount: 5 }],
      [{ kind: "discount", percentBps: 1000 }, amount],
      [amount, { kind: "discount", freeShipping: true }],
    ]) {
      expect(between({ grant: was }, { grant: is })).toEqual([
        { path: "rewards.a.grant", was, is, code: "rule_changed" },
      ]);
    }
  });
});
