import { describe, expect, it, test } from "vitest";
import { parseRules } from "./parseRules.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import { text } from "./values.ts";

type Json = Record<string, unknown>;

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const discount = { kind: "discount", percentBps: 1000 };
const item = { kind: "item", sku: "mug", quantity: 1 };
const attribution = {
  model: "last_touch",
  windowDays: 30,
  creditWindowDays: null,
  lateEntryDays: 14,
  newCustomersOnly: true,
};

function documentOf(more: Json = {}): Json {
  return { schemaVersion: 1, attribution, qualifies: [], rewards: [], ...more };
}

function ruleOf(more: Json = {}): Json {
  return { id: "r", recipient: "advocate", on: { event: "conversion" }, grant: cash, ...more };
}

const withRule = (more: Json) => documentOf({ rewards: [ruleOf(more)] });
const withGrant = (grant: unknown, event = "conversion") => withRule({ grant, on: { event } });
const withSteps = (...steps: Json[]) => withRule({ tiers: { by: "conversions", window: "lifetime", steps } });
const withWindow = (by: string, window: unknown) =>
  withRule({ tiers: { by, window, steps: [{ from: 1, grant: cash }] } });

function problemsOf(document: unknown): readonly RulesProblem[] {
  const parsed = parseRules(document, "GBP");
  return parsed.ok ? [] : parsed.problems;
}

test.each(["friend", "order"])("a referral may bind the %s", (binds) => {
  expect(problemsOf(documentOf({ attribution: { ...attribution, binds } }))).toEqual([]);
});

describe("a choice", () => {
  const rate = { kind: "cash", rateBps: 1000 };
  const choiceOf = (options: unknown[], more: Json = {}) => ({ kind: "choice", options, chooseWithinDays: 7, ...more });
  const withChoice = (options: unknown[], more: Json = {}) => withRule({ grant: choiceOf(options), ...more });
  const limits = [{ per: "recipient", period: "month", amountMinor: 500 }];

  it.each<[what: string, document: unknown]>([
    ["of two to four kinds", withChoice([cash, item, { kind: "points", amount: 5 }, rate])],
    ["with its expected cost", withGrant(choiceOf([cash, item], { costMinor: 500 }))],
    ["in a step", withSteps({ from: 2, grant: choiceOf([cash, item]) })],
    ["of one unit under a limit by amount", withChoice([cash, rate], { limits })],
    ["of sums that refunds shrink", withChoice([cash, rate], { onRefund: "proportional" })],
  ])("%s is taken", (_, document) => expect(problemsOf(document)).toEqual([]));

  const [at, limit] = ["rewards.0.grant", "rewards.0.limits.0.amountMinor"];
  it.each<[what: string, path: string, document: unknown]>([
    ["of one", `${at}.options`, withChoice([cash])],
    ["of five", `${at}.options`, withChoice([cash, cash, cash, cash, cash])],
    ["of choices", `${at}.options.1.kind`, withChoice([cash, choiceOf([cash, item])])],
    ["in another currency", `${at}.options.1.currency`, withChoice([item, { ...cash, currency: "EUR" }])],
    ["of a rate without an order", `${at}.options.1.rateBps`, withGrant(choiceOf([cash, rate]), "signup")],
    ["without an end", `${at}.chooseWithinDays`, withGrant(choiceOf([cash, item], { chooseWithinDays: 0 }))],
    ["of several units under a limit by amount", limit, withChoice([cash, { ...cash, kind: "credit" }], { limits })],
    ["with an item under a limit by amount", limit, withChoice([cash, item], { limits })],
    [
      "with an item that a refund would shrink",
      "rewards.0.onRefund",
      withChoice([cash, item], { onRefund: "proportional" }),
    ],
  ])("%s is refused", (_, path, document) => {
    expect(problemsOf(document).map((problem) => problem.path)).toEqual([path]);
  });
});

