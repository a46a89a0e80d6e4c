import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../adapters/database/pglite.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { migratedDump } from "../testing/migratedDump.ts";
import { isMigrated, migratePglite } from "./migrate.ts";

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
});
afterAll(() => database.close());

const cost = async () => (await database.query("SELECT reward_cost('approved', 5, 7)"))[0]?.[0];

describe("a database", () => {
  it("is migrated while it has every migration and the functions as they are written", async () => {
    expect(await isMigrated(database)).toBe(true);
    await database.query("COMMENT ON FUNCTION stale(text) IS 'others'");
    expect(await isMigrated(database)).toBe(false);
    await migratePglite(database.pglite);
    expect(await isMigrated(database)).toBe(true);
  });

  it("gets its functions again after the release before this one was started on it, and put its own in their place", async () => {
    // That release says on this function, and on no other, that the functions are its own.
    await database.pglite.exec(`
      CREATE OR REPLACE FUNCTION reward_cost(status text, expected_minor bigint, given_minor bigint) RETURNS bigint
        LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';
      CREATE FUNCTION commit_effects(e jsonb) RETURNS void LANGUAGE sql AS 'SELECT';
      COMMENT ON FUNCTION commit_effects(jsonb) IS 'theirs'`);
    expect(await isMigrated(database)).toBe(false);
    await migratePglite(database.pglite);
    expect([await isMigrated(database), String(await cost())]).toEqual([true, "5"]);
  });
});
