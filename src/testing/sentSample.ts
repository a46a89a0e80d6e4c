import type { Sample } from "./sample.ts";

let keys = 0;

/** The headers of one call of a sample: an Idempotency-Key is another one each time. */
export function headersOf({ body, file, needsKey }: Sample): Record<string, string> {
  const kind = file === undefined ? (body === null ? null : "application/json") : "image/png";
  const type: Record<string, string> = kind === null ? {} : { "content-type": kind };
  return needsKey === true ? { ...type, "idempotency-key": `sample-${++keys}` } : type;
}

/** What a call of a sample sends, with its own body or another. */
export function bodyOfSample({ file }: Sample, body: unknown): { readonly body?: BodyInit } {
  if (file !== undefined) return { body: file };
  return body === null ? {} : { body: JSON.stringify(body) };
}
