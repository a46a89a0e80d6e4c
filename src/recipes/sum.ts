import { minorDigits } from "../domain/currencies.ts";

/**
 * How many units a sum takes for each pound: not a rate of exchange, but what makes "10" a present in yen or soum,
 * too, and a round one. A marketer changes the sums anyway.
 */
const SCALES: readonly (readonly [scale: number, currencies: readonly string[]])[] = [
  [10, ["CNY", "DKK", "HKD", "MAD", "MXN", "NOK", "SEK", "ZAR"]],
  [50, ["CZK", "EGP", "MDL", "THB", "TRY", "TWD", "UAH"]],
  [100, ["AMD", "BDT", "DZD", "INR", "ISK", "JPY", "KES", "KGS", "KZT", "LKR", "NPR", "PHP", "PKR", "RSD", "RUB"]],
  [1_000, ["ARS", "CLP", "COP", "CRC", "HUF", "KRW", "MMK", "MNT", "NGN", "TZS", "UGX"]],
  [10_000, ["IDR", "IRR", "KHR", "LAK", "LBP", "PYG", "UZS", "VND"]],
];

/** Whose smallest unit is a whole one, it is a small one. */
const SCALE_WITHOUT_MINOR_UNITS = 100;

/** A round sum of the currency in minor units, worth about as much as `pounds` to those who live with it. */
export function sum(currency: string, pounds: number): number {
  const digits = minorDigits(currency);
  const listed = SCALES.find(([, currencies]) => currencies.includes(currency));
  const scale = listed?.[0] ?? (digits === 0 ? SCALE_WITHOUT_MINOR_UNITS : 1);
  return Math.max(1, Math.round(pounds * scale * 10 ** digits));
}
