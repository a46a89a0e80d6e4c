import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../adapters/database/pglite.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { migratedDump } from "../testing/migratedDump.ts";

const MIGRATION = new URL("../../drizzle/0058_clicks-by-quarters.sql", import.meta.url);

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
  // As two batches, of which the second brings some of the first once more.
  for (const [from, to] of [
    [1, 400],
    [300, 900],
  ]) {
    await database.query(
      `INSERT INTO clicks (tenant_id, id, code, program_id, participant_id, channel, occurred_at)
       SELECT 'ten_' || n % 2, click_ids_of(x.at) || n, 'X', 'prg_' || n % 3, 'par_' || n % 5,
         CASE n % 4 WHEN 0 THEN NULL ELSE 'c' || n % 4 END, x.at
       FROM generate_series($1::integer, $2::integer) n
       CROSS JOIN LATERAL (SELECT timestamptz '2026-03-29 00:00:00+00' + make_interval(secs => n * 37) AS at) x
       ON CONFLICT DO NOTHING`,
      [from, to],
    );
  }
});
afterAll(() => database.close());

const all = () => database.query("SELECT * FROM click_quarters ORDER BY 1, 2, 3, 4, 5");

describe("clicks by quarters of an hour", () => {
  it("are counted once each as they come, and alike by the migration that found them there", async () => {
    const counted = await all();
    expect(counted.reduce((sum, row) => sum + Number(row[5]), 0)).toBe(900);
    await database.query("DELETE FROM click_quarters");
    const statements = (await readFile(MIGRATION, "utf8")).split("--> statement-breakpoint");
    const [fill, ...others] = statements.filter((text) => text.trimStart().startsWith("INSERT INTO"));
    expect(others).toEqual([]);
    await database.query(fill ?? "");
    expect(await all()).toEqual(counted);
  });

  it.each([
    ["2026-03-29T00:00:00Z", "2026-03-29T09:15:00Z"],
    ["2026-03-29T00:07:11.123Z", "2026-03-29T05:31:00.001Z"],
    ["2026-03-29T01:01:00Z", "2026-03-29T01:14:59Z"],
    ["2026-03-29T02:00:00.001Z", "2026-03-29T02:00:00.001Z"],
    [null, "2026-03-29T05:31:00.001Z"],
    ["2026-03-29T05:31:00.001Z", null],
    [null, null],
  ])("from %s to %s are as many as there are rows, of each link and channel", async (from, to) => {
    const by = "program_id, coalesce(channel, '-')";
    const told = await database.query(
      `SELECT ${by}, sum(clicks)::integer FROM clicks_of_time('ten_1', $1::timestamptz, $2::timestamptz)
       GROUP BY 1, 2 HAVING sum(clicks) <> 0 ORDER BY 1, 2`,
      [from, to],
    );
    const rows = await database.query(
      `SELECT ${by}, count(*)::integer FROM clicks WHERE tenant_id = 'ten_1'
         AND occurred_at >= coalesce($1::timestamptz, '-infinity') AND occurred_at < coalesce($2::timestamptz, 'infinity')
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [from, to],
    );
    expect(told).toEqual(rows);
  });

  it("make up the days of every time zone: in Kathmandu too they begin with a quarter of an hour", async () => {
    const [row] = await database.query(
      `SELECT count(*)::integer, count(*) FILTER (WHERE date_bin('15 minutes', d.at, timestamptz '2000-01-01 00:00:00+00') <> d.at)::integer
       FROM pg_timezone_names z CROSS JOIN generate_series(timestamp '2024-01-01', '2027-01-01', '7 days') AS s(day)
       CROSS JOIN LATERAL (SELECT s.day AT TIME ZONE z.name AS at) d`,
    );
    expect(Number(row?.[0])).toBeGreaterThan(10_000);
    expect(row?.[1]).toBe(0);
  });
});
