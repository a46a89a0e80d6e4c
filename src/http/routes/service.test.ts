import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import { DatabaseError } from "../../ports.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { routeTable } from "../routeTable.ts";

describe("the service itself", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());
  afterEach(() => vi.restoreAllMocks());

  /** The app with a database that fails. */
  const broken = (error: Error) => {
    const database = { query: () => Promise.reject(error), close: async () => {} };
    const failing = createApp({ ...app.deps, database });
    return apiClient((request) => failing.fetch(request), app.tenant.secretKey);
  };

  it("says which database answers and what became of clicks, in one statement", async () => {
    expect(
      await app.database.during(async () => {
        expect((await app.api.get("/health")).body).toEqual({
          status: "ok",
          database: expect.stringMatching(/^PGlite \(PostgreSQL [\d.]+\)$/),
          clicks: { waiting: 0, lost: 0 },
        });
      }),
    ).toBe(1);
  });

  it("is unhealthy when the database does not answer", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await broken(new DatabaseError("secret", null, null)).get("/health");
    expect([answer.status, answer.body.code, log.mock.calls.length]).toEqual([503, "database_unavailable", 1]);
  });

  it("a defect is a 500 that says nothing of its cause, which is logged under the request's id", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await broken(new Error("secret cause")).get("/v1/programs");
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect(JSON.stringify(answer.body)).not.toContain("secret");
    expect(String(log.mock.calls[0]?.[0])).toContain(String(answer.body.requestId));
  });

  it("a database that can't be reached is a 503 worth another try", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await broken(new DatabaseError("gone", null, null)).get("/v1/programs");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  it("describes every route in OpenAPI 3.1 but the reference itself", async () => {
    const { body } = await app.api.get<{ openapi: string; paths: Record<string, object> }>("/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const routes = routeTable.filter(({ doc }) => doc !== null);
    expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it("serves the reference without any inline script or foreign host", async () => {
    const page = await app.fetch(new Request("http://api.test/docs"));
    const text = await page.text();
    const files = [...text.matchAll(/ src="([^"]+)"/g)].map(([, path]) => String(path));
    expect(files).toEqual(["/docs/scalar.js", "/docs/start.js"]);
    for (const path of files) expect((await app.api.get(path)).status, path).toBe(200);
    expect(text).not.toMatch(/<script>|<style>|https?:/);
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    for (const path of ["/docs/package.json", "/docs/..%2Fpackage.json"])
      expect((await app.api.get(path)).status).toBe(404);
  });

  it("shows the demo's key to the machine that runs the demo, and to no other", async () => {
    const key = "sk_test_demo";
    const withDemo = createApp(app.deps, { demoKey: key });
    const shown = async (host: string, served = withDemo) =>
      (await (await served.fetch(new Request(`http://${host}/docs`))).text()).includes(key);
    expect(await shown("127.0.0.1:8787")).toBe(true);
    expect(await shown("localhost:8787")).toBe(true);
    expect(await shown("api.example.com")).toBe(false);
    expect(await shown("127.0.0.1.example.com")).toBe(false);
    expect(await shown("127.0.0.1:8787", createApp(app.deps))).toBe(false);
  });
});
