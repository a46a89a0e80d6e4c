import { customAlphabet } from "nanoid";
import { CODE_ALPHABET, CODE_LENGTH } from "../domain/codeAlphabet.ts";
import type { Ids } from "../ports.ts";

const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const alphanumeric = `${base36}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/**
 * Nine characters of base 36 hold milliseconds until the year 5188, so ids of one length sort by time, and those of one
 * instant as this process drew them.
 */
const timeLength = 9;

/** Of 12 characters beside the time three count: a batch is far smaller than what they hold. */
const countLength = 3;
const mostCounted = 36 ** countLength - 1;
const randomPart = customAlphabet(base36, 9);
const code = customAlphabet(CODE_ALPHABET, CODE_LENGTH);
const coupon = customAlphabet(CODE_ALPHABET, 12);
const secret = customAlphabet(alphanumeric);

let lastAt = Number.NaN;
let drawnThen = 0;

/** How many ids were drawn for the instant before: decisions tell by ids in which order the rewards of a batch were granted. */
function countAt(at: number): string {
  drawnThen = at === lastAt ? Math.min(drawnThen + 1, mostCounted) : 0;
  lastAt = at;
  return drawnThen.toString(36).padStart(countLength, "0");
}

/** Ids, codes and secrets from the platform's cryptographic random numbers, without modulo bias. */
export const nanoIds: Ids = {
  id: (prefix, at) => {
    const time = at.getTime();
    return `${prefix}_${time.toString(36).padStart(timeLength, "0")}${countAt(time)}${randomPart()}`;
  },
  code: () => code(),
  coupon: () => coupon(),
  secret: (length) => secret(length),
};
