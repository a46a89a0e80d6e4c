import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loosePoints, pathOf, scaleOf } from "./chartScale.ts";

describe("the axis of a chart", () => {
  it("holds every value and zero between at most five whole numbers, which are evenly spaced", () => {
    const amount = fc.oneof(fc.constant(null), fc.integer({ min: -1_000, max: 1_000 }), fc.maxSafeInteger());
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 60 }), (values) => {
        const { low, high, ticks } = scaleOf(values);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
        const step = (high - low) / (ticks.length - 1);
        for (const [at, tick] of ticks.entries()) expect(Math.abs(tick - (low + at * step))).toBeLessThan(step / 100);
        for (const value of [...values, 0]) {
          if (value !== null) expect(low <= value && value <= high).toBe(true);
        }
      }),
    );
  });

  it("invents no value: where all is zero it is zero to one", () => {
    expect(scaleOf([0, 0])).toEqual({ low: 0, high: 1, ticks: [0, 1] });
    expect(scaleOf([])).toEqual({ low: 0, high: 1, ticks: [0, 1] });
  });
});

describe("a line", () => {
  it("is broken where a value is not known, and a value between two of those is a dot", () => {
    const points = [[0, 1], [10, 2], null, [30, 3], null, [50, 4], [60.04, 5]] as const;
    expect(pathOf(points)).toBe("M0 1L10 2M50 4L60 5");
    expect(loosePoints(points)).toBe("M30 3h0");
    expect(pathOf(points.slice(0, 2), 9)).toBe("M0 1L10 2V9H0Z");
  });
});
