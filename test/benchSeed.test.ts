import { expect, inject, it } from "vitest";
import { seed } from "../bench/seed.ts";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";

it("what the bench seeds has the times that the engine would have written, in whole milliseconds", async () => {
  const url = await createDatabase(inject("postgresUrl"), "benchSeed", MIGRATED_TEMPLATE);
  await seed(url, 5);
  const database = openPg(url);
  try {
    // The engine writes a time back as it has read it. One with microseconds would become another.
    const columns = await database.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'`,
    );
    const finer: string[] = [];
    let times = 0;
    for (const [table, column] of columns) {
      const [row] = await database.query(
        `SELECT count("${column}")::integer AS times, count(*) FILTER (
           WHERE "${column}" <> date_trunc('milliseconds', "${column}"))::integer AS finer FROM "${table}"`,
      );
      times += Number(row?.[0]);
      if (row?.[1] !== 0) finer.push(`${table}.${column}`);
    }
    expect(times).toBeGreaterThan(100);
    expect(finer).toEqual([]);
  } finally {
    await database.close();
  }
});
