import type { Database } from "../../ports.ts";

/** What the server calls itself, for instance "PostgreSQL 17.5 on x86_64...". */
export async function readDatabaseVersion(database: Database): Promise<string> {
  const [row] = await database.query("SELECT version()", [], { lane: "read", of: "health" });
  return String(row?.[0] ?? "");
}
