import type { Parsed } from "../request/parse.ts";
import { ProblemError, problemBody, statusOf } from "./problem.ts";

/** The reply to a batch of rows: those that could not be parsed keep their places among the others. */
export function renderRows(rows: readonly Parsed<unknown>[], requestId: string) {
  return (told: readonly object[]) => {
    let next = 0;
    const results = rows.map((row) => {
      if (!row.ok)
        return problemRow(new ProblemError("invalid_request", "The row is not valid.", row.errors), requestId);
      const outcome = told[next++];
      if (outcome === undefined) throw new Error("fewer outcomes than rows");
      return outcome;
    });
    return { results };
  };
}

/** A row of a batch that has a problem of its own. */
export function problemRow(problem: ProblemError, requestId: string) {
  return { status: statusOf(problem.code), problem: problemBody(problem, requestId) };
}
