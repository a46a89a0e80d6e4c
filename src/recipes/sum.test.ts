import { expect, test } from "vitest";
import { sum } from "./sum.ts";

test("a sum is round and worth about the same in currencies with two, three and no minor digits", () => {
  const ten = ["GBP", "EUR", "UAH", "RUB", "UZS", "ILS", "JPY", "KRW", "KWD", "XOF"].map((currency) => [
    currency,
    sum(currency, 10),
  ]);
  expect(Object.fromEntries(ten)).toEqual({
    GBP: 1_000,
    EUR: 1_000,
    UAH: 50_000,
    RUB: 100_000,
    UZS: 10_000_000,
    ILS: 1_000,
    JPY: 1_000,
    KRW: 10_000,
    KWD: 10_000,
    XOF: 1_000,
  });
});

test("a sum of pennies is never nothing", () => {
  for (const currency of Intl.supportedValuesOf("currency")) {
    expect(sum(currency, 0.1), currency).toBeGreaterThanOrEqual(10);
    expect(Number.isSafeInteger(sum(currency, 500)), currency).toBe(true);
  }
});