test.each([
  [{ approval: "open", segments: null, sampleBps: null }],
  [{ approval: "application" }],
  [{ approval: "open", segments: ["vip"], sampleBps: 10_000 }],
  [{ approval: "open", minimum: null }],
  [{ approval: "application", minimum: { by: "revenue", atLeast: 50_000, withinDays: 90 } }],
])("eligibility may be %j", (eligibility) => {
  expect(problemsOf(documentOf({ eligibility }))).toEqual([]);
});

test("a value that rules.md does not know is refused at its path", () => {
  const documents: [string, unknown][] = [
    ["attribution.model", documentOf({ attribution: { ...attribution, model: "linear" } })],
    ["rewards.0.recipient", withRule({ recipient: "stranger" })],
    ["rewards.0.onRefund", withRule({ onRefund: "halve" })],
    ["rewards.0.tiers.window", withWindow("conversions", "day")],
    ["rewards.0.tiers.by", withWindow("luck", "lifetime")],
    ["rewards.0.grant.kind", withGrant({ kind: "stock" })],
    ["rewards.0.limits.0.period", withRule({ limits: [{ per: "recipient", period: "quarter", count: 1 }] })],
    ["rewards.0.limits.0.per", withRule({ limits: [{ per: "program", period: "day", count: 1 }] })],
  ];
  expect(documents.map(([, document]) => problemsOf(document).map(({ path }) => path))).toEqual(
    documents.map(([path]) => [path]),
  );
});

describe("every currency is the program's", () => {
  const budget = { amountMinor: 1, currency: "EUR", period: "year", onExhausted: "skip" };
  it.each<[string, unknown]>([
    ["rewards.0.grant.currency", withGrant({ ...cash, currency: "EUR" })],
    ["rewards.0.grant.currency", withGrant({ kind: "cash", rateBps: 1, currency: "EUR" })],
    ["rewards.0.grant.currency", withGrant({ kind: "discount", amountMinor: 1, currency: "EUR" })],
    ["rewards.0.tiers.steps.0.grant.currency", withSteps({ from: 1, grant: { ...cash, currency: "EUR" } })],
    ["budget.currency", documentOf({ budget })],
  ])("%s", (path, document) => {
    expect(problemsOf(document)).toEqual([{ path, ...fault("currency_differs", { currency: text("GBP") }) }]);
  });

  it("an amount says its currency, a rate need not", () => {
    const [amount, rate] = [
      { kind: "cash", amountMinor: 1 },
      { kind: "cash", rateBps: 1 },
    ];
    expect(problemsOf(withGrant(amount)).map(({ path }) => path)).toEqual(["rewards.0.grant.currency"]);
    expect(problemsOf(withGrant(rate))).toEqual([]);
  });
});

