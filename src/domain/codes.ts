import { codeInLink } from "./codeLinks.ts";
import { asLatin } from "./lookAlikes.ts";

/** Codes are compared folded, so that people may write them as they like, on any keyboard, or paste a link. */

/** The longest code or vanity code, folded, in characters. */
export const MAX_CODE_LENGTH = 40;
/** What is longer than any code is cut, since it is kept in names and means no code anyway. */
const MAX_FOLDED = 64;

/** What most codes are already. */
const FOLDED = /^[0-9A-Z]{0,40}$/;
/** What no one sees: marks of direction, joiners, selectors of variants. Some of it counts as letters. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]/gu;

/**
 * The form in which codes are stored and compared: letters and digits alone, in capitals, each written in one way. So
 * case, spaces, dashes, dots, quotes, other signs, full-width letters and what no one sees don't matter. Cyrillic and
 * Greek capitals that look like Latin ones are taken as those. Of a share link, or of the page that one leads to, it is
 * the code. What is folded once is folded for good.
 */
export function foldCode(code: string): string {
  return FOLDED.test(code) ? code : foldLetters(codeInLink(code) ?? code);
}

/** Whether a folded text may be a code, or what one begins with. */
export function mayBeCode(folded: string): boolean {
  return CODE.test(folded);
}

const CODE = new RegExp(String.raw`^[\p{L}\p{M}\p{N}]{1,${MAX_CODE_LENGTH}}$`, "u");

function foldLetters(text: string): string {
  // Capitals of some compatible letters are compatible themselves, and a mark joins its letter once nothing is between.
  const capitals = text.normalize("NFKC").replace(INVISIBLE, "").toUpperCase().normalize("NFKC");
  const joined = capitals.replace(NEITHER_LETTER_NOR_DIGIT, "").normalize("NFC");
  // Once more, since a mark may join the Latin letter that joined none of another alphabet.
  const folded = asLatin(joined).normalize("NFC");
  return folded.length <= MAX_FOLDED ? folded : [...folded].slice(0, MAX_FOLDED).join("");
}
