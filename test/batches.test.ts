import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { arbitraryMovingHistory } from "../src/engine/testing/arbitraryHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import type { MovingHistory } from "../src/engine/testing/histories.ts";
import type { Database } from "../src/ports.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, stateOf } from "./support/engineTenant.ts";
import { countedNumbers, keptNumbers, moveOn, reportedFrom } from "./support/storedHistory.ts";

/** Random histories on a real PostgreSQL: what the engine's own properties can't see is what the commit makes of them. */

const RUNS = 60;

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "batches", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

/** A tenant to whom a history has happened, whose second part came as one batch or one by one. */
async function told(history: MovingHistory, asOneBatch: boolean): Promise<EngineTenant> {
  const { programs, people, document, movesAfter } = history;
  const tenant = await createEngineTenant(database, programs[0]?.document, people);
  const events = history.events.map(reportedFrom);
  await tenant.report(database, events.slice(0, movesAfter));
  await moveOn(database, tenant, document);
  const after = events.slice(movesAfter);
  for (const part of asOneBatch ? [after] : after.map((event) => [event])) await tenant.report(database, part);
  return tenant;
}

it("a batch is stored as its events one by one, whatever ended and began in it", async () => {
  await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
    const [batch, steps] = [await told(history, true), await told(history, false)];
    expect(await stateOf(database, batch)).toEqual(await stateOf(database, steps));
  });
});

it("the numbers that events keep are those that are counted where they are needed anew", async () => {
  await holdsForAllStored(arbitraryMovingHistory, RUNS, async (history) => {
    const tenant = await told(history, true);
    const kept = await keptNumbers(database, tenant);
    expect(await countedNumbers(database, tenant, null)).toEqual(kept);
    expect(await countedNumbers(database, tenant, "everyone")).toEqual(kept);
  });
});
