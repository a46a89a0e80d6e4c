/** E-mail addresses are compared folded, since one mailbox has many spellings. */

/** What no one sees: marks of direction, joiners, soft hyphens, selectors of variants. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const ASCII = /^[\x21-\x7e]*$/;
/** What a name of the internet may be made of, in any script. */
const HOST = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * What is compared of an address: lower case, without a "+tag", with compatible letters (full-width ones, say) and
 * accents written in one way, the domain as the internet's names are sent (IDNA) and without a dot at its end, Gmail's
 * two domains taken as one and its dots dropped. What is folded once is folded for good, also where an older fold was
 * stored, which did less. An address without a "@" is no more than lower-cased.
 */
export function foldEmail(email: string): string {
  const lower = inOneSpelling(email);
  const split = lower.lastIndexOf("@");
  if (split < 0) return lower;
  const local = lower.slice(0, split).replace(/\+.*$/s, "");
  const domain = foldDomain(lower.slice(split + 1));
  if (domain === "gmail.com" || domain === "googlemail.com") return `${local.replaceAll(".", "")}@gmail.com`;
  return `${local}@${domain}`;
}

/** Whether two folds, which older versions may have stored, are of one address; an absent one is of none. */
export function isSameEmail(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (a === b || foldEmail(a) === foldEmail(b));
}

function inOneSpelling(email: string): string {
  const lower = email.trim().toLowerCase();
  if (ASCII.test(lower)) return lower;
  // Some letters are only compatible once they are small, and some small ones once they are compatible.
  return lower.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().normalize("NFKC").trim();
}

function foldDomain(written: string): string {
  const domain = written.replaceAll("\u3002", ".").replace(/\.+$/, "");
  return ASCII.test(domain) ? domain : asSent(domain);
}

/** A domain of any script in the letters in which it travels; what is none is escaped, so that it equals itself alone. */
function asSent(domain: string): string {
  const url = HOST.test(domain) ? URL.parse(`http://${domain}`) : null;
  return url === null ? encodeURIComponent(domain.toWellFormed()).toLowerCase() : url.hostname;
}
