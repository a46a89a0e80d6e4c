import type { RowOutcome } from "../../usecases/codes/issueCodes.ts";
import type { CodeAsked } from "../../usecases/codes/issuing.ts";
import type { Parsed } from "../request/parse.ts";
import { ProblemError, problemBody, statusOf } from "./problem.ts";
import { problemFor } from "./writeReply.ts";

/** The reply to a batch of codes: the rows that could not be parsed keep their places among the others. */
export function renderCodeBatch(rows: readonly Parsed<CodeAsked>[], requestId: string) {
  return (outcomes: readonly RowOutcome[]) => {
    let next = 0;
    const results = rows.map((row) => {
      if (!row.ok) return problemRow(new ProblemError("invalid_request", "The row is not valid.", row.errors));
      const outcome = outcomes[next++];
      if (outcome === undefined) throw new Error("fewer outcomes than rows");
      if ("refusal" in outcome) return problemRow(problemFor(outcome.refusal));
      return { status: outcome.status, ...outcome.body };
    });
    return { results };
  };

  function problemRow(problem: ProblemError) {
    return { status: statusOf(problem.code), problem: problemBody(problem, requestId) };
  }
}
