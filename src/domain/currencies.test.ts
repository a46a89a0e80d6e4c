import { expect, test } from "vitest";
import { isCurrency } from "./currencies.ts";

test("a currency is a code of ISO 4217 in capitals", () => {
  expect(["GBP", "UZS", "JPY"].map(isCurrency)).toEqual([true, true, true]);
  expect(["gbp", "GB", "", "QQQ"].map(isCurrency)).toEqual([false, false, false, false]);
});
