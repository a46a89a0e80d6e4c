import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_PICTURE_BYTES, MAX_PICTURE_SIDE, MAX_PICTURES } from "../../domain/pictures.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const add = (api: ApiClient, bytes: Uint8Array<ArrayBuffer>, type = "image/png") =>
  api.send<{ sha256: string; path: string; code: string }>("POST", "/v1/media", {
    body: bytes,
    headers: { "content-type": type },
  });
const see = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(new Request(`http://api.test${path}`, { headers }));

describe("pictures", () => {
  it("are served as they came, to be kept for good, running and asking for nothing", async () => {
    const bytes = tinyPng(7, 5, 100);
    bytes.set([0, 255, 128, 10, 13], 50);
    const { body } = await add(app.api, bytes);
    const response = await see(body.path);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      // The panel fetches it from the pages of shops.
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=31536000, immutable",
      etag: `"${body.sha256}"`,
    });
    const again = await see(body.path, { "if-none-match": `"${body.sha256}"` });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("beside them there is ours for links, as large as messengers show one", async () => {
    const response = await see("/media/invitation.png");
    const bytes = new DataView(await response.arrayBuffer());
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([1200, 630]);
    expect(response.headers.get("cache-control")).toBe("public, max-age=86400");
    expect((await see("/media/other.png")).status).toBe(404);
  });

  it("are what their bytes say, whatever they are called", async () => {
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
    expect((await add(app.api, svg)).body.code).toBe("not_a_picture");
    expect((await add(app.api, svg, "image/svg+xml")).status).toBe(415);
    expect((await add(app.api, tinyPng(MAX_PICTURE_SIDE + 1, 1))).body.code).toBe("not_a_picture");
    const { body } = await add(app.api, tinyPng(MAX_PICTURE_SIDE, 1), "image/jpeg");
    expect((await see(body.path)).headers.get("content-type")).toBe("image/png");
  });

  it("are no larger than they may be", async () => {
    const fill = MAX_PICTURE_BYTES - tinyPng(1, 1).length;
    expect((await add(app.api, tinyPng(9, 9, fill))).status).toBe(201);
    expect((await add(app.api, tinyPng(9, 9, fill + 1))).status).toBe(413);
  });

  it("of one tenant are not another's to list or remove, and the same bytes of both stay with the other", async () => {
    const { api } = await app.newTenant("Coffee shop");
    const { body } = await add(app.api, tinyPng(11, 11));
    expect((await api.get<{ data: unknown[] }>("/v1/media")).body.data).toEqual([]);
    expect((await api.send("DELETE", `/v1/media/${body.sha256}`)).status).toBe(404);
    expect((await add(api, tinyPng(11, 11))).status).toBe(201);
    expect((await app.api.send("DELETE", `/v1/media/${body.sha256}`)).status).toBe(200);
    expect((await see(body.path)).status).toBe(200);
    expect((await api.send("DELETE", `/v1/media/${body.sha256}`)).status).toBe(200);
    expect((await see(body.path)).status).toBe(404);
  });

  it("are no more than a tenant may have, also where several come at once", async () => {
    const { api } = await app.newTenant("Gallery");
    const answers = [];
    for (let nth = 1; nth < MAX_PICTURES; nth++) answers.push((await add(api, tinyPng(nth, 1))).status);
    expect(new Set(answers)).toEqual(new Set([201]));
    const last = await Promise.all([1, 2, 3, 4].map((nth) => add(api, tinyPng(nth, 2))));
    expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect((await api.get<{ data: unknown[] }>("/v1/media")).body.data).toHaveLength(MAX_PICTURES);
  });
});
