import { describe, expect, it } from "vitest";
import { expectedOf, FEW_COUPONS, redeemedShare, shareBpsOf } from "./redeemedCoupons.ts";

describe("the share of coupons that are used", () => {
  it("is that of the program's own coupons from twenty on, and all of fewer", () => {
    const few = redeemedShare({ coupons: FEW_COUPONS - 1, used: 3 });
    expect([few.isAssumed, shareBpsOf(few), expectedOf(999n, few)]).toEqual([true, 10_000, 999n]);
    const many = redeemedShare({ coupons: FEW_COUPONS, used: 3 });
    expect([many.isAssumed, shareBpsOf(many), expectedOf(999n, many)]).toEqual([false, 1_500, 150n]);
  });

  it("makes what is expected of each discount, half up", () => {
    const half = redeemedShare({ coupons: 40, used: 20 });
    expect([1n, 2n, 3n].map((minor) => expectedOf(minor, half))).toEqual([1n, 1n, 2n]);
    expect(expectedOf(100n, redeemedShare({ coupons: 40, used: 0 }))).toBe(0n);
  });
});
