import { expect, test } from "vitest";
import type { WrittenRules } from "../domain/rulesSchema.ts";
import { oldAmountsIn } from "./oldAmounts.ts";

const rulesOf = (...grants: readonly object[]) =>
  ({ rewards: grants.map((grant) => ({ grant })) }) as unknown as WrittenRules;
const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const share = (rateBps: number) => ({ kind: "cash", rateBps });

test("the minimum of an order that was asked for is an old amount, and an address of a picture is no text", () => {
  const asking = (value: number) => {
    return { qualifies: [{ field: "order.amountMinor", op: "gte", value }], rewards: [] } as unknown as WrittenRules;
  };
  const texts = { $offer: { en: { welcome: "From £30 on", image: "https://a.example/30%20GBP.png" } } };
  const found = oldAmountsIn(texts, asking(3_000), asking(4_000), "GBP");
  expect(found.map(({ property }) => property)).toEqual(["welcome"]);
});

test("a som is one, whatever apostrophe it is written with", () => {
  const som = (amountMinor: number) => rulesOf({ kind: "cash", amountMinor, currency: "UZS" });
  const named = ["5000 so'm", "5 000 soʻm", "5000 so‘m"].map(
    (name) => oldAmountsIn({ r: { uz: { name } } }, som(500_000), som(1), "UZS").length,
  );
  expect(named).toEqual([1, 1, 1]);
});

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
  ["10 фунтов вам", cash(1_000)],
  ["Ten? No: 10 Pounds", cash(1_000)],
  ["‏\u2066£10\u2069 לך", cash(1_000)],
  ["10 процентов", share(1_000)],
  ["10 אחוז", share(1_000)],
  ["200 points", { kind: "points", amount: 200 }],
  ["1 500 баллов", { kind: "points", amount: 1_500 }],
])("%j names an amount that the rules no longer have", (text, before) => {
  expect(isOld(text, before, cash(1_500))).toBe(true);
});

test.each([
  ["£15 for you", "the new amount"],
  ["£100 for you", "a larger number with the same beginning"],
  ["£10.50", "another amount with the same whole part"],
  ["10 days", "a number that is no amount"],
  ["110 GBP", "the end of a larger number"],
  ["10 days, not pounds", "a number that stands beside no currency"],
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
