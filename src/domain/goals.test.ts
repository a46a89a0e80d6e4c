import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Goal } from "./goals.ts";
import { progressOf } from "./goals.ts";
import type { MetricName } from "./metrics.ts";
import { METRIC_NAMES } from "./metrics.ts";
import { DAY_MS } from "./periods.ts";

const goal = (metric: MetricName, target: bigint): Goal => ({ metric, target, startsAt: 0, endsAt: 100 * DAY_MS });
const atDay = (days: number) => days * DAY_MS;

describe("a goal", () => {
  it("that is to grow is ahead from the day's share of its target on, and reached once it is there", () => {
    const friends = goal("friends", 200n);
    expect(progressOf(friends, 49n, atDay(25))).toEqual({ standing: "behind", expected: 50n, projected: 196n });
    expect(progressOf(friends, 50n, atDay(25))).toEqual({ standing: "ahead", expected: 50n, projected: 200n });
    expect(progressOf(friends, 200n, atDay(25)).standing).toBe("reached");
    expect(progressOf(friends, 199n, atDay(100))).toEqual({ standing: "missed", expected: 200n, projected: null });
    expect(progressOf(friends, 200n, atDay(100)).standing).toBe("reached");
  });

  it("of a cost is the most that is wanted: ahead below its pace, and reached at its end alone", () => {
    const cost = goal("costMinor", 200n);
    expect(progressOf(cost, 50n, atDay(25)).standing).toBe("ahead");
    expect(progressOf(cost, 51n, atDay(25)).standing).toBe("behind");
    expect(progressOf(cost, 200n, atDay(25)).standing).toBe("behind");
    expect(progressOf(cost, 201n, atDay(25)).standing).toBe("missed");
    expect(progressOf(cost, 200n, atDay(100)).standing).toBe("reached");
    expect(progressOf(cost, 201n, atDay(100)).standing).toBe("missed");
  });

  it("of a rate has no pace: it is expected to be its target all the time", () => {
    const rate = goal("conversionRateBps", 3_000n);
    expect(progressOf(rate, 2_999n, atDay(1))).toEqual({ standing: "behind", expected: 3_000n, projected: 2_999n });
    expect(progressOf(rate, 3_000n, atDay(1)).standing).toBe("ahead");
    const each = goal("costPerCustomerMinor", 1_000n);
    expect(progressOf(each, 1_001n, atDay(50)).standing).toBe("behind");
    expect(progressOf(each, 1_000n, atDay(50)).standing).toBe("ahead");
  });

  it("says nothing of the end before a day has passed, and nothing of a figure that is not known", () => {
    expect(progressOf(goal("friends", 200n), 9n, atDay(1) - 1).projected).toBeNull();
    expect(progressOf(goal("friends", 200n), 9n, atDay(1)).projected).toBe(900n);
    expect(progressOf(goal("friends", 200n), 0n, -1)).toMatchObject({ standing: "upcoming", projected: null });
    const rate = goal("conversionRateBps", 3_000n);
    expect(progressOf(rate, null, atDay(2))).toMatchObject({ standing: "unknown", projected: null });
    expect(progressOf(rate, null, atDay(100)).standing).toBe("missed");
  });

  it("that goes on as it has comes to its target if and only if it is at its pace, give or take one", () => {
    const metrics = fc.constantFrom(...METRIC_NAMES);
    const amounts = fc.bigInt(1n, 2n ** 53n);
    fc.assert(
      fc.property(metrics, amounts, amounts, fc.integer({ min: DAY_MS, max: 100 * DAY_MS - 1 }), (metric, ...rest) => {
        const [target, value, now] = rest;
        const { expected, projected } = progressOf(goal(metric, target), value, now);
        if (value > expected + 1n) expect(projected).toBeGreaterThanOrEqual(target);
        if (value < expected - 1n) expect(projected).toBeLessThanOrEqual(target);
      }),
    );
  });
});
