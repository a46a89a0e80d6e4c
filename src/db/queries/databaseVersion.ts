import type { Database } from "../../ports.ts";

/**
 * What the server calls itself, for instance "PostgreSQL 17.5 on x86_64...".
 *
 * @param withinMs how long it may take, where that is less than any statement may
 */
export async function readDatabaseVersion(database: Database, withinMs?: number): Promise<string> {
  const ask = { lane: "read", of: "health" } as const;
  const [row] = await database.query("SELECT version()", [], withinMs === undefined ? ask : { ...ask, withinMs });
  return String(row?.[0] ?? "");
}
