import { DatabaseError, NO_CONNECTION } from "../../ports.ts";

/** What a server says about a statement it refused; every driver copies these fields to its own class of error. */
interface StatementRefusal {
  readonly message: string;
  readonly code: string;
  readonly severity: string;
  readonly constraint?: unknown;
}

/** Fields worth logging that hold no values of rows (`detail` does) and no parameters. */
const loggedFields = ["severity", "hint", "position", "where", "schema", "table", "column", "routine"];

/**
 * States in which a session ended rather than a statement: connection exceptions (08), shutdowns and crashes
 * (57P), and "statement completion unknown". A statement that was committing then may have been committed. A session
 * that never began (08001, 08004, and 57P03 of a server that starts or stops) ran nothing.
 */
const lostSession = /^(08(?!001|004)...|57P(?!03)..|40003)$/;

/** What the systems of both runtimes say when no connection came about, so that no statement was sent. */
const noConnection = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function isStatementRefusal(error: unknown): error is StatementRefusal {
  // A failed socket has a `code` too ("EPIPE" even looks like a SQLSTATE); only a server states a severity.
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return false;
  return typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code) && typeof error.severity === "string";
}

/**
 * Turns whatever a driver threw into the port's error. The server's own message is kept, it names
 * constraints and never connections; any other error is described by its kind alone, because drivers put
 * whole connection strings, passwords included, into messages and properties.
 */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (!isStatementRefusal(error)) {
    const kind = kindOf(error);
    if (noConnection.has(kind)) return notConnected(kind);
    return new DatabaseError(`The outcome of the statement is unknown (${kind}).`, null, null);
  }
  const known = !lostSession.test(error.code);
  const constraint = typeof error.constraint === "string" ? error.constraint : null;
  return new DatabaseError(error.message, known ? error.code : null, constraint, loggable(error));
}

/** The same for a failure that came before the statement was sent: whatever it was, nothing ran. */
export function toConnectError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (!isStatementRefusal(error)) return notConnected(kindOf(error));
  return new DatabaseError(error.message, error.code, null, loggable(error));
}

function notConnected(kind: string): DatabaseError {
  return new DatabaseError(`There is no connection to the database (${kind}).`, NO_CONNECTION, null);
}

function loggable(refusal: StatementRefusal): Record<string, unknown> {
  const all = new Map<string, unknown>(Object.entries(refusal));
  const kept = loggedFields.filter((field) => all.get(field) !== undefined && all.get(field) !== null);
  return { code: refusal.code, ...Object.fromEntries(kept.map((field) => [field, all.get(field)])) };
}

/** The innermost name that tells one failure from another: a system's code, an HTTP status or a class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const inner = ("sourceError" in error ? error.sourceError : undefined) ?? error.cause;
  if (inner instanceof Error) return kindOf(inner);
  if ("code" in error && typeof error.code === "string" && /^[A-Z][A-Z0-9_]*$/.test(error.code)) return error.code;
  const status = /^Server error \(HTTP status (\d{3})\)/.exec(error.message);
  if (status !== null) return `HTTP ${status[1]}`;
  return /time(?:d )?out/i.test(`${error.name} ${error.message}`) ? "timeout" : error.name;
}
