import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepRefusals, MAX_KEPT_AT_ONCE, MAX_OF_BROWSERS, MAX_REFUSALS } from "../../db/queries/refusals.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import type { CreatedTenant } from "../../usecases/tenants/createTenant.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.deps.refusals.flush();
  await app.database.query("DELETE FROM refusals");
});

interface Kept {
  readonly route: string;
  readonly code: string;
  readonly paths: readonly string[];
  readonly origin: string | null;
  readonly times: number;
}

async function kept(tenant: Pick<CreatedTenant, "tenantId"> = app.tenant): Promise<readonly Kept[]> {
  await app.deps.refusals.flush();
  const rows = await app.database.query(
    "SELECT route, code, paths, origin, times FROM refusals WHERE tenant_id = $1 ORDER BY at DESC, route, code",
    [tenant.tenantId],
  );
  return rows.map(([route, code, paths, origin, times]) => ({ route, code, paths, origin, times }) as Kept);
}
const purchase = { type: "purchase", participant: { externalId: "bob" }, orderId: "o-1", amountMinor: 4200 };
const SECRETS = /bob|alice|4200|@|o-1/;

describe("requests of a tenant that were refused", () => {
  it("are kept with the names of what was not valid, and with no value that came", async () => {
    await app.api.post("/v1/events", { ...purchase, currency: "Pounds", amount: "4200", "alice.m@shop.example": 1 });
    await app.api.post("/v1/events", purchase);
    const all = await kept();
    expect(all.map(({ route, code }) => [route, code])).toEqual([
      ["POST /v1/events", "invalid_request"],
      ["POST /v1/events", "invalid_request"],
    ]);
    const names = all.map(({ paths }) => paths.toSorted()).toSorted((a, b) => a.length - b.length);
    expect(names).toEqual([["currency"], ["*", "amount", "currency"]]);
    expect(JSON.stringify(all)).not.toMatch(SECRETS);
  });

  it("that are alike are one row, which counts them", async () => {
    for (let times = 0; times < 30; times++) await app.api.post("/v1/events", purchase);
    await kept();
    await app.api.post("/v1/events", purchase);
    expect(await kept()).toEqual([
      { route: "POST /v1/events", code: "invalid_request", paths: ["currency"], origin: null, times: 31 },
    ]);
  });

  it("are kept of what the engine refused, and of single events of a batch", async () => {
    const good = { ...purchase, orderId: "o-2", currency: "GBP" };
    await app.api.post("/v1/events", good);
    await app.api.post("/v1/events", { ...good, amountMinor: 1 });
    await app.api.post("/v1/events/batch", { events: [good, { ...good, amountMinor: 2 }, purchase] });
    const told = (await kept()).map(({ route, code }) => `${route} ${code}`);
    expect(told.toSorted()).toEqual([
      "POST /v1/events event_conflict",
      "POST /v1/events/batch event_conflict",
      "POST /v1/events/batch invalid_request",
    ]);
  });

  it("are no questions whether there is something, no keys that are none, and nothing that went well", async () => {
    await app.api.get("/v1/participants/no-one");
    await apiClient(app.fetch, "sk_test_0000000000000000").post("/v1/events", purchase);
    await app.api.get("/v1/programs");
    expect(await kept()).toEqual([]);
    expect(app.deps.refusals.figures()).toEqual({ waiting: 0, lost: 0 });
  });

  it("are each tenant's own", async () => {
    const other = await app.newTenant("Coffee shop");
    await other.api.get("/v1/programs");
    await other.api.post("/v1/events", purchase);
    expect(await kept()).toEqual([]);
    expect(await kept(other.tenant)).toHaveLength(1);
  });

  it("of a page are kept with its origin, and what its visitor typed is not", async () => {
    const ask = (path: string, origin: string, body?: object) =>
      app.fetch(
        new Request(`http://api.test${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: {
            authorization: `Bearer ${app.tenant.publishableKey}`,
            origin,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    expect((await ask("/v1/client/panel?program=friends", "https://other.example")).status).toBe(403);
    await ask("/v1/client/panel?program=none", "http://localhost:3000");
    // Whatever a visitor types is wrong with no page.
    const token = await participantToken(app.tenant, "carol", app.clock.now());
    const typed = await apiClient(app.fetch, token).post("/v1/client/redemptions", { code: "NOSUCHCODE" });
    expect([typed.status, (typed.body as { code?: string }).code]).toEqual([404, "unknown_code"]);
    expect((await kept()).map(({ code, origin }) => [code, origin]).toSorted()).toEqual([
      ["origin_not_allowed", "https://other.example"],
      ["program_not_found", "http://localhost:3000"],
    ]);
  });

  it("take no statement before the answer", async () => {
    expect(await app.database.during(() => app.api.post("/v1/events", purchase))).toBe(1);
  });

  it("are forgotten after seven days, and not before", async () => {
    await app.api.post("/v1/events", purchase);
    await kept();
    app.clock.advance(7 * 86_400_000 - 1_000);
    await runScheduledJobs(app.deps);
    expect(await kept()).toHaveLength(1);
    app.clock.advance(2_000);
    const done = await runScheduledJobs(app.deps);
    expect([await kept(), done["forget-old"]]).toEqual([[], 1]);
  });

  it("are a thousand rows of a tenant at most, in which those of browsers crowd no others out", async () => {
    const row = (route: string, n: number) => ({
      ...{ tenantId: app.tenant.tenantId, id: `${route}-${n}`, at: new Date(1_767_600_000_000 + n).toISOString() },
      ...{ times: 1, route, code: "invalid_request", paths: [`p${n}`], origin: null },
    });
    const flood = async (route: string, rows: number) => {
      for (let n = 0; n < rows; n += MAX_KEPT_AT_ONCE) {
        const batch = Array.from({ length: MAX_KEPT_AT_ONCE }, (_, at) => row(route, n + at));
        await keepRefusals(app.database, batch);
      }
    };
    await flood("POST /v1/events", 900);
    await flood("POST /v1/client/redemptions", 900);
    const all = await kept();
    const ofServers = all.filter(({ route }) => route === "POST /v1/events");
    expect([all.length, ofServers.length]).toEqual([MAX_REFUSALS, MAX_REFUSALS - MAX_OF_BROWSERS]);
    expect(ofServers.map(({ paths }) => paths[0])).toContain("p899");
  });
});
