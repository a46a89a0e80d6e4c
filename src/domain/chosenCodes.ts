import { foldCode, MAX_CODE_LENGTH } from "./codes.ts";
import { isOfOneScript } from "./scripts.ts";

/** Codes that people choose for themselves, or bring from another system: shown as they were written. */

/** The fewest letters and digits. A code of one would be another's misprint. */
export const MIN_CHOSEN_LENGTH = 2;
/** The most marks over and under one letter: languages need no more, and towers of them cover other lines. */
const MAX_MARKS = 3;

/** What is wrong with a code that someone chose, the first that holds. */
export const CODE_FAULTS = {
  characters: "letters and digits, with - _ . ' & % + and spaces between them as you like",
  length: `${MIN_CHOSEN_LENGTH} to ${MAX_CODE_LENGTH} letters or digits`,
  scripts: "letters of one alphabet: those of two look alike, and no one could tell which to type",
} as const;

export type CodeFault = keyof typeof CODE_FAULTS;

const WRITTEN = /^[\p{L}\p{N}](?:[-_ .'\u2019&%+]*[\p{L}\p{M}\p{N}])*$/u;
const TOWER = new RegExp(String.raw`\p{M}{${MAX_MARKS + 1}}`, "u");
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** A code as it is shown: as it was written, without what no one sees, in letters that every device has. */
export function displayOf(written: string): string {
  return written.normalize("NFKC").replace(INVISIBLE, "").trim().replace(/\s+/g, " ").normalize("NFKC");
}

/** What is wrong with a code, as it is shown; null where it may be one. */
export function faultOfChosen(display: string): CodeFault | null {
  if (!WRITTEN.test(display) || TOWER.test(display)) return "characters";
  const { length } = [...foldCode(display)];
  if (length < MIN_CHOSEN_LENGTH || length > MAX_CODE_LENGTH) return "length";
  return isOfOneScript(display) ? null : "scripts";
}
