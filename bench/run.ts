/**
 * `npm run bench`: what is measured, how and why is told in README.md. Results go to standard output and nowhere
 * else; `--json` prints them as JSON, `--quick` takes about two minutes and measures less exactly.
 */
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { buildServer } from "../dev/buildServer.ts";
import { createDatabase, createMigratedTemplate, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { type RunningApp, startApp, startBareRedirect } from "./app.ts";
import { gauge } from "./gauge.ts";
import { measure } from "./load.ts";
import { type Results, report } from "./report.ts";
import { SCENARIOS } from "./scenarios.ts";
import { startServer } from "./server.ts";
import { measureSize, orMissing } from "./size.ts";
import { findPgbench } from "./tools.ts";
import { verdictOf } from "./verdict.ts";

const isQuick = process.argv.includes("--quick");
const isJson = process.argv.includes("--json");
const SIZES = isQuick ? ([1_000, 20_000] as const) : ([1_000, 100_000] as const);
const WARM_UP_SECONDS = isQuick ? 1 : 3;
const SECONDS = isQuick ? 2 : 8;
const COLD_STARTS = isQuick ? 3 : 7;
const SETTLED_AFTER_MS = 1_000;
/** For so long others are watched before anything is measured. */
const WATCHED_MS = 2_000;

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

async function measureBareRedirect() {
  say("a bare redirect ...");
  const bare = await startBareRedirect();
  cleanUps.push(bare.stop);
  const charged = { app: bare.pid, postgres: null };
  const options = { url: bare.url, charged, referrals: 1_000, warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS };
  const measured = await orMissing(measure(SCENARIOS.redirects, options), say);
  await bare.stop();
  return measured;
}

async function main(): Promise<Results> {
  const [loadBefore = 0] = loadavg();
  const programs = await findPgbench(say);
  await buildServer();
  say("watching what others do ...");
  const before = (await gauge({ app: null, postgres: null }, () => sleep(WATCHED_MS))).strain;
  const server = await startServer(programs);
  cleanUps.push(server.stop);
  await createMigratedTemplate(server.url);
  const startDatabase = await createDatabase(server.url, "start", MIGRATED_TEMPLATE);
  const starts = await gauge({ app: null, postgres: null }, () => measureStart(startDatabase));
  const common = { server, programs, warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS, say, withApp };
  const small = await measureSize({ ...common, referrals: SIZES[0] });
  const large = await measureSize({ ...common, referrals: SIZES[1] });
  const bareRedirect = await measureBareRedirect();
  const measured = { small, large, bareRedirect, startStrain: starts.strain, ...starts.value };
  return { server: server.description, seconds: SECONDS, ...verdictOf(loadBefore, before, measured), ...measured };
}

try {
  const results = await main();
  process.stdout.write(`${isJson ? JSON.stringify(results, null, 2) : report(results)}\n`);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error) : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
