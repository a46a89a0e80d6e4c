/**
 * Several values in one box: commas between them, and quotes, as JSON has them, around a text that would be read
 * otherwise.
 */

type Scalar = string | number | boolean;

const NEEDS_QUOTES = /^$|^\s|\s$|[,"\\\p{Cc}\p{Cs}]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** A quoted text, or one without commas and quotes, each with what follows it. */
const MEMBER = /\s*(?:("(?:[^"\\\n]|\\.)*")|([^,"]*?))\s*(,|$)/y;

/** A list of texts; numbers among them are written like their digits. */
export function quotedList(members: readonly Scalar[]): string {
  return members
    .map((member) => (NEEDS_QUOTES.test(String(member)) ? JSON.stringify(String(member)) : member))
    .join(", ");
}

/** One value of any type. */
export function shownScalar(given: Scalar): string {
  if (typeof given !== "string") return String(given);
  const isOther = NUMBER.test(given) || given === "true" || given === "false";
  return isOther || NEEDS_QUOTES.test(given) ? JSON.stringify(given) : given;
}

/** What one member means by itself; null where it can't be read. */
export function readScalar(text: string): Scalar | null {
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return Number(text);
  return text.startsWith('"') ? unquoted(text) : text;
}

/**
 * The members of a list, empty ones left out; null where it can't be read.
 *
 * @param readBare what a member without quotes means
 */
export function readList<T extends Scalar>(text: string, readBare: (bare: string) => T | null): (T | string)[] | null {
  const members: (T | string)[] = [];
  MEMBER.lastIndex = 0;
  while (MEMBER.lastIndex < text.length) {
    const found = MEMBER.exec(text);
    if (found === null) return null;
    const [, quoted, bare = ""] = found;
    if (quoted === undefined && bare === "") continue;
    const read = quoted === undefined ? readBare(bare) : unquoted(quoted);
    if (read === null) return null;
    members.push(read);
  }
  return members.length === 0 ? null : members;
}

function unquoted(text: string): string | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "string" ? read : null;
  } catch {
    return null;
  }
}
