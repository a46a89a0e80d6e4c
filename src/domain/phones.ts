/** Phone numbers are kept and compared in one form, since people write one number in many ways. */

/** What no one sees: marks of direction, joiners, selectors of variants. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** What people put between digits. */
const BETWEEN = /[\s()[\]./\u00b7\u2212\p{Pd}]/gu;
/** The zero that a caller from abroad leaves out, as in +44 (0)20: only where it stands in brackets of its own. */
const LEFT_OUT_ABROAD = /^((?:\+|00)[\s./\p{Pd}]*[1-9][\d\s./\p{Pd}]*)\([\s]*0[\s]*\)/u;
const SCHEME = /^tel:/i;
/** E.164: the country code first, fifteen digits at most. */
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;
/** As far as one is typed that is looked for. */
const BEGUN = /^\+[1-9]\d{2,14}$/;

/**
 * A phone number as E.164 writes it: `+` and digits alone. Brackets, dots, dashes and spaces go, digits may be of any
 * script, and `00` in front stands for the `+`.
 *
 * @returns null where it is no international number: which country one without a code is of is not guessed
 */
export function foldPhone(text: string): string | null {
  const folded = bare(text);
  return INTERNATIONAL.test(folded) ? folded : null;
}

/** What the number that someone has begun to type begins with; null where that is not known to be a number. */
export function foldPhoneBegun(text: string): string | null {
  const folded = bare(text);
  return BEGUN.test(folded) ? folded : null;
}

function bare(text: string): string {
  const plain = text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\p{Nd}/gu, asciiDigit)
    .trim();
  const digits = plain.replace(SCHEME, "").replace(LEFT_OUT_ABROAD, "$1").replace(BETWEEN, "");
  return digits.replace(/^00/, "+");
}

const DIGIT = /\p{Nd}/u;

/** A digit of any script: each script has its ten side by side, the zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  // Blocks that lie side by side have whole tens before.
  while (before < MOST_SIDE_BY_SIDE && DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

/** The digits of mathematics, five times ten, are the most. */
const MOST_SIDE_BY_SIDE = 50;
