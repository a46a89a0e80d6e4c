import { sha256 } from "../../engine/events/sha256.ts";
import { ProblemError } from "../replies/problem.ts";
import { readBytes } from "./bodyText.ts";
import { FORM_TYPE, readForm } from "./formBody.ts";

const IS_UPLOAD = /^multipart\/form-data\s*;/i;

/** A form as it was sent. */
export interface ReadUpload {
  /** Stands for the whole of it where a repeat is compared. */
  readonly text: string;
  /** Each name with its text, or with the bytes of its file; where no file was chosen the name is left out. */
  readonly value: unknown;
}

/**
 * Reads the body of a form that brings a file, once. Sent without one, it is a form like any other.
 *
 * @throws {ProblemError} unsupported_media_type, body_too_large, invalid_form
 */
export async function readUpload(request: Request): Promise<ReadUpload> {
  const type = request.headers.get("content-type") ?? "";
  if (!IS_UPLOAD.test(type)) return await readForm(request);
  const bytes = await readBytes(request, "invalid_form");
  const text = sha256(Buffer.from(bytes).toString("base64"));
  const form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": type } })
    .formData()
    .catch(() => {
      throw new ProblemError(
        "invalid_form",
        `Send the fields as ${FORM_TYPE}, or as the parts of multipart/form-data.`,
      );
    });
  const fields: [string, unknown][] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size > 0) fields.push([name, new Uint8Array(await value.arrayBuffer())]);
  }
  if (new Set(fields.map(([name]) => name)).size < fields.length) {
    throw new ProblemError("invalid_form", "A field comes several times.");
  }
  return { text, value: Object.fromEntries(fields) };
}
