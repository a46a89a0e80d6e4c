import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { CounterPlan, PlannedLimit } from "./counters.ts";
import { budgetCounter, EMPTY_PLAN, joinPlans, limitCounter, missingFrom, planOf, tierCounter } from "./counters.ts";
import { parseKeptRules } from "./parseRules.ts";

type Json = Record<string, unknown>;

function planFor(rewards: Json[], more: Json = {}): CounterPlan {
  const attribution = { windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true };
  const document = { schemaVersion: 1, attribution: { model: "last_touch", ...attribution }, qualifies: [], ...more };
  const parsed = parseKeptRules({ ...document, rewards }, "GBP");
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
const tiers = (window: unknown, by = "conversions") => ({ by, window, steps: [{ from: 2, grant }] });
const asksConversions = { field: "advocate.conversions", op: "gte", value: 2 };

describe("a program keeps", () => {
  it("no number that no rule asks for", () =>
    expect(planFor([rule("a", { on: { event: "lead" } })])).toEqual(EMPTY_PLAN));

  it("what its tiers go by in each of their windows, once", () => {
    const rules = [
      rule("a", { tiers: tiers("month") }),
      rule("b", { tiers: tiers("year", "revenue") }),
      rule("c", { tiers: tiers("month") }),
      rule("d", { tiers: tiers("month", "signups") }),
    ];
    expect(planFor(rules).tiers).toEqual([
      { by: "conversions", window: "month" },
      { by: "revenue", window: "year" },
      { by: "signups", window: "month" },
    ]);
  });

  it("no number for rolling windows, but how far back the longest reaches", () => {
    const rules = [7, 30].map((rollingDays) => rule(`r${rollingDays}`, { tiers: tiers({ rollingDays }) }));
    expect(planFor(rules)).toEqual({ ...EMPTY_PLAN, rollingDays: 30, conversionRules: rules.map(({ id }) => id) });
  });

  it("how far above the advocate its rules reach", () => {
    expect(planFor([rule("a"), rule("b", { recipient: { ancestor: 3 } })]).ancestors).toBe(3);
  });

  it.each<[string, () => CounterPlan]>([
    ["qualifies", () => planFor([], { qualifies: [asksConversions] })],
    ["when", () => planFor([rule("a", { when: [asksConversions] })])],
    ["an any", () => planFor([rule("a", { when: [{ any: [asksConversions] }] })])],
  ])("lifetime conversions where %s asks for the advocate's", (_, plan) => {
    expect(plan().tiers).toEqual([{ by: "conversions", window: "lifetime" }]);
  });

  it("lifetime revenue where a condition asks for the advocate's", () => {
    const asks = { field: "advocate.revenueMinor", op: "gte", value: 1 };
    expect(planFor([rule("a", { when: [asks] })]).tiers).toEqual([{ by: "revenue", window: "lifetime" }]);
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
  tiers: fc.uniqueArray(
    fc.record({
      by: fc.constantFrom("conversions", "signups", "revenue"),
      window: fc.constantFrom("month", "quarter", "year", "lifetime"),
    }),
    { selector: ({ by, window }) => `${by} ${window}` },
  ),
  rollingDays: fc.constantFrom(0, 7, 30),
  ancestors: fc.constantFrom(1, 2, 3),
  actors: fc.boolean(),
  clicks: fc.boolean(),
  conversionRules: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
  budget: fc.uniqueArray(fc.constantFrom("day", "year")),
  limits: fc.uniqueArray(plannedLimit, { selector: (limit) => JSON.stringify(limit) }),
});

test("a later version's plan adds what is missing and drops nothing", () => {
  fc.assert(
    fc.property(plan, plan, (before, added) => {
      const joined = joinPlans(before, added);
      const nothing = { tiers: [], budget: [], limits: [] };
      expect(missingFrom(joined, added)).toEqual(nothing);
      expect(missingFrom(joined, before)).toEqual(nothing);
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
    expect(tierCounter(program, "par_1", { by: "revenue", window: "month" }, at).periodKey).toBe("2026-02");
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
