/** Codes are compared folded, so that people may write them as they like. */

/** The longest code or vanity code, folded. */
export const MAX_CODE_LENGTH = 32;

/** Upper case, without "-", "_" and white space: the form in which codes are stored and compared. */
export function foldCode(code: string): string {
  return code.replace(/[-_\s]/g, "").toUpperCase();
}

/**
 * What self-referral compares: lower case, without a "+tag", Gmail's two domains taken as one and its dots
 * dropped. An address without a "@" is only lower-cased.
 */
export function foldEmail(email: string): string {
  const lower = email.trim().toLowerCase();
  const split = lower.lastIndexOf("@");
  if (split < 0) return lower;
  const local = lower.slice(0, split).replace(/\+.*$/, "");
  const domain = lower.slice(split + 1);
  if (domain === "gmail.com" || domain === "googlemail.com") return `${local.replaceAll(".", "")}@gmail.com`;
  return `${local}@${domain}`;
}
