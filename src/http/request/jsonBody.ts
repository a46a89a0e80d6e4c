import { ProblemError } from "../replies/problem.ts";
import { readText, wrongType } from "./bodyText.ts";

export const JSON_TYPE = "application/json";
const IS_JSON = /^application\/json\s*(;|$)/i;

/** A body as it was sent, for comparing a repeat, and what it says. */
export interface ReadBody {
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads a body of JSON once.
 *
 * @param mayBeAbsent whether no body at all stands for `{}`
 * @throws {ProblemError} unsupported_media_type, body_too_large, invalid_json
 */
export async function readJson(request: Request, mayBeAbsent: boolean): Promise<ReadBody> {
  const type = request.headers.get("content-type");
  if (!IS_JSON.test(type ?? "") && !(mayBeAbsent && type === null)) throw wrongType(JSON_TYPE);
  const text = await readText(request, "invalid_json");
  if (text === "") {
    if (mayBeAbsent) return { text, value: {} };
    throw new ProblemError("invalid_json", "The body is empty.");
  }
  if (type === null) throw wrongType(JSON_TYPE);
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    throw new ProblemError("invalid_json", `It can't be parsed${placeOf(error)}.`);
  }
}

/** Where the body stops to be JSON, if V8 says so. Nothing else of its message is told, since it repeats the body. */
function placeOf(error: unknown): string {
  const [, line, column] = (error instanceof Error && /\(line (\d+) column (\d+)\)$/.exec(error.message)) || [];
  return line === undefined ? "" : ` from line ${line}, column ${column} on`;
}
