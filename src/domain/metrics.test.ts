import { describe, expect, it } from "vitest";
import type { Sums } from "./metrics.ts";
import { figuresOf, METRIC_NAMES, RATIO_NAMES, RATIOS, retentionOf, SUM_NAMES, SUMS, unitOfMetric } from "./metrics.ts";

const sums: Sums = {
  clicks: 40n,
  friends: 12n,
  referrals: 16n,
  converted: 6n,
  newCustomers: 5n,
  orders: 7n,
  revenueMinor: 12_345n,
  costMinor: 4_001n,
  customers: 36n,
};

describe("figures", () => {
  it("are the sums, and ratios of them that are rounded half up", () => {
    expect(figuresOf(sums)).toEqual({
      ...sums,
      conversionRateBps: 3_750n,
      averageOrderMinor: 1_764n,
      costPerCustomerMinor: 667n,
      costOfRevenueBps: 3_241n,
      friendsPerCustomerBps: 3_333n,
    });
  });

  it.each(RATIO_NAMES)("%s is not known where there is nothing to divide by, or where a part is not known", (name) => {
    const { part, whole } = RATIOS[name];
    expect(figuresOf({ ...sums, [whole]: 0n })[name]).toBeNull();
    expect(figuresOf({ ...sums, [whole]: null })[name]).toBeNull();
    expect(figuresOf({ ...sums, [part]: null })[name]).toBeNull();
    expect(figuresOf({ ...sums, [part]: 0n })[name]).toBe(0n);
  });

  it("that are amounts say so in their name, and so do rates", () => {
    for (const name of METRIC_NAMES) {
      const unit = name.endsWith("Minor") ? "money" : name.endsWith("Bps") ? "rate" : "count";
      expect(unitOfMetric(name)).toBe(unit);
    }
    expect(SUM_NAMES).toEqual(Object.keys(SUMS));
  });
});

describe("retention", () => {
  it("is a rate and an average, half up", () => {
    const retention = { customers: 8n, retained: 3n, revenueMinor: 1_004n };
    expect(retentionOf(retention)).toEqual({ retainedRateBps: 3_750n, revenuePerCustomerMinor: 126n });
  });

  it("of no customers is not known", () => {
    const retention = { customers: 0n, retained: 0n, revenueMinor: 0n };
    expect(retentionOf(retention)).toEqual({ retainedRateBps: null, revenuePerCustomerMinor: null });
  });
});
