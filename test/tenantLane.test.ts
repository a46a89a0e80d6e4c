import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import { demoProgram } from "../src/demo/demoProgram.ts";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { PATIENCE } from "../src/testing/patience.ts";
import { testSealing } from "../src/testing/testSealing.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import { addKeys } from "../src/usecases/tenants/createTenant.ts";
import type { WorkersRuntime } from "./support/runtimes.ts";
import { startWorker } from "./support/runtimes.ts";

/** The objects in which requests of one tenant meet, in workerd: what is promised of them, and of their end. */

const MANY = 500;
/** Each of which is given up after some seconds. */
const MOST_ATTEMPTS = 20;

interface EventAnswer {
  readonly event: { readonly id: string; readonly duplicate: boolean };
  readonly results: readonly {
    readonly rewards: readonly { readonly ruleId: string; readonly amountMinor: number }[];
  }[];
  readonly code?: string;
}

let runtime: WorkersRuntime;
const start = async (options: Parameters<typeof startWorker>[1] = {}, databaseUrl: string | null = null) => {
  runtime = await startWorker(inject("postgresUrl"), options, databaseUrl);
};

/** Publishes a program with these rewards, none of which has a limit. */
async function publish(api: ApiClient, key: string, rewards: readonly object[]): Promise<void> {
  const rules = { ...(demoProgram.rules as object), qualifies: [], rewards };
  await api.post("/v1/programs", { ...demoProgram, key, rules });
  expect((await api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
}

/** A tenant with an advocate, whose friends buy. */
async function shop() {
  const [tenant, other] = await runtime.newTenants();
  const api = apiClient(runtime.fetch, tenant.secretKey);
  const grant = { kind: "cash", amountMinor: 1000, currency: "GBP" };
  const rewards = [{ id: "cash", recipient: "advocate", on: { event: "conversion" }, grant }];
  await publish(api, "all", rewards);
  const participant = { externalId: "ada" };
  const issued = await api.post<{ code: string }>("/v1/codes", { program: "all", participant });
  const { code } = issued.body;
  const order = (orderId: string, friend = `of-${orderId}`) => {
    return { type: "purchase", participant: { externalId: friend }, orderId, amountMinor: 4200, currency: "GBP", code };
  };
  const buy = (orderId: string, headers: Record<string, string> = {}, as: ApiClient = api) =>
    as.post<EventAnswer>("/v1/events", order(orderId), headers);
  const keyed = (orderId: string) => buy(orderId, { "idempotency-key": orderId });
  /** Sends it again while it is told to, as callers do: on a slow machine not all of many have their turn in time. */
  const insist = async (send: () => ReturnType<typeof buy>) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await send();
      if (answer.body.code !== "busy" || attempt === MOST_ATTEMPTS) return answer;
    }
  };
  return { tenant, other, api, order, buy, keyed, insist };
}

