/** What stands between thousands; three digits follow each, so that it is no decimal sign. */
const GROUPED = /^\d{1,3}(?:[\u0020\u00a0\u202f'’]\d{3})+(?:[.,]\d+)?$/;
const GROUPED_BY_COMMAS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** A comma before so many digits is a decimal sign where the unit has as many. */
const GROUP_DIGITS = 3;

/**
 * A number as a person types it, without what stands between its thousands: "20,000", "20 000.50".
 *
 * @param digits how many decimals its unit has
 */
export function withoutGroups(text: string, digits: number): string {
  if (GROUPED.test(text)) return text.replaceAll(/[\u0020\u00a0\u202f'’]/g, "");
  return digits < GROUP_DIGITS && GROUPED_BY_COMMAS.test(text) ? text.replaceAll(",", "") : text;
}

/**
 * An amount as a person types it, in whole units with a point or a comma, as minor units.
 *
 * @param digits how many decimals the unit has
 * @returns null where it is none, has more decimals, or is too large to be exact
 */
export function readAmount(text: string, digits: number): number | null {
  const [, whole = "", decimals = ""] = /^(\d{1,15})(?:[.,](\d{1,4}))?$/.exec(withoutGroups(text, digits)) ?? [];
  if (whole === "" || decimals.length > digits) return null;
  const minor = Number(whole + decimals.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}
