import { minorDigits } from "../../domain/currencies.ts";
import { currencyDisplay, currencyFormat } from "../formats.ts";
import { isolate } from "../isolate.ts";
import type { Language } from "../languages.ts";
import { directionOf } from "../languages.ts";

/** From so many whole units on, the pence of a sum tell no one anything. */
const WHOLE_FROM = 1_000;

const made = new Map<string, Intl.NumberFormat>();

/** @param options null for an amount to the last minor unit */
function formatOf(language: Language, currency: string, options: Intl.NumberFormatOptions | null): Intl.NumberFormat {
  const key = JSON.stringify([language, currency, options]);
  let format = made.get(key);
  if (format === undefined) {
    const style = { style: "currency", currency, currencyDisplay: currencyDisplay(language, currency) } as const;
    format =
      options === null ? currencyFormat(language, currency) : new Intl.NumberFormat(language, { ...style, ...options });
    made.set(key, format);
  }
  return format;
}

/**
 * A sum as a page of figures says it: in whole units where it is large.
 *
 * @param amountMinor minor units
 */
export function wholeMoney(language: Language, amountMinor: bigint, currency: string): string {
  const units = Number(amountMinor) / 10 ** minorDigits(currency);
  const format = formatOf(language, currency, Math.abs(units) < WHOLE_FROM ? null : { maximumFractionDigits: 0 });
  return isolate(format.format(units), "code", directionOf(language));
}

/** An amount as an axis says it: "£12K". */
export function axisMoney(language: Language, amountMinor: number, currency: string): string {
  const units = amountMinor / 10 ** minorDigits(currency);
  const format = formatOf(language, currency, { notation: "compact", minimumFractionDigits: 0 });
  return isolate(format.format(units), "code", directionOf(language));
}
