import { atLeast, attributionOf, cash, documentOf, points, ruleOf } from "../../engine/testing/documents.ts";

/** The programs of the golden story: together they ask for everything that rules can say. */

type Json = Readonly<Record<string, unknown>>;

const purchase = { event: "purchase" };
const signup = { event: "signup" };
const mug = { kind: "item", sku: "mug", quantity: 2, costMinor: 300 };
const discount = {
  kind: "discount",
  amountMinor: 500,
  currency: "GBP",
  minOrderMinor: 2000,
  appliesTo: { skus: ["A1"], categories: ["tea"] },
  validDays: 20,
  maxUses: 2,
  costMinor: 250,
};
const percent = { kind: "discount", percentBps: 1500, maxUses: 1 };

/** Every kind of grant and recipient, fixed and by rate. */
const everyGrant: readonly Json[] = [
  ruleOf("cash", { holdDays: 30, onRefund: "unqualify", group: "thanks" }),
  ruleOf("instead", { on: purchase, group: "thanks", grant: points(5) }),
  ruleOf("credit", { recipient: "friend", on: purchase, grant: { kind: "credit", amountMinor: 250, currency: "GBP" } }),
  ruleOf("share", { on: purchase, grant: { kind: "cash", rateBps: 1000, maxMinor: 600 } }),
  ruleOf("tea", {
    on: purchase,
    grant: {
      kind: "points",
      rateBps: 100,
      of: "items.amountMinor",
      itemsWhen: [{ field: "item.category", op: "eq", value: "tea" }],
      costMinor: 7,
    },
  }),
  ruleOf("margin", { on: purchase, grant: { kind: "credit", rateBps: 5000, of: "event.metadata.margin" } }),
  ruleOf("coupon", { recipient: "friend", on: signup, grant: discount }),
  ruleOf("percent", { on: signup, grant: percent, holdDays: 5 }),
  ruleOf("gift", { recipient: "friend", grant: mug, onRefund: "keep" }),
  ruleOf("above", { recipient: { ancestor: 2 }, on: purchase, grant: points(3) }),
  ruleOf("third", { on: { event: "purchase", nth: { from: 3, to: 4 } }, grant: points(33) }),
  ruleOf("lead", {
    on: { event: "lead" },
    grant: points(9),
    when: [{ field: "event.metadata.hot", op: "eq", value: true }],
  }),
  ruleOf("choice", {
    on: { event: "chosen" },
    grant: { kind: "choice", options: [cash(400), points(40), mug, discount], chooseWithinDays: 7 },
  }),
];

const texts = {
  cash: {
    en: { name: "Cash for a friend", description: "Ten pounds" },
    he: { name: "מזומן על חבר" },
    ru: { name: "Деньги за друга" },
  },
  coupon: { en: { name: "Five pounds off" }, he: { name: "חמש לירות הנחה" } },
};

/** Conditions on everything, tiers, limits and a budget. */
const strict: readonly Json[] = [
  ruleOf("tiered", {
    on: purchase,
    tiers: {
      by: "conversions",
      window: "lifetime",
      steps: [1, 2, 4].map((from) => ({ from, grant: cash(from * 100) })),
    },
    grant: cash(50),
  }),
  ruleOf("rolling", {
    on: purchase,
    tiers: { by: "revenue", window: { rollingDays: 30 }, steps: [{ from: 5000, grant: points(20) }] },
    grant: points(2),
  }),
  ruleOf("limited", {
    on: purchase,
    limits: [
      { per: "recipient", period: "month", amountMinor: 1500 },
      { per: "referral", period: "lifetime", count: 2 },
    ],
  }),
  ruleOf("asked", {
    on: purchase,
    grant: points(1),
    when: [
      { field: "order.country", op: "in", value: ["Germany", "France"] },
      {
        any: [
          { field: "order.skus", op: "contains", value: "A1" },
          { field: "order.isFirst", op: "eq", value: true },
        ],
      },
      { field: "order.amountMinor", op: "between", value: [1000, 9000] },
      { field: "friend.segments", op: "containsAny", value: ["new"] },
      { field: "advocate.conversions", op: "gte", value: 1 },
      { field: "event.occurredAt", op: "after", value: "2026-01-01" },
    ],
  }),
  ruleOf("zero", { on: purchase, grant: { kind: "cash", rateBps: 1 } }),
];

const budget = { amountMinor: 7000, currency: "GBP", period: "month", onExhausted: "skip" };

interface Program {
  readonly key: string;
  readonly rules: Json;
  readonly texts?: Json;
}

export const goldenPrograms: readonly Program[] = [
  { key: "every", rules: documentOf(everyGrant), texts },
  { key: "strict", rules: documentOf(strict, { qualifies: [atLeast(1000)], budget }) },
  {
    key: "options",
    rules: documentOf([
      ruleOf("thanks", {
        on: purchase,
        when: [atLeast(3000)],
        grant: {
          kind: "choice",
          options: [{ kind: "credit", rateBps: 1000 }, cash(400), percent, mug],
          chooseWithinDays: 7,
        },
        holdDays: 2,
      }),
    ]),
  },
  {
    key: "orders",
    rules: documentOf([ruleOf("each", { on: purchase, grant: { kind: "cash", rateBps: 500 } })], {
      attribution: attributionOf({ newCustomersOnly: false, binds: "order" }),
    }),
  },
  {
    key: "actors",
    rules: documentOf([ruleOf("self", { recipient: "actor", on: { event: "review" }, grant: points(15) })]),
  },
  {
    key: "clicks",
    rules: documentOf([
      ruleOf("click", {
        on: { event: "click" },
        grant: cash(5),
        limits: [{ per: "recipient", period: "day", count: 2 }],
      }),
    ]),
  },
  {
    key: "closed",
    rules: documentOf([ruleOf("cash")], {
      eligibility: {
        approval: "application",
        segments: ["vip"],
        minimum: { by: "conversions", atLeast: 1, withinDays: 10 },
      },
    }),
  },
  {
    key: "spent",
    rules: documentOf([ruleOf("cash")], {
      budget: { amountMinor: 1000, currency: "GBP", period: "lifetime", onExhausted: "pause_program" },
    }),
  },
];

/** Rules with something wrong in most places: what their shape tells, then what only reading them tells. */
export const wrongShape: Json = documentOf([
  ruleOf("a", { on: { event: "refund" } }),
  ruleOf("b", { when: [{ field: "order.colour", op: "eq", value: "red" }] }),
  ruleOf("C!", { recipient: "everyone", more: 1 }),
  ruleOf("d", { when: [{ field: "order.amountMinor", op: "contains", value: 1 }] }),
  ruleOf("e", { when: [{ field: "order.amountMinor", op: "between", value: [2, 1] }] }),
]);
export const wrongReading: Json = documentOf(
  [
    ruleOf("a", { grant: { kind: "cash" } }),
    ruleOf("a", { grant: { kind: "cash", amountMinor: 5, currency: "EUR" } }),
    ruleOf("c", {
      tiers: {
        by: "signups",
        window: "month",
        steps: [3, 2].map((from) => ({ from, grant: cash(1) })),
      },
    }),
    ruleOf("d", { limits: [{ per: "recipient", period: "day" }], grant: { kind: "discount" } }),
    ruleOf("e", { grant: { kind: "points", rateBps: 1, of: "items.amountMinor" } }),
    ruleOf("f", { on: { event: "signup", nth: { from: 2 } }, grant: { kind: "cash", rateBps: 1 } }),
    ruleOf("g", { on: { event: "click" }, recipient: "friend", onRefund: "proportional" }),
  ],
  { budget: { ...budget, currency: "USD" } },
);
