import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../app.ts";
import type { Deps } from "../../deps.ts";
import { DatabaseError } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { READY_WITHIN_MS } from "./operations.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const get = async (path: string, deps: Partial<Deps> = {}, headers: Record<string, string> = {}) => {
  const answer = await createApp({ ...app.deps, ...deps }).fetch(new Request(`http://api.test${path}`, { headers }));
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const databaseThat = (query: () => Promise<never>) => ({ database: { query, close: async () => {} } });

describe("/ready", () => {
  it("says yes where the database answers", async () => {
    const { status, text, headers } = await get("/ready");
    expect([status, text, headers.get("cache-control")]).toEqual([200, "ready\n", "no-store"]);
  });

  it("says no where the database fails, and where it does not answer in time", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = await get(
      "/ready",
      databaseThat(() => Promise.reject(new DatabaseError("secret", null, null))),
    );
    expect([failing.status, JSON.parse(failing.text).code]).toEqual([503, "database_unavailable"]);
    vi.useFakeTimers();
    const asked = get(
      "/ready",
      databaseThat(() => new Promise<never>(() => {})),
    );
    await vi.advanceTimersByTimeAsync(READY_WITHIN_MS);
    expect((await asked).status).toBe(503);
  });

  it("says no while the process stops, although its database answers", async () => {
    expect((await get("/ready", { isStopping: () => true })).status).toBe(503);
  });
});

describe("/metrics", () => {
  const token = "0123456789abcdef";
  const metrics = { token, text: () => "refer_clicks 1\n" };

  it("is not there unless it was asked for", async () => {
    const { status, text } = await get("/metrics", {}, { authorization: `Bearer ${token}` });
    expect([status, text]).toEqual([404, expect.stringContaining("METRICS_TOKEN")]);
  });

  it.each([{}, { authorization: "Bearer 0123456789abcdeF" }, { authorization: token }])(
    "tells nothing without the token (%j)",
    async (headers) => {
      const { status, text } = await get("/metrics", { metrics }, headers as Record<string, string>);
      expect([status, text.includes("refer_clicks")]).toEqual([401, false]);
    },
  );

  it("is told to Prometheus in its own format", async () => {
    const { status, text, headers } = await get("/metrics", { metrics }, { authorization: `Bearer ${token}` });
    expect([status, text]).toEqual([200, metrics.text()]);
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  });
});
