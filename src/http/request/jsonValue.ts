import type { FieldError } from "../replies/problem.ts";

/** Objects and lists within each other; nothing in the contract needs more than ten. */
export const MAX_JSON_DEPTH = 32;
const MAX_ERRORS = 20;

/**
 * What no schema says because it holds for every text: PostgreSQL keeps neither U+0000 nor half a surrogate pair,
 * and JavaScript treats a property named `__proto__` unlike any other.
 */
export function textProblem(text: string): string | null {
  if (text.includes("\u0000")) return "U+0000 can't be stored";
  return text.isWellFormed() ? null : "half a surrogate pair is no character";
}

/** The problems of a parsed JSON value that hold whatever its schema is. */
export function valueProblems(value: unknown): FieldError[] {
  const problems: FieldError[] = [];
  visit(value, "", 0, problems);
  return problems;
}

function visit(value: unknown, path: string, depth: number, problems: FieldError[]): void {
  if (problems.length >= MAX_ERRORS) return;
  if (typeof value === "string") {
    const message = textProblem(value);
    if (message !== null) problems.push({ path, message });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_JSON_DEPTH) {
    problems.push({ path, message: `nested deeper than ${MAX_JSON_DEPTH} levels` });
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      visit(value[index], joined(path, String(index)), depth + 1, problems);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const message = key === "__proto__" ? "unknown property" : textProblem(key);
    // The bad name itself is not repeated: it could not be stored or shown either.
    if (message !== null) problems.push({ path, message: `a property's name: ${message}` });
    else visit(inner, joined(path, key), depth + 1, problems);
  }
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
