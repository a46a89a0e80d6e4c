import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openApiDocument } from "../../dev/document/document.ts";
import { noExamples } from "../../dev/document/examples.ts";
import { headOf } from "../../dev/document/types.ts";
import { routeTable } from "../http/routeTable.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { createReferralClient } from "./client.ts";

describe("the typed client", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const clientWith = (key: string) =>
    createReferralClient({ baseUrl: "http://api.test", key, fetch: async (request) => await app.fetch(request) });

  it("has the types of the document as it is: run `npm run types` where a route has changed", async () => {
    const [head] = (await readFile(new URL("openapi.ts", import.meta.url), "utf8")).split("\n");
    expect(head).toBe(headOf(openApiDocument(routeTable, noExamples)));
  });

  it("answers what was asked for, its path and its query filled in", async () => {
    const api = clientWith(app.tenant.secretKey);
    const participant = { externalId: "ann/1" };
    await api.POST("/v1/codes", { body: { program: "friends", participant } });
    const { data } = await api.GET("/v1/participants/{externalId}", { params: { path: participant } });
    expect(data?.codes.map(({ program }) => program)).toEqual(["friends"]);
    const page = await api.GET("/v1/programs", { params: { query: { limit: 1 } } });
    expect(page.data?.data.map(({ key }) => key)).toEqual(["friends"]);
  });

  it("answers a problem with its code, and throws nothing", async () => {
    const { data, error } = await clientWith("sk_test_unknown").GET("/v1/programs");
    expect([data, error?.code]).toEqual([undefined, "unauthorized"]);
  });
});
