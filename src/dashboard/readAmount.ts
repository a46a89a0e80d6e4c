/** What stands between thousands; three digits follow each, so that it is no decimal sign. */
const GROUPED = /^\d{1,3}(?:[\u0020\u00a0\u202f'’]\d{3})+(?:[.,]\d+)?$/;

/**
 * An amount as a person types it, in whole units with a point or a comma, as minor units.
 *
 * @param digits how many decimals the unit has
 * @returns null where it is none, has more decimals, or is too large to be exact
 */
export function readAmount(text: string, digits: number): number | null {
  const plain = GROUPED.test(text) ? text.replaceAll(/[\u0020\u00a0\u202f'’]/g, "") : text;
  const [, whole = "", decimals = ""] = /^(\d{1,15})(?:[.,](\d{1,4}))?$/.exec(plain) ?? [];
  if (whole === "" || decimals.length > digits) return null;
  const minor = Number(whole + decimals.padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}
