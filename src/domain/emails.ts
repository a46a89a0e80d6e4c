/** E-mail addresses are compared folded, since one mailbox has many spellings. */

/** What no one sees: marks of direction, joiners, soft hyphens, selectors of variants. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const ASCII = /^[\x21-\x7e]*$/;
const AFTER_DOMAIN = /[\s.]+$/;
/** What a name of the internet may be made of, in any script. */
const HOST = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * What is compared of an address: lower case, without a "+tag", with compatible letters (full-width ones, say) and
 * accents written in one way, the domain as the internet's names are sent (IDNA) and without a dot at its end, Gmail's
 * two domains taken as one and its dots dropped. What is folded once is folded for good, also where an older fold was
 * stored, which did less: it divided at the last "@", so a compatible one divides only where there is no other. An
 * address without any is only put in one spelling.
 */
export function foldEmail(email: string): string {
  const address = email.includes("@") ? email : inOneSpelling(email);
  const split = address.lastIndexOf("@");
  if (split < 0) return address.trim();
  const domain = foldDomain(address.slice(split + 1));
  const local = inOneSpelling(address.slice(0, split)).replace(/\+.*$/s, "");
  if (domain !== "gmail.com" && domain !== "googlemail.com") return `${local.trimStart()}@${domain}`;
  // A mark joins its letter once no dot is between.
  return `${local.replaceAll(".", "").normalize("NFKC").trimStart()}@gmail.com`;
}

/** Whether two folds, which older versions may have stored, are of one address; an absent one is of none. */
export function isSameEmail(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (a === b || foldEmail(a) === foldEmail(b));
}

function inOneSpelling(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  // Some letters are only compatible once they are small, and some small ones once they are compatible.
  return lower.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().normalize("NFKC");
}

function foldDomain(written: string): string {
  const domain = inOneSpelling(written).replaceAll("\u3002", ".").replace(AFTER_DOMAIN, "");
  return ASCII.test(domain) && !domain.includes("@") ? domain : asSent(domain);
}

/** A domain of any script in the letters in which it travels; what is none is escaped, so that it equals itself alone. */
function asSent(domain: string): string {
  const url = HOST.test(domain) ? URL.parse(`http://${domain}`) : null;
  return url === null ? encodeURIComponent(domain.toWellFormed()).toLowerCase() : url.hostname;
}
