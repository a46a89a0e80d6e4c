import { randomBytes } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createCompression, LEAST_BYTES, MOST_KEPT_BYTES } from "./nodeCompression.ts";

const JSON_HEADERS = { "content-type": "application/json" };
const long = JSON.stringify({ text: "tea ".repeat(LEAST_BYTES) });
const compress = createCompression();
const answer = (headers: Record<string, string> = JSON_HEADERS, body: string | null = long, status = 200) =>
  new Response(body, { status, headers });
const accepting = (acceptEncoding: string | undefined, method = "GET") => ({ method, acceptEncoding });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("an answer on Node", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip;q=0.5", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["deflate", null],
    ["gzip;q=0, br;q=0.000", null],
    ["", null],
  ] as const)("is compressed as the caller accepts it (%j)", async (accepted, encoding) => {
    const sent = await compress(answer(), accepting(accepted));
    expect([sent.headers.get("content-encoding"), sent.headers.get("vary")]).toEqual([encoding, "accept-encoding"]);
    const bytes = await bytesOf(sent);
    const text = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
    expect(String(text)).toBe(long);
    if (encoding !== null) expect(bytes.length).toBeLessThan(long.length / 10);
  });

  it.each([
    ["a small one", answer(JSON_HEADERS, '{"a":1}')],
    ["a picture", answer({ "content-type": "image/png" })],
    ["an event stream, which has to flow", answer({ "content-type": "text/event-stream" })],
    ["what is encoded already", answer({ ...JSON_HEADERS, "content-encoding": "zstd" })],
    ["what may not be transformed", answer({ ...JSON_HEADERS, "cache-control": "no-transform" })],
    ["a redirect", answer(JSON_HEADERS, null, 302)],
    ["what is not modified", answer(JSON_HEADERS, null, 304)],
  ] as const)("stays as it is: %s", async (_, given) => {
    const body = given.clone();
    const encoding = given.headers.get("content-encoding");
    const sent = await compress(given, accepting("br, gzip"));
    expect([sent.status, sent.headers.get("content-encoding")]).toEqual([given.status, encoding]);
    expect(await bytesOf(sent)).toEqual(await bytesOf(body));
  });

  it("keeps what it varied by, its status and its headers", async () => {
    const headers = { ...JSON_HEADERS, vary: "origin", "x-request-id": "req_1", "content-length": `${long.length}` };
    const sent = await compress(answer(headers, long, 422), accepting("gzip", "POST"));
    expect([sent.status, sent.headers.get("vary"), sent.headers.get("x-request-id")]).toEqual([
      422,
      "origin, accept-encoding",
      "req_1",
    ]);
    expect(sent.headers.get("content-length")).toBe(null);
  });

  it("of a built file has a weak tag in place of its strong one, and the same bytes each time", async () => {
    const file = () => answer({ ...JSON_HEADERS, etag: '"abc"' });
    const [first, second] = [await compress(file(), accepting("br")), await compress(file(), accepting("br"))];
    expect([first.headers.get("etag"), second.headers.get("etag")]).toEqual(['W/"abc"', 'W/"abc"']);
    expect(await bytesOf(second)).toEqual(await bytesOf(first));
    expect(gunzipSync(await bytesOf(await compress(file(), accepting("gzip")))).toString()).toBe(long);
    expect((await compress(file(), accepting(undefined))).headers.get("etag")).toBe('"abc"');
  });

  it("of a built file is compressed once, while there is room for it", async () => {
    const own = createCompression();
    const sent = async (etag: string, body: string) => {
      const headers = { "content-type": "text/javascript", etag };
      return String(gunzipSync(await bytesOf(await own(answer(headers, body), accepting("gzip")))));
    };
    await sent('"first"', "a".repeat(LEAST_BYTES));
    // Another body under the same tag shows that the first is kept.
    expect(await sent('"first"', "b".repeat(LEAST_BYTES))).toContain("a");
    const large = randomBytes(MOST_KEPT_BYTES / 2).toString("base64");
    for (const etag of ['"second"', '"third"']) await sent(etag, large);
    expect(await sent('"first"', "b".repeat(LEAST_BYTES))).toContain("b");
  });

  it("is handed back at once where there is nothing to do", () => {
    const redirect = answer({}, null, 302);
    expect(compress(redirect, accepting("br"))).toBe(redirect);
    const reply = answer();
    expect(compress(reply, accepting(undefined, "POST"))).toBe(reply);
  });
});
