/** Cyrillic and Greek capitals that no one can tell from Latin ones, and those: a keyboard gives the one for the other. */
const PAIRS = [
  [
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u04ae\u04c0\u051a\u051c",
    "ABEKMHOPCTYXSIJYIQW",
  ],
  ["\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u037f", "ABEZHIKMNOPTYXJ"],
] as const;

const LATIN = new Map(PAIRS.flatMap(([others, latin]) => [...others].map((letter, at) => [letter, latin.charAt(at)])));
const LOOK_ALIKE = new RegExp(`[${[...LATIN.keys()].join("")}]`, "g");

/** The text with Latin letters in place of capitals that look like them. */
export function asLatin(capitals: string): string {
  return capitals.replace(LOOK_ALIKE, (letter) => LATIN.get(letter) ?? letter);
}
