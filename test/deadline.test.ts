import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { demoProgram } from "../src/demo/demoProgram.ts";
import type { ApiClient, Json } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { Cuttable } from "./support/cuttable.ts";
import { cuttableWay } from "./support/cuttable.ts";
import type { Runtime } from "./support/runtimes.ts";
import { startNode } from "./support/runtimes.ts";

/** What can't be had in time is said, with what is known: no request waits for ever, and none for another's trouble. */

const MANY = 1_200;

let way: Cuttable;
let runtime: Runtime;
let other: pg.Client;
let tenant: CreatedTenant;
let api: ApiClient;

beforeAll(async () => {
  runtime = await startNode(inject("postgresUrl"), async (url) => {
    way = await cuttableWay(url);
    return way.url;
  });
  other = new pg.Client({ connectionString: runtime.databaseUrl });
  await other.connect();
  [tenant] = await runtime.newTenants();
  api = apiClient(runtime.fetch, tenant.secretKey);
});
afterAll(async () => {
  await other.end();
  await runtime.close();
  await way.close();
});
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const buying = (who: string, orderId: string) => {
  return { type: "purchase", participant: { externalId: who }, orderId, amountMinor: 5000, currency: "GBP" };
};
const codeOf = async (externalId: string) => {
  const issued = await api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId } });
  return issued.body.code;
};

describe("while the database is away, thousands of requests of every kind", () => {
  /** Of each kind one, none of which a cache answers. */
  const kinds: ReadonlyArray<(n: string) => Promise<{ readonly status: number; readonly headers: Headers }>> = [
    () => api.get("/v1/programs"),
    () => api.get("/v1/reports/summary"),
    (n) => api.put(`/v1/participants/away-${n}`, {}),
    (n) => api.post("/v1/events", buying(`away-${n}`, n)),
    (n) => api.post("/v1/events", buying(`away-${n}`, `${n}-keyed`), { "idempotency-key": `away-${n}` }),
    (n) => api.post("/v1/events/batch", { events: [buying(`away-${n}`, `${n}-1`), buying(`away-${n}`, `${n}-2`)] }),
    (n) => api.post("/v1/codes", { program: "friends", participant: { externalId: `away-${n}` } }),
    () => api.post("/v1/programs/friends/backtest", { rules: demoProgram.rules }),
    () => api.post("/v1/jobs/release-rewards", {}),
    () => apiClient(runtime.fetch, tenant.publishableKey).get("/v1/client/panel?program=friends"),
    (n) => apiClient(runtime.fetch, null).send("GET", `/r/nowhere/${n}`),
    (n) => apiClient(runtime.fetch, null).send("GET", `/join/nowhere/${n}`),
    () => apiClient(runtime.fetch, null).get("/health"),
  ];
  const written = "SELECT count(*)::integer FROM participants WHERE external_id LIKE 'away-%'";

  it.each(["cut", "silence", "hang"] as const)(
    "are told that nothing was written, in a few lines of the log, and served when it is back: %s",
    async (away) => {
      await api.get("/v1/programs");
      way[away]();
      const answers = await Promise.all(
        Array.from({ length: MANY }, async (_, n) => {
          const answer = await kinds[n % kinds.length]?.(`${away}-${n}`);
          const { code } = ((answer as { body?: Json }).body ?? {}) as { code?: string };
          return `${answer?.status} ${answer?.headers.get("retry-after")} ${code ?? "page"}`;
        }),
      );
      const known = ["503 1 database_unavailable", "503 1 busy", "503 1 page"];
      expect(known).toEqual(expect.arrayContaining([...new Set(answers)]));
      expect(vi.mocked(console.error).mock.calls.length).toBeLessThanOrEqual(3);
      way.mend();
      // A connection that broke is found out by the first that uses it.
      await vi.waitFor(async () => expect((await api.get("/v1/programs")).status).toBe(200), { timeout: 60_000 });
      expect((await other.query(written)).rows).toEqual([{ count: 0 }]);
      expect((await api.put(`/v1/participants/back-${away}`, {})).status).toBe(201);
    },
  );
});

/** Does something while another has locked rows, which are given back when it is done. */
async function whileLocked<T>(locking: string, params: unknown[], work: () => Promise<T>): Promise<T> {
  await other.query("BEGIN");
  try {
    expect((await other.query(`${locking} FOR UPDATE`, params)).rowCount).toBe(1);
    return await work();
  } finally {
    await other.query("ROLLBACK");
  }
}

describe("a locked row", () => {
  const PERSON = "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2";
  const PROGRAM = "SELECT id FROM programs WHERE tenant_id = $1 AND key = $2";
  const CODE = "SELECT code FROM codes WHERE tenant_id = $1 AND code = $2";
  let code: string;
  let reward: string;

  beforeAll(async () => {
    code = await codeOf("ada");
    await api.post("/v1/events", { type: "signup", participant: { externalId: "bob" }, code });
    const bought = await api.post<{ results: Array<{ rewards: Array<{ id: string }> }> }>(
      "/v1/events",
      buying("bob", "bob-1"),
    );
    reward = bought.body.results[0]?.rewards[0]?.id ?? "";
  });

  const isBusy = { status: 503, body: { code: "busy" } };
  const voiding = () => api.post(`/v1/rewards/${reward}/void`, { reason: "test" });

  it("of a participant ends the steps of their rewards in time, and nothing of them is written", async () => {
    await whileLocked(PERSON, [tenant.tenantId, "bob"], async () => {
      expect(await voiding()).toMatchObject(isBusy);
      expect(await api.put("/v1/participants/bob", { name: "Bob" })).toMatchObject(isBusy);
      const event = { ...buying("bob", "dry"), code };
      expect((await api.post("/v1/programs/friends/dry-run", { event })).status).toBe(200);
    });
    expect((await api.get(`/v1/rewards/${reward}`)).body).toMatchObject({ status: "pending" });
  });

  it("of a participant holds up no one else, however many steps wait for it", async () => {
    await whileLocked(PERSON, [tenant.tenantId, "bob"], async () => {
      const ended: number[] = [];
      const steps = Array.from({ length: 40 }, () => voiding().then(({ status }) => ended.push(status)));
      const others = await Promise.all([
        api.post("/v1/events", buying("eve", "eve-1")),
        api.put("/v1/participants/mallory", {}),
        api.get(`/v1/rewards/${reward}`),
      ]);
      expect([others.map(({ status }) => status), ended]).toEqual([[201, 201, 200], []]);
      await Promise.all(steps);
      expect(new Set(ended)).toEqual(new Set([503]));
    });
    expect((await voiding()).status).toBe(200);
  });

  it("of a program ends its events and its changes in time, and nothing of them is written", async () => {
    await whileLocked(PROGRAM, [tenant.tenantId, "friends"], async () => {
      const ends = await Promise.all([
        api.post("/v1/events", { type: "signup", participant: { externalId: "late" }, code }),
        api.patch("/v1/programs/friends", { name: "Friends of tea" }),
      ]);
      expect(ends).toMatchObject(ends.map(() => isBusy));
    });
    expect((await api.get("/v1/participants/late")).status).toBe(404);
    expect((await api.patch("/v1/programs/friends", { name: "Friends of tea" })).status).toBe(200);
  });

  it("of a code ends its changes in time, and nothing of them is written", async () => {
    await whileLocked(CODE, [tenant.tenantId, code], async () => {
      expect(await api.patch(`/v1/codes/${code}`, { disabled: true })).toMatchObject(isBusy);
    });
    expect((await api.patch(`/v1/codes/${code}`, { disabled: true })).status).toBe(200);
  });
});