describe("a combination that means nothing is refused", () => {
  const limit = { per: "recipient", period: "month" };
  it.each<[string, string, unknown]>([
    ["an id twice", "rewards.2.id", documentOf({ rewards: [ruleOf(), ruleOf({ id: "s" }), ruleOf()] })],
    ["nth of a conversion", "rewards.0.on.nth", withRule({ on: { event: "conversion", nth: { from: 2 } } })],
    ["nth of a signup", "rewards.0.on.nth", withRule({ on: { event: "signup", nth: { from: 1 } } })],
    ["neither an amount nor a rate", "rewards.0.grant", withGrant({ kind: "cash", currency: "GBP" })],
    ["both an amount and a rate", "rewards.0.grant", withGrant({ ...cash, rateBps: 1 })],
    ["a discount of neither", "rewards.0.grant", withGrant({ kind: "discount" })],
    ["a most of a fixed amount", "rewards.0.grant", withGrant({ ...cash, maxMinor: 5 })],
    ["a rate of a signup", "rewards.0.grant.rateBps", withGrant({ kind: "cash", rateBps: 1 }, "signup")],
    ["a rate of a click", "rewards.0.grant.rateBps", withGrant({ kind: "cash", rateBps: 1 }, "click")],
    ["a click's friend", "rewards.0.recipient", withRule({ on: { event: "click" }, recipient: "friend" })],
    ["a visitor who clicks", "rewards.0.recipient", withRule({ on: { event: "click" }, recipient: "actor" })],
    ["nth of a click", "rewards.0.on.nth", withRule({ on: { event: "click", nth: { from: 1 } } })],
    [
      "a limit per referral of a click",
      "rewards.0.limits.1.per",
      withRule({
        on: { event: "click" },
        limits: [
          { ...limit, count: 1 },
          { ...limit, per: "referral", count: 1 },
        ],
      }),
    ],
    ["a rate of a custom event", "rewards.0.grant.rateBps", withGrant({ kind: "points", rateBps: 1 }, "lead")],
    [
      "a rate on a step, of a signup",
      "rewards.0.tiers.steps.0.grant.rateBps",
      withRule({
        on: { event: "signup" },
        tiers: { by: "conversions", window: "year", steps: [{ from: 1, grant: { kind: "cash", rateBps: 1 } }] },
      }),
    ],
    [
      "steps that stay",
      "rewards.0.tiers.steps.1.from",
      withSteps({ from: 2, grant: cash }, { from: 2, grant: cash }, { from: 3, grant: cash }),
    ],
    ["steps that fall", "rewards.0.tiers.steps.1.from", withSteps({ from: 2, grant: cash }, { from: 1, grant: cash })],
    ["a limit of nothing", "rewards.0.limits.0", withRule({ limits: [limit] })],
    ["a limit of both", "rewards.0.limits.0", withRule({ limits: [{ ...limit, count: 1, amountMinor: 1 }] })],
    [
      "an amount limit on discounts",
      "rewards.0.limits.0.amountMinor",
      withRule({ grant: discount, limits: [{ ...limit, amountMinor: 1 }] }),
    ],
    [
      "an amount limit on items",
      "rewards.0.limits.0.amountMinor",
      withRule({ grant: item, limits: [{ ...limit, amountMinor: 1 }] }),
    ],
    [
      "an amount limit where a step is a discount",
      "rewards.0.limits.1.amountMinor",
      withRule({
        limits: [
          { ...limit, count: 1 },
          { ...limit, amountMinor: 1 },
        ],
        tiers: { by: "conversions", window: "year", steps: [{ from: 2, grant: discount }] },
      }),
    ],
    [
      "an amount limit on steps of two units",
      "rewards.0.limits.0.amountMinor",
      withRule({
        limits: [{ ...limit, amountMinor: 1 }],
        tiers: { by: "conversions", window: "year", steps: [{ from: 2, grant: { kind: "points", amount: 1 } }] },
      }),
    ],
    ["a proportional discount", "rewards.0.onRefund", withRule({ grant: discount, onRefund: "proportional" })],
    ["a proportional item", "rewards.0.onRefund", withRule({ grant: item, onRefund: "proportional" })],
  ])("%s", (_, path, document) => {
    const problems = problemsOf(document);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });

  it("and what comes close is taken", () => {
    const fine = [
      withRule({ grant: discount, limits: [{ ...limit, count: 1 }] }),
      withRule({ grant: { kind: "points", amount: 5 }, limits: [{ ...limit, amountMinor: 9 }] }),
      withRule({ grant: discount, onRefund: "keep" }),
      withRule({ on: { event: "click" }, limits: [{ ...limit, count: 1 }] }),
      withRule({ on: { event: "click" }, recipient: { ancestor: 3 } }),
      withRule({ on: { event: "purchase", nth: { from: 2, to: 12 } }, onRefund: "proportional" }),
      withSteps({ from: 1, grant: cash }, { from: 2, grant: { kind: "points", amount: 1 } }),
    ];
    expect(fine.map(problemsOf)).toEqual(fine.map(() => []));
  });
});

test("what is left out has its default", () => {
  const parsed = parseRules(withRule({}), "GBP");
  expect(parsed.ok && parsed.rules.rewards[0]).toMatchObject({
    on: { nth: null },
    when: [],
    group: null,
    tiers: null,
    limits: [],
    holdDays: 0,
    onRefund: null,
  });
  expect(parsed.ok && parsed.rules.budget).toBeNull();
  const coupon = parseRules(withGrant(discount), "GBP");
  expect(coupon.ok && coupon.rules.rewards[0]?.grant).toMatchObject({ maxUses: 1, validDays: null, costMinor: 0n });
});
