import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PgliteDatabase } from "../../adapters/database/pglite.ts";
import { openPglite } from "../../adapters/database/pglite.ts";
import { migratedDump } from "../../testing/migratedDump.ts";
import { textArray } from "./textArray.ts";

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
});
afterAll(() => database.close());

const read = async (values: ReadonlyArray<string | null>) =>
  (await database.query("SELECT * FROM unnest($1::text[])", [textArray(values)])).map(([value]) => value);

test("a list arrives as it was, whatever its texts look like", async () => {
  const values = [
    "",
    "null",
    "NULL",
    null,
    "{}",
    '","',
    '(,"',
    "\\",
    '\\"',
    "a b",
    " ",
    "\t\n",
    "é😀",
    "clk_1.A",
    "2026-01-05T10:00:00Z",
  ];
  expect(await read(values)).toEqual(values);
  expect(await read([])).toEqual([]);
  // PostgreSQL has no NUL, and half a character becomes another on its way.
  const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\u0000") && value.isWellFormed());
  const hostile = fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", ",", "N", "U", "L", " ", "'", "(") });
  const lists = fc.array(fc.oneof(text, hostile, fc.constant(null)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(lists, async (list) => {
      expect(await read(list)).toEqual(list);
    }),
    { numRuns: 40 },
  );
});
