import pg from "pg";
import { parserOf, toText } from "../../src/adapters/database/values.ts";
import type { Database } from "../../src/ports.ts";

/** Plans as a session makes them: for what it is asked at that moment, or once for all that it will be asked. */
export const PLANNED = ["force_custom_plan", "force_generic_plan"] as const;

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** What a statement read: rows of tables, those included that it then left out. */
export interface Reading {
  readonly rows: number;
  /** "Index Scan rewards 51": for a test that fails to say where. */
  readonly scans: readonly string[];
}

/**
 * Runs what asks the database, and says of its statements together how many rows they read.
 *
 * @param read asks the database it is given, for reading alone
 */
export async function rowsRead(
  url: string,
  planned: (typeof PLANNED)[number],
  read: (database: Database) => Promise<unknown>,
): Promise<Reading> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: parserOf } });
  await client.connect();
  const scans: string[] = [];
  let rows = 0;
  const count = (node: PlanNode): void => {
    const relation = node["Relation Name"];
    if (relation !== undefined && node["Node Type"].includes("Scan")) {
      const here = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
      rows += here;
      scans.push(`${node["Node Type"]} ${relation} ${here}`);
    }
    for (const inner of node.Plans ?? []) count(inner);
  };
  const query: Database["query"] = async (sql, params = []) => {
    const values = params.map(toText);
    await client.query(`PREPARE asked AS ${sql}`);
    const literals = values.map((value) => (value === null ? "NULL" : client.escapeLiteral(String(value))));
    const given = literals.length === 0 ? "" : `(${literals.join(", ")})`;
    const explained = await client.query({
      text: `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked${given}`,
      rowMode: "array",
    });
    await client.query("DEALLOCATE asked");
    const [[plans]] = explained.rows as [[[{ readonly Plan: PlanNode }]]];
    count(plans[0].Plan);
    const answered = await client.query<unknown[]>({ text: sql, values, rowMode: "array" });
    return answered.rows;
  };
  try {
    await client.query(`SET plan_cache_mode = ${planned}`);
    await read({ query, close: () => client.end() });
    return { rows, scans };
  } finally {
    await client.end();
  }
}

/**
 * Runs what reads or writes, and says how many rows of tables it fetched, also inside functions. Rows that only an index
 * was asked for are not among them.
 */
export function countingRows(url: string, act: Act): Promise<number> {
  return counting(url, "r", act);
}

/** The same of entries of indexes, whether or not their rows were fetched. */
export function countingEntries(url: string, act: Act): Promise<number> {
  return counting(url, "i", act);
}

type Act = (database: Database) => Promise<unknown>;

/** @param kind of relation, as `pg_class` says it */
async function counting(url: string, kind: "r" | "i", act: Act): Promise<number> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: parserOf } });
  await client.connect();
  const fetched = async () => {
    const { rows } = await client.query<{ rows: string }>(
      `SELECT sum(pg_stat_get_xact_tuples_returned(oid) + pg_stat_get_xact_tuples_fetched(oid)) AS rows FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = '${kind}'`,
    );
    return Number(rows[0]?.rows);
  };
  const query: Database["query"] = async (sql, params = []) => {
    const answered = await client.query<unknown[]>({ text: sql, values: params.map(toText), rowMode: "array" });
    return answered.rows;
  };
  try {
    await client.query("BEGIN");
    const before = await fetched();
    await act({ query, close: () => client.end() });
    const after = await fetched();
    await client.query("COMMIT");
    return after - before;
  } finally {
    await client.end();
  }
}
