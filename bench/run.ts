/**
 * `npm run bench`: what is measured, how and why is told in README.md. Results go to standard output and nowhere
 * else; `--json` prints them as JSON, `--quick` takes about a minute and measures less exactly.
 */
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createDatabase, createMigratedTemplate, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { type RunningApp, startApp, startBareRedirect } from "./app.ts";
import { measureFloor, prepareFloor } from "./floor.ts";
import { type LoadOptions, measure, NotMeasured } from "./load.ts";
import { type Outcome, report, type SizeResult } from "./report.ts";
import { SCENARIOS, type Scenario, type ScenarioName } from "./scenarios.ts";
import { seed } from "./seed.ts";
import { startServer } from "./server.ts";
import { findTools, type Tools } from "./tools.ts";

const isQuick = process.argv.includes("--quick");
const isJson = process.argv.includes("--json");
const SIZES = isQuick ? ([1_000, 20_000] as const) : ([1_000, 100_000] as const);
const WARM_UP_SECONDS = isQuick ? 1 : 3;
const SECONDS = isQuick ? 2 : 8;
const COLD_STARTS = isQuick ? 3 : 7;
const SETTLED_AFTER_MS = 1_000;

/** What has to be stopped or removed, the latest first. */
const cleanUps: (() => Promise<void>)[] = [];

async function cleanUp(): Promise<void> {
  for (let last = cleanUps.pop(); last !== undefined; last = cleanUps.pop()) await last().catch(say);
}

function say(what: unknown): void {
  process.stderr.write(`${what instanceof Error ? what.message : String(what)}\n`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

async function withApp<T>(databaseUrl: string, use: (app: RunningApp) => Promise<T>): Promise<T> {
  const app = await startApp(databaseUrl);
  cleanUps.push(app.stop);
  try {
    return await use(app);
  } finally {
    cleanUps.splice(cleanUps.indexOf(app.stop), 1);
    await app.stop();
  }
}

async function orMissing<T>(measuring: Promise<T>): Promise<Outcome<T>> {
  try {
    return await measuring;
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    say(error);
    return { missing: error.message };
  }
}

/** Everything that one size of the database tells. */
async function measureSize(tools: Tools, serverUrl: string, referrals: number): Promise<SizeResult> {
  say(`seeding ${referrals} referrals ...`);
  const url = await createDatabase(serverUrl, `bench_${referrals}`, MIGRATED_TEMPLATE);
  await seed(url, referrals);
  const floors = await measureFloors(tools, serverUrl, referrals);
  return await withApp(url, async (app) => {
    const options = { url: app.url, referrals, warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS, hasWrk: tools.hasWrk };
    const purchases = await load("purchases", options);
    const rewardsPerPurchase = await countRewards(url);
    const loads = {
      purchases,
      oneBatch: await load("oneBatch", options),
      eightBatches: await load("eightBatches", options),
      signups: await load("signups", options),
      reads: await load("reads", options),
      redirects: await load("redirects", options),
    };
    return { referrals, loads, ...floors, peakMb: (await app.memory())?.peakMb ?? null, rewardsPerPurchase };
  });
}

function load(name: ScenarioName, options: LoadOptions): ReturnType<typeof loadScenario> {
  return loadScenario(SCENARIOS[name], options);
}

function loadScenario(scenario: Scenario, options: LoadOptions) {
  say(`${options.referrals} referrals: ${scenario.name} ...`);
  return orMissing(measure(scenario, options));
}

async function measureFloors({ programs }: Tools, serverUrl: string, referrals: number) {
  const missing = { missing: "pgbench was not found: install Debian's package postgresql" };
  if (programs === null) return { floor: missing, floorOfTen: missing };
  say(`${referrals} referrals: pgbench ...`);
  const url = await createDatabase(serverUrl, `floor_${referrals}`);
  await prepareFloor(url, referrals);
  await measureFloor(programs, url, { clients: 32, referrals, seconds: WARM_UP_SECONDS });
  return {
    floor: await measureFloor(programs, url, { clients: 32, referrals, seconds: SECONDS }),
    floorOfTen: await measureFloor(programs, url, { clients: 10, referrals, seconds: SECONDS }),
  };
}

/** The rewards of what was not seeded: a bench that is refused everything would be fast. */
async function countRewards(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`
      SELECT sum(jsonb_array_length(coalesce(decisions -> 0 -> 'rewardIds', '[]')))::float / count(*) AS mean
      FROM events WHERE type = 'purchase' AND attempt_id <> 'req_seed'`);
    return rows[0].mean;
  } finally {
    await client.end();
  }
}

async function measureStart(databaseUrl: string): Promise<{ coldStartMs: number; idleMb: number | null }> {
  say("cold starts ...");
  const starts: number[] = [];
  let idleMb: number | null = null;
  // One more, which fills the compile cache that every later start of a deployment finds.
  for (let i = 0; i <= COLD_STARTS; i++) {
    await withApp(databaseUrl, async (app) => {
      if (i === 0) return;
      starts.push(app.startedInMs);
      if (i < COLD_STARTS) return;
      await sleep(SETTLED_AFTER_MS);
      idleMb = (await app.memory())?.nowMb ?? null;
    });
  }
  return { coldStartMs: starts.toSorted((a, b) => a - b)[Math.floor(starts.length / 2)] ?? 0, idleMb };
}

async function measureBareRedirect(hasWrk: boolean) {
  say("a bare redirect ...");
  const bare = await startBareRedirect();
  cleanUps.push(bare.stop);
  const options = { url: bare.url, referrals: 1_000, warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS, hasWrk };
  const measured = await orMissing(measure(SCENARIOS.redirects, options));
  await bare.stop();
  return measured;
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const tools = await findTools(say);
  const server = await startServer(tools.programs);
  cleanUps.push(server.stop);
  await createMigratedTemplate(server.url);
  const starts = await measureStart(await createDatabase(server.url, "start", MIGRATED_TEMPLATE));
  const small = await measureSize(tools, server.url, SIZES[0]);
  const large = await measureSize(tools, server.url, SIZES[1]);
  const bareRedirect = await measureBareRedirect(tools.hasWrk);
  const generator = tools.hasWrk ? "wrk" : "a load generator in Node, which takes processor from the app";
  const results = {
    server: server.description,
    generator,
    seconds: SECONDS,
    loadBefore,
    small,
    large,
    bareRedirect,
    ...starts,
  };
  process.stdout.write(`${isJson ? JSON.stringify(results, null, 2) : report(results)}\n`);
}

try {
  await main();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error) : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
