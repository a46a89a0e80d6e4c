import fc from "fast-check";
import { expect, test } from "vitest";
import { bestOf } from "./bestGrant.ts";
import type { Grant, Option } from "./rules.ts";

const cash = (amountMinor: bigint): Option => ({ kind: "cash", amount: { type: "fixed", amountMinor } });
const share = (rateBps: number, maxMinor: bigint | null = null): Option => {
  return { kind: "cash", amount: { type: "rate", rateBps, of: { kind: "order" }, maxMinor } };
};
const points = (amountMinor: bigint): Option => ({
  kind: "points",
  amount: { type: "fixed", amountMinor },
  costMinor: 0n,
});
const gift = (costMinor: bigint, quantity = 1): Option => ({ kind: "item", sku: "MUG", quantity, costMinor });
const off = (percentBps: number | null, amountMinor: bigint | null = null): Option => {
  return {
    kind: "discount",
    percentBps,
    amountMinor,
    minOrderMinor: null,
    appliesTo: null,
    validDays: null,
    maxUses: 1,
    costMinor: 0n,
  };
};
const shipping: Option = { ...off(null), freeShipping: true } as Option;
const choice = (...options: [Option, ...Option[]]): Grant => ({
  kind: "choice",
  options,
  chooseWithinDays: 7,
  costMinor: null,
});

test.each<[string, Grant, Grant]>([
  ["money is before everything else", cash(1n), points(1_000_000n)],
  ["a larger sum is before a smaller one", cash(1_500n), cash(1_000n)],
  ["more points are before fewer", points(200n), points(20n)],
  ["a share of less than a tenth is behind a sum", cash(1_000n), share(999)],
  ["more than a tenth is before it", share(1_001), cash(1_000n)],
  ["a rate is worth its cap at most", cash(1_000n), share(5_000, 999n)],
  ["of discounts the larger", off(1_500), off(1_000)],
  ["of a sum off and a share of an order, what comes to more", off(null, 500n), off(900)],
  ["a discount that has a size before free shipping, which has none", off(1), shipping],
  ["free shipping before a gift", shipping, gift(5_000n)],
  ["the dearer gift", gift(2_000n), gift(500n)],
  ["more pieces of it", gift(0n, 2), gift(0n)],
  ["a choice counts as its best option", choice(points(1n), cash(2_000n)), cash(1_000n)],
])("%s", (_, best, other) => {
  expect(bestOf([{ grant: best }, { grant: other }])?.grant).toBe(best);
  expect(bestOf([{ grant: other }, { grant: best }])?.grant).toBe(best);
});

test("the first of those that are alike is the best, and nothing is the best of none", () => {
  const [one, other] = [{ grant: cash(5n) }, { grant: cash(5n) }];
  expect(bestOf([one, other])).toBe(one);
  expect(bestOf([])).toBeUndefined();
});

test("it is one of them, and the same whatever their order where no two are alike", () => {
  const grants = fc
    .uniqueArray(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 8 })
    .map((sums) => sums.map(cash));
  fc.assert(
    fc.property(grants, (all) => {
      const best = bestOf(all.map((grant) => ({ grant })))?.grant;
      expect(all).toContain(best);
      expect(bestOf(all.toReversed().map((grant) => ({ grant })))?.grant).toBe(best);
    }),
    { numRuns: 100 },
  );
});
