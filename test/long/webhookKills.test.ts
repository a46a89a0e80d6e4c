import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../../dev/postgres.ts";
import { openPg } from "../../src/adapters/database/pg.ts";
import { attributionOf } from "../../src/engine/testing/documents.ts";
import type { Database } from "../../src/ports.ts";
import { fixedClock } from "../../src/testing/fixedClock.ts";
import { webhookReceiver } from "../../src/testing/webhookReceiver.ts";
import { createEngineTenant } from "../support/engineTenant.ts";
import { deliverThroughKills } from "../support/killing.ts";

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};
const [NOTICES, KILLS, ENDPOINTS] = [10_000, 100, 3];

let database: Database;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "webhookKills", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

it("a hundred kills over ten thousand notices lose none, and what comes twice is the same", async () => {
  const tenant = await createEngineTenant(database, rules, []);
  const receivers = await Promise.all(Array.from({ length: ENDPOINTS }, () => webhookReceiver()));
  const clock = fixedClock(new Date().toISOString());
  const all = { tenant, database, clock, receivers, notices: NOTICES, kills: KILLS };
  const { killed, isIdle, got } = await deliverThroughKills(all);
  expect([killed, isIdle]).toEqual([KILLS, true]);
  for (const messages of got) {
    expect(messages.size).toBe(NOTICES);
    for (const same of messages.values()) expect(new Set(same.map(({ body }) => body)).size).toBe(1);
  }
  const rows = await database.query("SELECT status, count(*)::integer FROM deliveries GROUP BY 1");
  expect(rows).toEqual([["delivered", NOTICES * ENDPOINTS]]);
  for (const receiver of receivers) await receiver.close();
});
