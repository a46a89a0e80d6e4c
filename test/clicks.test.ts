import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { BATCH_SIZE } from "../src/adapters/clicks/bufferedClickSink.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { DemoKeys } from "../src/demo/createDemo.ts";
import type { Database } from "../src/ports.ts";
import type { Cuttable } from "./support/cuttable.ts";
import { cuttableWay } from "./support/cuttable.ts";
import type { KillableServer } from "./support/killableServer.ts";
import { startKillableServer } from "./support/killableServer.ts";

// What a real process promises of the clicks that it answered and has not stored yet.

/** As many visitors at once. */
const VISITORS = 8;
const WAIT = { timeout: 120_000, interval: 50 };

let dataDir: string;
let database: Database;
let way: Cuttable;
let server: KillableServer;
let apiUrl: string;
let link: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "clicks-"));
  const url = await createDatabase(inject("postgresUrl"), "clicks", MIGRATED_TEMPLATE);
  database = openPg(url, { max: 2 });
  way = await cuttableWay(url);
  server = await startKillableServer({ DATABASE_URL: way.url, DATA_DIR: dataDir });
  const keys: DemoKeys = JSON.parse(await readFile(join(dataDir, "dev-keys.json"), "utf8"));
  apiUrl = keys.apiUrl;
  const headers = { authorization: `Bearer ${keys.secretKey}`, "content-type": "application/json" };
  const body = JSON.stringify({ program: "friends", participant: { externalId: "ada" } });
  const issued = await fetch(`${apiUrl}/v1/codes`, { method: "POST", headers, body });
  const { code } = (await issued.json()) as { code: string };
  link = `${apiUrl}/r/demo/${code}`;
});
afterAll(async () => {
  await server.close();
  await way.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

/** Follows the link so often, so many at once. */
async function visit(times: number): Promise<void> {
  let left = times;
  const visitor = async () => {
    while (left > 0) {
      left -= 1;
      const { status } = await fetch(link, { redirect: "manual" });
      expect(status).toBe(302);
    }
  };
  await Promise.all(Array.from({ length: VISITORS }, visitor));
}
const stored = async () => Number((await database.query("SELECT count(*) FROM clicks"))[0]?.[0]);
const figures = async () => ((await (await fetch(`${apiUrl}/health`)).json()) as { clicks: object }).clicks;

it("clicks of an outage are kept until the database is back, and stored once each", async () => {
  await visit(1);
  await vi.waitFor(async () => expect(await stored()).toBe(1), WAIT);
  way.cut();
  await visit(40);
  // Once more than a failure that is not waited for is tried.
  await vi.waitFor(() => expect(way.refused()).toBeGreaterThan(4), WAIT);
  way.mend();
  await vi.waitFor(async () => expect(await stored()).toBe(41), WAIT);
  expect(await figures()).toEqual({ waiting: 0, lost: 0 });
});

it("a process that is killed loses two batches of clicks at most, and none that it says are stored", async () => {
  const before = await stored();
  await visit(30);
  await vi.waitFor(async () => expect(await figures()).toEqual({ waiting: 0, lost: 0 }), WAIT);
  expect(await stored()).toBe(before + 30);
  await visit(6 * BATCH_SIZE);
  await server.kill();
  const lost = before + 30 + 6 * BATCH_SIZE - (await stored());
  expect(lost).toBeGreaterThanOrEqual(0);
  expect(lost).toBeLessThanOrEqual(2 * BATCH_SIZE);
});
