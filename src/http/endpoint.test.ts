import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openApiDocument } from "../../dev/document/document.ts";
import { noExamples } from "../../dev/document/examples.ts";
import { createApp } from "../app.ts";
import type { ApiClient } from "../testing/apiClient.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { formOf, openRoute, serverRoute } from "./endpoint.ts";
import { MAX_BODY_BYTES } from "./request/bodyText.ts";
import { FORM_TYPE } from "./request/formBody.ts";
import { routeTable } from "./routeTable.ts";

const params = z.strictObject({ id: z.string() });
const replies = { 200: { description: "What was understood", schema: z.unknown() } };
const text = z.string().max(100);
const fields = z.strictObject({
  "?name": text.optional(),
  name: text,
  tags: z.union([text, z.array(text)]).optional(),
});

const routes = [
  serverRoute(
    {
      id: "removeThing",
      method: "delete",
      path: "/v1/things/{id}",
      summary: "Takes a thing away",
      tag: "Service",
      params,
      replies,
    },
    async (call) => ({ status: 200, body: call.params }),
  ),
  serverRoute(
    {
      id: "makeThing",
      method: "post",
      path: "/things",
      summary: "A form",
      tag: "Service",
      body: formOf(fields),
      replies,
    },
    async ({ body }) => ({ status: 200, body }),
  ),
  openRoute(
    { id: "openPage", path: "/page", summary: "A page", tag: "Service", replies: {}, isDocumented: false },
    async () => new Response("<p>A page</p>"),
  ),
];

let test: TestApp;
let api: ApiClient;
beforeAll(async () => {
  test = await createTestApp();
  const app = createApp(test.deps, { routes });
  api = apiClient((request) => app.fetch(request), test.tenant.secretKey);
});
afterAll(() => test.close());

it("a route may delete, and its path then refuses every other method with that one", async () => {
  expect((await api.send("DELETE", "/v1/things/7")).body).toEqual({ id: "7" });
  const answer = await api.send("PUT", "/v1/things/7");
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "DELETE"]);
});

it("an address that is nearly that of a route is told which, and any other one is not", async () => {
  const detailOf = async (path: string) => (await api.get<{ detail: string }>(path)).body.detail;
  expect(await detailOf("/thing")).toBe("No route has this path. Did you mean /things?");
  expect(await detailOf("/things/")).toBe("No route has this path. Did you mean /things?");
  expect(await detailOf("/v1")).toBe("No route has this path.");
});

it("every route of the table is found by one regular expression, and has one handler", async () => {
  const app = createApp(test.deps);
  await app.request("/health");
  // Its slower router takes over for all of them as soon as one can't be told from another in this way.
  expect(app.router.name).toBe("SmartRouter + RegExpRouter");
  for (const { method, path } of routeTable) {
    const [handlers] = app.router.match(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "x"));
    expect([path, handlers.length]).toEqual([path, 1]);
  }
});

it("a page is served like every other route, and the OpenAPI document is silent about it", async () => {
  expect((await api.get("/page")).status).toBe(200);
  const { paths } = openApiDocument(routes, noExamples);
  expect(paths).toEqual({
    "/v1/things/{id}": { delete: expect.objectContaining({ operationId: "removeThing" }) },
    "/things": {
      post: expect.objectContaining({
        requestBody: expect.objectContaining({ content: { [FORM_TYPE]: expect.anything() } }),
      }),
    },
  });
});

describe("what a form posts", () => {
  const post = (body: BodyInit, type: string | null = FORM_TYPE) =>
    api.send("POST", "/things", { body, headers: type === null ? {} : { "content-type": type } });

  it("is read as a browser wrote it: a text for each name, a list for a name that comes several times", async () => {
    const form = new URLSearchParams([
      ["?name", "+ & = ?"],
      ["name", "Élodie 茶\r\n"],
      ["tags", "a"],
      ["tags", ""],
    ]);
    const read = { "?name": "+ & = ?", name: "Élodie 茶\r\n", tags: ["a", ""] };
    expect((await post(form.toString())).body).toEqual(read);
    expect((await post(form.toString(), `${FORM_TYPE}; charset=UTF-8`)).body).toEqual(read);
    expect((await post("name=a+b%20c&tags=x")).body).toEqual({ name: "a b c", tags: "x" });
  });

  it.each([
    ["a % before anything but hexadecimal digits", "name=%zz"],
    ["bytes that are no UTF-8, escaped", "name=%ff"],
    ["half a character, escaped", "name=%e2%82&tags=%ac"],
    ["bytes that are no UTF-8", new Uint8Array([0x61, 0x3d, 0xff])],
  ])("is refused for %s", async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: "invalid_form" } });
  });

  it("is refused in any other type, files and none included", async () => {
    const files = new FormData();
    files.set("name", new Blob(["a"]), "a.txt");
    const encoded = new Request("http://api.test", { method: "POST", body: files });
    const type = encoded.headers.get("content-type") ?? "";
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    for (const answer of [await post(bytes, type), await post("{}", "application/json"), await post("name=a", "")]) {
      expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
    }
  });

  it("is refused beyond the same size as JSON, before it is parsed", async () => {
    const answer = await post(`name=${"a".repeat(MAX_BODY_BYTES)}`);
    expect(answer).toMatchObject({ status: 413, body: { code: "body_too_large" } });
  });

  it.each([
    ["name", ""],
    ["name", "name=a&name=b"],
    ["name", "name=a%00b"],
    ["strange", "name=a&strange=1"],
    ["", "name=a&__proto__=1"],
  ])("is refused by its schema with the path %s: %s", async (path, body) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    expect(answer.body.errors).toContainEqual({ path, message: expect.any(String) });
  });

  it("is refused before it is read where the key is unknown", async () => {
    const app = createApp(test.deps, { routes });
    const stranger = apiClient((request) => app.fetch(request), `sk_test_${"x".repeat(32)}`);
    const answer = await stranger.send("POST", "/things", { body: "name=%zz", headers: { "content-type": FORM_TYPE } });
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  });
});
