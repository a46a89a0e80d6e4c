import { describe, expect, it, test } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { OPTION_KINDS } from "../../domain/rules.ts";
import type { RulesProblemCode } from "../../domain/rulesProblems.ts";
import { RULES_PROBLEMS } from "../../domain/rulesProblems.ts";
import { expectEveryLanguage } from "../../testing/everyLanguage.ts";
import type { Language } from "../languages.ts";
import { PROBLEM_TEXTS, REFUSED_TEXT } from "./problemTexts.ts";
import { rulesWriterOf } from "./rulesWriter.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

type Json = Record<string, unknown>;

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const attribution = {
  ...{ model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
};
const documentOf = (more: Json = {}): Json => ({ schemaVersion: 1, attribution, qualifies: [], rewards: [], ...more });
const ruleOf = (more: Json = {}): Json => {
  return { id: "r", recipient: "advocate", on: { event: "conversion" }, grant: cash, ...more };
};
const withRule = (more: Json) => documentOf({ rewards: [ruleOf(more)] });
const withGrant = (grant: unknown, on = "conversion") => withRule({ grant, on: { event: on } });
const withDays = (windowDays: unknown) => documentOf({ attribution: { ...attribution, windowDays } });
const asking = (condition: Json) => documentOf({ qualifies: [condition] });
const withSteps = (...froms: number[]) =>
  withRule({
    tiers: { by: "conversions", window: "year", steps: froms.map((from) => ({ from, grant: cash })) },
  });
const click = { on: { event: "click" } };
const item = { kind: "item", sku: "A", quantity: 1 };
const limit = { per: "recipient", period: "month" };

function told(document: unknown, language: Language = "en"): string[] {
  const parsed = parseRules(document, "GBP");
  const writer = rulesWriterOf(language);
  return parsed.ok ? [] : parsed.problems.map((problem) => `${problem.path}: ${plain(writer.problem(problem))}`);
}

test.each(Object.entries(RULES_PROBLEMS))("the problem %s is in every language, with its values", (code, values) => {
  expectEveryLanguage(code, PROBLEM_TEXTS[code as RulesProblemCode], values);
});

test("that a document is refused is said in every language", () => {
  expectEveryLanguage("refused", REFUSED_TEXT, []);
});

/** Of every problem a document that has it, and how it is told. */
const EXAMPLES: Readonly<Record<Exclude<RulesProblemCode, "not_valid">, readonly [document: unknown, told: string]>> = {
  missing: [withDays(undefined), "attribution.windowDays: missing; needs a number"],
  wrong_type: [withDays("3"), "attribution.windowDays: has to be a number"],
  not_allowed: [withRule({ recipient: "x" }), "rewards.0.recipient: has to be advocate, friend, or actor"],
  number_too_small: [withDays(-1), "attribution.windowDays: at least 0"],
  number_too_big: [withDays(4000), "attribution.windowDays: at most 3,650"],
  text_too_short: [withRule({ group: "" }), "rewards.0.group: at least 1 character"],
  text_too_long: [withRule({ group: "a".repeat(65) }), "rewards.0.group: at most 64 characters"],
  list_too_short: [documentOf({ qualifies: [{ any: [] }] }), "qualifies.0.any: at least 1 entry"],
  list_too_long: [
    documentOf({ qualifies: Array(21).fill({ field: "order.country", op: "eq", value: "GB" }) }),
    "qualifies: at most 20 entries",
  ],
  unknown_property: [documentOf({ extra: 1 }), "extra: unknown property"],
  schema_version_unknown: [
    documentOf({ schemaVersion: 2 }),
    "schemaVersion: schemaVersion 2 is not known here; the latest is 1",
  ],
  rule_id_form: [withRule({ id: "A" }), "rewards.0.id: lower-case letters, digits, - and _; 64 at most"],
  event_name_form: [
    withRule({ on: { event: "9" } }),
    "rewards.0.on.event: a letter, then letters, digits, _ . : -; 64 at most",
  ],
  event_is_refund: [withRule({ on: { event: "refund" } }), "rewards.0.on.event: a refund can't earn a reward"],
  event_of_order: [
    withRule({ on: { event: "dispute" } }),
    "rewards.0.on.event: “dispute” is told of an order and earns no reward by itself",
  ],
  event_made_here: [
    withRule({ on: { event: "customer_since" } }),
    "rewards.0.on.event: “customer_since” is recorded by the service itself and earns no reward",
  ],
  nth_falls: [withRule({ on: { event: "purchase", nth: { from: 2, to: 1 } } }), "rewards.0.on.nth: to is below from"],
  rate_base_unknown: [
    withGrant({ kind: "cash", rateBps: 1, of: "x" }),
    'rewards.0.grant.of: one of "order.amountMinor", "items.amountMinor", "event.metadata.<name>"',
  ],
  minimum_without_application: [
    documentOf({ eligibility: { approval: "open", minimum: { by: "revenue", atLeast: 1, withinDays: 1 } } }),
    "eligibility.minimum: only where advocates are approved by application",
  ],
  field_unknown: [
    asking({ field: "order.total", op: "eq", value: 1 }),
    'qualifies.0.field: unknown field "order.total"',
  ],
  operator_unfit: [
    asking({ field: "order.skus", op: "eq", value: "A" }),
    'qualifies.0.op: "eq" can\'t be used on order.skus; use one of contains or containsAny',
  ],
  value_unfit: [
    asking({ field: "order.amountMinor", op: "gte", value: "x" }),
    'qualifies.0.value: "gte" on order.amountMinor needs a number',
  ],
  rule_id_taken: [documentOf({ rewards: [ruleOf(), ruleOf()] }), 'rewards.1.id: "r" is already used by another rule'],
  currency_differs: [
    withGrant({ ...cash, currency: "EUR" }),
    "rewards.0.grant.currency: the program's currency is GBP",
  ],
  currency_missing: [
    withGrant({ kind: "cash", amountMinor: 1 }),
    "rewards.0.grant.currency: an amount needs its currency",
  ],
  nth_without_purchase: [
    withRule({ on: { event: "signup", nth: { from: 2 } } }),
    "rewards.0.on.nth: only on purchases",
  ],
  click_without_friend: [
    withRule({ ...click, recipient: "friend" }),
    "rewards.0.recipient: it is not known who clicks: only an advocate or ancestor can be rewarded",
  ],
  click_without_referral: [
    withRule({ ...click, limits: [{ ...limit, per: "referral", count: 1 }] }),
    'rewards.0.limits.0.per: a click belongs to no referral: use "recipient"',
  ],
  within_without_referral: [
    withRule({ on: { event: "click", within: { days: 1, of: "attribution" } } }),
    "rewards.0.on.within: a click belongs to no referral, so no time begins for it",
  ],
  counter_in_qualifies: [
    asking({ any: [{ field: "advocate.conversions", op: "gte", value: 1 }] }),
    "qualifies.0.any.0.field: “advocate.conversions” goes by which purchases qualify, so it can't decide that: ask for it in a reward's own conditions",
  ],
  amount_or_rate: [
    withGrant({ kind: "discount", percentBps: 1, amountMinor: 1, currency: "GBP" }),
    "rewards.0.grant: give either amountMinor or percentBps",
  ],
  shipping_alone: [
    withGrant({ kind: "discount", percentBps: 1, freeShipping: true }),
    "rewards.0.grant: freeShipping stands alone: leave amountMinor and percentBps out",
  ],
  limit_of_one_measure: [withRule({ limits: [limit] }), "rewards.0.limits.0: give either count or amountMinor"],
  not_of_a_rate: [withGrant({ ...cash, maxMinor: 5 }), "rewards.0.grant: of and maxMinor belong to a rate"],
  not_of_items: [
    withGrant({ kind: "cash", rateBps: 1, itemsWhen: [] }),
    'rewards.0.grant.itemsWhen: belongs to a rate of "items.amountMinor", or to an amount per item',
  ],
  rate_without_order: [
    withGrant({ kind: "cash", rateBps: 1 }, "signup"),
    "rewards.0.grant.rateBps: rates are only for purchases and conversions; an event of your own may give one of its metadata",
  ],
  per_of_a_rate: [
    withGrant({ kind: "cash", rateBps: 1, per: "item" }),
    "rewards.0.grant.per: a rate is given once: only an amount is given per item",
  ],
  per_without_order: [
    withGrant({ ...cash, per: "item" }, "lead"),
    "rewards.0.grant.per: only purchases and conversions have items",
  ],
  steps_fall: [withSteps(2, 1), "rewards.0.tiers.steps.1.from: steps must rise"],
  refund_of_thing: [
    withRule({ grant: item, onRefund: "proportional" }),
    'rewards.0.onRefund: discounts and items can only be "unqualify" or "keep"',
  ],
  limit_of_thing: [
    withRule({ grant: item, limits: [{ ...limit, amountMinor: 1 }] }),
    "rewards.0.limits.0.amountMinor: discounts and items have no amount to limit",
  ],
  limit_of_several_units: [
    withRule({
      limits: [{ ...limit, amountMinor: 1 }],
      grant: { kind: "choice", options: [cash, { kind: "points", amount: 1 }], chooseWithinDays: 1 },
    }),
    "rewards.0.limits.0.amountMinor: all steps and options of the rule need the same unit",
  ],
  rules_too_large: [
    documentOf({
      qualifies: Array(20).fill({ field: "order.country", op: "in", value: Array(200).fill("GB") }),
      rewards: Array.from({ length: 50 }, (_, index) => ruleOf({ id: `r${index}` })),
    }),
    "rewards: too much to say of each order: 1,165,650, and the most is 1,000,000; use fewer rules, conditions or values",
  ],
};

test.each(Object.entries(EXAMPLES))("%s is told where it is, in English", (code, [document, sentence]) => {
  const parsed = parseRules(document, "GBP");
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toContain(code);
  expect(told(document)).toContain(sentence);
});

describe("what a value has to be", () => {
  it.each<[unknown, string]>([
    [withDays(1.5), "attribution.windowDays: has to be a whole number"],
    [documentOf({ qualifies: {} }), "qualifies: has to be a list"],
    [withRule({ grant: 5 }), "rewards.0.grant: has to be an object"],
    [withRule({ grant: {} }), `rewards.0.grant.kind: missing; needs ${OPTION_KINDS.join(", ")}, or choice`],
    [documentOf({ schemaVersion: "1" }), "schemaVersion: has to be 1"],
    [
      documentOf({ attribution: { ...attribution, newCustomersOnly: "yes" } }),
      "attribution.newCustomersOnly: has to be true or false",
    ],
    [
      asking({ field: "order.country", op: "eq", value: null }),
      "qualifies.0.value: has to be a string, a number, true or false, or a list",
    ],
    [
      asking({ field: "order.amountMinor", op: "between", value: [2, 1] }),
      'qualifies.0.value: "between" on order.amountMinor needs a list of two numbers, the smaller first',
    ],
    [
      asking({ field: "event.occurredAt", op: "before", value: "soon" }),
      'qualifies.0.value: "before" on event.occurredAt needs an RFC 3339 time with its offset, or a date',
    ],
    [null, ": has to be an object"],
  ])("is told by its kind: %#", (document, sentence) => expect(told(document)).toEqual([sentence]));
});

describe("the same in the other languages", () => {
  const document = documentOf({
    attribution: { ...attribution, windowDays: 4000 },
    qualifies: [{ any: [] }, { field: "order.country", op: "gte", value: 1 }],
    rewards: [ruleOf({ recipient: "x" })],
  });

  it.each([
    [
      "ru",
      [
        "attribution.windowDays: не больше 3 650",
        "qualifies.0.any: не меньше 1 элемента",
        "qualifies.1.op: «gte» нельзя применить к order.country; можно: eq, ne, in или nin",
        "rewards.0.recipient: допустимо только: advocate, friend или actor",
      ],
    ],
    [
      "uk",
      [
        "attribution.windowDays: не більше ніж 3 650",
        "qualifies.0.any: не менше ніж 1 елемент",
        "qualifies.1.op: «gte» не можна застосувати до order.country; можна: eq, ne, in або nin",
        "rewards.0.recipient: допустимо лише: advocate, friend або actor",
      ],
    ],
    [
      "uz",
      [
        "attribution.windowDays: koʻpi bilan 3 650",
        "qualifies.0.any: kamida 1 ta element",
        "qualifies.1.op: “gte” amalini order.country uchun ishlatib boʻlmaydi; mumkin: eq, ne, in yoki nin",
        "rewards.0.recipient: faqat quyidagilar mumkin: advocate, friend yoki actor",
      ],
    ],
    [
      "he",
      [
        "attribution.windowDays: לכל היותר 3,650",
        "qualifies.0.any: לפחות פריט אחד",
        "qualifies.1.op: אי אפשר להשתמש ב־״gte״ על order.country; אפשר: eq, ne, in או nin",
        "rewards.0.recipient: מותר רק: advocate, friend או actor",
      ],
    ],
  ] as const)("is said as one does in %s", (language, sentences) => {
    expect(told(document, language)).toEqual(sentences);
  });

  it("keeps what is written in the document together, from left to right, in Hebrew", () => {
    const parsed = parseRules(asking({ field: "order.total", op: "eq", value: 1 }), "GBP");
    const [problem] = parsed.ok ? [] : parsed.problems;
    expect(problem && rulesWriterOf("he").problem(problem)).toBe("שדה לא מוכר ״\u2066order.total\u2069״");
  });
});
