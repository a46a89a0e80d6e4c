import type { SecretKeyAsker } from "../../db/queries/asker.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { ProblemError } from "../replies/problem.ts";

/** Whatever comes after "Bearer". */
export const BEARER = /^Bearer +(\S+)$/i;
const SECRET_KEY = /^sk_(test|live)_[0-9A-Za-z]{16,64}$/;

/**
 * The asker with the secret key that a request brings; the statement that reads what was asked for proves it.
 *
 * @throws {ProblemError} unauthorized, at once, for what is no secret key by its form
 */
export function secretKeyOf(request: Request): SecretKeyAsker {
  const header = request.headers.get("authorization");
  if (header === null) throw new ProblemError("unauthorized", "Send the header Authorization: Bearer sk_...");
  const key = BEARER.exec(header)?.[1] ?? "";
  if (!SECRET_KEY.test(key)) {
    throw new ProblemError(
      "unauthorized",
      "Only a secret key (sk_...) can be used here, as Authorization: Bearer sk_...",
    );
  }
  return { kind: "secretKey", hash: sha256(key) };
}

/** What is answered when the database knows no such key. */
export function badKey(): ProblemError {
  return new ProblemError("unauthorized", "The key does not exist or was revoked.");
}
