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
  const key = BEARER.exec(header ?? "")?.[1] ?? "";
  if (!SECRET_KEY.test(key)) {
    throw new ProblemError(
      "unauthorized",
      `A secret key of your tenant is needed, as Authorization: Bearer sk_...; ${kindOf(header, key)}.`,
    );
  }
  return { kind: "secretKey", hash: sha256(key) };
}

/** What came instead of the credential that is needed, without repeating any of it. */
export function kindOf(header: string | null, key: string): string {
  if (header === null) return "the header is missing";
  if (key === "") return "the header has another form";
  if (key.startsWith("pk_")) return "this is a publishable key (pk_...)";
  if (key.split(".").length === 3) return "this is a participant's token";
  if (SECRET_KEY.test(key)) return "this is a secret key (sk_...), which belongs on a server only";
  if (key.startsWith("sk_")) return "this begins like a secret key, and is not a whole one";
  return "this is neither a key nor a token of this service";
}

/** What is answered when the database knows no such key. */
export function badKey(): ProblemError {
  return new ProblemError(
    "unauthorized",
    "This server has no such key: it was revoked, it is of another server, or the database was made anew. `npm start` writes the demo's keys to .data/dev-keys.json.",
  );
}
