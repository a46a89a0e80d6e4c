/** The scripts that languages of today are written in; those that one language mixes count as one. */
const SCRIPTS = [
  ["Latin"],
  ["Cyrillic"],
  ["Greek"],
  ["Hebrew"],
  ["Arabic"],
  ["Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"],
  ["Armenian"],
  ["Georgian"],
  ["Devanagari"],
  ["Bengali"],
  ["Gujarati"],
  ["Gurmukhi"],
  ["Kannada"],
  ["Malayalam"],
  ["Oriya"],
  ["Sinhala"],
  ["Tamil"],
  ["Telugu"],
  ["Thai"],
  ["Lao"],
  ["Khmer"],
  ["Myanmar"],
  ["Tibetan"],
  ["Ethiopic"],
  ["Thaana"],
  ["Cherokee"],
].map((names) => new RegExp(`[${names.map((name) => `\\p{Script=${name}}`).join("")}]`, "u"));

const LETTERS = /\p{L}/gu;
const OTHER = -1;

/** Whether all letters of a text are of one script, which those are that one language mixes. */
export function isOfOneScript(text: string): boolean {
  const letters = text.match(LETTERS) ?? [];
  // The long mark of Japanese and the like belong to no script alone.
  const scripts = letters.flatMap((letter) => (/\p{Script=Common}/u.test(letter) ? [] : [scriptOf(letter)]));
  return new Set(scripts).size <= 1;
}

/** Scripts that are not listed count as one. */
function scriptOf(letter: string): number {
  const found = SCRIPTS.findIndex((script) => script.test(letter));
  return found === -1 ? OTHER : found;
}
