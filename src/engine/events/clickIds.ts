import { timingSafeEqual } from "node:crypto";
import type { ClickSeen } from "../../domain/attribution.ts";
import { clickIdsOf } from "../../domain/clickTimes.ts";
import { hmacSha256 } from "./hmac.ts";

/**
 * Click ids travel through browsers and shops, so each carries its own proof: `clk_`, the time in base 36, a
 * random part, the code, the channel of the link if it has one, and an HMAC over all of it. A shop may report a
 * purchase before the click that led to it has been stored, and the click is believed all the same. Addresses and headers
 * are ASCII, so a code of other letters is told by its bytes, after a "_".
 */

/** Half of SHA-256 in base64url: 128 bits can't be guessed, and links stay short. */
const MAC_LENGTH = 22;
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Of the six bits of its last character, the two that belong to it. */
const LAST_BITS = 0b110000;
const PLAIN = /^[0-9A-Z]+$/;
const SHAPE =
  /^(clk_([0-9a-z]{9})[0-9a-z]{1,32})\.([0-9A-Z]{1,40}|_[\w-]{2,214})(?:\.([a-z0-9_-]{1,40}))?\.([\w-]{22})$/;

export interface NewClick {
  /** Folded. */
  readonly code: string;
  readonly at: Date;
  /** Lower-case letters, digits, - and _; 40 at most. */
  readonly channel: string | null;
  /** Lower-case letters and digits from the system's CSPRNG. */
  readonly random: string;
}

export interface SignedClick {
  /** Under which the click is stored. */
  readonly id: string;
  /** The same with its proof, as it travels: less than 340 characters, of which a code has 40 where it is capitals and digits. */
  readonly signed: string;
}

/** Makes the id of a click. */
export function signClickId(secret: string, { code, at, channel, random }: NewClick): SignedClick {
  const id = `${clickIdsOf(at.getTime())}${random}`;
  const told = `${id}.${written(code)}${channel === null ? "" : `.${channel}`}`;
  return { id, signed: `${told}.${macOf(secret, told)}` };
}

/** What a click id says, if this tenant signed it; else null. */
export function verifyClickId(secret: string, id: string): ClickSeen | null {
  const [, , time, code, channel = null, mac] = SHAPE.exec(id) ?? [];
  if (time === undefined || code === undefined || mac === undefined) return null;
  const expected = macOf(secret, id.slice(0, id.lastIndexOf(".")));
  return sameText(mac, expected) ? { code: read(code), at: Number.parseInt(time, 36), channel } : null;
}

/** The code that a click id claims, not yet believed; null for what is no click id. */
export function peekClickCode(id: string): string | null {
  const code = SHAPE.exec(id)?.[3];
  return code === undefined ? null : read(code);
}

/** A code in the letters that an id may have. */
function written(code: string): string {
  return PLAIN.test(code) ? code : `_${Buffer.from(code).toString("base64url")}`;
}

function read(code: string): string {
  return code.startsWith("_") ? Buffer.from(code.slice(1), "base64url").toString() : code;
}

function macOf(secret: string, text: string): string {
  const whole = hmacSha256(secret, text);
  const last = BASE64URL.indexOf(whole.charAt(MAC_LENGTH - 1)) & LAST_BITS;
  return whole.slice(0, MAC_LENGTH - 1) + BASE64URL.charAt(last);
}

/** Compares in a time that does not tell how much of it is right. */
function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
