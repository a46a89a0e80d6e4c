import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes } from "./support/runtimes.ts";

/** One tenant asks for more than there are connections; the others must not notice. */

const MANY = 100;

let runtime: Runtime;
let locker: pg.Client;
let shop: ApiClient;
let greedy: ApiClient;

beforeAll(async () => {
  runtime = await runtimes.Node(inject("postgresUrl"));
  locker = new pg.Client({ connectionString: runtime.databaseUrl });
  await locker.connect();
  const [tenant, other] = await runtime.newTenants();
  shop = apiClient(runtime.fetch, tenant.secretKey);
  greedy = apiClient(runtime.fetch, other.secretKey);
});
afterAll(async () => {
  await locker.end();
  await runtime.close();
});

/** Whatever reads or writes the table waits until the work is done. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  await locker.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  try {
    await work();
  } finally {
    await locker.query("ROLLBACK");
  }
}

/** How many of the requests were answered, and a way to wait for all of them. */
function sending(count: number, send: (n: number) => Promise<{ readonly status: number }>) {
  const statuses: number[] = [];
  const all = Array.from({ length: count }, (_, n) => send(n).then(({ status }) => void statuses.push(status)));
  return { statuses, all: Promise.all(all) };
}

describe("while one tenant waits for", () => {
  it("a hundred summaries, another's purchase and reads are answered", async () => {
    await whileLocked("clicks", async () => {
      const summaries = sending(MANY, () => greedy.get("/v1/reports/summary"));
      const purchase = {
        type: "purchase",
        participant: { externalId: "x" },
        orderId: "1",
        amountMinor: 1,
        currency: "GBP",
      };
      expect((await shop.post("/v1/events", purchase)).status).toBe(201);
      expect((await shop.get("/v1/programs")).status).toBe(200);
      expect(summaries.statuses).toEqual([]);
      await locker.query("ROLLBACK");
      await summaries.all;
      // Those that waited too long on a slow machine were told so.
      expect([200, 503]).toEqual(expect.arrayContaining([...new Set(summaries.statuses)]));
      expect(summaries.statuses).toContain(200);
    });
  });

  it("a hundred writes, another's write and its own reads are answered", async () => {
    await whileLocked("applications", async () => {
      const writes = sending(MANY, (n) => {
        return greedy.post(`/v1/programs/none/applications`, { participant: { externalId: `p${n}` } });
      });
      expect((await shop.put("/v1/participants/y", {})).status).toBe(201);
      expect((await greedy.get("/v1/programs")).status).toBe(200);
      expect(writes.statuses).toEqual([]);
      await locker.query("ROLLBACK");
      await writes.all;
      expect([404, 503]).toEqual(expect.arrayContaining([...new Set(writes.statuses)]));
      expect(writes.statuses).toContain(404);
    });
  });
});
