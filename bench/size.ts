import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import type { RunningApp } from "./app.ts";
import { type Floor, type FloorName, measureFloor, prepareFloor } from "./floor.ts";
import { type Load, type LoadOptions, measure, NotMeasured } from "./load.ts";
import { SCENARIOS, type ScenarioName } from "./scenarios.ts";
import { seed } from "./seed.ts";
import type { BenchServer } from "./server.ts";

/** A figure, or why there is none. */
export type Outcome<T> = T | { readonly missing: string };

/** What one size of the database gave. */
export interface SizeResult {
  readonly referrals: number;
  readonly loads: Readonly<Record<ScenarioName, Outcome<Load>>>;
  /** With 32 clients, and the narrow one with ten too. */
  readonly narrow: Outcome<Floor>;
  readonly narrowOfTen: Outcome<Floor>;
  readonly wide: Outcome<Floor>;
  readonly peakMb: number | null;
  /** Of the purchases that were sent one by one. */
  readonly rewardsPerPurchase: number | null;
}

export interface SizeOptions {
  readonly server: BenchServer;
  /** The folder of a PostgreSQL that has pgbench. */
  readonly programs: string | null;
  readonly referrals: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly say: (what: unknown) => void;
  readonly withApp: <T>(databaseUrl: string, use: (app: RunningApp) => Promise<T>) => Promise<T>;
}

/** Clicks are stored after their redirects. As long as it goes on, it may take as long as it takes. */
const SETTLES_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** Everything that one size of the database tells. */
export async function measureSize(options: SizeOptions): Promise<SizeResult> {
  const { server, referrals, warmUpSeconds, seconds, say, withApp } = options;
  say(`seeding ${referrals} referrals ...`);
  const name = `bench_${referrals}`;
  const url = await createDatabase(server.url, name, MIGRATED_TEMPLATE);
  await seed(url, referrals);
  const floors = await measureFloors(options, name);
  return await withApp(url, async (app) => {
    const charged = { app: app.pid, postgres: server.pid };
    const common = { url: app.url, charged, referrals, warmUpSeconds, seconds };
    const load = (scenario: ScenarioName, more: Partial<LoadOptions> = {}) => {
      say(`${referrals} referrals: ${SCENARIOS[scenario].name} ...`);
      return orMissing(measure(SCENARIOS[scenario], { ...common, ...more }), say);
    };
    const purchases = await load("purchases");
    const rewardsPerPurchase = await countRewards(url);
    const loads = {
      purchases,
      oneBatch: await load("oneBatch"),
      eightBatches: await load("eightBatches"),
      signups: await load("signups"),
      reads: await load("reads"),
      redirects: await load("redirects", { settled: await everyClickStored(url) }),
    };
    return { referrals, loads, ...floors, peakMb: (await app.memory())?.peakMb ?? null, rewardsPerPurchase };
  });
}

async function measureFloors(options: SizeOptions, seeded: string) {
  const { server, programs, referrals, warmUpSeconds, seconds, say } = options;
  if (programs === null) {
    const missing = { missing: "pgbench was not found: install Debian's package postgresql" };
    return { narrow: missing, narrowOfTen: missing, wide: missing };
  }
  const prepare = async (name: FloorName, template?: string) => {
    say(`${referrals} referrals: the ${name} floor ...`);
    const url = await createDatabase(server.url, `${name}_${referrals}`, template);
    await prepareFloor(name, url, referrals);
    const measured = (clients: number, lasts: number) =>
      measureFloor(name, { programs, url, postgres: server.pid, clients, referrals, seconds: lasts });
    await measured(32, warmUpSeconds);
    return measured;
  };
  const narrow = await prepare("narrow");
  const ofNarrow = { narrow: await narrow(32, seconds), narrowOfTen: await narrow(10, seconds) };
  const wide = await prepare("wide", seeded);
  return { ...ofNarrow, wide: await wide(32, seconds) };
}

export async function orMissing<T>(measuring: Promise<T>, say: SizeOptions["say"]): Promise<Outcome<T>> {
  try {
    return await measuring;
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    say(error);
    return { missing: error.message };
  }
}

/**
 * Waits until every redirect's click is in the database, so that the time it takes is charged to the redirects.
 *
 * @throws {NotMeasured} when clicks were lost: redirects that record nothing would be fast
 */
async function everyClickStored(url: string): Promise<(sent: number) => Promise<void>> {
  const seeded = await askFor<number>(url, "SELECT count(*)::integer FROM clicks");
  return async (sent) => {
    const until = performance.now() + SETTLES_WITHIN_MS;
    for (;;) {
      const stored = (await askFor<number>(url, "SELECT count(*)::integer FROM clicks")) - seeded;
      if (stored >= sent) return;
      if (performance.now() > until) throw new NotMeasured(`${stored} clicks of ${sent} redirects are stored`);
      await sleep(POLL_MS);
    }
  };
}

/** The rewards of what was not seeded: a bench that is refused everything would be fast. */
function countRewards(url: string): Promise<number | null> {
  return askFor(
    url,
    `SELECT sum(jsonb_array_length(coalesce(decisions -> 0 -> 'rewardIds', '[]')))::float / count(*)
    FROM events WHERE type = 'purchase' AND attempt_id <> 'req_seed'`,
  );
}

/** The one value that a statement gives. */
async function askFor<T>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0]?.[0] as T;
  } finally {
    await client.end();
  }
}
