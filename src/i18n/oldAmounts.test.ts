import { expect, test } from "vitest";
import type { WrittenRules } from "../domain/rulesSchema.ts";
import { oldAmountsIn } from "./oldAmounts.ts";

const rulesOf = (...grants: readonly object[]) =>
  ({ rewards: grants.map((grant) => ({ grant })) }) as unknown as WrittenRules;
const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const share = (rateBps: number) => ({ kind: "cash", rateBps });

const isOld = (text: string, before: object, after: object) =>
  oldAmountsIn({ r: { en: { name: text } } }, rulesOf(before), rulesOf(after), "GBP").length === 1;

test.each([
  ["£10 for you", cash(1_000)],
  ["Get £10.00!", cash(1_000)],
  ["10 £ für dich", cash(1_000)],
  ["10,00 GBP", cash(1_000)],
  ["£1,200 a year", cash(120_000)],
  ["£7.50", cash(750)],
  ["10% of each order", share(1_000)],
  ["2,5 % от заказа", share(250)],
])("%j names an amount that the rules no longer have", (text, before) => {
  expect(isOld(text, before, cash(1_500))).toBe(true);
});

test.each([
  ["£15 for you", "the new amount"],
  ["£100 for you", "a larger number with the same beginning"],
  ["£10.50", "another amount with the same whole part"],
  ["10 days", "a number that is no amount"],
  ["110 GBP", "the end of a larger number"],
])("%j does not: %s", (text) => {
  expect(isOld(text, cash(1_000), cash(1_500))).toBe(false);
});

test("an amount that another rule still gives is not old, and each text is named with its language", () => {
  const texts = {
    a: { en: { name: "£10" }, he: { name: "‏10 £", description: "no amount" } },
    $offer: { en: { headline: "£10" } },
  };
  expect(oldAmountsIn(texts, rulesOf(cash(1_000)), rulesOf(cash(1_500), cash(1_000)), "GBP")).toEqual([]);
  const found = oldAmountsIn(texts, rulesOf(cash(1_000)), rulesOf(cash(1_500)), "GBP");
  expect(found.map(({ key, language, property }) => `${key} ${language} ${property}`)).toEqual([
    "a en name",
    "a he name",
    "$offer en headline",
  ]);
});
