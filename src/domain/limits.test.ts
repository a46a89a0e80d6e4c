import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { applyLimit, fitsBudget } from "./limits.ts";
import type { Limit } from "./rules.ts";
import type { Interval } from "./tiers.ts";

const limitOf = (measure: Limit["measure"], most: bigint): Limit => ({
  per: "recipient",
  period: "month",
  measure,
  most,
});
const isInside = ({ low, high }: Interval, value: bigint) =>
  (low === null || low <= value) && (high === null || value <= high);

describe("a limit of five rewards", () => {
  it.each<[string, bigint, bigint | null]>([
    ["lets the fifth through whole", 4n, 700n],
    ["skips the sixth", 5n, null],
    ["skips where more were given under an older version", 9n, null],
  ])("%s", (_, used, left) => expect(applyLimit(limitOf("count", 5n), used, 700n).amountMinor).toBe(left));
});

describe("a limit of 1000 in all", () => {
  it.each<[string, bigint, bigint, bigint | null]>([
    ["lets through what fits exactly", 300n, 700n, 700n],
    ["cuts what is one too much", 301n, 700n, 699n],
    ["lets the last minor unit through", 999n, 700n, 1n],
    ["skips when nothing is left", 1000n, 700n, null],
    ["skips where more was given under an older version", 1200n, 700n, null],
  ])("%s", (_, used, wanted, left) => {
    expect(applyLimit(limitOf("amount", 1000n), used, wanted).amountMinor).toBe(left);
  });
});

const small = fc.bigInt({ min: 0n, max: 40n });
/** What comes to 0 is skipped before any limit is asked. */
const something = fc.bigInt({ min: 1n, max: 40n });

test("a limit is never exceeded, gives no more than wanted, and as much as it can", () => {
  fc.assert(
    fc.property(small, small, something, (most, used, wanted) => {
      const left = applyLimit(limitOf("amount", most), used, wanted).amountMinor;
      expect(left === null).toBe(used >= most);
      if (left === null) return;
      expect(left <= wanted && used + left <= most).toBe(true);
      expect(left === wanted || used + left === most).toBe(true);
    }),
  );
});

test("inside its interval a limit's outcome is the same for every number, and the number read is inside", () => {
  const measure = fc.constantFrom<Limit["measure"]>("count", "amount");
  fc.assert(
    fc.property(measure, small, small, something, small, (kind, most, used, wanted, other) => {
      const { amountMinor, interval } = applyLimit(limitOf(kind, most), used, wanted);
      expect(isInside(interval, used)).toBe(true);
      const elsewhere = applyLimit(limitOf(kind, most), other, wanted).amountMinor;
      if (isInside(interval, other)) expect(elsewhere).toBe(amountMinor);
      else expect(elsewhere).not.toBe(amountMinor);
    }),
  );
});

describe("a budget of 1000", () => {
  it.each<[string, bigint, bigint, boolean]>([
    ["covers what brings it to its end exactly", 300n, 700n, true],
    ["does not cover one more", 301n, 700n, false],
    ["covers nothing once it is spent", 1000n, 1n, false],
  ])("%s", (_, spent, cost, fits) => expect(fitsBudget(1000n, spent, cost).fits).toBe(fits));

  it("answers the same exactly inside its interval, which holds the sum read", () => {
    fc.assert(
      fc.property(small, small, small, small, (budget, spent, cost, other) => {
        const { fits, interval } = fitsBudget(budget, spent, cost);
        expect(isInside(interval, spent)).toBe(true);
        expect(fitsBudget(budget, other, cost).fits === fits).toBe(isInside(interval, other));
      }),
    );
  });
});
