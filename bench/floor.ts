import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { gauge, type Strain } from "./gauge.ts";

const run = promisify(execFile);

/**
 * The least work of one purchase, without the engine: `narrow` in tables of its own that hold the least of it, `wide`
 * in the product's tables, with all that the product writes.
 */
export type FloorName = "narrow" | "wide";

const pathOf = (name: FloorName, kind: "sql" | "pgbench") =>
  fileURLToPath(new URL(`${name}Floor.${kind}`, import.meta.url));

export interface Floor {
  readonly perSecond: number;
  readonly meanMs: number;
  /** Processor time of PostgreSQL for one, in microseconds; null where it can't be known. */
  readonly postgresUs: number | null;
  readonly strain: Strain | null;
}

/** Makes the function, and for the narrow floor its tables, of the size that this many referrals give them. */
export async function prepareFloor(name: FloorName, url: string, referrals: number): Promise<void> {
  const sql = await readFile(pathOf(name, "sql"), "utf8");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql.replaceAll(":referrals", String(referrals)));
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}

export interface FloorOptions {
  /** The folder of PostgreSQL's programs. */
  readonly programs: string;
  readonly url: string;
  /** The server's process. */
  readonly postgres: number | null;
  readonly clients: number;
  readonly referrals: number;
  readonly seconds: number;
}

/** Purchases a second of pgbench. */
export async function measureFloor(name: FloorName, options: FloorOptions): Promise<Floor> {
  const { programs, url, postgres, clients, referrals, seconds } = options;
  const sizes = ["-c", String(clients), "-j", "2", "-T", String(seconds)];
  const variables = ["-D", "n=0", "-D", `run=${Date.now()}`, "-D", `referrals=${referrals}`];
  const script = ["-f", pathOf(name, "pgbench")];
  const all = ["-n", "-M", "prepared", ...sizes, ...variables, ...script, url];
  const { value, postgresMs, strain } = await gauge({ app: null, postgres }, () => run(join(programs, "pgbench"), all));
  const numberIn = (pattern: RegExp) => {
    const number = pattern.exec(value.stdout)?.[1];
    if (number === undefined) throw new Error(`pgbench said something else:\n${value.stdout}`);
    return Number(number);
  };
  const done = numberIn(/^number of transactions actually processed: (\d+)/m);
  return {
    perSecond: numberIn(/^tps = ([\d.]+)/m),
    meanMs: numberIn(/^latency average = ([\d.]+) ms/m),
    postgresUs: postgresMs === null ? null : (postgresMs * 1_000) / done,
    strain,
  };
}
