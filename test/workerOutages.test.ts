import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient, Json } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { Cuttable } from "./support/cuttable.ts";
import { cuttableWay } from "./support/cuttable.ts";
import type { WorkersRuntime } from "./support/runtimes.ts";
import { startWorker } from "./support/runtimes.ts";

/** The Worker without its database: every request is told what is known, and all goes on when it is back. */

/** More than all requests of an outage ask. */
const ALL = 10_000;

let way: Cuttable;
let runtime: WorkersRuntime;
let tenant: CreatedTenant;
let api: ApiClient;
let browser: ApiClient;
let code: string;

beforeAll(async () => {
  runtime = await startWorker(inject("postgresUrl"), { main: "test/support/fragileWorker.ts" }, null, async (url) => {
    way = await cuttableWay(url);
    return way.url;
  });
  [tenant] = await runtime.newTenants();
  api = apiClient(runtime.fetch, tenant.secretKey);
  browser = apiClient(runtime.fetch, await participantToken(tenant, "visitor", new Date()));
  const advocate = { program: "friends", participant: { externalId: "ada" } };
  code = (await api.post<{ code: string }>("/v1/codes", advocate)).body.code;
  // The key is proved, so that every request goes to the tenant's object.
  expect((await buy("first")).status).toBe(201);
});
afterAll(async () => {
  await runtime.close();
  await way.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Bought extends Json {
  readonly event: { readonly duplicate: boolean };
}

const order = (orderId: string) => {
  return { type: "purchase", participant: { externalId: "bob" }, orderId, amountMinor: 5000, currency: "GBP" };
};
const buy = (orderId: string, headers: Record<string, string> = {}) =>
  api.post<Bought>("/v1/events", order(orderId), headers);

const told = ({ status, headers, body }: Answer) =>
  `${status} ${headers.get("retry-after")} ${(body as { code?: string }).code}`;

async function count(sql: string): Promise<number> {
  const [row] = await runtime.database.query(sql, [tenant.tenantId]);
  return Number(row?.[0]);
}
const written = async (orderId: string) =>
  await count(`SELECT count(*)::int FROM events WHERE tenant_id = $1 AND natural_key = 'purchase:${orderId}'`);

describe("a database that is away", () => {
  /** Purchases that were reported after an outage. */
  let done = 0;
  const forget = () => runtime.faults.order({ kind: "delay", count: 0 });
  const outages: Readonly<Record<string, readonly [begin: () => unknown, end: () => unknown]>> = {
    refuses: [() => way.cut(), () => way.mend()],
    "says nothing": [() => way.silence(), () => way.mend()],
    hangs: [() => way.hang(), () => way.mend()],
    "answers with 500": [() => runtime.faults.order({ kind: "httpStatus", status: 500, count: ALL }), forget],
    "starts up": [() => runtime.faults.order({ kind: "error", sqlState: "57P03", count: ALL }), forget],
    "is full": [() => runtime.faults.order({ kind: "error", sqlState: "53300", count: ALL }), forget],
  };

  it.each(Object.keys(outages))(
    "(%s) is told to all, nothing is written, and all goes on when it is back",
    async (how) => {
      const [begin, end] = outages[how] ?? [];
      begin?.();
      const name = how.replaceAll(" ", "-");
      const [shared, alone] = await Promise.all([
        Promise.all([
          ...["a", "b"].map((n) => buy(`${name}-${n}`)),
          buy(`${name}-keyed`, { "idempotency-key": name }),
          api.post("/v1/events/batch", { events: ["c", "d"].map((n) => order(`${name}-${n}`)) }),
        ]),
        Promise.all([
          api.put("/v1/participants/cleo", { name }),
          api.get("/v1/participants/bob"),
          browser.post("/v1/client/redemptions", { program: "friends", code }),
        ]),
      ]);
      // Where no time is left for another statement, the service is busy.
      const known = ["503 1 database_unavailable", "503 1 busy"];
      expect(known).toEqual(expect.arrayContaining(alone.map(told)));
      // On a slow machine the object's answer may come too late.
      expect([...known, "503 1 outcome_unknown"]).toEqual(expect.arrayContaining(shared.map(told)));
      expect([...shared, ...alone].map(told)).toContain(known[0]);
      end?.();
      expect(await count("SELECT count(*)::int FROM events WHERE tenant_id = $1")).toBe(1 + done);
      await expect.poll(async () => (await api.get("/v1/participants/bob")).status, { timeout: 60_000 }).toBe(200);
      expect((await buy(`${name}-a`)).status).toBe(201);
      done += 1;
    },
  );
});

describe("a commit whose reply is lost", () => {
  /** A load passes, and then comes the commit. */
  const spoilCommit = () => {
    runtime.faults.order({ kind: "delay", ms: 0 });
    runtime.faults.order({ kind: "lostAfterCommit" });
  };

  it("is found again, answered as the first, and written once", async () => {
    spoilCommit();
    const bought = await buy("lost");
    expect([bought.status, bought.body.event.duplicate, await written("lost")]).toEqual([201, false, 1]);
    expect((await buy("lost")).body.event.duplicate).toBe(true);
  });

  it("is an unknown outcome where the database is away from then on, and a repeat is told what was written", async () => {
    spoilCommit();
    runtime.faults.order({ kind: "error", sqlState: "57P03", count: ALL });
    const keyed = () => buy("unknown", { "idempotency-key": "unknown" });
    expect(told(await keyed())).toBe("503 1 outcome_unknown");
    expect(await written("unknown")).toBe(1);
    runtime.faults.order({ kind: "delay", count: 0 });
    const again = await keyed();
    expect([again.status, again.headers.get("idempotency-hit"), again.body.event.duplicate]).toEqual([
      201,
      "true",
      false,
    ]);
    expect(await written("unknown")).toBe(1);
  });
});

describe("an object that has more to do than it can", () => {
  it("turns requests away: they are busy, and neither sent again nor decided elsewhere", async () => {
    const before = runtime.sent();
    expect(told(await buy("overloaded-1"))).toBe("503 1 busy");
    expect([runtime.sent() - before, await written("overloaded-1")]).toEqual([0, 0]);
    // The next one is taken.
    expect((await buy("overloaded-1")).status).toBe(201);
  });
});
