import { describe, expect, it } from "vitest";
import { spreadOf } from "./spread.ts";

describe("the spread of shares", () => {
  it("names shares that exist, by the nearest rank", () => {
    const shares = Array.from({ length: 100 }, (_, index) => BigInt(100 - index));
    expect(spreadOf(shares)).toEqual({
      ...{ count: 100, mean: 51n, min: 1n, p25: 25n, median: 50n, p75: 75n, p90: 90n, p99: 99n, max: 100n },
    });
    expect(spreadOf([30n, 10n])).toMatchObject({ min: 10n, p25: 10n, median: 10n, p75: 30n, max: 30n, mean: 20n });
  });

  it("of one share is that one, of no shares is zero, and a share of nothing doesn't count", () => {
    const one = { count: 1, mean: 7n, min: 7n, p25: 7n, median: 7n, p75: 7n, p90: 7n, p99: 7n, max: 7n };
    expect(spreadOf([0n, 7n])).toEqual(one);
    expect(spreadOf([0n])).toMatchObject({ count: 0, mean: 0n, median: 0n, max: 0n });
  });
});
