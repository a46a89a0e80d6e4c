import { expect, it } from "vitest";
import { readAmount } from "./readAmount.ts";

it.each<readonly [string, number, number | null]>([
  ["5", 2, 500],
  ["5.5", 2, 550],
  ["5,05", 2, 505],
  ["1 000", 2, 100_000],
  ["1\u00a0000,50", 2, 100_050],
  ["0", 2, 0],
  ["7", 0, 7],
  ["1.234", 3, 1_234],
  // A point before three digits may mean thousands to one and decimals to another.
  ["1.000", 2, null],
  ["1,000", 2, null],
  ["5.5", 0, null],
  ["-5", 2, null],
  ["5.", 2, null],
  ["", 2, null],
  ["£5", 2, null],
  ["999999999999999", 4, null],
])("%s with %i decimals is %s", (text, digits, minor) => {
  expect(readAmount(text, digits)).toBe(minor);
});
