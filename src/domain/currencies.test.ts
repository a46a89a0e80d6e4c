import { expect, test } from "vitest";
import { isCurrency, minorDigits } from "./currencies.ts";

test("a currency is a code of ISO 4217 in capitals", () => {
  expect(["GBP", "UZS", "JPY"].map(isCurrency)).toEqual([true, true, true]);
  expect(["gbp", "GB", "", "QQQ"].map(isCurrency)).toEqual([false, false, false, false]);
});

test("minor units are those of ISO 4217, also where people write none", () => {
  expect(["GBP", "HUF", "IDR", "JPY", "KWD", "CLF"].map(minorDigits)).toEqual([2, 2, 2, 0, 3, 4]);
});
