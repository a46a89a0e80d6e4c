import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { CounterPlan, PlannedLimit } from "./counters.ts";
import {
  budgetCounter,
  conversionsCounter,
  EMPTY_PLAN,
  joinPlans,
  limitCounter,
  missingFrom,
  planOf,
} from "./counters.ts";
import { parseRules } from "./parseRules.ts";

type Json = Record<string, unknown>;

function planFor(rewards: Json[], more: Json = {}): CounterPlan {
  const attribution = { windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true };
  const document = { schemaVersion: 1, attribution: { model: "last_touch", ...attribution }, qualifies: [], ...more };
  const parsed = parseRules({ ...document, rewards }, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return planOf(parsed.rules);
}

const grant = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const rule = (id: string, more: Json = {}): Json => ({
  id,
  recipient: "advocate",
  on: { event: "conversion" },
  grant,
  ...more,
});
const tiers = (window: string) => ({ by: "conversions", window, steps: [{ from: 2, grant }] });
const asksConversions = { field: "advocate.conversions", op: "gte", value: 2 };

describe("a program keeps", () => {
  it("no number that no rule asks for", () => expect(planFor([rule("a")])).toEqual(EMPTY_PLAN));

  it("conversions by each window of its tiers, once", () => {
    const rules = [
      rule("a", { tiers: tiers("month") }),
      rule("b", { tiers: tiers("year") }),
      rule("c", { tiers: tiers("month") }),
    ];
    expect(planFor(rules).conversions).toEqual(["month", "year"]);
  });

  it.each<[string, () => CounterPlan]>([
    ["qualifies", () => planFor([], { qualifies: [asksConversions] })],
    ["when", () => planFor([rule("a", { when: [asksConversions] })])],
    ["an any", () => planFor([rule("a", { when: [{ any: [asksConversions] }] })])],
  ])("lifetime conversions where %s asks for the advocate's", (_, plan) => {
    expect(plan().conversions).toEqual(["lifetime"]);
  });

  it("what its budget's period cost", () => {
    const budget = { amountMinor: 1, currency: "GBP", period: "year", onExhausted: "skip" };
    expect(planFor([], { budget }).budget).toEqual(["year"]);
  });

  it("a number for every limit", () => {
    const limits = [
      { per: "recipient", period: "month", count: 5 },
      { per: "referral", period: "lifetime", amountMinor: 9 },
    ];
    expect(planFor([rule("a", { limits })]).limits).toEqual([
      { ruleId: "a", per: "recipient", period: "month", measure: "count" },
      { ruleId: "a", per: "referral", period: "lifetime", measure: "amount" },
    ]);
  });

  it("one number for two limits that differ in their bound alone", () => {
    const limits = [5, 3].map((count) => ({ per: "recipient", period: "month", count }));
    expect(joinPlans(EMPTY_PLAN, planFor([rule("a", { limits })])).limits).toHaveLength(1);
  });
});

const plannedLimit: fc.Arbitrary<PlannedLimit> = fc.record({
  ruleId: fc.constantFrom("a", "b"),
  per: fc.constantFrom("recipient", "referral"),
  period: fc.constantFrom("day", "lifetime"),
  measure: fc.constantFrom("count", "amount"),
});
const plan: fc.Arbitrary<CounterPlan> = fc.record({
  conversions: fc.uniqueArray(fc.constantFrom("month", "quarter", "year", "lifetime")),
  budget: fc.uniqueArray(fc.constantFrom("day", "year")),
  limits: fc.uniqueArray(plannedLimit, { selector: (limit) => JSON.stringify(limit) }),
});

test("a later version's plan adds what is missing and drops nothing", () => {
  fc.assert(
    fc.property(plan, plan, (before, added) => {
      const joined = joinPlans(before, added);
      expect(missingFrom(joined, added)).toEqual(EMPTY_PLAN);
      expect(missingFrom(joined, before)).toEqual(EMPTY_PLAN);
      expect(joinPlans(joined, added)).toEqual(joined);
      expect(missingFrom(added, joined)).toEqual(missingFrom(added, before));
    }),
  );
});

describe("a number is named", () => {
  const program = { id: "prog_1", timezone: "Asia/Tashkent" };
  /** Already February in Tashkent. */
  const at = Date.parse("2026-01-31T19:00:00Z");
  const subjects = { recipientId: "par_1", referralId: "ref_1" };
  const limit: PlannedLimit = { ruleId: "a", per: "recipient", period: "month", measure: "count" };

  it("by the period in the program's time zone", () => {
    expect(conversionsCounter(program, "par_1", "month", at).periodKey).toBe("2026-02");
    expect(budgetCounter(program, "day", at).periodKey).toBe("2026-02-01");
    expect(limitCounter(program, limit, subjects, at).periodKey).toBe("2026-02");
  });

  it("by the recipient or by the referral, as the limit says", () => {
    expect(limitCounter(program, limit, subjects, at).subject).toBe("par_1");
    expect(limitCounter(program, { ...limit, per: "referral" }, subjects, at).subject).toBe("ref_1");
  });

  it("by its rule and by what it measures", () => {
    expect(limitCounter(program, limit, subjects, at).metric).toBe("count:a");
    expect(limitCounter(program, { ...limit, measure: "amount" }, subjects, at).metric).toBe("amount:a");
  });

  it("by the program where the budget is meant", () => {
    expect(budgetCounter(program, "lifetime", at)).toEqual({
      programId: "prog_1",
      subject: "program",
      metric: "budget",
      periodKey: "lifetime",
    });
  });
});
