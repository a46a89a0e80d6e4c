/**
 * Links as they come back from messages, mails and paper: in capitals, with a full stop of their sentence, in brackets,
 * encoded once more than they should be. What was meant is read out of them.
 */

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** What stands around a link in a text, before its code. */
const BEFORE_CODE = /^[^\p{L}\p{N}]+/u;
/** What no code is written with: there a sentence, a quotation or a query goes on. */
const END_OF_CODE = /[^\p{L}\p{N}\p{M} \t_.'’\p{Pd}]/u;
const AFTER_CODE = /[^\p{L}\p{N}\p{M}]+$/u;
/** Marks that are not seen, which programs put between letters. */
const UNSEEN = /\p{Cf}/gu;
const ENCODED = /%[0-9a-f]{2}/i;
const EVERY_ENCODED = /%[0-9a-f]{2}/gi;
/** What a slug is written with begins and ends with one of these. */
const AROUND_SLUG = /^[^a-z0-9]+|[^a-z0-9]+$/g;
const QUERY_IN_PATH = /[?&](.*)$/s;

/** The code that a part of a path holds, without what a message has put around it; as it is written. */
export function writtenCode(part: string): string {
  const begun = decoded(part).replace(UNSEEN, "").replace(BEFORE_CODE, "");
  const end = begun.search(END_OF_CODE);
  return (end < 0 ? begun : begun.slice(0, end)).replace(AFTER_CODE, "");
}

/** The tenant's slug that a part of a path holds. */
export function writtenSlug(part: string): string {
  return decoded(part).replace(UNSEEN, "").toLowerCase().replace(AROUND_SLUG, "");
}

/** Whether a part of a path says anything, rather than to be a full stop or a bracket. */
export function saysAnything(part: string): boolean {
  return LETTER_OR_DIGIT.test(decoded(part));
}

/** The query that stands in a path, where its "?" was encoded or became an "&"; empty where there is none. */
export function queryInPath(part: string): string {
  return QUERY_IN_PATH.exec(decoded(part))?.[1] ?? "";
}

/**
 * The path of the share link that was meant by a path for which there is no route: without slashes too many, with the
 * small "r" that all of them begin with.
 *
 * @param path the parts of which may be encoded
 * @returns null where it is none
 */
export function meantPath(path: string): string | null {
  const [start, ...parts] = path.split("/").filter(saysAnything);
  if (start === undefined || start.toLowerCase() !== "r") return null;
  if (parts.length !== 1 && parts.length !== 2) return null;
  const meant = ["", "r", ...parts].join("/");
  // That one has been asked of the routes.
  return meant === path ? null : meant;
}

/** A part of a path that was encoded twice is decoded as often. Bytes that are no UTF-8 are no letters of it. */
function decoded(part: string): string {
  if (!ENCODED.test(part)) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part.replace(EVERY_ENCODED, "\ufffd");
  }
}
