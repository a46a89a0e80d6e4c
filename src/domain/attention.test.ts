import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgramState } from "./attention.ts";
import { attentionOf, budgetLeft } from "./attention.ts";

const NOW = Date.parse("2026-03-02T00:00:00Z");
const DAY = 86_400_000;

const healthy: ProgramState = {
  status: "active",
  pausedReason: null,
  endsAt: null,
  hasCodes: true,
  applicationsWaiting: 0,
  budget: null,
  spentMinor: 0n,
  recentSpentMinor: 5_000n,
};
const of = (change: Partial<ProgramState>) => attentionOf({ ...healthy, ...change }, NOW);
const lifetime = (amountMinor: bigint) => ({ amountMinor, period: "lifetime" }) as const;

describe("what wants attention", () => {
  it("is nothing of a program that goes well, nor of one that has ended", () => {
    expect(of({})).toEqual([]);
    expect(of({ status: "ended", hasCodes: false, endsAt: NOW + DAY })).toEqual([]);
  });

  it("a budget is told of when it is spent, mostly spent, or soon will be at the present pace", () => {
    expect(of({ budget: lifetime(10_000n), spentMinor: 10_000n })).toEqual([{ kind: "budgetSpent" }]);
    expect(of({ status: "paused", pausedReason: "budget", budget: lifetime(10_000n), spentMinor: 9_999n })).toEqual([
      { kind: "budgetSpent" },
    ]);
    // 5,000 in 28 days: 5,600 more is 31 days.
    expect(of({ budget: lifetime(20_000n), spentMinor: 14_400n })).toEqual([
      { kind: "budgetEnds", shareBps: 7_200n, days: 31 },
    ]);
    expect(of({ budget: lifetime(1_000_000n), spentMinor: 800_000n })).toEqual([
      { kind: "budgetEnds", shareBps: 8_000n, days: null },
    ]);
    expect(of({ budget: lifetime(1_000_000n), spentMinor: 799_000n })).toEqual([]);
  });

  it("the pace of weeks says nothing of a budget that begins anew", () => {
    const budget = { amountMinor: 20_000n, period: "month" } as const;
    expect(of({ budget, spentMinor: 14_400n })).toEqual([]);
    expect(of({ budget, spentMinor: 19_000n })).toEqual([{ kind: "budgetEnds", shareBps: 9_500n, days: null }]);
  });

  it("a draft waits to be published and for nothing else; an end is told two weeks ahead", () => {
    expect(of({ status: "draft", hasCodes: false })).toEqual([{ kind: "neverPublished" }]);
    expect(of({ endsAt: NOW + 13.5 * DAY })).toEqual([{ kind: "endsSoon", days: 14 }]);
    expect(of({ endsAt: NOW + 15 * DAY })).toEqual([]);
    expect(of({ hasCodes: false, applicationsWaiting: 2 })).toEqual([
      { kind: "applications", count: 2 },
      { kind: "noCodes" },
    ]);
  });

  it("what is left of a budget is never below zero, and null where nothing limits it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }), (amount, spent) => {
        const left = budgetLeft({ budget: lifetime(amount), spentMinor: spent });
        expect(left).toBe(amount > spent ? amount - spent : 0n);
      }),
    );
    expect(budgetLeft({ budget: null, spentMinor: 5n })).toBeNull();
  });
});
