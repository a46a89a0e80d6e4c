import { ProblemError } from "../replies/problem.ts";
import { readText, wrongType } from "./bodyText.ts";
import type { ReadBody } from "./jsonBody.ts";

export const FORM_TYPE = "application/x-www-form-urlencoded";
const IS_FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * Reads the body that a page's form posts, once: an object of its names, each with its text, or with the list of its
 * texts where the name comes several times. Forms with files are of another type and are refused.
 *
 * @throws {ProblemError} unsupported_media_type, body_too_large, invalid_form
 */
export async function readForm(request: Request): Promise<ReadBody> {
  if (!IS_FORM.test(request.headers.get("content-type") ?? "")) throw wrongType(FORM_TYPE);
  const text = await readText(request, "invalid_form");
  try {
    // URLSearchParams puts a replacement character for what it can't decode, so that is found out before.
    decodeURIComponent(text);
  } catch {
    throw new ProblemError("invalid_form", "A % is not followed by the bytes of a UTF-8 character.");
  }
  const lists = new Map<string, string[]>();
  // Behind a "&" a leading "?" is a part of the first name, as it is in a form.
  for (const [name, value] of new URLSearchParams(`&${text}`)) {
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [value]);
    else list.push(value);
  }
  const entries = [...lists].map(([name, list]) => [name, list.length === 1 ? list[0] : list]);
  return { text, value: Object.fromEntries(entries) };
}
