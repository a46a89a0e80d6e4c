import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { createApp } from "../app.ts";
import { isAuthorized } from "../db/queries/asker.ts";
import type { EventsRequest } from "../engine/loop/process.ts";
import type { Ask, Database } from "../ports.ts";
import { WAIT_WITHIN_MS } from "../ports.ts";
import { apiClient } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import type { LinkToRead } from "../usecases/codes/linkReads.ts";
import { serverRoute } from "./endpoint.ts";

/** How long a request may take, all that it waits for together. */

const STATEMENT_MS = 3_000;

let app: TestApp;
let asks: Array<Ask | undefined>;
let reported: EventsRequest[];
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(() => {
  asks = [];
  reported = [];
  vi.useFakeTimers({ toFake: ["performance"] });
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A route that needs four statements, each of which takes three seconds. */
async function callSlow(isLong: boolean) {
  const database: Database = {
    async query(sql, params, ask) {
      asks.push(ask);
      vi.advanceTimersByTime(STATEMENT_MS);
      return await app.database.query(sql, params);
    },
    close: async () => {},
  };
  const processEvents = (request: EventsRequest) => {
    reported.push(request);
    return Promise.resolve({ kind: "unauthorized" } as const);
  };
  const definition = {
    id: "waitForThing",
    method: "get",
    path: "/slow",
    summary: "",
    tag: "Service",
    replies: { 200: { description: "", schema: z.object({}) } },
  } as const;
  const route = serverRoute({ ...definition, ...(isLong ? { isLong } : {}) }, async ({ app: { deps }, asker }) => {
    for (let n = 0; n < 4; n++) await isAuthorized(deps.database, asker);
    await deps.processEvents({ asker, events: [], idempotency: null });
    return { status: 200, body: {} };
  });
  const slow = createApp({ ...app.deps, database, processEvents }, { routes: [route] });
  return await apiClient((request) => slow.fetch(request), app.tenant.secretKey).get("/slow");
}

const allowed = () => asks.map((ask) => ask?.withinMs);

describe("a request", () => {
  it("gives each statement the time that is left of its own, and sends none when it is over", async () => {
    const { status, body, headers } = await callSlow(false);
    expect([status, body.code, headers.get("retry-after")]).toEqual([503, "busy", "1"]);
    expect(allowed()).toEqual([0, 1, 2].map((n) => WAIT_WITHIN_MS - n * STATEMENT_MS));
    expect(reported).toEqual([]);
  });

  it("that is long has time for each statement alone", async () => {
    expect((await callSlow(true)).status).toBe(200);
    expect(allowed()).toEqual([1, 2, 3, 4].map(() => undefined));
  });

  it("has its links looked up within what is left of its time, and no later than each link may take", async () => {
    const ends: number[] = [];
    const linkReads = () => (link: LinkToRead) => {
      ends.push(link.until - performance.now());
      return Promise.resolve(null);
    };
    const definition = { id: "readLinks", method: "get", path: "/links", summary: "", tag: "Service" } as const;
    const route = serverRoute(
      { ...definition, replies: { 200: { description: "", schema: z.object({}) } } },
      async ({ app: { readLink, deps }, asker }) => {
        await isAuthorized(deps.database, asker);
        vi.advanceTimersByTime(STATEMENT_MS);
        const now = performance.now();
        for (const left of [WAIT_WITHIN_MS, 1_000]) await readLink({ slug: null, code: "A", until: now + left });
        return { status: 200, body: {} };
      },
    );
    const linked = createApp({ ...app.deps, linkReads }, { routes: [route] });
    const api = apiClient((request) => linked.fetch(request), app.tenant.secretKey);
    expect((await api.get("/links")).status).toBe(200);
    expect(ends).toEqual([WAIT_WITHIN_MS - STATEMENT_MS, 1_000]);
  });

  it("leaves to what comes after its reply the whole time for each statement, however long that loads", async () => {
    const later: Array<() => Promise<void>> = [];
    const database: Database = {
      async query(sql, params, ask) {
        asks.push(ask);
        return await app.database.query(sql, params);
      },
      close: async () => {},
    };
    const definition = { id: "mailThing", method: "get", path: "/mail", summary: "", tag: "Service" } as const;
    const route = serverRoute(
      { ...definition, replies: { 200: { description: "", schema: z.object({}) } } },
      async ({ app: { deps }, asker }) => {
        await isAuthorized(deps.database, asker);
        deps.dashboard.afterReply(async () => {
          vi.advanceTimersByTime(2 * WAIT_WITHIN_MS);
          await isAuthorized(deps.database, asker);
          vi.advanceTimersByTime(2 * WAIT_WITHIN_MS);
          await isAuthorized(deps.database, asker);
        });
        return { status: 200, body: {} };
      },
    );
    const dashboard = { ...app.deps.dashboard, afterReply: (work: () => Promise<void>) => later.push(work) };
    const mailing = createApp({ ...app.deps, database, dashboard }, { routes: [route] });
    const api = apiClient((request) => mailing.fetch(request), app.tenant.secretKey);
    expect((await api.get("/mail")).status).toBe(200);
    for (const work of later) await work();
    expect(allowed()).toEqual([1, 2, 3].map(() => WAIT_WITHIN_MS));
  });

  it("tells the engine until when its events are waited for, from when its body is there", async () => {
    const processEvents = (request: EventsRequest) => {
      reported.push(request);
      return Promise.resolve({ kind: "unauthorized" } as const);
    };
    const api = createApp({ ...app.deps, processEvents });
    const event = { type: "purchase", participant: { externalId: "a" }, orderId: "1", amountMinor: 1, currency: "GBP" };
    const body = new ReadableStream({
      pull(controller) {
        vi.advanceTimersByTime(60_000);
        controller.enqueue(new TextEncoder().encode(JSON.stringify(event)));
        controller.close();
      },
    });
    const headers = { authorization: `Bearer ${app.tenant.secretKey}`, "content-type": "application/json" };
    const init = { method: "POST", headers, body, duplex: "half" };
    const answered = api.fetch(new Request("http://api.test/v1/events", init));
    expect((await answered).status).toBe(401);
    expect(reported.map(({ until }) => until)).toEqual([performance.now() + WAIT_WITHIN_MS]);
  });
});
