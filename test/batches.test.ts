import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { arbitraryMovingHistory } from "../src/engine/testing/arbitraryHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import type { Database } from "../src/ports.ts";
import { stateOf } from "./support/engineTenant.ts";
import { countedNumbers, keptNumbers, toldTenant } from "./support/storedHistory.ts";

/** Random histories on a real PostgreSQL: what the engine's own properties can't see is what the commit makes of them. */

const RUNS = 60;

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "batches", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

it("a batch is stored as its events one by one, whatever ended and began in it", async () => {
  await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
    const [batch, steps] = [await toldTenant(database, history, true), await toldTenant(database, history, false)];
    expect(await stateOf(database, batch)).toEqual(await stateOf(database, steps));
  });
});

it("the numbers that events keep are those that are counted where they are needed anew", async () => {
  await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
    const tenant = await toldTenant(database, history, true);
    const kept = await keptNumbers(database, tenant);
    expect(await countedNumbers(database, tenant, null)).toEqual(kept);
    expect(await countedNumbers(database, tenant, "everyone")).toEqual(kept);
  });
});
