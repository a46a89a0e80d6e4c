import type { Authorized } from "../../db/queries/asker.ts";
import type { WriteOutcome, WriteRefusal } from "../../usecases/commitOnce.ts";
import type { Reply } from "../endpoint.ts";
import { badKey } from "../request/authentication.ts";
import type { ProblemCode } from "./problem.ts";
import { ProblemError } from "./problem.ts";
import { RulesError } from "./rulesError.ts";

/** What a replayed answer says of itself. */
export const IDEMPOTENCY_HIT = { "idempotency-hit": "true" };

/** The request that came before under the same Idempotency-Key was another one. */
export function idempotencyMismatch(): ProblemError {
  return new ProblemError(
    "idempotency_mismatch",
    "This Idempotency-Key belongs to a request with another path or body.",
  );
}

/**
 * Answers with the outcome of a write.
 *
 * @throws {ProblemError} for every outcome that is none
 */
export function replyTo(outcome: WriteOutcome<ProblemCode>): Reply {
  switch (outcome.kind) {
    case "unauthorized":
      throw badKey();
    case "idempotency_mismatch":
      throw idempotencyMismatch();
    case "refused":
      throw problemFor(outcome.refusal);
    case "replayed":
      return { status: outcome.status, body: outcome.body, headers: IDEMPOTENCY_HIT };
    case "done":
      return { status: outcome.status, body: outcome.body };
    default:
      return outcome satisfies never;
  }
}

/** What a refusal is told as. */
export function problemFor({ code, detail, errors, rulesProblems, ...more }: WriteRefusal<ProblemCode>): ProblemError {
  if (rulesProblems !== undefined) return new RulesError(rulesProblems);
  return new ProblemError(code, detail, errors, more);
}

/** What something that only reads came to: an answer, or why there is none. */
export type ReadingOutcome<T> =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "refused"; readonly refusal: WriteRefusal<ProblemCode> }
  | { readonly kind: "done"; readonly reply: T };

/**
 * Answers with what something that only reads came to.
 *
 * @throws {ProblemError} for every outcome that is no answer
 */
export function replyToReading<T>(outcome: ReadingOutcome<T>): Reply & { readonly body: T } {
  switch (outcome.kind) {
    case "unauthorized":
      throw badKey();
    case "refused":
      throw problemFor(outcome.refusal);
    case "done":
      return { status: 200, body: outcome.reply };
    default:
      return outcome satisfies never;
  }
}

/**
 * What a read returned.
 *
 * @throws {ProblemError} unauthorized
 */
export function authorized<T>(read: Authorized<T> | null): T {
  if (read === null) throw badKey();
  return read.body;
}

/**
 * One thing that a read returned; what belongs to another tenant is as absent as what does not exist.
 *
 * @throws {ProblemError} unauthorized, or the code given
 */
export function found<T>(read: Authorized<T | null> | null, detail: string, code: ProblemCode = "not_found"): T {
  const body = authorized(read);
  if (body === null) throw new ProblemError(code, detail);
  return body;
}
