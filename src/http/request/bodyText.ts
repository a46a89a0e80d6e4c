import { ProblemError } from "../replies/problem.ts";

/** One mebibyte, of any body. */
export const MAX_BODY_BYTES = 1_048_576;

// Fatal, because replacing what is no UTF-8 would store something else than was sent.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** What can't be read of a body is told by the code of what the body was to be. */
export type UnreadableBody = "invalid_json" | "invalid_form";

/**
 * Reads a body once, as text.
 *
 * @throws {ProblemError} body_too_large; `unreadable` for what ends too early or is no UTF-8
 */
export async function readText(request: Request, unreadable: UnreadableBody): Promise<string> {
  const bytes = await readBytes(request, unreadable);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProblemError(unreadable, "It is not UTF-8.");
  }
}

/**
 * Reads a body once, as it is.
 *
 * @throws {ProblemError} body_too_large; `unreadable` for what ends too early
 */
export async function readBytes(request: Request, unreadable: UnreadableBody): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared === null) return await readStream(request, unreadable);
  if (Number(declared) > MAX_BODY_BYTES) throw tooLarge();
  const bytes = new Uint8Array(await whole(request.arrayBuffer(), unreadable));
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
  return bytes;
}

/** A body that does not say how long it is is counted while it comes. */
async function readStream(request: Request, unreadable: UnreadableBody): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await whole(reader.read(), unreadable);
    if (done) break;
    length += value.length;
    if (length > MAX_BODY_BYTES) {
      await reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A caller who goes away in the middle of a body is no defect of ours. */
async function whole<T>(reading: Promise<T>, unreadable: UnreadableBody): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new ProblemError(unreadable, "The body ended too early.");
  }
}

function tooLarge(): ProblemError {
  return new ProblemError("body_too_large", `A body may have at most ${MAX_BODY_BYTES} bytes.`);
}

/** Refuses a body of another type than the route takes. */
export function wrongType(type: string): ProblemError {
  return new ProblemError("unsupported_media_type", `Send the body with the header Content-Type: ${type}.`);
}
