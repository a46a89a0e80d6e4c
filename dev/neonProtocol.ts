import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import type { RawResult, Statement } from "./rawDatabase.ts";

/**
 * What `@neondatabase/serverless` 1.2.0 sends to `/sql` and reads from it: always with
 * `Neon-Raw-Text-Output: true` and `Neon-Array-Mode: true`, so values travel as PostgreSQL's text, and rows
 * as arrays.
 */

const statementSchema = z.object({ query: z.string(), params: z.array(z.string().nullable()).default([]) });
const requestSchema = z.union([z.object({ queries: z.array(statementSchema) }), statementSchema]);

/** One statement by itself, or a list run as one transaction. */
export type NeonRequest =
  | { readonly kind: "statement"; readonly statement: Statement }
  | { readonly kind: "batch"; readonly statements: readonly Statement[]; readonly mode: string };

/** A request that a driver would not have sent. */
export class NeonRequestError extends Error {}

/** @throws {NeonRequestError} */
export function readRequest(body: string, headers: IncomingHttpHeaders): NeonRequest {
  if (headers["neon-raw-text-output"] !== "true" || headers["neon-array-mode"] !== "true") {
    throw new NeonRequestError("This endpoint answers with raw text in array mode only.");
  }
  const parsed = requestSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new NeonRequestError("The body is neither { query, params } nor { queries: [...] }.");
  if ("queries" in parsed.data)
    return { kind: "batch", statements: parsed.data.queries, mode: transactionMode(headers) };
  return { kind: "statement", statement: parsed.data };
}

const isolationLevels = new Map([
  ["ReadUncommitted", "ISOLATION LEVEL READ UNCOMMITTED"],
  ["ReadCommitted", "ISOLATION LEVEL READ COMMITTED"],
  ["RepeatableRead", "ISOLATION LEVEL REPEATABLE READ"],
  ["Serializable", "ISOLATION LEVEL SERIALIZABLE"],
]);

function transactionMode(headers: IncomingHttpHeaders): string {
  const level = headers["neon-batch-isolation-level"];
  const modes = [
    level === undefined ? undefined : isolationLevel(String(level)),
    flag(headers["neon-batch-read-only"], "READ ONLY", "READ WRITE"),
    flag(headers["neon-batch-deferrable"], "DEFERRABLE", "NOT DEFERRABLE"),
  ];
  return modes.filter((mode) => mode !== undefined).join(", ");
}

function isolationLevel(name: string): string {
  const mode = isolationLevels.get(name);
  if (mode === undefined) throw new NeonRequestError("Neon-Batch-Isolation-Level names no isolation level.");
  return mode;
}

function flag(value: string | string[] | undefined, whenTrue: string, whenFalse: string): string | undefined {
  if (value === undefined) return undefined;
  return value === "true" ? whenTrue : whenFalse;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The reply to a request that was carried out. */
export function replyOf(request: NeonRequest, results: readonly RawResult[]): unknown {
  const replies = results.map((result) => ({ ...result, rowAsArray: true }));
  return request.kind === "batch" ? { results: replies } : replies[0];
}

/** The fields that the driver copies to its error. */
const errorFields = [
  "severity",
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
];

/** The reply to a statement that failed. Neon sends every field, null where the server gave none. */
export function errorReply(error: unknown): unknown {
  const fields = new Map<string, unknown>(error instanceof Error ? Object.entries(error) : []);
  return {
    message: error instanceof Error ? error.message : "unknown error",
    ...Object.fromEntries(errorFields.map((field) => [field, fields.get(field) ?? null])),
  };
}
