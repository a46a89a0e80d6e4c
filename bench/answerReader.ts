const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COLON = 58;
const ZERO = 48;
/** A bit that upper case has not. */
const LOWER = 0x20;
const CONTENT_LENGTH = Buffer.from("content-length");
const TRANSFER_ENCODING = Buffer.from("transfer-encoding");
/** Nothing but a body in chunks ends like this, since one request is under way at a time. */
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");
const STATUS_AT = "HTTP/1.1 ".length;
const MAX_HEADER_BYTES = 64 * 1024;

/** Reads the answers of one connection: it counts bytes and keeps none of them. */
export type AnswerReader = (piece: Uint8Array, length: number) => number | null;

/**
 * @returns what is to be called with each piece that a connection gives, and returns the status of the answer that
 * ends with this piece, or null. It takes for granted that a connection asks one thing at a time.
 * @throws {Error} for what is no answer in HTTP/1.1
 */
export function answerReader(): AnswerReader {
  let status = 0;
  /** Bytes of the body that are still to come; null before the header has ended. */
  let missing: number | null = null;
  let isChunked = false;
  /** A header that came in pieces, or the end of chunks. */
  let kept: Uint8Array = new Uint8Array(0);

  const finish = (): number => {
    missing = null;
    kept = new Uint8Array(0);
    return status;
  };

  return (piece, length) => {
    let [bytes, end] = [piece, length];
    if (kept.length > 0) {
      bytes = Buffer.concat([kept, piece.subarray(0, length)]);
      end = bytes.length;
    }
    if (missing === null) {
      const header = readHeader(bytes, end);
      if (header === null) {
        if (end > MAX_HEADER_BYTES) throw new Error("an answer's header has no end");
        kept = bytes.slice(0, end);
        return null;
      }
      ({ status, isChunked } = header);
      missing = header.bodyLength - (end - header.length);
      kept = new Uint8Array(0);
    } else {
      missing -= length;
    }
    if (!isChunked) return missing <= 0 ? finish() : null;
    if (endsWith(bytes, end, LAST_CHUNK)) return finish();
    kept = bytes.slice(Math.max(0, end - LAST_CHUNK.length), end);
    return null;
  };
}

interface Header {
  readonly status: number;
  readonly length: number;
  readonly bodyLength: number;
  readonly isChunked: boolean;
}

/** Null where the header goes on. */
function readHeader(bytes: Uint8Array, end: number): Header | null {
  let bodyLength = 0;
  let isChunked = false;
  let line = 0;
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== LINE_FEED) continue;
    if (at - line <= 1) return { status: numberAt(bytes, STATUS_AT), length: at + 1, bodyLength, isChunked };
    if (isNamed(bytes, line, CONTENT_LENGTH)) bodyLength = numberAt(bytes, line + CONTENT_LENGTH.length + 1);
    else if (isNamed(bytes, line, TRANSFER_ENCODING)) isChunked = true;
    line = at + 1;
  }
  return null;
}

function isNamed(bytes: Uint8Array, line: number, name: Uint8Array): boolean {
  if (bytes[line + name.length] !== COLON) return false;
  for (let i = 0; i < name.length; i++) {
    if (((bytes[line + i] ?? 0) | LOWER) !== name[i]) return false;
  }
  return true;
}

/** The number that begins here, after spaces. */
function numberAt(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === LOWER) at += 1;
  let number = 0;
  for (; bytes[at] !== CARRIAGE_RETURN && bytes[at] !== LOWER && at < bytes.length; at++) {
    number = number * 10 + (bytes[at] ?? ZERO) - ZERO;
  }
  return number;
}

function endsWith(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  if (end < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[end - text.length + i] !== text[i]) return false;
  return true;
}
