import { describe, expect, it } from "vitest";
import { demoProgram } from "../demo/demoProgram.ts";
import { parseRules } from "../domain/parseRules.ts";
import { LANGUAGES } from "./languages.ts";
import { en } from "./offers/en.ts";
import type { OfferReader } from "./offers/offerWriter.ts";
import { OFFER_TEXTS } from "./offers/ownOfferTexts.ts";
import { offerText } from "./offerText.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

const base = {
  schemaVersion: 1,
  attribution: {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: null,
    lateEntryDays: 14,
    newCustomersOnly: true,
  },
  qualifies: [],
};
const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };

const rulesOf = (document: unknown) => {
  const parsed = parseRules(document, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
};

const told = (language: (typeof LANGUAGES)[number], document: unknown, texts: unknown = {}, reader?: OfferReader) => {
  const offer = offerText({ rules: rulesOf(document), currency: "GBP", texts }, language, reader);
  return { headline: plain(offer.headline), advocate: offer.advocate.map(plain), friend: offer.friend.map(plain) };
};

/** What customers call what the rules of these tests name by a key. */
const NAMED = {
  $items: { en: { MUG: "a mug" } },
  $metadata: { en: { margin: "our margin" } },
  $events: { en: { trial_started: "trial" } },
};

/** The first line of a program with this one rule. */
const lineOf = (rule: object, language: (typeof LANGUAGES)[number] = "en", qualifies: unknown[] = []) => {
  const rewards = [{ id: "r", recipient: "advocate", on: { event: "conversion" }, grant: cash, ...rule }];
  const { advocate, friend } = told(language, { ...base, qualifies, rewards }, NAMED);
  return advocate[0] ?? friend[0];
};

describe("an offer in words", () => {
  it("says what is given per item, and for how long", () => {
    const each = { ...cash, amountMinor: 500, per: "item" };
    const itemsWhen = [{ field: "item.sku", op: "eq", value: "HAT" }];
    const on = { event: "purchase", within: { months: 12, of: "conversion" } };
    expect(lineOf({ on: { event: "purchase" }, grant: each })).toBe(
      "You get £5.00 per item for every purchase of a friend",
    );
    expect(lineOf({ on, grant: { ...each, itemsWhen } })).toBe(
      "You get £5.00 per item for every purchase of a friend (some products only, within 12 months of the first order)",
    );
    const joined = { event: "purchase", within: { days: 1, of: "attribution" } };
    expect(lineOf({ on: joined, recipient: "friend" })).toBe(
      "Your friend gets £10.00 with every purchase (within 1 day of joining)",
    );
    expect(LANGUAGES.map((language) => lineOf({ on, grant: each }, language))).toEqual([
      "You get £5.00 per item for every purchase of a friend (within 12 months of the first order)",
      "Вам — 5,00 £ с единицы товара за каждую покупку друга (в течение 12 месяцев после первой покупки)",
      "Вам — 5,00 £ з одиниці товару за кожну покупку друга (протягом 12 місяців після першої покупки)",
      "Siz doʻstning har bir xaridi uchun donasiga 5,00 £ olasiz (birinchi xariddan keyin 12 oy ichida)",
      "לך: 5.00 £ לפריט על כל רכישה של חבר (בתוך 12 חודשים מהרכישה הראשונה)",
    ]);
  });

  it.each([
    [
      "en",
      "Give 10% off, get up to £20.00",
      "You get £10.00 for each friend who buys for at least £30.00 (within 180 days of joining, at most 5 times a month, available after 30 days)",
      "From your 5th friend on: £15.00",
      "Your friend gets 10% off the first order (valid for 30 days)",
    ],
    [
      "ru",
      "Другу — скидка 10 %, вам — до 20,00 £",
      "Вам — 10,00 £ за каждого друга, который сделает покупку от 30,00 £ (в течение 180 дней после присоединения, не больше 5 раз в месяц, доступно через 30 дней)",
      "Начиная с 5-го друга: 15,00 £",
      "Вашему другу — скидка 10 % на первый заказ (действует 30 дней)",
    ],
    [
      "uk",
      "Другові — знижка 10%, вам — до 20,00 £",
      "Вам — 10,00 £ за кожного друга, який зробить покупку від 30,00 £ (протягом 180 днів після приєднання, не більше ніж 5 разів на місяць, доступно через 30 днів)",
      "Починаючи з 5-го друга: 15,00 £",
      "Вашому другові — знижка 10% на перше замовлення (діє 30 днів)",
    ],
    [
      "uz",
      "Doʻstingizga 10% chegirma, sizga 20,00 £ gacha",
      "Siz kamida 30,00 £ boʻlgan xarid qilgan har bir doʻst uchun 10,00 £ olasiz (qoʻshilgandan keyin 180 kun ichida, oyiga koʻpi bilan 5 marta, 30 kundan keyin beriladi)",
      "5-doʻstdan boshlab: 15,00 £",
      "Doʻstingiz birinchi buyurtmaga 10% chegirma oladi (30 kun amal qiladi)",
    ],
    [
      "he",
      "10% הנחה לחבר, עד 20.00 £ לך",
      "לך: 10.00 £ על כל חבר שקונה ב־30.00 £ לפחות (בתוך 180 יום מההצטרפות, עד 5 פעמים בחודש, זמין אחרי 30 יום)",
      "החל מהחבר ה־5: 15.00 £",
      "לחבר שלך: 10% הנחה על הרכישה הראשונה (בתוקף ל־30 יום)",
    ],
  ] as const)("tells the demo's program in %s as a shop would print it", (language, headline, first, step, friend) => {
    const offer = told(language, demoProgram.rules);
    expect([offer.headline, offer.advocate[0], offer.advocate[1], offer.friend]).toEqual([
      headline,
      first,
      step,
      [friend],
    ]);
  });

  it("speaks to a friend as you, and of the advocate as the person who invited them", () => {
    expect(told("en", demoProgram.rules, {}, "friend")).toMatchObject({
      headline: "A friend is giving you 10% off",
      friend: ["You get 10% off the first order (valid for 30 days)"],
    });
  });

  it("tells a friend what the person who invited them gets for it, without that person's own limits and levels", () => {
    const within = "(within 180 days of joining)";
    expect(told("en", demoProgram.rules, demoProgram.texts, "friend").advocate).toEqual([
      `Up to £20.00 when you make your first purchase of at least £30.00 ${within}`,
      `2% of the order in store credit for some of your purchases (at most £25.00, orders of at least £30.00, within 180 days of joining)`,
    ]);
    const rewards = [
      { id: "a", recipient: "advocate", on: { event: "signup" }, grant: cash },
      { id: "b", recipient: { ancestor: 2 }, on: { event: "purchase" }, grant: cash },
      { id: "c", recipient: "actor", on: { event: "purchase" }, grant: cash },
      { id: "d", recipient: "advocate", on: { event: "trial_started" }, grant: cash },
    ];
    const lines = LANGUAGES.map((language) => told(language, { ...base, rewards }, NAMED, "friend").advocate);
    expect(lines).toEqual([
      ["£10.00 when you sign up", "£10.00 for certain actions"],
      ["10,00 £ за вашу регистрацию", "10,00 £ за определённые действия"],
      ["10,00 £ за вашу реєстрацію", "10,00 £ за певні дії"],
      ["Roʻyxatdan oʻtganingiz uchun 10,00 £", "Ayrim amallar uchun 10,00 £"],
      ["10.00 £ על ההרשמה שלך", "10.00 £ על פעולות מסוימות"],
    ]);
  });

  it.each([
    ["credit", { kind: "credit", amountMinor: 500, currency: "GBP" }, "£5.00 store credit"],
    ["one point", { kind: "points", amount: 1 }, "1 point"],
    ["points", { kind: "points", amount: 1500 }, "1,500 points"],
    ["points by the pound", { kind: "points", rateBps: 200 }, "2 points for each £1.00"],
    ["fewer points", { kind: "points", rateBps: 50 }, "1 point for each £2.00"],
    ["a rate", { kind: "cash", rateBps: 750, maxMinor: 5000 }, "7.5% of the order in cash"],
    ["a rate of some items", { kind: "credit", rateBps: 500, of: "items.amountMinor" }, "5% of some products"],
    ["a rate of a number", { kind: "cash", rateBps: 3000, of: "event.metadata.margin" }, "30% of “our margin” in cash"],
    ["a discount", { kind: "discount", percentBps: 1500 }, "15% off the next order"],
    ["an amount off", { kind: "discount", amountMinor: 500, currency: "GBP", minOrderMinor: 2000 }, "at least £20.00"],
    ["several uses", { kind: "discount", percentBps: 500, maxUses: 3 }, "5% off 3 orders"],
    ["a gift", { kind: "item", sku: "MUG", quantity: 1 }, "a gift: a mug"],
    ["gifts", { kind: "item", sku: "MUG", quantity: 2 }, "a gift: 2 × a mug"],
  ])("names %s", (_, grant, words) => {
    expect(lineOf({ grant })).toContain(words);
  });

  it.each([
    [{ on: { event: "signup" } }, "You get £10.00 for each friend who signs up"],
    [{ on: { event: "lead" } }, "You get £10.00 each time a friend enquires"],
    [{ on: { event: "trial_started" } }, "You get £10.00 for every “trial” of a friend"],
    [{ on: { event: "purchase" } }, "You get £10.00 for every purchase of a friend"],
    [{ on: { event: "purchase", nth: { from: 2 } } }, "You get £10.00 for every further purchase of a friend"],
    [{ on: { event: "purchase", nth: { from: 3, to: 3 } } }, "You get £10.00 for the 3rd purchase of a friend"],
    [{ on: { event: "purchase", nth: { from: 1, to: 1 } } }, "You get £10.00 for each friend who buys"],
    [{ recipient: { ancestor: 2 } }, "You get £10.00 for each friend of a friend who buys"],
    [{ recipient: "friend" }, "Your friend gets £10.00 with the first purchase"],
    [{ recipient: "actor", on: { event: "purchase" } }, "You get £10.00 with every purchase"],
    [
      { when: [{ field: "order.country", op: "eq", value: "Italy" }] },
      "You get £10.00 for each friend who buys (conditions apply)",
    ],
  ])("says what a reward is for: %o", (rule, line) => {
    expect(lineOf(rule)).toBe(line);
  });

  it("takes the highest of the minimum orders that a rule asks for", () => {
    const least = (value: number, op = "gte") => ({ field: "order.amountMinor", op, value });
    expect(lineOf({ when: [least(5000)] }, "en", [least(3000)])).toContain("at least £50.00");
    expect(lineOf({ when: [least(1000)] }, "en", [least(2999, "gt")])).toContain("at least £30.00");
    // What is paid for a signup asks no order.
    expect(lineOf({ on: { event: "signup" } }, "en", [least(3000)])).toBe(
      "You get £10.00 for each friend who signs up",
    );
  });

  it("says that of an exclusive group only one is given", () => {
    const rewards = [
      { id: "a", recipient: "advocate", on: { event: "conversion" }, group: "g", grant: cash },
      { id: "b", recipient: "advocate", on: { event: "purchase" }, group: "g", grant: cash },
    ];
    expect(told("en", { ...base, rewards }).advocate).toEqual([
      "You get £10.00 for each friend who buys",
      "Otherwise you get £10.00 for every purchase of a friend",
    ]);
  });

  it("counts friends in the forms of each language", () => {
    const withStep = (from: number) => ({
      ...base,
      rewards: [
        {
          id: "r",
          recipient: "advocate",
          on: { event: "signup" },
          grant: cash,
          tiers: { by: "signups", window: "month", steps: [{ from, grant: cash }] },
        },
      ],
    });
    expect(told("uk", withStep(3)).advocate[1]).toMatch(/^Коли зареєструються 3 друзі: /);
    expect(told("ru", withStep(21)).advocate[1]).toMatch(/^Когда зарегистрируется 21 друг: /);
    expect(told("he", withStep(2)).advocate[1]).toMatch(/^אחרי שנרשמו שני חברים: .*\(בספירה חודשית\)$/);
  });

  it("has something to say when there is nothing to give", () => {
    for (const language of LANGUAGES) {
      for (const reader of ["advocate", "friend"] as const) {
        const { headline, advocate, friend } = told(language, { ...base, rewards: [] }, {}, reader);
        expect(headline).not.toBe("");
        expect([advocate, friend]).toEqual([[], []]);
      }
    }
  });

  it("leaves no placeholder unfilled, whatever the language", () => {
    const grants = [
      cash,
      { kind: "discount", percentBps: 500, maxUses: 3, validDays: 2, minOrderMinor: 100, appliesTo: { skus: ["A"] } },
      { kind: "points", rateBps: 3, of: "event.metadata.x", maxMinor: 7 },
      { kind: "item", sku: "{amount}", quantity: 2 },
    ];
    const events = ["conversion", "purchase"].map((event) => ({ event }));
    for (const language of LANGUAGES) {
      for (const on of [...events, { event: "purchase", nth: { from: 2, to: 4 } }]) {
        for (const recipient of ["advocate", "friend", "actor", { ancestor: 3 }]) {
          const rewards = grants.map((grant, index) => ({ id: `r${index}`, recipient, on, grant }));
          const { advocate, friend } = told(language, { ...base, rewards });
          for (const line of [...advocate, ...friend]) {
            expect(line.replaceAll("{amount}", "MUG")).not.toMatch(/[{}]|undefined|null| {2}/);
          }
        }
      }
    }
  });
});

describe.each(LANGUAGES)("the parts of offers in %s", (language) => {
  it("have the placeholders of the English ones, and a form for every plural of the language", () => {
    const placeholders = (text: string) =>
      [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].toSorted();
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const compare = (own: unknown, english: unknown, path: string) => {
      if (typeof own === "string" && typeof english === "string") {
        expect(placeholders(own), path).toEqual(placeholders(english));
      } else if (hasForms(own) && hasForms(english)) {
        expect(Object.keys(own.forms).toSorted(), path).toEqual(categories);
        expect(placeholders(own.forms.other ?? ""), path).toEqual(placeholders(english.forms.other ?? ""));
      } else {
        for (const [key, part] of Object.entries(english as object)) {
          compare(Reflect.get(own as object, key), part, `${path}.${key}`);
        }
      }
    };
    compare(OFFER_TEXTS[language], en, language);
  });
});

function hasForms(value: unknown): value is { readonly forms: Readonly<Record<string, string>> } {
  return typeof value === "object" && value !== null && "forms" in value;
}
