import * as z from "zod";
import { ProblemError } from "../replies/problem.ts";

/** Lists: how many at once, and where the next page begins. */

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
/** Some hold an id of the tenant's own: 255 characters of three bytes, in base64, and what stands beside it. */
const MAX_CURSOR_LENGTH = 1_200;

export const pageQuery = {
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/, `a whole number from 1 to ${MAX_LIMIT}`)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, `1 to ${MAX_LIMIT}`)
    .default(DEFAULT_LIMIT)
    .meta({ inDocument: { type: "integer", minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT } }),
  cursor: z.string().max(MAX_CURSOR_LENGTH).optional(),
};

export interface Page<T> {
  readonly data: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * Makes a page of the rows that were read: one more than asked for tells whether there is another.
 *
 * @param keyOf what the list is ordered by
 * @param isCut whether there are others for which the page had no room
 */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
  present: (row: Row) => T,
  isCut = false,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = (isCut || rows.length > limit) && last !== undefined ? encodeCursor(keyOf(last)) : null;
  return { data: shown.map(present), nextCursor };
}

/**
 * Where to go on: the key that a page of the same list ended with; null for the first page.
 *
 * @param shape of each part of the key, so that a made-up cursor is refused
 * @throws {ProblemError} invalid_request
 */
export function cursorKey(cursor: string | undefined, shape: readonly RegExp[]): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor);
  if (key !== null && key.length === shape.length && shape.every((part, index) => part.test(key[index] ?? "")))
    return key;
  throw new ProblemError("invalid_request", "The query is not valid.", [
    { path: "cursor", message: "not a nextCursor of this list" },
  ]);
}

/** Where the next page of a list begins. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function decodeCursor(cursor: string): readonly string[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(key) && key.every((part) => typeof part === "string") ? key : null;
  } catch {
    return null;
  }
}
