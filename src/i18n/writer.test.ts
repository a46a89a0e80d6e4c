import { describe, expect, it } from "vitest";
import type { Statement, Value } from "../domain/statement.ts";
import type { Language } from "./languages.ts";
import { chooseLanguage, LANGUAGES } from "./languages.ts";
import { createWriter } from "./writer.ts";

const writerOf = (language: Language, timezone = "UTC") =>
  createWriter({ language, timezone, nameOf: (ruleId) => ruleId });
const neutral = (code: Statement["code"], values: Record<string, Value>): Statement => ({
  code,
  subject: null,
  values,
});
const gbp = (amountMinor: bigint): Value => ({ kind: "money", amountMinor, currency: "GBP" });
/** Spaces that don't break are as good as any to a reader. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("sentences", () => {
  const short = neutral("missing_order_amount", { seen: gbp(1800n), short: gbp(1200n), least: gbp(3000n) });

  it.each([
    ["en", "The order came to £18.00: £12.00 short of the minimum of £30.00."],
    ["ru", "Сумма заказа — 18,00 £: до минимума в 30,00 £ не хватает 12,00 £."],
    ["uk", "Сума замовлення — 18,00 £: до мінімуму в 30,00 £ бракує 12,00 £."],
    ["uz", "Buyurtma summasi — 18,00 £: eng kam 30,00 £ boʻlishi uchun 12,00 £ yetmadi."],
    ["he", "סכום הרכישה הוא \u206618.00 £\u2069: חסרים \u206612.00 £\u2069 למינימום של \u206630.00 £\u2069."],
  ] as const)("say in %s what a purchase lacked", (language, sentence) => {
    expect(plain(writerOf(language).write(short, "tenant"))).toBe(sentence);
  });

  it.each([
    ["ru", 1, "Код введён слишком поздно: его можно ввести в течение 1 дня после первой регистрации."],
    ["ru", 5, "Код введён слишком поздно: его можно ввести в течение 5 дней после первой регистрации."],
    ["uk", 3, "Код введено запізно: його можна ввести протягом 3 днів після першої реєстрації."],
    ["uk", 21, "Код введено запізно: його можна ввести протягом 21 дня після першої реєстрації."],
    ["he", 2, "הקוד הוזן מאוחר מדי: אפשר להזין אותו עד יומיים אחרי ההרשמה הראשונה."],
    ["en", 1, "The code came too late: it can be entered within 1 day of the first signup."],
    ["uz", 14, "Kod juda kech kiritildi: uni birinchi roʻyxatdan oʻtgandan keyin 14 kun ichida kiritish mumkin."],
  ] as const)("decline numbers as %s does: %i", (language, days, sentence) => {
    const statement = neutral("refused_too_late", { count: { kind: "count", count: days } });
    expect(writerOf(language).write(statement, "tenant")).toBe(sentence);
  });

  it("call articles and events as the program does to customers, and leave a condition out where one has no name", () => {
    const known: Readonly<Record<string, string>> = { MUG: "a mug", poured: "pouring tea" };
    const names = (_: string, key: string) => known[key] ?? null;
    const writer = createWriter({ language: "en", timezone: "UTC", nameOf: (ruleId) => ruleId, names });
    const skus = (value: readonly string[], fact: readonly string[]) =>
      neutral("missing_condition", {
        field: { kind: "field", field: "order.skus" },
        required: { kind: "required", field: "order.skus", op: "containsAny", value, currency: "GBP" },
        seen: { kind: "fact", field: "order.skus", fact, currency: "GBP" },
      });
    const poured = (event: string): Statement => ({
      ...neutral("event_custom", { day: { kind: "day", at: 0 }, event: { kind: "text", text: event } }),
      subject: "friend",
    });
    expect(writer.write(skus(["MUG"], []), "friend")).toMatch(/a mug/);
    expect(writer.write(skus(["MUG", "POT"], []), "friend")).toMatch(/: the condition is not met\.$/);
    expect(writer.write(skus(["MUG"], ["POT"]), "friend")).toMatch(/: the condition is not met\.$/);
    expect(writer.write(poured("poured"), "friend")).toBe("“pouring tea” was reported for you on January 1, 1970.");
    expect(writer.write(poured("spilt"), "friend")).toBe("Something you did was reported on January 1, 1970.");
    expect(writerOf("en").write(skus(["POT"], ["CUP"]), "tenant")).toMatch(/POT.*CUP/);
  });

  it("count points in the forms of the language", () => {
    const granted = (count: number): Statement => ({
      code: "granted",
      subject: "friend",
      values: { rule: { kind: "rule", ruleId: "r" }, reward: { kind: "reward", reward: { type: "points", count } } },
    });
    const russian = [1, 2, 5, 11, 21].map((count) => writerOf("ru").write(granted(count), "friend"));
    expect(russian.map((text) => text.slice(text.indexOf(": ") + 2))).toEqual([
      "1 балл.",
      "2 балла.",
      "5 баллов.",
      "11 баллов.",
      "21 балл.",
    ]);
    expect(writerOf("he").write(granted(1), "friend")).toContain("נקודה אחת");
  });

  it("tell days in the time zone of the program", () => {
    const at = Date.parse("2026-01-05T23:30:00Z");
    const statement = neutral("referral_converted", { day: { kind: "day", at } });
    expect(writerOf("en").write(statement, "tenant")).toContain("January 5, 2026");
    expect(writerOf("en", "Asia/Tashkent").write(statement, "tenant")).toContain("January 6, 2026");
    expect(writerOf("uk", "Asia/Tashkent").write(statement, "tenant")).toContain("6 січня 2026 р.");
  });

  it("write a currency with as many digits as it has", () => {
    const statement = neutral("note_refunded_before", {
      amount: { kind: "money", amountMinor: 1200n, currency: "JPY" },
    });
    expect(writerOf("en").write(statement, "tenant")).toContain("¥1,200 of it had already");
  });

  it("keep each isolate balanced, and take marks of direction out of what comes from outside", () => {
    const event: Value = { kind: "text", text: "a\u202Eb\u2066c {day}" };
    const statement: Statement = {
      code: "event_custom",
      subject: "friend",
      values: { event, day: { kind: "day", at: 0 } },
    };
    for (const language of LANGUAGES) {
      const text = writerOf(language).write(statement, "friend");
      expect(text).toContain("abc {day}");
      const opened = text.match(/[\u2066\u2068]/g)?.length ?? 0;
      expect(text.match(/\u2069/g)?.length ?? 0).toBe(opened);
      expect(opened).toBe(language === "he" ? 2 : 0);
    }
  });

  it("isolate a Hebrew name in a language that is written from left to right", () => {
    const values: Record<string, Value> = { rule: { kind: "rule", ruleId: "מזומן" } };
    expect(writerOf("en").write(neutral("changed_ended", values), "tenant")).toBe(
      "“\u2068מזומן\u2069” was taken back.",
    );
  });

  it("shorten what is too long", () => {
    const long = neutral("refused_other", { reason: { kind: "text", text: "😀".repeat(500) } });
    expect([...writerOf("en").write(long, "tenant")].length).toBeLessThan(220);
  });

  it("put a condition into words", () => {
    const required = (op: string, value: unknown): Statement =>
      neutral("missing_fact", {
        field: { kind: "field", field: "order.country" },
        required: { kind: "required", field: "order.country", op, value, currency: "GBP" },
      });
    expect(writerOf("en").write(required("in", ["Germany", "France"]), "tenant")).toBe(
      "Country of the order: Germany or France needed, but not known.",
    );
    expect(writerOf("ru").write(required("nin", ["Germany", "France"]), "tenant")).toBe(
      "Страна заказа — требуется: что угодно, кроме: Germany и France; сведений нет.",
    );
  });
});

describe("the language of a reader", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["de, fr;q=0.9", "en"],
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["en;q=0.5, he;q=0.7", "he"],
    ["iw", "he"],
    ["uz-Latn-UZ", "uz"],
    ["uk;q=0, ru;q=0.1", "ru"],
    ["UK", "uk"],
    ["uz;q=0.2;level=1, ru ; Q=0.1 ,", "uz"],
    ["ru;q=-1, uz;q=0.2", "uz"],
    ["*, uz;q=0.5", "uz"],
    ["x".repeat(5_000), "en"],
  ] as const)("of %s is %s", (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});
