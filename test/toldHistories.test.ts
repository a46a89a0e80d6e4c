import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { foldHere } from "../src/engine/history/historyFold.ts";
import { anyHistory, arbitraryGuestHistory, arbitraryPeoplesHistory } from "../src/engine/testing/anyHistory.ts";
import { holdsForAllStored } from "../src/engine/testing/checking.ts";
import type { History } from "../src/engine/testing/historyTypes.ts";
import type { Database } from "../src/ports.ts";
import { backtestRules } from "../src/usecases/programs/backtestRules.ts";
import { createBacktestTurns } from "../src/usecases/programs/backtestTurns.ts";
import { createKeptHistories } from "../src/usecases/programs/keptHistories.ts";
import { stateOf } from "./support/engineTenant.ts";
import { countedNumbers, keptNumbers, tellAll } from "./support/storedHistory.ts";

/**
 * Random histories on a real PostgreSQL, from their first event on: orders that change and go back, refunds that are
 * undone, disputes, signups that are sent again. Told at once, all is decided on what is in memory; told one by one,
 * each event is decided on what the load picks for it.
 */

const RUNS = 60;

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "toldHistories", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

/**
 * With discounts that cost what their author says. The people of these histories use no coupon, and a backtest expects that
 * a coupon of no such cost is used.
 */
function withCosts(history: History): History {
  const costing = (_: string, part: unknown) => (isFreeDiscount(part) ? { ...part, costMinor: 400 } : part);
  return JSON.parse(JSON.stringify(history), costing) as History;
}

function isFreeDiscount(part: unknown): part is object {
  return typeof part === "object" && part !== null && "kind" in part && part.kind === "discount" && !hasCost(part);
}

function hasCost(grant: object): boolean {
  return "costMinor" in grant && grant.costMinor !== 0;
}

it("what happens is stored alike, told at once or one by one", async () => {
  await holdsForAllStored(anyHistory, RUNS, async (history) => {
    const [batch, steps] = [await tellAll(database, history, true), await tellAll(database, history, false)];
    expect(await stateOf(database, steps)).toEqual(await stateOf(database, batch));
  });
});

it("guests whom accounts take over leave every number as counting anew gives it", async () => {
  let taken = 0;
  await holdsForAllStored(arbitraryGuestHistory, RUNS, async (history) => {
    const tenant = await tellAll(database, history, false);
    const [[count] = []] = await database.query(
      "SELECT count(*) FROM participants WHERE tenant_id = $1 AND merged_into IS NOT NULL",
      [tenant.tenantId],
    );
    taken += Number(count);
    expect(await keptNumbers(database, tenant)).toEqual(await countedNumbers(database, tenant, "everyone"));
  });
  // Histories without takeovers would prove nothing.
  expect(taken).toBeGreaterThan(0);
});

describe("a backtest under the rules that were in force gives what was stored", () => {
  const isStored = async (history: History, asOneBatch: boolean) => {
    const deps = {
      database,
      openFold: (job: Parameters<typeof foldHere>[0]) => foldHere(job, () => setImmediate()),
      backtestTurns: createBacktestTurns(),
      keptHistories: createKeptHistories(),
      ids: nanoIds,
    };
    const { asker } = await tellAll(database, history, asOneBatch);
    const input = { program: "p", rules: history.programs[0]?.document, from: null, to: null };
    const outcome = await backtestRules(deps, asker, input, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: "done" });
    if (outcome.kind === "done") expect(outcome.reply.backtest).toEqual(outcome.reply.actual);
  };

  it("whatever happens", async () => {
    await holdsForAllStored(anyHistory.map(withCosts), RUNS, (history) => isStored(history, true));
  });

  it("of guests whom accounts take over, and of people with one address who are merged", async () => {
    await holdsForAllStored(arbitraryPeoplesHistory.map(withCosts), RUNS, (history) => isStored(history, false));
  });
});
