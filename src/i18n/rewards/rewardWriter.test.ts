import { describe, expect, it, test } from "vitest";
import type { RewardPhrase } from "../../domain/rewardPhrase.ts";
import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { Option } from "../../domain/rules.ts";
import { expectEveryLanguage, valuesOfEnglish } from "../../testing/everyLanguage.ts";
import type { Language } from "../languages.ts";
import { LANGUAGES } from "../languages.ts";
import { PROMISE_TEXTS } from "./promiseTexts.ts";
import { REWARD_TEXTS } from "./rewardTexts.ts";
import { rewardWriterOf } from "./rewardWriter.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");
const exact = (phrase: RewardPhrase, language: Language = "en") => plain(rewardWriterOf(language).exact(phrase));

const rate: Option = {
  kind: "credit",
  amount: { type: "rate", rateBps: 250, of: { kind: "order" }, maxMinor: 5000n },
};
const coupon: Option = {
  ...{ kind: "discount", percentBps: 1000, amountMinor: null, minOrderMinor: 2000n, validDays: 1, maxUses: 3 },
  ...{ appliesTo: { skus: ["A"], categories: [] }, costMinor: 0n },
};
const shipping: Option = {
  ...{ kind: "discount", percentBps: null, amountMinor: null, freeShipping: true, minOrderMinor: 2000n, validDays: 30 },
  ...{ maxUses: 1, appliesTo: null, costMinor: 0n },
};
const mug: Option = { kind: "item", sku: "MUG", quantity: 2, costMinor: 0n };
const points: Option = {
  ...{ kind: "points", costMinor: 0n },
  amount: { type: "rate", rateBps: 115, of: { kind: "metadata", name: "margin" }, maxMinor: 7n },
};
const choice = { kind: "choice", options: [rate, mug], chooseWithinDays: 7, costMinor: null } as const;
const each: Option = { kind: "credit", amount: { type: "each", amountMinor: 500n, when: [] } };
const someEach: Option = {
  ...{ kind: "points", costMinor: 0n },
  amount: { type: "each", amountMinor: 1n, when: [{ field: "item.sku", op: "eq", value: "HAT" }] },
};
const GRANTS = [rate, coupon, shipping, mug, points, choice, each, someEach] as const;

test.each(Object.entries({ ...REWARD_TEXTS, ...PROMISE_TEXTS }))("%s is in every language", (code, texts) => {
  expectEveryLanguage(code, texts, valuesOfEnglish(texts));
});

describe("a reward in full", () => {
  it("says how long credit and points are valid, however they are counted", () => {
    const validDays = 90;
    const forNinety = [
      { ...rate, validDays },
      { ...points, validDays },
      { ...someEach, validDays },
      { kind: "credit", amount: { type: "fixed", amountMinor: 1000n }, validDays },
    ] as readonly Option[];
    expect(forNinety.map((grant) => exact(phraseOfGrant(grant, "GBP")))).toEqual([
      "2.5% of the order in store credit (at most £50.00, valid for 90 days)",
      "1.15% of “margin” in points (at most 7 points, valid for 90 days)",
      "1 point per item (some products only, valid for 90 days)",
      "£10.00 store credit (valid for 90 days)",
    ]);
  });

  it("says what a rate is of and where it ends, what a discount is on, and how long one may choose", () => {
    expect(GRANTS.map((grant) => exact(phraseOfGrant(grant, "GBP")))).toEqual([
      "2.5% of the order in store credit (at most £50.00)",
      "10% off 3 orders of at least £20.00 (some products only, valid for 1 day)",
      "free shipping on an order of at least £20.00 (valid for 30 days)",
      "2 × MUG",
      "1.15% of “margin” in points (at most 7 points)",
      "a choice of 2.5% of the order in store credit or 2 × MUG (at most £50.00, to be chosen within 7 days)",
      "£5.00 store credit per item",
      "1 point per item (some products only)",
    ]);
  });

  it.each([
    [
      "ru",
      "на выбор: 2,5 % от суммы заказа на счёт в магазине или 2 × MUG (не больше 50,00 £, выбрать в течение 7 дней)",
    ],
    [
      "uk",
      "на вибір: 2,5% від суми замовлення на рахунок у магазині або 2 × MUG (не більше ніж 50,00 £, вибрати протягом 7 днів)",
    ],
    [
      "uz",
      "tanlovga doʻkon hisobiga buyurtma summasidan 2,5% yoki 2 × MUG (koʻpi bilan 50,00 £, 7 kun ichida tanlanadi)",
    ],
    ["he", "לבחירה: 2.5% מסכום הרכישה לזכות בחנות או 2 × MUG (עד 50.00 £, לבחירה בתוך 7 ימים)"],
  ] as const)("is told in %s", (language, text) => {
    expect(exact(phraseOfGrant(choice, "GBP"), language)).toBe(text);
  });

  it.each([
    ["en", "free shipping on the first order of at least £20.00"],
    ["ru", "бесплатная доставка на первый заказ от 20,00 £"],
    ["uk", "безкоштовна доставка на перше замовлення від 20,00 £"],
    ["uz", "kamida 20,00 £ boʻlgan birinchi buyurtmaga bepul yetkazib berish"],
    ["he", "משלוח חינם על הרכישה הראשונה ב־20.00 £ לפחות"],
  ] as const)("promises free shipping in %s, and names no sum of it", (language, text) => {
    const phrase = phraseOfGrant(shipping, "GBP");
    expect(plain(rewardWriterOf(language).promised(phrase, "first").text)).toBe(text);
    expect(plain(rewardWriterOf(language).headline(phrase))).toBe(rewardWriterOf(language).short(phrase));
  });

  it("is exact where a promise may be round: a third of a point is no whole one", () => {
    const third: Option = {
      ...{ kind: "points", costMinor: 0n },
      amount: { type: "rate", rateBps: 3, of: { kind: "order" }, maxMinor: null },
    };
    const phrase = phraseOfGrant(third, "GBP");
    expect(exact(phrase)).toBe("0.03% of the order in points");
    expect(rewardWriterOf("en").promised(phrase, "one").text).toBe("1 point for each £33.33");
  });
});

test("no manner of any language leaves a placeholder or a gap", () => {
  for (const language of LANGUAGES) {
    const writer = rewardWriterOf(language);
    for (const grant of GRANTS) {
      const phrase = phraseOfGrant(grant, "GBP");
      const told = [writer.short(phrase), writer.headline(phrase), writer.exact(phrase)];
      for (const target of ["first", "next", "one"] as const) told.push(writer.promised(phrase, target).text);
      for (const text of told) expect(text).not.toMatch(/[{}]|undefined|null| {2}|\[object/);
    }
  }
});
