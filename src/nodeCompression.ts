import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A smaller body fits into one packet either way. */
export const LEAST_BYTES = 1_024;
/** Built files are compressed once: those that are read now and then, up to so many bytes together. */
export const MOST_KEPT_BYTES = 8_000_000;

/** About as fast as gzip and smaller; the highest qualities take seconds for what is made anew each time. */
const BROTLI_QUALITY = 4;

const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(json|[\w.+-]+\+json|javascript|xml)|image\/svg\+xml)/i;

type Encoding = "br" | "gzip";

const compressed: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: promisify(gzip),
};

/** What of a request decides how its answer is sent. */
export interface Asked {
  readonly method: string;
  readonly acceptEncoding: string | undefined;
}

/** Compresses an answer where its caller can read that and it is worth it. What needs no look is handed back at once. */
export type Compress = (response: Response, asked: Asked) => Response | Promise<Response>;

/**
 * Makes what compresses the answers of a Node server; Cloudflare does it for Workers. It waits for the whole of a body,
 * so that its length is known: no answer of ours flows, and an event stream is left alone.
 */
export function createCompression(): Compress {
  /** By entity tag and encoding. */
  const kept = new Map<string, Buffer>();
  let keptBytes = 0;
  const keep = (key: string, bytes: Buffer) => {
    if (keptBytes + bytes.length > MOST_KEPT_BYTES) {
      kept.clear();
      keptBytes = 0;
    }
    if (bytes.length > MOST_KEPT_BYTES) return;
    kept.set(key, bytes);
    keptBytes += bytes.length;
  };

  async function send(response: Response, encoding: Encoding): Promise<Response> {
    const etag = response.headers.get("etag");
    const key = `${encoding} ${etag}`;
    let bytes = etag === null ? undefined : kept.get(key);
    if (bytes === undefined) {
      const body = Buffer.from(await response.arrayBuffer());
      if (body.length < LEAST_BYTES) return withBody(response, body);
      bytes = await compressed[encoding](body);
      if (etag !== null) keep(key, bytes);
    } else {
      await response.body?.cancel();
    }
    const sent = withBody(response, bytes);
    sent.headers.set("content-encoding", encoding);
    // The bytes are others than those that a strong tag stands for.
    if (etag !== null && !etag.startsWith("W/")) sent.headers.set("etag", `W/${etag}`);
    return sent;
  }

  return (response, { method, acceptEncoding }) => {
    const isRead = method === "GET" || method === "HEAD";
    // Redirects and what a server sends and gets without asking for this are most of all requests.
    if (response.status < 200 || response.status === 204 || (response.status >= 300 && response.status < 400))
      return response;
    if (!isRead && acceptEncoding === undefined) return response;
    const { headers } = response;
    if (!COMPRESSIBLE.test(headers.get("content-type") ?? "") || headers.has("content-encoding")) return response;
    if (/\bno-transform\b/i.test(headers.get("cache-control") ?? "")) return response;
    addVary(headers);
    const encoding = method === "HEAD" ? null : encodingOf(acceptEncoding ?? "");
    return encoding === null ? response : send(response, encoding);
  };
}

/** The best that is accepted; null for none. */
function encodingOf(header: string): Encoding | null {
  const accepted = header
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/i.test(part))
    .map((part) => part.split(";")[0]?.trim().toLowerCase());
  return (["br", "gzip"] as const).find((encoding) => accepted.includes(encoding)) ?? null;
}

/** Caches may not hand the compressed answer to those who can't read it. */
function addVary(headers: Headers): void {
  const vary = headers.get("vary");
  if (vary === null) headers.set("vary", "accept-encoding");
  else if (!/\*|accept-encoding/i.test(vary)) headers.set("vary", `${vary}, accept-encoding`);
}

function withBody({ status, headers }: Response, body: Buffer): Response {
  const sent = new Headers(headers);
  sent.delete("content-length");
  return new Response(new Uint8Array(body), { status, headers: sent });
}
