import { DatabaseError } from "../../ports.ts";
import { BusyError, OutcomeUnknownError } from "./attempts.ts";
import { LaneFullError, LaneTimeoutError } from "./lanes.ts";

/** An error as data, since errors lose their class on the way. Of other errors no one knows what was written. */
export type Failure =
  | { readonly of: "busy" | "outcomeUnknown"; readonly cause: string }
  | { readonly of: "laneFull" | "laneTimeout" }
  | {
      readonly of: "database";
      readonly message: string;
      readonly sqlState: string | null;
      readonly constraint: string | null;
    };

/** @returns null for an error that has no such form */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof BusyError) return { of: "busy", cause: textOf(error.cause) };
  if (error instanceof OutcomeUnknownError) return { of: "outcomeUnknown", cause: textOf(error.cause) };
  if (error instanceof LaneFullError) return { of: "laneFull" };
  if (error instanceof LaneTimeoutError) return { of: "laneTimeout" };
  if (!(error instanceof DatabaseError)) return null;
  const { message, sqlState, constraint } = error;
  return { of: "database", message, sqlState, constraint };
}

/** The error that it was. */
export function errorOf(failure: Failure): Error {
  switch (failure.of) {
    case "busy":
      return new BusyError(failure.cause);
    case "outcomeUnknown":
      return new OutcomeUnknownError(failure.cause);
    case "laneFull":
      return new LaneFullError();
    case "laneTimeout":
      return new LaneTimeoutError();
    case "database":
      return new DatabaseError(failure.message, failure.sqlState, failure.constraint);
    default:
      return failure satisfies never;
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
