import type { Row } from "../../ports.ts";

/** Each unit is 300 rows that `ANALYZE` reads of a table. With the usual 100 it takes ten times as long. */
const STATISTICS_TARGET = 10;

/** Smaller tables are read whole at no cost, whatever the planner takes them for. A page has 8 kB. */
const FIRST_PAGES = 32;

/**
 * The tables that have doubled since they were last analyzed. `relpages` is kept with the data, so that a process goes
 * on where the one before it stopped; `reltuples` is negative where a table has never been analyzed.
 *
 * @returns their names as SQL writes them
 */
export async function readGrownTables(run: (sql: string) => Promise<readonly Row[]>): Promise<string[]> {
  const rows = await run(`SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND pg_relation_size(c.oid) / current_setting('block_size')::integer >=
        greatest(${FIRST_PAGES}, CASE WHEN c.reltuples < 0 THEN 0 ELSE 2 * c.relpages END)
    ORDER BY c.oid`);
  return rows.map(([name]) => String(name));
}

/** Analyzes tables from a sample whose size does not grow with them, each by a statement of its own. */
export async function analyzeTables(
  run: (sql: string) => Promise<readonly Row[]>,
  names: readonly string[],
): Promise<void> {
  if (names.length > 0) await run(`SET default_statistics_target = ${STATISTICS_TARGET}`);
  for (const name of names) await run(`ANALYZE ${name}`);
}
