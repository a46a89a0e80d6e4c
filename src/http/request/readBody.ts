import type { Body } from "../definition.ts";
import { readFile } from "./fileBody.ts";
import { readForm } from "./formBody.ts";
import { readJson } from "./jsonBody.ts";
import { readUpload } from "./uploadBody.ts";

/**
 * Reads the body of a request once, as what its route takes.
 *
 * @throws {ProblemError} where it is something else, too large, or can't be read
 */
export async function readBody(
  request: Request,
  { file, isForm, isUpload, mayBeAbsent }: Omit<Body<unknown>, "schema" | "parse">,
): Promise<{ readonly text: string; readonly value: unknown }> {
  if (file !== undefined) return await readFile(request, file.types, file.most);
  if (isUpload) return await readUpload(request);
  return isForm ? await readForm(request) : await readJson(request, mayBeAbsent === true);
}
