import { createHash } from "node:crypto";

/** The SHA-256 of a text, in hex. Both runtimes have this one, and unlike WebCrypto's it needs no turn of the loop. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
