import { readFile } from "node:fs/promises";
import pg from "pg";
import { planOf } from "../src/domain/counters.ts";
import { parseRules } from "../src/domain/parseRules.ts";
import { sha256 } from "../src/engine/events/sha256.ts";

/** The seeded tenant's secret key. */
export const SECRET_KEY = "sk_test_benchBenchBenchBenchBenchBench";
/** The seeded tenant's slug, a segment of its share links. */
export const SLUG = "bench";
const TENANT_ID = "ten_0mbench00000000000000";
const PROGRAM_ID = "prog_0mbench00000000000000";

/**
 * Fills a migrated database as this many referrals would have. Statistics and visibility are those of a database
 * that has been running for a while, and nothing is left to be written for the first that measures.
 */
export async function seed(url: string, referrals: number): Promise<void> {
  const template = await readFile(new URL("seed.sql", import.meta.url), "utf8");
  const document = await readFile(new URL("program.json", import.meta.url), "utf8");
  const parsed = parseRules(JSON.parse(document), "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const values: Record<string, string> = {
    ":tenant": TENANT_ID,
    ":program": PROGRAM_ID,
    ":keyHash": sha256(SECRET_KEY),
    ":rules": document,
    ":plan": JSON.stringify(planOf(parsed.rules)),
    ":referrals": String(referrals),
    ":now": new Date().toISOString(),
  };
  const sql = template.replace(
    /:(?:tenant|program|keyHash|rules|plan|referrals|now)\b/g,
    (name) => values[name] ?? name,
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
