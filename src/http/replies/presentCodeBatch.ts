import type { RowOutcome } from "../../usecases/codes/issueCodes.ts";
import type { CodeAsked } from "../../usecases/codes/issuing.ts";
import type { Parsed } from "../request/parse.ts";
import { problemRow, renderRows } from "./presentRows.ts";
import { problemFor } from "./writeReply.ts";

/** The reply to a batch of codes. */
export function renderCodeBatch(rows: readonly Parsed<CodeAsked>[], requestId: string) {
  const render = renderRows(rows, requestId);
  return (outcomes: readonly RowOutcome[]) =>
    render(
      outcomes.map((outcome) => {
        if ("refusal" in outcome) return problemRow(problemFor(outcome.refusal), requestId);
        return { status: outcome.status, ...outcome.body };
      }),
    );
}
