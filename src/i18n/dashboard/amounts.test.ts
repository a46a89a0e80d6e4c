import { expect, it } from "vitest";
import { LANGUAGES } from "../languages.ts";
import { wholeMoney } from "./amounts.ts";

it.each(LANGUAGES)("in %s small sums and large ones of a column have the same sign of their currency", (language) => {
  const signOf = (minor: bigint) => wholeMoney(language, minor, "GBP").replaceAll(/[\d\s.,\u2066-\u2069\u200f]/g, "");
  expect([signOf(31_316n), signOf(308_300n)]).toEqual(["£", "£"]);
});

it("a sum keeps its pence while it is small, and as many digits as its currency has", () => {
  expect(wholeMoney("en", 31_316n, "GBP")).toBe("£313.16");
  expect(wholeMoney("en", 308_349n, "GBP")).toBe("£3,083");
  expect(wholeMoney("en", 500n, "JPY")).toBe("¥500");
});
