import { minorDigits } from "../domain/currencies.ts";
import type { WrittenRules } from "../domain/rulesSchema.ts";
import { LANGUAGES } from "./languages.ts";

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
  readonly points: ReadonlySet<number>;
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
    ...[...old.points].filter((points) => !now.points.has(points)).map(pointsPattern),
  ];
  if (gone.length === 0) return [];
  const any = new RegExp(gone.join("|"), "iu");
  return entries(texts).flatMap(([key, languages]) =>
    entries(languages).flatMap(([language, properties]) =>
      entries(properties).flatMap(([property, text]) =>
        typeof text === "string" && property !== PICTURE && any.test(plain(text))
          ? [{ key, language, property, text }]
          : [],
      ),
    ),
  );
}

/** An address, in which a number says nothing of the offer. */
const PICTURE = "image";
const MONEY = ["amountMinor", "maxMinor", "minOrderMinor"];
const RATES = ["rateBps", "percentBps"];

/** Every amount and share that grants, limits and the minimum of an order name, however deep. */
function amountsOf({ qualifies = [], rewards }: WrittenRules): Amounts {
  const money = new Set<number>();
  const rates = new Set<number>();
  const points = new Set<number>();
  JSON.stringify(
    [qualifies, rewards.map(({ when, grant, tiers, limits }) => [when, grant, tiers, limits])],
    (name, value: unknown) => {
      if (typeof value === "number" && MONEY.includes(name)) money.add(value);
      if (typeof value === "number" && RATES.includes(name)) rates.add(value);
      if (typeof value === "number" && name === "amount") points.add(value);
      for (const bound of boundsOf(value)) money.add(bound);
      return value;
    },
  );
  return { money, rates, points };
}

/** What a condition on the amount of an order asks for. */
function boundsOf(condition: unknown): number[] {
  if (typeof condition !== "object" || condition === null) return [];
  if (Reflect.get(condition, "field") !== "order.amountMinor") return [];
  return [Reflect.get(condition, "value")].flat().filter((bound) => typeof bound === "number");
}

/** "£10", "10 £", "10.00 GBP": the number beside the sign or the name of the currency. */
function moneyPattern(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const whole = String(Math.floor(amountMinor / 10 ** digits));
  const rest = String(amountMinor % 10 ** digits).padStart(digits, "0");
  const decimals = digits === 0 ? "" : /^0+$/.test(rest) ? `(?:[.,]${rest})?` : `[.,]${rest}`;
  const signs = signsOf(currency).map(escaped).join("|");
  const number = `(?<![\\d.,])${grouped(whole)}${decimals}(?![\\d]|[.,]\\d)`;
  return `(?:${signs}) ?${number}|${number} ?(?:${signs})`;
}

function ratePattern(rateBps: number): string {
  const rate = String(rateBps / 100).replace(".", "[.,]");
  return `(?<![\\d.,])${rate} ?(?:%|per ?cent|процент|відсот|foiz|אחוז)`;
}

function pointsPattern(points: number): string {
  return `(?<![\\d.,])${grouped(String(points))} ?(?:point|бал|ball|נקוד)`;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, "[., ]?");
}

/** How many of a currency there are, so that each form of its name comes up. */
const COUNTS = [1, 2, 5];
/** A shorter word of a name says nothing by itself. */
const SHORTEST_WORD = 3;

/** The signs and names of a currency in all languages: "£", "GBP", "pounds", "фунтов". */
function signsOf(currency: string): string[] {
  const displays = ["symbol", "narrowSymbol", "name"] as const;
  const said = LANGUAGES.flatMap((language) =>
    displays.flatMap((currencyDisplay) => {
      const format = new Intl.NumberFormat(language, {
        ...{ style: "currency", currency, currencyDisplay },
        maximumFractionDigits: 0,
      });
      const parts = COUNTS.flatMap((count) => format.formatToParts(count)).filter(({ type }) => type === "currency");
      return parts.flatMap(({ value }) => (currencyDisplay === "name" ? value.split(" ") : [value]));
    }),
  );
  const isSign = (one: string) => !/^\p{L}+$/u.test(one) || one.length >= SHORTEST_WORD;
  return [...new Set([currency, ...said.map(plain).filter(isSign)])];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Spaces that do not break are spaces here, marks of direction nothing, and there is one apostrophe. */
function plain(text: string): string {
  return text
    .replaceAll(/[\u00a0\u2009\u202f]/g, " ")
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replaceAll(/[ʻʼ‘’`]/g, "'");
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