const orders = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index}`);
const statusesOf = (answers: readonly { readonly status: number }[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, { length }]) => [status, length]));

/** How often each order was rewarded and posted to the advocate; both, once, is what must be. */
async function paidOf({ tenantId }: CreatedTenant): Promise<Record<string, number>> {
  const rows = await runtime.database.query(
    `SELECT w.source, count(DISTINCT w.id)::text || ' of ' || count(p.id)::text
     FROM rewards w JOIN participants a ON a.tenant_id = w.tenant_id AND a.id = w.participant_id
       LEFT JOIN postings p ON p.tenant_id = w.tenant_id AND p.reward_id = w.id
     WHERE w.tenant_id = $1 AND a.external_id = 'ada' GROUP BY w.source`,
    [tenantId],
  );
  const times = Map.groupBy(rows, ([, paid]) => String(paid));
  return Object.fromEntries([...times].map(([paid, { length }]) => [paid, length]));
}

/** Does something while another has locked rows of a tenant, which are given back when it is done. */
async function whileLocked<T>(locking: string, { tenantId }: CreatedTenant, work: () => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: runtime.databaseUrl });
  await other.connect();
  try {
    await other.query("BEGIN");
    expect((await other.query(locking, [tenantId])).rowCount).toBeGreaterThan(0);
    return await work();
  } finally {
    await other.end();
  }
}

/** How many statements wait for a locked row. */
async function waiting(): Promise<number> {
  const [row] = await runtime.database.query(
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return Number(row?.[0]);
}

const onceEach = (count: number) => ({ "1 of 1": count });

describe("with an object a tenant", () => {
  beforeAll(() => start());
  afterAll(() => runtime.close());

  it.each(["with", "without"])("500 purchases of one advocate at once are all granted once, %s keys", async (keys) => {
    const { tenant, buy, keyed, insist } = await shop();
    let answers: Awaited<ReturnType<typeof buy>>[] = [];
    const all = orders("order", MANY);
    const statements = await runtime.during(async () => {
      answers = await Promise.all(all.map((order) => insist(() => (keys === "with" ? keyed(order) : buy(order)))));
    });
    expect(statusesOf(answers)).toEqual({ 201: MANY });
    expect(await paidOf(tenant)).toEqual(onceEach(MANY));
    // They shared commits: each by itself, they would have sent a thousand.
    expect(statements).toBeLessThan(MANY / 2);
    if (keys === "without") return;
    const again = await Promise.all(all.slice(0, 20).map(keyed));
    expect(again.map(({ body }) => body)).toEqual(answers.slice(0, 20).map(({ body }) => body));
    expect(new Set(again.map(({ headers }) => headers.get("idempotency-hit")))).toEqual(new Set(["true"]));
  });

  it("a batch is stored under its key as it was answered, with what could not be read", async () => {
    const { api, order } = await shop();
    const events = [order("a"), { type: "purchase" }, order("a"), { ...order("a"), amountMinor: 1 }];
    const send = () => api.post<{ results: unknown[] }>("/v1/events/batch", { events }, { "idempotency-key": "b" });
    const first = await send();
    expect(first.body.results).toMatchObject([201, 422, 200, 409].map((status) => ({ status })));
    expect((await send()).body).toEqual(first.body);
  });

  it("guessed keys make no object, and a tenant's keys share one", async () => {
    const { tenant, buy } = await shop();
    const before = await runtime.worker.lanes();
    const deps = { database: runtime.database, clock: systemClock, ids: nanoIds, sealing: testSealing };
    const { secretKey } = await addKeys(deps, tenant.tenantId, false);
    for (const guess of ["0", "1", "2"]) {
      const key = apiClient(runtime.fetch, `sk_test_${guess.repeat(32)}`);
      expect((await buy("guessed", {}, key)).status).toBe(401);
    }
    expect(await runtime.worker.lanes()).toBe(before);
    expect((await buy("first")).status).toBe(201);
    expect((await buy("second", {}, apiClient(runtime.fetch, secretKey))).status).toBe(201);
    expect(await runtime.worker.lanes()).toBe(before + 1);
  });

  it("a key that is revoked is refused at the next request", async () => {
    const { tenant, buy } = await shop();
    expect((await buy("first")).status).toBe(201);
    await runtime.database.query("UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1", [tenant.tenantId]);
    expect((await buy("second")).status).toBe(401);
    expect(await paidOf(tenant)).toEqual(onceEach(1));
  });

  it("a locked row holds up its own requests: neither the tenant's others nor another tenant's", async () => {
    const [busy, free] = [await shop(), await shop()];
    await busy.buy("held");
    const ended: string[] = [];
    const again = { ...busy.order("held-again", "of-held"), code: null };
    const locking = "SELECT 1 FROM participants WHERE tenant_id = $1 AND external_id = 'of-held' FOR UPDATE";
    const held = await whileLocked(locking, busy.tenant, async () => {
      const held = busy.api.post("/v1/events", again).then(({ status }) => {
        ended.push("held");
        return status;
      });
      const others = [...orders("a", 20).map((o) => busy.buy(o)), ...orders("b", 20).map((o) => free.buy(o))];
      expect(statusesOf(await Promise.all(others))).toEqual({ 201: 40 });
      expect(ended).toEqual([]);
      return [held];
    });
    expect(await Promise.all(held)).toEqual([201]);
  });

  it("a client that leaves takes no other's request with it, although its own began the commit", async () => {
    const { tenant, buy, order } = await shop();
    await buy("before");
    const leaving = new AbortController();
    const others = await whileLocked("SELECT 1 FROM programs WHERE tenant_id = $1 FOR UPDATE", tenant, async () => {
      const body = JSON.stringify(order("left"));
      const headers = { authorization: `Bearer ${tenant.secretKey}`, "content-type": "application/json" };
      const sent = { method: "POST", headers, body, signal: leaving.signal };
      const left = Promise.resolve(runtime.fetch(new Request("http://api.test/v1/events", sent))).catch(() => "left");
      await expect.poll(waiting, PATIENCE).toBeGreaterThan(0);
      const sharing = orders("other", 20).map((name) => buy(name));
      leaving.abort();
      expect(await left).toBe("left");
      return sharing;
    });
    expect(statusesOf(await Promise.all(others))).toEqual({ 201: 20 });
    expect([200, 201]).toContain((await buy("left")).status);
    expect(await paidOf(tenant)).toEqual(onceEach(22));
  });

  it("what falls due by itself is decided there too: clicks are paid", async () => {
    const { tenant, api } = await shop();
    const grant = { kind: "cash", amountMinor: 5, currency: "GBP" };
    const rewards = [{ id: "click", recipient: "advocate", on: { event: "click" }, grant }];
    await publish(api, "clicks", rewards);
    const participant = { externalId: "dora" };
    const issued = await api.post<{ code: string }>("/v1/codes", { program: "clicks", participant });
    const before = await runtime.worker.lanes();
    await apiClient(runtime.fetch, null).get(`/r/${tenant.slug}/${issued.body.code}`);
    const balances = async () => (await api.get<{ balances: unknown }>("/v1/participants/dora")).body.balances;
    await expect.poll(balances, PATIENCE).toMatchObject([{ availableMinor: 5 }]);
    expect(await runtime.worker.lanes()).toBe(before + 1);
  });
});

describe("an object that ends", () => {
  beforeAll(() => start({ main: "test/support/fragileWorker.ts" }));
  afterAll(() => runtime.close());

  it.each([
    ["before", 201],
    ["throws", 201],
    ["after", 200],
    ["large", 200],
    ["always-before", 201],
    ["always-after", 200],
  ])("(%s its commit) loses nothing: what is stored is answered, and written once", async (when, status) => {
    const { tenant, buy, keyed } = await shop();
    const [plain, withKey] = [await buy(`${when}-plain`), await keyed(`${when}-keyed`)];
    // Found written, it is answered as a repeat is; under a key it is answered with what was stored.
    expect([plain.status, plain.body.event.duplicate]).toEqual([status, status === 200]);
    expect([withKey.status, withKey.body.event.duplicate]).toEqual([201, false]);
    expect(withKey.body.results[0]?.rewards).toContainEqual(expect.objectContaining({ ruleId: "cash" }));
    expect(await paidOf(tenant)).toEqual(onceEach(2));
  });

  it("while many wait takes none of them with it: they share the commits of the next object", async () => {
    const { tenant, keyed } = await shop();
    const all = [...orders("order", 100), "during-1", ...orders("later", 100)];
    let answers: Awaited<ReturnType<typeof keyed>>[] = [];
    const statements = await runtime.during(async () => {
      answers = await Promise.all(all.map(keyed));
    });
    expect(statusesOf(answers)).toEqual({ 201: all.length });
    expect(await paidOf(tenant)).toEqual(onceEach(all.length));
    expect(statements).toBeLessThan(all.length / 2);
  });
});

describe("a Worker that is killed", () => {
  it("has lost nothing that it answered, and does the rest when it is sent again", async () => {
    await start();
    const { tenant, order, keyed, insist } = await shop();
    const all = orders("order", 200);
    const sent = all.map((name) => insist(() => keyed(name)).catch(() => null));
    await Promise.race(sent);
    const { databaseUrl } = runtime;
    await runtime.close();
    // What was under way is never answered.
    const answers = await Promise.all(sent.map((answer) => Promise.race([answer, null])));
    await start({}, databaseUrl);
    try {
      const api = apiClient(runtime.fetch, tenant.secretKey);
      const again = await Promise.all(
        all.map((name) => insist(() => api.post<EventAnswer>("/v1/events", order(name), { "idempotency-key": name }))),
      );
      expect(statusesOf(again)).toEqual({ 201: all.length });
      const answered = all.flatMap((_, index) => (answers[index]?.status === 201 ? [index] : []));
      expect(answered.length).toBeGreaterThan(0);
      for (const index of answered) expect(again[index]?.body).toEqual(answers[index]?.body);
      expect(await paidOf(tenant)).toEqual(onceEach(all.length));
    } finally {
      await runtime.close();
    }
  });
});
