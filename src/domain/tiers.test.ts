import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Grant, RewardRule } from "./rules.ts";
import { grantAt } from "./tiers.ts";

const cash = (amountMinor: number): Grant => ({
  kind: "cash",
  amount: { type: "fixed", amountMinor: BigInt(amountMinor) },
});

/** Each step grants its own `from`; below the first it is 0. */
function ruleWith(froms: readonly number[]): RewardRule {
  const steps = froms.map((from) => ({ from, grant: cash(from) }));
  return {
    id: "r",
    recipient: { kind: "ancestor", level: 1 },
    on: { event: "conversion", nth: null, within: null },
    when: [],
    group: null,
    grant: cash(0),
    tiers: froms.length === 0 ? null : { by: "conversions", window: "lifetime", steps },
    limits: [],
    holdDays: 0,
    onRefund: null,
  };
}

describe("steps from 5 and from 10", () => {
  const rule = ruleWith([5, 10]);
  it.each<[bigint, number | null, bigint | null, bigint | null]>([
    [0n, null, null, 4n],
    [4n, null, null, 4n],
    [5n, 5, 5n, 9n],
    [9n, 5, 5n, 9n],
    [10n, 10, 10n, null],
    [10n ** 20n, 10, 10n, null],
  ])("position %s reaches step %s, from %s to %s", (position, step, low, high) => {
    expect(grantAt(rule, position)).toEqual({ grant: cash(step ?? 0), step, interval: { low, high } });
  });
});

test("a rule without tiers grants its own, at any position", () => {
  expect(grantAt(ruleWith([]), 7n)).toEqual({ grant: cash(0), step: null, interval: { low: null, high: null } });
});

test("the step stays the same inside its interval and changes right outside", () => {
  const froms = fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(froms, fc.bigInt({ min: 0n, max: 35n }), (list, position) => {
      const rule = ruleWith(list);
      const { step, interval } = grantAt(rule, position);
      const { low, high } = interval;
      expect((low === null || low <= position) && (high === null || position <= high)).toBe(true);
      for (const end of [low, high]) if (end !== null) expect(grantAt(rule, end).step).toBe(step);
      if (low !== null) expect(grantAt(rule, low - 1n).step).not.toBe(step);
      if (high !== null) expect(grantAt(rule, high + 1n).step).not.toBe(step);
    }),
  );
});
