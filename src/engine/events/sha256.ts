import { hash } from "node:crypto";

/** The SHA-256 of a text, in hex. Both runtimes have this one; it needs no object and no turn of the loop. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}
