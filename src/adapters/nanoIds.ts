import { customAlphabet } from "nanoid";
import type { Ids } from "../ports.ts";

/** Digits and capitals without 0, O, 1, I, and L: 31 characters, 4.95 bits each. */
const unmistakable = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const alphanumeric = `${base36}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Nine characters of base 36 hold milliseconds until the year 5188, so ids of one length sort by time. */
const timeLength = 9;

const randomPart = customAlphabet(base36, 12);
const code = customAlphabet(unmistakable, 10);
const coupon = customAlphabet(unmistakable, 12);
const secret = customAlphabet(alphanumeric);

/** Ids, codes and secrets from the platform's cryptographic random numbers, without modulo bias. */
export const nanoIds: Ids = {
  id: (prefix, at) => `${prefix}_${at.getTime().toString(36).padStart(timeLength, "0")}${randomPart()}`,
  code: () => code(),
  coupon: () => coupon(),
  secret: (length) => secret(length),
};
