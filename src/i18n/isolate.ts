/**
 * Values from outside (ids, codes, names, amounts) inside a sentence. What is written in the other direction is
 * put between Unicode isolates, so that it neither reorders the sentence nor is reordered by it.
 */

const LEFT_TO_RIGHT = "\u2066";
const FIRST_STRONG = "\u2068";
const END = "\u2069";

/** Marks and isolates that a value brings: unbalanced ones would reorder the rest of the sentence. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Where Hebrew begins: all controls come after it, and whatever is written from right to left. Most values have none. */
const FROM_HEBREW_ON = /[\u0590-\uffff]/;

/** `code`: always read from left to right, such as an id or an amount; `words`: by its first letter. */
export type Run = "code" | "words";

/** A value as it stands in a sentence of that direction. */
export function isolate(value: string, run: Run, direction: "ltr" | "rtl"): string {
  if (direction === "ltr" && !FROM_HEBREW_ON.test(value)) return value;
  const plain = value.replaceAll(BIDI_CONTROLS, "");
  if (direction === "rtl") return `${run === "code" ? LEFT_TO_RIGHT : FIRST_STRONG}${plain}${END}`;
  return RIGHT_TO_LEFT.test(plain) ? `${FIRST_STRONG}${plain}${END}` : plain;
}
