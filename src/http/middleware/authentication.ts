import { ProblemError } from "../problem.ts";

const BEARER = /^Bearer +(\S+)$/i;
const SECRET_KEY = /^sk_(test|live)_[0-9A-Za-z]{16,64}$/;

/** Hashes of keys seen lately: an awaited digest costs a request more than its routing. */
const MAX_HASHES = 500;
const hashes = new Map<string, string>();
const encoder = new TextEncoder();

/**
 * The hash of the secret key that a request brings, by which its tenant is found in the same statement that reads
 * what was asked for.
 *
 * @throws {ProblemError} unauthorized, at once, for what is no secret key by its form
 */
export function keyHashOf(request: Request): Promise<string> | string {
  const header = request.headers.get("authorization");
  if (header === null) throw new ProblemError("unauthorized", "Send the header Authorization: Bearer sk_...");
  const key = BEARER.exec(header)?.[1] ?? "";
  if (!SECRET_KEY.test(key)) {
    throw new ProblemError("unauthorized", "Only a secret key (sk_...) can be used here, as Authorization: Bearer sk_...");
  }
  return hashes.get(key) ?? hashOf(key);
}

/** What is answered when the database knows no such key. */
export function badKey(): ProblemError {
  return new ProblemError("unauthorized", "The key does not exist or was revoked.");
}

async function hashOf(key: string): Promise<string> {
  const hash = await sha256Hex(key);
  if (hashes.size >= MAX_HASHES) hashes.clear();
  hashes.set(key, hash);
  return hash;
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
