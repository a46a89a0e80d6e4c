import { minorDigits } from "../domain/currencies.ts";
import type { Text } from "./catalogue.ts";
import { isolate } from "./isolate.ts";
import type { Language } from "./languages.ts";
import { directionOf } from "./languages.ts";

/** Numbers, money and percentages as a language writes them, each isolated from the sentence around it. */
export interface Formats {
  number(value: number): string;
  /** Which one it is: "2nd" in English, and a bare number in languages that put its ending into the sentence. */
  ordinal(value: number): string;
  /** Minor units; amounts stay below 2^53, so the number is exact enough to show. */
  money(amountMinor: bigint, currency: string): string;
  percent(bps: number): string;
  /** A name, an event, an article: whatever its author wrote. */
  words(text: string): string;
  /** An id or a code, read from left to right. */
  code(text: string): string;
  oneOf(texts: readonly string[]): string;
  /** The form of a text that a number asks for. */
  form(text: Text<never>, count: number): string;
}

/** English alone has endings that depend on nothing but the number. */
const ENGLISH_ENDINGS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: "st", two: "nd", few: "rd" };

/** Hebrew says "10 days" and "11 day", which `Intl.PluralRules` has no category for. */
const MOST_IN_HEBREW_PLURAL = 10;
/** Basis points in the whole. */
const BPS_IN_ONE = 10_000;

/** So many amounts are kept as they were written, of each language. */
const MOST_AMOUNTS = 2_000;

const made = new Map<Language, Formats>();

/** Formatters are made once a language: making one costs a thousand times its use. */
export function formatsOf(language: Language): Formats {
  let formats = made.get(language);
  if (formats === undefined) {
    formats = makeFormats(language);
    made.set(language, formats);
  }
  return formats;
}

function makeFormats(language: Language): Formats {
  const direction = directionOf(language);
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
  const plurals = new Intl.PluralRules(language);
  const ordinals = new Intl.PluralRules(language, { type: "ordinal" });
  const choices = new Intl.ListFormat(language, { type: "disjunction" });
  const currencies = new Map<string, Intl.NumberFormat>();
  const amounts = new Map<string, string>();
  return {
    number: (value) => isolate(numbers.format(value), "code", direction),
    ordinal(value) {
      const ending = language === "en" ? (ENGLISH_ENDINGS[ordinals.select(value)] ?? "th") : "";
      return isolate(`${numbers.format(value)}${ending}`, "code", direction);
    },
    money(amountMinor, currency) {
      // An order's amount stands in several sentences of it, and writing one takes a formatter microseconds.
      const key = `${amountMinor}${currency}`;
      const known = amounts.get(key);
      if (known !== undefined) return known;
      let format = currencies.get(currency);
      if (format === undefined) {
        format = currencyFormat(language, currency);
        currencies.set(currency, format);
      }
      const written = isolate(format.format(Number(amountMinor) / 10 ** minorDigits(currency)), "code", direction);
      if (amounts.size >= MOST_AMOUNTS) amounts.clear();
      amounts.set(key, written);
      return written;
    },
    percent: (bps) => isolate(percents.format(bps / BPS_IN_ONE), "code", direction),
    words: (text) => isolate(text, "words", direction),
    code: (text) => isolate(text, "code", direction),
    oneOf: (texts) => choices.format(texts),
    form(text, count) {
      if (typeof text === "string") return text;
      const forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = text.forms;
      const form = forms[plurals.select(count)] ?? forms.other ?? "";
      return language === "he" && count > MOST_IN_HEBREW_PLURAL ? form.replaceAll("{count} ימים", "{count} יום") : form;
    },
  };
}

/** The signs that several currencies have, each with the one that it means by itself: a bare "$" is taken for US dollars. */
export const SHARED_SIGNS: ReadonlyMap<string, string> = new Map([
  ["$", "USD"],
  ["¥", "JPY"],
  ["£", "GBP"],
  ["₩", "KRW"],
]);

/**
 * How a currency is named beside its amounts: as the language does, and by its sign where the language has only the code
 * for it, as Ukrainian has "GBP". The code stays where the sign would be taken for another currency, or is letters.
 */
export function currencyDisplay(language: string, currency: string): "symbol" | "narrowSymbol" {
  const named = (display: "symbol" | "narrowSymbol") => {
    const format = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: display });
    return format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
  };
  if (named("symbol") !== currency) return "symbol";
  const sign = named("narrowSymbol");
  const isPlain = !/\p{L}/u.test(sign) && (SHARED_SIGNS.get(sign) ?? currency) === currency;
  return isPlain ? "narrowSymbol" : "symbol";
}

/** Where people write fewer digits than there are minor units, as of the forint, the rest is shown when it is not 0. */
export function currencyFormat(language: string, currency: string): Intl.NumberFormat {
  const style = { style: "currency", currency, currencyDisplay: currencyDisplay(language, currency) } as const;
  const usual = new Intl.NumberFormat(language, style).resolvedOptions().minimumFractionDigits ?? 0;
  const maximumFractionDigits = minorDigits(currency);
  const minimumFractionDigits = Math.min(usual, maximumFractionDigits);
  return new Intl.NumberFormat(language, { ...style, minimumFractionDigits, maximumFractionDigits });
}
