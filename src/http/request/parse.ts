import type { z } from "zod";
import type { FieldError } from "../replies/problem.ts";
import { valueProblems } from "./jsonValue.ts";
import { LINE, plainSentence } from "./plainSentence.ts";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const MAX_ERRORS = 50;

/** Checks a JSON value against what holds for every value, then against its schema; once each. */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  const problems = valueProblems(value);
  return problems.length > 0 ? { ok: false, errors: problems } : parseShape(schema, value);
}

/** Checks a value against its schema alone, for what is checked in parts. */
export function parseShape<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(value, { error: plainSentence });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.flatMap(fieldErrors).slice(0, MAX_ERRORS) };
}

/** An unknown property is told by its own path rather than its parent's. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split(LINE);
    return issue.keys.map((key, index) => {
      return { path: [...issue.path, key].join("."), message: messages[index] ?? "unknown property" };
    });
  }
  return [{ path: issue.path.join("."), message: issue.message }];
}
