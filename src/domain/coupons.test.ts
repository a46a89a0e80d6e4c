import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CouponTerms } from "./coupons.ts";
import { checkCoupon } from "./coupons.ts";

const NOW = Date.parse("2026-01-05T10:00:00Z");

const tenPercent: CouponTerms = {
  percentBps: 1000,
  freeShipping: false,
  amountMinor: null,
  currency: null,
  minOrderMinor: null,
  appliesTo: null,
  maxUses: 1,
  uses: 0,
  expiresAt: null,
  status: "approved",
  reviewReasons: [],
};
const fivePounds: CouponTerms = { ...tenPercent, percentBps: null, amountMinor: 500n, currency: "GBP" };
const tea = { ...tenPercent, appliesTo: { skus: ["A1"], categories: ["tea"] } };

const order = (amountMinor: bigint, items: { sku: string; category: string | null; amountMinor: number }[] = []) => {
  return { amountMinor, currency: "GBP", items };
};
const check = (coupon: CouponTerms, of = order(4200n)) => checkCoupon(coupon, of, NOW);
const reasonOf = (coupon: CouponTerms, of = order(4200n)) => {
  const verdict = check(coupon, of);
  return verdict.valid ? null : verdict.reason;
};

describe("what a coupon takes off", () => {
  it.each([
    [4204n, 420n],
    [4205n, 421n],
    [4n, 0n],
    [5n, 1n],
  ])("a rate of %d is rounded half up to %d", (amountMinor, discountMinor) => {
    expect(check(tenPercent, order(amountMinor))).toEqual({ valid: true, discountMinor });
  });

  it("an amount is no more than the order", () => {
    expect(check(fivePounds, order(499n))).toEqual({ valid: true, discountMinor: 499n });
    expect(check(fivePounds, order(501n))).toEqual({ valid: true, discountMinor: 500n });
  });

  it("counts only the items it applies to, by article or by category", () => {
    const items = [
      { sku: "A1", category: null, amountMinor: 1000 },
      { sku: "B2", category: "tea", amountMinor: 500 },
      { sku: "C3", category: "cups", amountMinor: 9000 },
    ];
    expect(check(tea, order(10_500n, items))).toEqual({ valid: true, discountMinor: 150n });
    expect(check({ ...tea, percentBps: null, amountMinor: 2000n }, order(10_500n, items))).toEqual({
      valid: true,
      discountMinor: 1500n,
    });
  });

  it("of free shipping is nothing that the order knows of, on an order that the coupon is for", () => {
    const shipping = { ...tenPercent, percentBps: null, freeShipping: true };
    const free = { valid: true, discountMinor: 0n };
    expect([check(shipping), check(shipping, order(0n))]).toEqual([free, free]);
    const ofTea = { ...shipping, appliesTo: { skus: [], categories: ["tea"] } };
    expect(reasonOf(ofTea)).toBe("not_applicable");
    expect(check(ofTea, order(4200n, [{ sku: "B", category: "tea", amountMinor: 0 }]))).toEqual(free);
    const dear = { ...shipping, minOrderMinor: 5000n, currency: "GBP" };
    expect(check(dear)).toEqual({ valid: false, reason: "below_minimum", missingMinor: 800n });
    expect([reasonOf({ ...shipping, uses: 1 }), reasonOf({ ...shipping, expiresAt: NOW })]).toEqual([
      "used_up",
      "expired",
    ]);
  });

  it("is never more than the order and never below zero", () => {
    const amount = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
    const terms = fc.record({
      percentBps: fc.option(fc.integer({ min: 1, max: 10_000 })),
      amountMinor: amount,
      minOrderMinor: fc.option(amount),
    });
    const items = fc.array(
      fc.record({ sku: fc.constantFrom("A1", "Z"), category: fc.constant(null), amountMinor: fc.nat() }),
    );
    fc.assert(
      fc.property(terms, amount, items, fc.boolean(), (given, amountMinor, lines, isTea) => {
        const verdict = check({ ...(isTea ? tea : tenPercent), ...given }, order(amountMinor, lines));
        if (!verdict.valid) return;
        expect(verdict.discountMinor).toBeGreaterThanOrEqual(0n);
        expect(verdict.discountMinor).toBeLessThanOrEqual(amountMinor);
      }),
    );
  });
});

describe("why a coupon takes nothing off", () => {
  it.each([
    ["voided", { status: "voided" }],
    ["voided", { status: "clawed_back" }],
    ["held", { status: "pending" }],
    ["held", { status: "in_review" }],
    ["held", { reviewReasons: ["dispute"] }],
    ["held", { status: "fulfilled", reviewReasons: ["dispute"] }],
    ["expired", { expiresAt: NOW }],
    ["used_up", { uses: 1 }],
    ["used_up", { uses: 3, maxUses: 2 }],
    ["currency", { currency: "EUR" }],
    ["below_minimum", { minOrderMinor: 4201n, currency: "GBP" }],
    [null, { minOrderMinor: 4200n, currency: "GBP" }],
    [null, { expiresAt: NOW + 1 }],
    [null, { uses: 1, maxUses: 2 }],
    [null, { status: "fulfilled" }],
  ] as const)("%s: %o", (reason, terms) => {
    expect(reasonOf({ ...tenPercent, ...terms })).toBe(reason);
  });

  it("says how much an order is short of the minimum", () => {
    const verdict = check({ ...fivePounds, minOrderMinor: 5400n });
    expect(verdict).toEqual({ valid: false, reason: "below_minimum", missingMinor: 1200n });
  });

  it("applies to nothing without the items it is for, and to an order that costs nothing", () => {
    expect(reasonOf(tea)).toBe("not_applicable");
    expect(reasonOf(tea, order(100n, [{ sku: "C3", category: "cups", amountMinor: 100 }]))).toBe("not_applicable");
    expect(reasonOf(tenPercent, order(0n))).toBe("not_applicable");
  });

  it("tells the first reason that holds", () => {
    const all = { ...fivePounds, uses: 1, expiresAt: NOW, currency: "EUR", minOrderMinor: 9999n };
    expect(reasonOf({ ...all, status: "voided" })).toBe("voided");
    expect(reasonOf(all)).toBe("expired");
    expect(reasonOf({ ...all, expiresAt: null })).toBe("used_up");
    expect(reasonOf({ ...all, expiresAt: null, uses: 0 })).toBe("currency");
  });
});
