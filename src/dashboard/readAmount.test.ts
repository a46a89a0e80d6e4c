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
  ["20,000", 2, 2_000_000],
  ["1,234,567.5", 2, 123_456_750],
  ["20,000", 0, 20_000],
  ["1’000", 2, 100_000],
  // To one who writes "1.000" it is a thousand, and to another it is one.
  ["1.000", 2, null],
  ["1,00,000", 2, null],
  ["1,000,50", 2, null],
  // Where the unit has so many decimals, a comma may begin them.
  ["1,234", 3, 1_234],
  ["1 000,250", 3, 1_000_250],
  ["5.5", 0, null],
  ["-5", 2, null],
  ["5.", 2, null],
  ["", 2, null],
  ["£5", 2, null],
  ["999999999999999", 4, null],
])("%s with %i decimals is %s", (text, digits, minor) => {
  expect(readAmount(text, digits)).toBe(minor);
});
