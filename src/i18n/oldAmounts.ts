import { minorDigits } from "../domain/currencies.ts";
import type { WrittenRules } from "../domain/rulesSchema.ts";
import { currencyFormat } from "./formats.ts";

/** Texts that a tenant wrote and in which an amount stands that its rules no longer know. */

export interface OldAmount {
  /** The rule, or another key of the program's texts. */
  readonly key: string;
  readonly language: string;
  readonly property: string;
  readonly text: string;
}

interface Amounts {
  readonly money: ReadonlySet<number>;
  readonly rates: ReadonlySet<number>;
}

/**
 * Finds them: amounts and shares that only the older rules name, in any way in which people write them.
 *
 * @param texts as they are stored: `{ [key]: { [language]: { [property]: text } } }`
 */
export function oldAmountsIn(texts: unknown, before: WrittenRules, after: WrittenRules, currency: string): OldAmount[] {
  const [old, now] = [amountsOf(before), amountsOf(after)];
  const gone = [
    ...[...old.money].filter((amount) => !now.money.has(amount)).map((amount) => moneyPattern(amount, currency)),
    ...[...old.rates].filter((rate) => !now.rates.has(rate)).map(ratePattern),
  ];
  if (gone.length === 0) return [];
  const any = new RegExp(gone.join("|"), "u");
  return entries(texts).flatMap(([key, languages]) =>
    entries(languages).flatMap(([language, properties]) =>
      entries(properties).flatMap(([property, text]) =>
        typeof text === "string" && any.test(plain(text)) ? [{ key, language, property, text }] : [],
      ),
    ),
  );
}

const MONEY = ["amountMinor", "maxMinor", "minOrderMinor"];
const RATES = ["rateBps", "percentBps"];

/** Every amount and share that grants name, however deep. */
function amountsOf({ rewards }: WrittenRules): Amounts {
  const money = new Set<number>();
  const rates = new Set<number>();
  JSON.stringify(
    rewards.map(({ grant, tiers }) => [grant, tiers]),
    (name, value: unknown) => {
      if (typeof value === "number" && MONEY.includes(name)) money.add(value);
      if (typeof value === "number" && RATES.includes(name)) rates.add(value);
      return value;
    },
  );
  return { money, rates };
}

/** "£10", "10 £", "10.00 GBP": the number beside the sign or the name of the currency. */
function moneyPattern(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const whole = String(Math.floor(amountMinor / 10 ** digits));
  const rest = String(amountMinor % 10 ** digits).padStart(digits, "0");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "[., ]?");
  const decimals = digits === 0 ? "" : /^0+$/.test(rest) ? `(?:[.,]${rest})?` : `[.,]${rest}`;
  const sign =
    currencyFormat("en", currency)
      .formatToParts(0)
      .find(({ type }) => type === "currency")?.value ?? currency;
  const signs = [...new Set([sign, currency])].map(escaped).join("|");
  const number = `(?<![\\d.,])${grouped}${decimals}(?![\\d]|[.,]\\d)`;
  return `(?:${signs}) ?${number}|${number} ?(?:${signs})`;
}

function ratePattern(rateBps: number): string {
  const rate = String(rateBps / 100).replace(".", "[.,]");
  return `(?<![\\d.,])${rate} ?%`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Spaces that do not break are spaces here. */
function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
