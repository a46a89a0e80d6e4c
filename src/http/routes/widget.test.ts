import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

describe("the scripts for shops", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`http://api.test${path}`, { headers }));

  it.each(["attribution", "panel", "panelBody", "panelMore", "code"])(
    "any page may load %s.js, and keep it for minutes",
    async (name) => {
      const response = await get(`/widget/${name}.js`, { origin: "https://shop.example" });
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "access-control-allow-origin": "*",
        "cache-control": "public, max-age=300",
        "content-type": "text/javascript; charset=utf-8",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
    },
  );

  it("a browser that has a script already is not sent it again", async () => {
    const etag = (await get("/widget/panel.js")).headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const response = await get("/widget/panel.js", { "if-none-match": known });
      expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([304, "", etag]);
    }
    expect((await get("/widget/panel.js", { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("nothing else is served there", async () => {
    for (const file of ["nothing.js", "..%2Fdocs%2Fscalar.js", "panel", "panel.js%00"]) {
      expect((await get(`/widget/${file}`)).status, file).toBe(404);
    }
  });
});
