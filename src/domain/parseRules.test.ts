import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseKeptRules, parseRules } from "./parseRules.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import { phrase, text } from "./values.ts";

type Json = Record<string, unknown>;

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const attribution = {
  model: "last_touch",
  windowDays: 30,
  creditWindowDays: 90,
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
const withGrant = (grant: unknown, on = "conversion") => withRule({ grant, on: { event: on } });
const withTiers = (tiers: Json) => withRule({ tiers: { by: "conversions", window: "lifetime", ...tiers } });
const withSteps = (...froms: unknown[]) => withTiers({ steps: froms.map((from) => ({ from, grant: cash })) });
const withLimit = (limit: Json, more: Json = {}) =>
  withRule({ limits: [{ per: "recipient", period: "month", ...limit }], ...more });
const withDays = (more: Json) => documentOf({ attribution: { ...attribution, ...more } });
const withBudget = (more: Json) =>
  documentOf({ budget: { amountMinor: 1, currency: "GBP", period: "year", onExhausted: "skip", ...more } });

function problemsOf(document: unknown): readonly RulesProblem[] {
  const parsed = parseRules(document, "GBP");
  return parsed.ok ? [] : parsed.problems;
}

const MAX = Number.MAX_SAFE_INTEGER;
const rules = (count: number) => Array.from({ length: count }, (_, index) => ruleOf({ id: `r${index}` }));
const counting = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const limits = (count: number) => counting(count).map((most) => ({ per: "referral", period: "day", count: most }));

/** [what is bounded, its path, the document for a value, values allowed, values refused] */
const BOUNDS: readonly (readonly [string, string, (value: never) => unknown, unknown[], unknown[]])[] = [
  ["rules", "rewards", (count: number) => documentOf({ rewards: rules(count) }), [0, 50], [51]],
  ["steps", "rewards.0.tiers.steps", (count: number) => withSteps(...counting(count)), [1, 20], [0, 21]],
  ["limits of a rule", "rewards.0.limits", (count: number) => withRule({ limits: limits(count) }), [0, 10], [11]],
  [
    "a window",
    "attribution.windowDays",
    (days) => withDays({ windowDays: days }),
    [0, 3650],
    [-1, 3651, 1.5, "3", null],
  ],
  ["late entry", "attribution.lateEntryDays", (days) => withDays({ lateEntryDays: days }), [0, 3650], [-1, 3651]],
  [
    "the credit window",
    "attribution.creditWindowDays",
    (days) => withDays({ creditWindowDays: days }),
    [null, 0, 3650],
    [-1, 3651],
  ],
  ["a hold", "rewards.0.holdDays", (holdDays) => withRule({ holdDays }), [0, 3650], [-1, 3651, null]],
  [
    "a rate",
    "rewards.0.grant.rateBps",
    (rateBps) => withGrant({ kind: "cash", rateBps }),
    [1, 10_000],
    [0, 10_001, 0.5],
  ],
  [
    "a percentage",
    "rewards.0.grant.percentBps",
    (percentBps) => withGrant({ kind: "discount", percentBps }),
    [1, 10_000],
    [0, 10_001],
  ],
  [
    "an amount",
    "rewards.0.grant.amountMinor",
    (amountMinor) => withGrant({ ...cash, amountMinor }),
    [1, MAX],
    [0, -1, 0.5, "1", MAX + 1],
  ],
  [
    "a maximum",
    "rewards.0.grant.maxMinor",
    (maxMinor) => withGrant({ kind: "cash", rateBps: 1, maxMinor }),
    [1, MAX],
    [0, MAX + 1],
  ],
  ["points", "rewards.0.grant.amount", (amount) => withGrant({ kind: "points", amount }), [1, MAX], [0, MAX + 1]],
  [
    "a cost",
    "rewards.0.grant.costMinor",
    (costMinor) => withGrant({ kind: "points", amount: 1, costMinor }),
    [0, MAX],
    [-1, MAX + 1],
  ],
  [
    "the days of a coupon",
    "rewards.0.grant.validDays",
    (validDays) => withGrant({ kind: "discount", percentBps: 1, validDays }),
    [1, 3650],
    [0, 3651],
  ],
  [
    "the days of credit",
    "rewards.0.grant.validDays",
    (validDays) => withGrant({ kind: "credit", rateBps: 1, validDays }),
    [1, 3650],
    [0, 3651, 1.5],
  ],
  [
    "the days of cash",
    "rewards.0.grant.validDays",
    (validDays) => withGrant({ kind: "cash", rateBps: 1, validDays }),
    [],
    [30],
  ],
  ["a quantity", "rewards.0.grant.quantity", (quantity) => withGrant({ kind: "item", sku: "a", quantity }), [1], [0]],
  ["a count", "rewards.0.limits.0.count", (count) => withLimit({ count }), [1, MAX], [0, -1, MAX + 1]],
  [
    "a limit's sum",
    "rewards.0.limits.0.amountMinor",
    (most) => withLimit({ amountMinor: most }),
    [1, MAX],
    [0, MAX + 1],
  ],
  ["a budget", "budget.amountMinor", (amountMinor) => withBudget({ amountMinor }), [1, MAX], [0, MAX + 1]],
  ["a first step", "rewards.0.tiers.steps.0.from", (from) => withSteps(from), [1, MAX], [0, -1, 1.5]],
  [
    "the first of nth",
    "rewards.0.on.nth.from",
    (from) => withRule({ on: { event: "purchase", nth: { from } } }),
    [1, 1_000_000],
    [0, 1_000_001],
  ],
  [
    "the last of nth",
    "rewards.0.on.nth",
    (to) => withRule({ on: { event: "purchase", nth: { from: 2, to } } }),
    [2, 3, null],
    [1],
  ],
  [
    "an id",
    "rewards.0.id",
    (id) => withRule({ id }),
    ["a", "9-_", "a".repeat(64)],
    ["", "A", "-a", "a b", "a".repeat(65)],
  ],
  [
    "an event's name",
    "rewards.0.on.event",
    (event) => withRule({ on: { event } }),
    ["lead", "A.b:c-d_9", "a".repeat(64)],
    ["", "9a", "a b", "a".repeat(65), "refund", "dispute"],
  ],
  ["a group", "rewards.0.group", (group) => withRule({ group }), [null, "g", "g".repeat(64)], ["", "g".repeat(65)]],
  [
    "the version of the schema",
    "schemaVersion",
    (schemaVersion) => documentOf({ schemaVersion }),
    [1],
    [0, 2, "1", null],
  ],
];

describe.each(BOUNDS)("%s", (_, path, documentFor, allowed, refused) => {
  const document = documentFor as (value: unknown) => unknown;
  it("is taken up to its bounds", () => {
    expect(allowed.map((value) => problemsOf(document(value)))).toEqual(allowed.map(() => []));
  });

  it("is refused beyond, with its path", () => {
    for (const value of refused) {
      const problems = problemsOf(document(value));
      expect(new Set(problems.map((problem) => problem.path))).toEqual(new Set([path]));
    }
  });
});

describe("a property that rules.md does not have is refused at", () => {
  it.each<[string, unknown]>([
    ["extra", documentOf({ extra: 1 })],
    ["attribution.extra", withDays({ extra: 1 })],
    ["eligibility.extra", documentOf({ eligibility: { approval: "open", extra: 1 } })],
    ["budget.extra", withBudget({ extra: 1 })],
    ["rewards.0.extra", withRule({ extra: 1 })],
    ["rewards.0.on.extra", withRule({ on: { event: "conversion", extra: 1 } })],
    ["rewards.0.on.nth.extra", withRule({ on: { event: "purchase", nth: { from: 1, extra: 1 } } })],
    ["rewards.0.grant.extra", withGrant({ ...cash, extra: 1 })],
    ["rewards.0.tiers.extra", withTiers({ steps: [{ from: 1, grant: cash }], extra: 1 })],
    ["rewards.0.tiers.steps.0.extra", withTiers({ steps: [{ from: 1, grant: cash, extra: 1 }] })],
    ["rewards.0.tiers.steps.0.grant.extra", withTiers({ steps: [{ from: 1, grant: { ...cash, extra: 1 } }] })],
    ["rewards.0.limits.0.extra", withLimit({ count: 1, extra: 1 })],
    [
      "rewards.0.grant.appliesTo.extra",
      withGrant({ kind: "discount", percentBps: 1, appliesTo: { skus: ["a"], extra: 1 } }),
    ],
  ])("%s", (path, document) => expect(problemsOf(document)).toEqual([{ path, ...fault("unknown_property") }]));
});

test("any recipient of rules.md is taken", () => {
  const recipients = ["advocate", "friend", "actor", { ancestor: 1 }, { ancestor: 2 }, { ancestor: 3 }];
  expect(recipients.flatMap((recipient) => problemsOf(withRule({ recipient })))).toEqual([]);
  for (const recipient of ["owner", { ancestor: 0 }, { ancestor: 4 }]) {
    expect(problemsOf(withRule({ recipient }))).not.toEqual([]);
  }
});

test.each([null, undefined, [], "rules", 1])("what is no object (%j) is refused at the root", (document) => {
  expect(problemsOf(document)).toEqual([
    { path: "", ...fault(document === undefined ? "missing" : "wrong_type", { needed: phrase("an_object") }) },
  ]);
});

test("what is counted by the purchases that count decides of none that is saved, and of those that were", () => {
  for (const field of ["advocate.conversions", "advocate.revenueMinor"]) {
    const condition = { field, op: "gte", value: 1 };
    const document = documentOf({
      qualifies: [{ field: "advocate.country", op: "eq", value: "GB" }, { any: [condition] }],
    });
    expect(problemsOf(document)).toEqual([
      { path: "qualifies.1.any.0.field", ...fault("counter_in_qualifies", { field: text(field) }) },
    ]);
    expect(parseKeptRules(document, "GBP")).toMatchObject({ ok: true });
    expect(problemsOf(withRule({ when: [condition] }))).toEqual([]);
  }
});

test("what is told of an order or made here is no event that a saved rule listens to, and of a published one is", () => {
  const reserved = {
    event_of_order: ["dispute", "order_addition", "order_change", "refund_reversal"],
    event_made_here: ["customer_since", "referral_by_hand"],
  } as const;
  for (const why of ["event_of_order", "event_made_here"] as const) {
    for (const event of reserved[why]) {
      const document = withRule({ on: { event } });
      expect(problemsOf(document)).toEqual([{ path: "rewards.0.on.event", ...fault(why, { event: text(event) }) }]);
      expect(parseKeptRules(document, "GBP")).toMatchObject({ ok: true });
    }
  }
});

test("a time is given in days or in months, one of the two, and of no click", () => {
  const within = (length: Json, event = "purchase") =>
    problemsOf(withRule({ on: { event, within: { of: "conversion", ...length } } }));
  expect([within({ days: 1 }), within({ months: 120 }), within({ days: 3650 }, "lead")]).toEqual([[], [], []]);
  const path = "rewards.0.on.within";
  const both = { path, ...fault("amount_or_rate", { amount: text("days"), rate: text("months") }) };
  expect([within({}), within({ days: 1, months: 1 })]).toEqual([[both], [both]]);
  expect(within({ days: 1 }, "click")).toEqual([{ path, ...fault("within_without_referral") }]);
  for (const length of [{ days: 0 }, { days: 3651 }, { months: 0 }, { months: 121 }, { days: 1.5 }, { weeks: 1 }]) {
    expect(within(length)).not.toEqual([]);
  }
});

test("at most 50 problems are told", () => {
  const wrong = Array.from({ length: 50 }, () => ruleOf({ id: "A", holdDays: -1 }));
  expect(problemsOf(documentOf({ rewards: wrong }))).toHaveLength(50);
});

test("whatever is sent, an answer comes back, and a refusal says where and has a word for it", () => {
  const value = fc.jsonValue();
  const document = fc.oneof(
    value,
    fc.dictionary(fc.constantFrom(...Object.keys(documentOf()), "budget", "eligibility"), value).map(documentOf),
    fc
      .dictionary(fc.constantFrom(...Object.keys(ruleOf()), "when", "tiers", "limits", "onRefund"), value)
      .map(withRule),
  );
  fc.assert(
    fc.property(document, (sent) => {
      const parsed = parseRules(sent, "GBP");
      if (parsed.ok) return;
      expect(parsed.problems.length).toBeGreaterThan(0);
      for (const { code } of parsed.problems) expect(code).not.toBe("not_valid");
    }),
  );
});
