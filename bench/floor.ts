import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);
const script = fileURLToPath(new URL("floor.pgbench", import.meta.url));

export interface Floor {
  readonly perSecond: number;
  readonly meanMs: number;
}

/** Makes the tables of the least purchase, of the size that this many referrals give them. */
export async function prepareFloor(url: string, referrals: number): Promise<void> {
  const sql = await readFile(new URL("floor.sql", import.meta.url), "utf8");
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

/** Purchases a second of pgbench, with as many clients as the app has connections to its HTTP side. */
export async function measureFloor(
  programs: string,
  url: string,
  { clients, referrals, seconds }: { clients: number; referrals: number; seconds: number },
): Promise<Floor> {
  const sizes = ["-c", String(clients), "-j", "2", "-T", String(seconds)];
  const variables = ["-D", "n=0", "-D", `run=${Date.now()}`, "-D", `referrals=${referrals}`];
  const { stdout } = await run(join(programs, "pgbench"), [
    "-n",
    "-M",
    "prepared",
    ...sizes,
    ...variables,
    "-f",
    script,
    url,
  ]);
  const perSecond = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  const meanMs = /^latency average = ([\d.]+) ms/m.exec(stdout)?.[1];
  if (perSecond === undefined || meanMs === undefined) throw new Error(`pgbench said something else:\n${stdout}`);
  return { perSecond: Number(perSecond), meanMs: Number(meanMs) };
}
