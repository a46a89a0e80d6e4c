import { readFile } from "node:fs/promises";
import pg from "pg";
import { createDatabase, createMigratedTemplate, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { createSealing } from "../src/adapters/sealing.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { sha256 } from "../src/engine/events/sha256.ts";
import { processBatch } from "../src/engine/loop/process.ts";
import { createRowTurns } from "../src/engine/loop/rowTurns.ts";
import { createRulesCache } from "../src/engine/loop/rulesCache.ts";
import type { Database } from "../src/ports.ts";
import { takeOver } from "../src/usecases/people/takeOver.ts";
import { SECRET_KEY, seed } from "./seed.ts";
import { findPrograms, startServer } from "./server.ts";

/**
 * `node bench/commit.ts [referrals] [name=file.sql ...]`: the processor time that PostgreSQL takes to load and to commit
 * an event, one by one and 500 at once, each in a session of its own. Every file is run in a copy of the database, and
 * what it changes (an index less, another function) is measured in turns with the database as it is. Two or three at once,
 * since more of them push each other out of the server's memory. Processor time says something on a busy machine too,
 * which the clock does not. Linux alone tells it of another process.
 */

const ROUNDS = 16;
const SINGLES = 100;
const BATCH = 500;

interface Variant {
  readonly name: string;
  readonly load: Session;
  readonly commit: Session;
  readonly deps: Parameters<typeof processBatch>[0];
  /** Microseconds an event, by what was measured. */
  readonly measured: Map<string, number[]>;
}

interface Session extends Database {
  readonly pid: number;
}

let sent = 0;

function nextPurchase(referrals: number): ReportedEvent {
  sent += 1;
  const externalId = `f${1 + ((sent * 7919) % referrals)}`;
  const order = { country: null, items: [], subscription: false, discounts: [], metadata: {} };
  const source = { code: null, clickIds: [], channel: null, occurredAt: null };
  const paid = { orderId: `c-${process.pid}-${sent}`, amountMinor: 4200, currency: "GBP" };
  return { type: "purchase", participant: { externalId }, ...paid, ...order, ...source };
}

async function openSession(url: string): Promise<Session> {
  const database = openPg(url, { max: 1 });
  const [row] = await database.query("SELECT pg_backend_pid()");
  return { ...database, pid: Number(row?.[0]) };
}

async function openVariant(serverUrl: string, referrals: number, argument: string): Promise<Variant> {
  const [name = "", file] = argument.split("=");
  const url = await createDatabase(serverUrl, `commit_${name}`, templateOf(referrals));
  if (file !== undefined) await run(url, await readFile(file, "utf8"));
  await run(url, "VACUUM ANALYZE");
  const [load, commit] = [await openSession(url), await openSession(url)];
  const database: Database = {
    query: (sql, ...rest) => (sql.includes("commit_effects") ? commit : load).query(sql, ...rest),
    close: async () => {},
  };
  const deps = {
    database,
    clock: systemClock,
    ids: nanoIds,
    rules: createRulesCache(),
    rowTurns: createRowTurns(database),
    contactKey: "bench",
    sealing: createSealing([{ id: "bench", bytes: new Uint8Array(32) }], true),
    takeOver,
  };
  return { name, load, commit, deps, measured: new Map() };
}

function templateOf(referrals: number): string {
  return `commit_seed_${referrals}`;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** How long the kernel has had a process on a core, in microseconds. */
async function usedBy(pid: number): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ");
  return Number(nanoseconds) / 1000;
}

async function report(variant: Variant, events: readonly ReportedEvent[]): Promise<void> {
  const reply = await processBatch(variant.deps, {
    asker: { kind: "secretKey", hash: sha256(SECRET_KEY) },
    events,
    idempotency: null,
  });
  const refused = reply.kind === "done" ? reply.replies.find((told) => "problem" in told) : reply;
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
}

/** One round of one variant: many events alone, then as many as a batch holds. */
async function measure(variant: Variant, referrals: number): Promise<void> {
  const singles = Array.from({ length: SINGLES }, () => [nextPurchase(referrals)]);
  const batches = [Array.from({ length: BATCH }, () => nextPurchase(referrals))];
  for (const [kind, requests] of Object.entries({ single: singles, batch: batches })) {
    const before = { load: await usedBy(variant.load.pid), commit: await usedBy(variant.commit.pid) };
    for (const events of requests) await report(variant, events);
    for (const part of ["load", "commit"] as const) {
      const used = (await usedBy(variant[part].pid)) - before[part];
      const name = `${kind} ${part}`;
      variant.measured.set(name, [...(variant.measured.get(name) ?? []), used / requests.flat().length]);
    }
  }
}

/** Whatever else runs here only adds, so that the lower rounds tell more than those in the middle. */
function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

function print(variants: readonly Variant[]): void {
  const [asItIs] = variants;
  for (const { name, measured } of variants) {
    const parts = [...measured].map(([part, values]) => {
      const now = lowerQuartile(values.slice(1));
      const was = lowerQuartile((asItIs?.measured.get(part) ?? []).slice(1));
      const change = `${now < was ? "" : "+"}${(100 * (now / was - 1)).toFixed(1)} %`;
      return `${part} ${now.toFixed(1).padStart(6)} us ${change.padStart(8)}`;
    });
    console.log(`${name.padEnd(24)}${parts.join("   ")}`);
  }
}

const [first, ...others] = process.argv.slice(2);
const referrals = Number(first ?? 1_000);
const server = await startServer(findPrograms());
try {
  await createMigratedTemplate(server.url);
  await seed(await createDatabase(server.url, templateOf(referrals), MIGRATED_TEMPLATE), referrals);
  const variants: Variant[] = [];
  for (const argument of ["as it is", ...others]) variants.push(await openVariant(server.url, referrals, argument));
  for (let round = 0; round < ROUNDS; round++) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) await measure(variant, referrals);
  }
  print(variants);
  for (const { load, commit } of variants) await Promise.all([load.close(), commit.close()]);
} finally {
  await server.stop();
}
