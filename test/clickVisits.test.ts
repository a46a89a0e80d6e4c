import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { createEngine } from "../src/engine/loop/engine.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Click, Database } from "../src/ports.ts";
import { takeClicks } from "../src/usecases/codes/takeClicks.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { codeOf, createEngineTenant, depsOn } from "./support/engineTenant.ts";

/** Clicks of one visitor that several processes store and decide at once, on a real PostgreSQL. */

const PROCESSES = 4;
const ROUNDS = 25;
const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "visit",
      recipient: "advocate",
      on: { event: "click" },
      grant: { kind: "cash", amountMinor: 5, currency: "GBP" },
    },
  ],
};

let databases: readonly Database[];
let database: Database;
let tenants: readonly EngineTenant[];
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "clickVisits", MIGRATED_TEMPLATE);
  databases = Array.from({ length: PROCESSES }, () => openPg(url, { max: 2 }));
  [database] = databases as [Database];
  tenants = [await createEngineTenant(database, rules, ["a"]), await createEngineTenant(database, rules, ["a"])];
});
afterAll(async () => {
  await Promise.all(databases.map((each) => each.close()));
});

/** One visit by a click of its own. */
async function clickOf(tenant: EngineTenant, id: string, occurredAt: string): Promise<Click> {
  const { tenantId } = tenant;
  const [row] = await database.query("SELECT program_id, participant_id FROM codes WHERE tenant_id = $1", [tenantId]);
  const ofCode = { code: codeOf("a"), programId: String(row?.[0]), participantId: String(row?.[1]) };
  return { tenantId, id, ...ofCode, channel: null, occurredAt, visitor: "one" };
}

it("one visitor is paid for once a day, whichever process takes which of their clicks", async () => {
  const days = Array.from({ length: ROUNDS }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  for (const day of days) {
    const taken = databases.map(async (on, process) => {
      // Half of them have clicked in the other order, and make the keys of both tenants: neither waits for the other.
      const timeOf = (nth: number) => `${day}T1${(process + nth) % 2}:00:00Z`;
      const clicks = await Promise.all(
        tenants.map((tenant, nth) => clickOf(tenant, `clk_${day}_${process}`, timeOf(nth))),
      );
      const ordered = process % 2 === 0 ? clicks : clicks.toReversed();
      return await takeClicks({ database: on, processEvents: createEngine(depsOn(on), 1) }, ordered);
    });
    expect(await Promise.all(taken)).toEqual(Array(PROCESSES).fill(0));
  }
  for (const { tenantId } of tenants) {
    const count = async (table: string) =>
      Number((await database.query(`SELECT count(*) FROM ${table} WHERE tenant_id = $1`, [tenantId]))[0]?.[0]);
    expect(await Promise.all(["clicks", "rewards", "events", "click_keys"].map(count))).toEqual([
      ...[PROCESSES * ROUNDS, ROUNDS, ROUNDS, ROUNDS],
    ]);
  }
});
