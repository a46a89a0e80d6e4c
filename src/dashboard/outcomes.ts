import type { ProblemCode } from "../http/replies/problem.ts";
import { replyTo } from "../http/replies/writeReply.ts";
import type { WriteOutcome } from "../usecases/commitOnce.ts";
import { NotProvedError } from "./route.ts";

/**
 * What a use case did for a form: done, now or when the form was sent before, or one of the refusals that the page has
 * words for.
 *
 * @throws {ProblemError} for every other refusal, which becomes a page that says so
 */
export function outcomeOf<Code extends ProblemCode, Told extends Code>(
  outcome: WriteOutcome<Code>,
  told: readonly Told[],
): { readonly kind: "done" } | { readonly kind: "refused"; readonly code: Told; readonly paths: readonly string[] } {
  if (outcome.kind === "unauthorized") throw new NotProvedError();
  if (outcome.kind === "refused") {
    const { code, errors = [] } = outcome.refusal;
    const known = told.find((one) => one === code);
    if (known !== undefined) return { kind: "refused", code: known, paths: errors.map(({ path }) => path) };
  }
  const { status } = replyTo(outcome);
  // A repeat is answered as the first time, which may have been refused.
  if (status >= 300) throw new Error(`a form was answered ${status}`);
  return { kind: "done" };
}
