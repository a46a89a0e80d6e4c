import { sha256 } from "../../engine/events/sha256.ts";
import { ProblemError } from "../replies/problem.ts";

/** Printable ASCII, as long as a header may reasonably be. */
const KEY = /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The caller's own name for one request, with what tells a repeat from another request under the same name. */
export interface IdempotencyKey {
  readonly key: string;
  readonly requestHash: string;
}

/**
 * Reads the Idempotency-Key header; null when there is none.
 *
 * @param text the body as it was sent
 * @throws {ProblemError} invalid_request
 */
export function idempotencyKeyOf(request: Request, path: string, text: string): IdempotencyKey | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!KEY.test(key)) {
    const message = "1 to 255 printable ASCII characters";
    throw new ProblemError("invalid_request", "The header Idempotency-Key is not valid.", [
      { path: "Idempotency-Key", message },
    ]);
  }
  return { key, requestHash: sha256(`${request.method} ${path}\n${text}`) };
}
