import { expect, test } from "vitest";
import type { WrittenRule, WrittenRules } from "./rulesSchema.ts";
import { rulesDocument } from "./rulesSchema.ts";
import { rulesWarnings } from "./rulesWarnings.ts";

const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" }) as const;
const rule: WrittenRule = { id: "r", recipient: "advocate", on: { event: "conversion" }, grant: cash(1_000) };
const budget = { amountMinor: 1, currency: "GBP", period: "year", onExhausted: "skip" } as const;

function rulesOf(more: Partial<WrittenRule>, document: Partial<WrittenRules> = { budget }): WrittenRules {
  const attribution = {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  };
  return rulesDocument.parse({
    schemaVersion: 1,
    attribution,
    qualifies: [],
    rewards: [{ ...rule, ...more }],
    ...document,
  });
}

const told = (rules: WrittenRules, refundDays: number | null = null) =>
  rulesWarnings(rules, { refundDays }).map(({ path, code }) => `${path} ${code}`);
const withSteps = (...grants: readonly WrittenRule["grant"][]) =>
  rulesOf({
    tiers: { by: "conversions", window: "lifetime", steps: grants.map((grant, index) => ({ from: index + 2, grant })) },
  });
const limit = (per: "recipient" | "referral", period: "day" | "month" | "lifetime", count: number) => ({
  per,
  period,
  count,
});

test("rules without anything odd get no warning", () => {
  const steps = withSteps(cash(1_000), cash(2_000)).rewards[0]?.tiers;
  const limits = [limit("recipient", "day", 2), limit("recipient", "lifetime", 5), limit("referral", "lifetime", 1)];
  expect(told(rulesOf({ tiers: steps, limits, holdDays: 30 }), 30)).toEqual([]);
});

test("a step that gives less than the one before, or than the rule itself, is told at its grant", () => {
  expect(told(withSteps(cash(2_000), cash(1_500)))).toEqual(["rewards.0.tiers.steps.1.grant step_pays_less"]);
  expect(told(withSteps(cash(999)))).toEqual(["rewards.0.tiers.steps.0.grant step_pays_less"]);
  // A share and an amount, or two kinds, can't be compared.
  expect(told(withSteps({ kind: "cash", rateBps: 1 }, { kind: "points", amount: 1 }))).toEqual([]);
});

test("a program that nothing limits is told of, and one whose rules all have limits is not", () => {
  expect(told(rulesOf({}, { budget: null }))).toEqual(["budget no_budget"]);
  expect(told(rulesOf({ limits: [limit("recipient", "day", 2)] }, { budget: null }))).toEqual([]);
});

test("a hold that ends before most refunds come is told of, where there is a history and a refund takes anything", () => {
  expect(told(rulesOf({ holdDays: 13 }), 14)).toEqual(["rewards.0.holdDays hold_short"]);
  expect(told(rulesOf({}), 14)).toEqual(["rewards.0.holdDays hold_short"]);
  expect(told(rulesOf({ holdDays: 14 }), 14)).toEqual([]);
  expect(told(rulesOf({ holdDays: 13 }), null)).toEqual([]);
  expect(told(rulesOf({ onRefund: "keep" }), 14)).toEqual([]);
  expect(told(rulesOf({ on: { event: "signup" } }), 14)).toEqual([]);
});

test("a limit that another is always reached before, or that is more than can happen, is told of", () => {
  const at = "rewards.0.limits";
  expect(told(rulesOf({ limits: [limit("recipient", "day", 5), limit("recipient", "lifetime", 5)] }))).toEqual([
    `${at}.0 limit_unreachable`,
  ]);
  expect(told(rulesOf({ limits: [limit("recipient", "day", 5), limit("recipient", "day", 5)] }))).toEqual([
    `${at}.1 limit_unreachable`,
  ]);
  expect(told(rulesOf({ limits: [limit("referral", "lifetime", 2)] }))).toEqual([`${at}.0 limit_unreachable`]);
  expect(told(rulesOf({ on: { event: "purchase" }, limits: [limit("referral", "lifetime", 2)] }))).toEqual([]);
});
