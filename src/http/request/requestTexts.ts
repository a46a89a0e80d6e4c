import type { Context } from "hono";
import * as z from "zod";
import type { FieldError } from "../replies/problem.ts";
import { ProblemError } from "../replies/problem.ts";
import { textProblem } from "./jsonValue.ts";
import { parseWith } from "./parse.ts";

/** The parts of a request that stand in its URL. */

/** What can't be decoded would reach the handlers as it was written, and name something else than it seems to. */
export function checkEncoding(url: string): void {
  if (!url.includes("%")) return;
  try {
    decodeURIComponent(url);
  } catch {
    throw invalid("URL", [{ path: "", message: "a % is not followed by the bytes of a UTF-8 character" }]);
  }
}

/** Parses the names and values of a path or query; without a schema there may be none. */
export function parseTexts(schema: z.ZodObject | undefined, texts: Record<string, string>, where: string): unknown {
  const names = Object.keys(texts);
  if (schema === undefined && names.length === 0) return {};
  const bad = names.flatMap((name): FieldError[] => {
    const message = textProblem(name) ?? textProblem(texts[name] ?? "");
    return message === null ? [] : [{ path: textProblem(name) === null ? name : "", message }];
  });
  if (bad.length > 0) throw invalid(where, bad);
  const parsed = parseWith(schema ?? z.strictObject({}), texts);
  if (!parsed.ok) throw invalid(where, parsed.errors);
  return parsed.value;
}

/** The query, each name once. */
export function queryOf(context: Context): Record<string, string> {
  // Most requests have none; asking for the URL's parts costs more than looking for the mark.
  if (!context.req.raw.url.includes("?")) return {};
  const texts: Record<string, string> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (values.length > 1) throw invalid("query", [{ path: name, message: "given more than once" }]);
    texts[name] = values[0] ?? "";
  }
  return texts;
}

/** Something is wrong in a part of the request: its URL, path, query or body. */
export function invalid(where: string, errors: readonly FieldError[]): ProblemError {
  return new ProblemError("invalid_request", `The ${where} is not valid.`, errors);
}
