import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { Ask, Database } from "../src/ports.ts";
import { DatabaseError, NO_CONNECTION } from "../src/ports.ts";
import type { Cuttable } from "./support/cuttable.ts";
import { cuttableWay } from "./support/cuttable.ts";

/** Many wait for a database that is away: each is told so, none for ever, and nothing is left over of it. */

const MANY = 3_000;
/** So many have their turn in time, however slow the machine is. */
const SOME = 100;
const TENANTS = 20;

let way: Cuttable;
let database: Database;

beforeEach(async () => {
  way = await cuttableWay(await createDatabase(inject("postgresUrl"), "outage", MIGRATED_TEMPLATE));
  database = openPg(way.url);
});
afterEach(async () => {
  await database.close();
  await way.close();
});

const ask = (n: number): Ask => ({ lane: n % 2 === 0 ? "read" : "write", of: `tenant ${n % TENANTS}` });
const stateOf = (error: unknown) => (error instanceof DatabaseError ? error.sqlState : error);

/** How many ended in which way. */
async function endsOf(count: number): Promise<Record<string, number>> {
  const ends = await Promise.all(
    Array.from({ length: count }, (_, n) => database.query("SELECT 1", [], ask(n)).then(() => "answered", stateOf)),
  );
  return Object.fromEntries([...Map.groupBy(ends, String)].map(([end, all]) => [end, all.length]));
}

describe("thousands of statements for a server that", () => {
  it.each(["cut", "silence"] as const)(
    "is away (%s) are all told that it is, and served when it is back",
    async (away) => {
      expect(await endsOf(SOME)).toEqual({ answered: SOME });
      way[away]();
      // What was under way when the connection broke is no longer there: it broke before any of these.
      await database.query("SELECT 1").catch(() => {});
      expect(await endsOf(MANY)).toEqual({ [NO_CONNECTION]: MANY });
      // Few connections were tried for so many.
      expect(way.refused()).toBeLessThan(SOME);
      way.mend();
      await vi.waitFor(async () => expect(await database.query("SELECT 1")).toEqual([[1]]), { timeout: 60_000 });
      expect(await endsOf(SOME)).toEqual({ answered: SOME });
    },
  );
});
