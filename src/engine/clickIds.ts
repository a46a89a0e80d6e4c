import type { ClickSeen } from "../domain/attribution.ts";

/**
 * Click ids travel through browsers and shops, so each carries its own proof: `clk_`, the time in base 36, a
 * random part, the code, and an HMAC over all of it. A shop may report a purchase before the click that led to
 * it has been stored, and the click is believed all the same.
 */

const PREFIX = "clk_";
/** Milliseconds in base 36 until the year 5188, as in every id. */
const TIME_LENGTH = 9;
/** Half of SHA-256: nobody guesses 128 bits, and links stay short. */
const MAC_BYTES = 16;
const SHAPE = /^(clk_([0-9a-z]{9})[0-9a-z]{1,32})\.([0-9A-Z]{1,32})\.([\w-]{22})$/;

/** Signing keys of the tenants in use; making one costs more than using it. */
const MAX_KEYS = 200;
const keys = new Map<string, Promise<CryptoKey>>();
const encoder = new TextEncoder();

export interface NewClick {
  /** Folded: capitals and digits. */
  readonly code: string;
  readonly at: Date;
  /** Lower-case letters and digits from the system's CSPRNG. */
  readonly random: string;
}

/** The signed id of a click, less than 100 characters long. */
export async function signClickId(secret: string, { code, at, random }: NewClick): Promise<string> {
  const time = at.getTime().toString(36).padStart(TIME_LENGTH, "0");
  const signed = `${PREFIX}${time}${random}.${code}`;
  return `${signed}.${await macOf(secret, signed)}`;
}

/** What a click id says, if this tenant signed it; else null. */
export async function verifyClickId(secret: string, id: string): Promise<ClickSeen | null> {
  const [, , time, code, mac] = SHAPE.exec(id) ?? [];
  if (time === undefined || code === undefined || mac === undefined) return null;
  const expected = await macOf(secret, id.slice(0, id.lastIndexOf(".")));
  return sameText(mac, expected) ? { code, at: Number.parseInt(time, 36) } : null;
}

/** The code that a click id claims, not yet believed; null for what is no click id. */
export function peekClickCode(id: string): string | null {
  return SHAPE.exec(id)?.[3] ?? null;
}

/** The part of a signed id under which its click is stored. */
export function storedClickId(id: string): string {
  return SHAPE.exec(id)?.[1] ?? id;
}

async function macOf(secret: string, text: string): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await keyOf(secret), encoder.encode(text));
  return base64url(new Uint8Array(mac, 0, MAC_BYTES));
}

function keyOf(secret: string): Promise<CryptoKey> {
  let key = keys.get(secret);
  if (key === undefined) {
    if (keys.size >= MAX_KEYS) keys.clear();
    key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    keys.set(secret, key);
  }
  return key;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Compares in a time that does not tell how much of it is right. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
