import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { least, proportionOf, rateOf } from "./money.ts";

const minor = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const bps = fc.integer({ min: 1, max: 10_000 });

describe("a rate of an amount", () => {
  it.each<[string, bigint, number, bigint]>([
    ["half a minor unit is rounded up", 50n, 100, 1n],
    ["less than half a minor unit is dropped", 49n, 100, 0n],
    ["115 bps of 3000 is 34.5 and comes to 35", 3000n, 115, 35n],
    ["the whole of an amount is the amount", 12_345n, 10_000, 12_345n],
    ["one basis point of 4999 is nothing", 4999n, 1, 0n],
    ["one basis point of 5000 is one", 5000n, 1, 1n],
    ["nothing of nothing is nothing", 0n, 10_000, 0n],
    ["beyond 2^53 it is exact", 2n ** 53n + 1n, 10_000, 9_007_199_254_740_993n],
    ["and half up there too", 9_223_372_036_854_775_807n, 5000, 4_611_686_018_427_387_904n],
  ])("%s", (_, amount, rate, expected) => expect(rateOf(amount, rate)).toBe(expected));

  it("is never off by more than half a minor unit", () => {
    fc.assert(
      fc.property(minor, bps, (amount, rate) => {
        const twiceOff = 2n * (rateOf(amount, rate) * 10_000n - amount * BigInt(rate));
        expect(-10_000n < twiceOff && twiceOff <= 10_000n).toBe(true);
      }),
    );
  });

  it("never falls when the amount or the rate rises, and never exceeds the amount", () => {
    fc.assert(
      fc.property(minor, minor, bps, bps, (a, b, c, d) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const [low, high] = [Math.min(c, d), Math.max(c, d)];
        expect(rateOf(less, low) <= rateOf(more, low)).toBe(true);
        expect(rateOf(less, low) <= rateOf(less, high)).toBe(true);
        expect(rateOf(more, high) <= more).toBe(true);
      }),
    );
  });
});

describe("the part of a fixed amount that a refund leaves", () => {
  it.each<[string, bigint, bigint, bigint, bigint]>([
    ["half a minor unit is rounded up", 1n, 1n, 2n, 1n],
    ["less than half a minor unit is dropped", 1n, 49n, 100n, 0n],
    ["two thirds of 1000 is 667", 1000n, 2000n, 3000n, 667n],
    ["one third of 1000 is 333", 1000n, 1000n, 3000n, 333n],
    ["nothing is left of what had no basis", 1000n, 0n, 0n, 0n],
    ["beyond 2^53 it is exact", 2n ** 60n + 1n, 7n, 7n, 2n ** 60n + 1n],
  ])("%s", (_, granted, net, basis, expected) => expect(proportionOf(granted, net, basis)).toBe(expected));

  it("is all of it on the whole net, nothing on none, and never rises as the net falls", () => {
    const order = fc
      .tuple(
        minor.filter((amount) => amount > 0n),
        minor,
        minor,
      )
      .map(([basis, a, b]) => ({ basis, nets: a < b ? [a % basis, b % basis] : [b % basis, a % basis] }));
    fc.assert(
      fc.property(minor, order, (granted, { basis, nets }) => {
        const [a = 0n, b = 0n] = nets;
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(proportionOf(granted, basis, basis)).toBe(granted);
        expect(proportionOf(granted, 0n, basis)).toBe(0n);
        expect(proportionOf(granted, less, basis) <= proportionOf(granted, more, basis)).toBe(true);
      }),
    );
  });
});

test("the smaller of two amounts is taken, whichever comes first", () => {
  expect([least(1n, 2n), least(2n, 1n), least(2n, 2n)]).toEqual([1n, 1n, 2n]);
});
