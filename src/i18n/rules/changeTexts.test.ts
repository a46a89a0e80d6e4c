import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { PHRASES } from "../../domain/phrases.ts";
import { CHANGES } from "../../domain/rulesChanges.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { arbitraryDocument } from "../../engine/testing/arbitraryRules.ts";
import { attributionOf, cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { expectEveryLanguage } from "../../testing/everyLanguage.ts";
import { LANGUAGES } from "../languages.ts";
import { CHANGE_TEXTS } from "./changeTexts.ts";
import { CONDITION_TEXTS } from "./conditionTexts.ts";
import { PHRASE_TEXTS } from "./phraseTexts.ts";
import { rulesWriterOf } from "./rulesWriter.ts";

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

test.each(Object.entries(CHANGES))("the change %s is in every language, with its values", (code, values) => {
  expectEveryLanguage(code, CHANGE_TEXTS[code as keyof typeof CHANGES], values);
});

test.each(Object.entries(PHRASES))("the phrase %s is in every language, with its values", (code, values) => {
  expectEveryLanguage(code, PHRASE_TEXTS[code as keyof typeof PHRASES], values);
});

test("conditions stand inside a sentence of every language", () => {
  expectEveryLanguage("condition", CONDITION_TEXTS.condition, ["field", "required"]);
  expectEveryLanguage("either", CONDITION_TEXTS.either, ["one", "other"]);
});

describe("the same in the other languages", () => {
  const before = documentOf([ruleOf("a", { when: [{ field: "order.isFirst", op: "eq", value: true }] }), ruleOf("b")], {
    attribution: attributionOf({ windowDays: 21 }),
  });
  const after = documentOf(
    [ruleOf("a", { grant: cash(1500), limits: [{ per: "recipient", period: "month", count: 2 }] }), ruleOf("new")],
    {
      attribution: attributionOf({ windowDays: 2 }),
      qualifies: [{ field: "order.amountMinor", op: "gte", value: 3000 }],
    },
  );

  it.each([
    [
      "ru",
      [
        "Срок от перехода до регистрации: теперь 2 дня, раньше 21 день.",
        "Новое условие, при котором покупка засчитывается: сумма заказа — не меньше 30,00 £.",
        "Правило «a»: сумма — теперь 15,00 £, раньше 10,00 £.",
        "Правило «a»: лимит — теперь 2 вознаграждения на получателя в месяц, раньше не было задано.",
        "Правило «a» больше не требует условия: первая покупка — да.",
        "Новое правило «new»: кто получает — пригласивший; за что — конверсия; вознаграждение — 10,00 £.",
        "Правила «b» больше нет.",
      ],
    ],
    [
      "uk",
      [
        "Строк від переходу до реєстрації: тепер 2 дні, раніше 21 день.",
        "Нова умова, за якої покупка зараховується: сума замовлення — не менше ніж 30,00 £.",
        "Правило «a»: сума — тепер 15,00 £, раніше 10,00 £.",
        "Правило «a»: ліміт — тепер 2 винагороди на отримувача на місяць, раніше не було задано.",
        "Правило «a» більше не вимагає умови: перша покупка — так.",
        "Нове правило «new»: хто отримує — запрошувач; за що — конверсія; винагорода — 10,00 £.",
        "Правила «b» більше немає.",
      ],
    ],
    [
      "uz",
      [
        "Havolani bosishdan roʻyxatdan oʻtishgacha muddat: endi 2 kun, avval 21 kun.",
        "Xarid hisobga olinishi uchun yangi shart: buyurtma summasi — kamida 30,00 £.",
        "“a” qoidasi: summa — endi 15,00 £, avval 10,00 £.",
        "“a” qoidasi: cheklov — endi bir oluvchiga oyiga 2 ta mukofot, avval koʻrsatilmagan.",
        "“a” qoidasi endi bu shartni talab qilmaydi: birinchi xarid — ha.",
        "Yangi “new” qoidasi: kim oladi — taklif qiluvchi; nima uchun — konversiya; mukofot — 10,00 £.",
        "“b” qoidasi endi yoʻq.",
      ],
    ],
    [
      "he",
      [
        "הזמן מהכניסה עד ההרשמה: עכשיו יומיים, לפני כן 21 יום.",
        "תנאי חדש לרכישה מזכה: סכום הרכישה – לפחות 30.00 £.",
        "הכלל ״a״: הסכום – עכשיו 15.00 £, לפני כן 10.00 £.",
        "הכלל ״a״: המגבלה – עכשיו שני תגמולים למקבל בחודש, לפני כן לא הוגדר.",
        "הכלל ״a״ אינו דורש עוד את התנאי: רכישה ראשונה – כן.",
        "כלל חדש ״new״: מי מקבל – המזמין; על מה – המרה; התגמול – 10.00 £.",
        "הכלל ״b״ אינו קיים עוד.",
      ],
    ],
  ] as const)("is said as one does in %s", (language, sentences) => {
    const writer = rulesWriterOf(language);
    expect(diffRules(before, after, "GBP").map((change) => plain(writer.change(change)))).toEqual(sentences);
  });
});

/** Codes have an underscore, and no word of any language or test document has one. */
const NO_WORDS = /undefined|null|NaN|\[object|[{}_]|Minor|Bps| {2}/;

/** What the documents of the engine's properties leave out. */
const richer = fc
  .record({
    document: arbitraryDocument,
    eligibility: fc.constantFrom<object[]>(
      { approval: "open" },
      { approval: "open", segments: ["vip", "gold"], sampleBps: 2500 },
      { approval: "application", minimum: { by: "revenue", atLeast: 50_000, withinDays: 90 } },
      { approval: "application", minimum: { by: "conversions", atLeast: 1, withinDays: 1 } },
    ),
    coupon: fc.constantFrom<object[]>(
      { percentBps: 1000 },
      { freeShipping: true, minOrderMinor: 2000 },
      { percentBps: 500, maxUses: 3, validDays: 1, appliesTo: { skus: ["mug"] } },
      { amountMinor: 500, currency: "GBP", minOrderMinor: 2000, appliesTo: { skus: ["cup"], categories: ["tea"] } },
    ),
  })
  .map(({ document, eligibility, coupon }) => {
    const rewards = [...(document.rewards as object[]), ruleOf("coupon", { grant: { kind: "discount", ...coupon } })];
    return { ...document, eligibility, rewards };
  });

test("whatever two documents differ in, every language has whole sentences for it and nothing of our own", () => {
  fc.assert(
    fc.property(richer, richer, (before, after) => {
      for (const document of [before, after]) expect(parseRules(document, "GBP").ok).toBe(true);
      for (const change of diffRules(before, after, "GBP")) {
        expect(change.values.part).not.toMatchObject({ phrase: "part_other" });
        for (const language of LANGUAGES) {
          const sentence = rulesWriterOf(language).change(change);
          expect(sentence).not.toMatch(NO_WORDS);
          expect(sentence).toMatch(/\.$/);
          // What is isolated from a sentence is closed again, or the rest of it would turn around.
          const opened = sentence.match(/[\u2066\u2068]/g)?.length ?? 0;
          expect(sentence.match(/\u2069/g)?.length ?? 0).toBe(opened);
          if (language === "he" && "rule" in change.values) expect(opened).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 300 },
  );
});
