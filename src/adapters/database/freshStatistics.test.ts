import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migratedDump } from "../../testing/migratedDump.ts";
import { freshStatistics, LOOK_EVERY_CHARACTERS } from "./freshStatistics.ts";
import type { PgliteDatabase } from "./pglite.ts";
import { openPglite } from "./pglite.ts";

let database: PgliteDatabase;

beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
  // Each row of the first has a page of its own; the second is less than is worth a look.
  await database.pglite.exec(`CREATE TABLE large (id int, filler text); CREATE TABLE small (id int);
    ALTER TABLE large ALTER COLUMN filler SET STORAGE PLAIN;
    INSERT INTO small SELECT generate_series(1, 100)`);
});
afterAll(() => database.close());

const grow = (rows: number) =>
  database.pglite.exec(`INSERT INTO large SELECT i, repeat('x', 5000) FROM generate_series(1, ${rows}) i`);
/** How many rows the planner takes each table to have; less than none before it was analyzed. */
async function rowsInPlans(): Promise<Record<string, number>> {
  const { rows } = await database.pglite.query<{ name: string; count: number }>(
    "SELECT relname AS name, reltuples::int AS count FROM pg_class WHERE relname IN ('large', 'small')",
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
const write = (characters: number) => database.query("SELECT length($1::text)", ["x".repeat(characters)]);

test("a table is analyzed after the first statement, and again when it has doubled and as much was written", async () => {
  await grow(50);
  expect(await rowsInPlans()).toEqual({ large: -1, small: -1 });
  await database.query("SELECT 1");
  await vi.waitFor(async () => expect(await rowsInPlans()).toEqual({ large: 50, small: -1 }));
  const statements = vi.spyOn(database.pglite, "query");
  const analyzed = () => statements.mock.calls.filter(([sql]) => sql.startsWith("ANALYZE")).length;
  const looked = () => statements.mock.calls.filter(([sql]) => sql.includes("reltuples < 0")).length;
  await grow(40);
  await write(LOOK_EVERY_CHARACTERS);
  await vi.waitFor(() => expect(looked()).toBe(1));
  await grow(20);
  await write(LOOK_EVERY_CHARACTERS - 1);
  // Statements are answered in their order, so what the last one started has been asked for by now.
  await database.query("SELECT 1");
  expect([looked(), analyzed()]).toEqual([1, 0]);
  await write(1);
  await vi.waitFor(() => expect(analyzed()).toBe(1));
  await vi.waitFor(async () => expect((await rowsInPlans()).large).toBe(110));
});

test("analyzing that fails is logged, and tried again when more was written", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  let attempts = 0;
  const statistics = freshStatistics(async () => {
    attempts += 1;
    throw new Error("out of memory");
  });
  statistics.wrote(0);
  await statistics.settled();
  statistics.wrote(LOOK_EVERY_CHARACTERS);
  await statistics.settled();
  expect([attempts, log.mock.calls.length]).toEqual([2, 2]);
  log.mockRestore();
});
