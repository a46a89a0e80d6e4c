import { isBalanceOutOfRange, isUnknown } from "../db/pgErrors.ts";
import { BALANCE_OUT_OF_RANGE } from "../domain/ledger.ts";
import { BusyError } from "../engine/attempts.ts";
import { LaneFullError } from "../engine/lanes.ts";
import { ProblemError } from "./problem.ts";

/**
 * What the caller is told of anything thrown. Whatever is no problem of the caller's is a defect: its cause goes
 * to the log under the request's id, and nowhere else.
 */
export function toProblem(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof BusyError || error instanceof LaneFullError) {
    // Seconds of attempts that all failed are seldom bad luck: what kept them from holding is worth knowing.
    if (error instanceof BusyError) logDefect(error, requestId);
    return new ProblemError("busy", "Too much is being written at once. Nothing of this request was; send it again.");
  }
  if (isBalanceOutOfRange(error)) return new ProblemError("balance_out_of_range", BALANCE_OUT_OF_RANGE);
  logDefect(error, requestId);
  if (isUnknown(error)) {
    return new ProblemError("database_unavailable", "The database did not answer in time. Send the request again.");
  }
  return new ProblemError("internal", "The error has been logged under this requestId.");
}

/** The one place where a cause is written down. */
export function logDefect(error: unknown, requestId: string): void {
  console.error(`request ${requestId} failed:`, error);
}
