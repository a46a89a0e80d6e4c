import { ProblemError } from "../problem.ts";

/** One mebibyte, of any body. */
export const MAX_BODY_BYTES = 1_048_576;

const JSON_TYPE = /^application\/json\s*(;|$)/i;
// Fatal, because replacing what is no UTF-8 would store something else than was sent.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

export interface JsonBody {
  /** As it was sent, for comparing a repeat. */
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads a body once.
 *
 * @param mayBeAbsent whether no body at all stands for `{}`
 * @throws {ProblemError} unsupported_media_type, body_too_large, invalid_json
 */
export async function readJson(request: Request, mayBeAbsent: boolean): Promise<JsonBody> {
  const type = request.headers.get("content-type");
  if (!JSON_TYPE.test(type ?? "") && !(mayBeAbsent && type === null)) throw wrongType();
  const bytes = await readBytes(request);
  if (bytes.length === 0) {
    if (mayBeAbsent) return { text: "", value: {} };
    throw new ProblemError("invalid_json", "The body is empty.");
  }
  if (type === null) throw wrongType();
  try {
    const text = decoder.decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof SyntaxError ? "It can't be parsed." : "It is not UTF-8.";
    throw new ProblemError("invalid_json", reason);
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared === null) return await readStream(request);
  if (Number(declared) > MAX_BODY_BYTES) throw tooLarge();
  const bytes = new Uint8Array(await whole(request.arrayBuffer()));
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
  return bytes;
}

/** A body that does not say how long it is is counted while it comes. */
async function readStream(request: Request): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await whole(reader.read());
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
async function whole<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new ProblemError("invalid_json", "The body ended too early.");
  }
}

function wrongType(): ProblemError {
  return new ProblemError("unsupported_media_type", "Send the body with the header Content-Type: application/json.");
}

function tooLarge(): ProblemError {
  return new ProblemError("body_too_large", `A body may have ${MAX_BODY_BYTES} bytes.`);
}
