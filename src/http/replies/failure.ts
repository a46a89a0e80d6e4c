import { isBalanceOutOfRange, isOverloaded, isUnavailable, isUnknown } from "../../db/pgErrors.ts";
import { BALANCE_OUT_OF_RANGE } from "../../domain/ledger.ts";
import { BusyError, OutcomeUnknownError } from "../../engine/loop/attempts.ts";
import { LaneFullError, LaneTimeoutError } from "../../engine/loop/lanes.ts";
import { logError } from "../../log.ts";
import { createCrowdLog } from "./crowdLog.ts";
import { ProblemError } from "./problem.ts";

/** Outages and crowds: of each kind a few are logged. */
const crowds = createCrowdLog();

/**
 * What the caller is told of anything thrown. Whatever is no problem of the caller's is a defect: its cause goes
 * to the log under the request's id, and nowhere else.
 */
export function toProblem(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isBalanceOutOfRange(error)) return new ProblemError("balance_out_of_range", BALANCE_OUT_OF_RANGE);
  // Full lanes are what they are for; of anything else it is worth knowing what it was.
  if (error instanceof LaneFullError || error instanceof LaneTimeoutError) return new ProblemError("busy", BUSY);
  const passing = passingProblem(error);
  if (passing !== null) {
    crowds.add(passing.code, error, requestId);
    return passing;
  }
  logDefect(error, requestId);
  return new ProblemError("internal", "The error has been logged under this requestId.");
}

const BUSY = "The service is busy. Nothing was saved. Send the request again.";

/** What another try may mend; null for anything else. */
function passingProblem(error: unknown): ProblemError | null {
  if (error instanceof OutcomeUnknownError) {
    return new ProblemError(
      "outcome_unknown",
      "The database did not say whether it wrote this request. Send it again as it is, under the same Idempotency-Key if it had one: what was written is not written twice.",
    );
  }
  if (error instanceof BusyError || isOverloaded(error)) return new ProblemError("busy", BUSY);
  if (!isUnavailable(error) && !isUnknown(error)) return null;
  return new ProblemError(
    "database_unavailable",
    "The database can't be asked now. Nothing was saved. Send the request again.",
  );
}

/** What fails again and again in an outage without failing the request as a whole. */
export function logCrowd(kind: "health" | "rate limiter" | "share link", error: unknown, requestId: string): void {
  crowds.add(kind, error, requestId);
}

/** The one place where a cause is written down. */
export function logDefect(error: unknown, requestId: string): void {
  logError("request failed", error, { requestId });
}
