import { extname, join } from "node:path";
import { nodeAddress, socketAddress } from "./adapters/addresses/nodeAddress.ts";
import { createAfterReply } from "./adapters/afterReply.ts";
import { directoryAssets } from "./adapters/assets/directoryAssets.ts";
import { bufferedClickSink } from "./adapters/clicks/bufferedClickSink.ts";
import { lockDataDir } from "./adapters/dataDirLock.ts";
import { keptSecret } from "./adapters/keptSecret.ts";
import { lineBuffer } from "./adapters/lineBuffer.ts";
import { resendMailer } from "./adapters/mail/resendMailer.ts";
import type { PoolFigures } from "./adapters/metrics/nodeMetrics.ts";
import { nanoIds } from "./adapters/nanoIds.ts";
import { stripeProvider } from "./adapters/payouts/stripeProvider.ts";
import { memoryRateLimiter } from "./adapters/rateLimiters/memoryRateLimiter.ts";
import { KEEP_AFTER_MS, refusalBuffer } from "./adapters/refusals/refusalBuffer.ts";
import { createSealing } from "./adapters/sealing.ts";
import { systemClock } from "./adapters/systemClock.ts";
import { createKeptThreads } from "./adapters/threads/keptThreads.ts";
import { startThread } from "./adapters/threads/startThread.ts";
import { nodeSender } from "./adapters/webhooks/nodeSender.ts";
import { isMigrated, migratePg, migratePglite } from "./db/migrate.ts";
import { keepRefusals } from "./db/queries/refusals.ts";
import type { Deps } from "./deps.ts";
import { sha256 } from "./engine/events/sha256.ts";
import { foldInThread } from "./engine/history/historyFold.ts";
import { createEngine } from "./engine/loop/engine.ts";
import { createRowTurns } from "./engine/loop/rowTurns.ts";
import type { NodeEnv } from "./env.ts";
import { contactKeyOf, dashboardUrlOf, sealingKeysOf } from "./env.ts";
import { commitsWithNotices } from "./jobs/deliveries/commitsWithNotices.ts";
import type { OnJobs } from "./jobs/schedule.ts";
import { packageRoot } from "./packageRoot.ts";
import type { Database, Mailer, Sealing } from "./ports.ts";
import { requestLog } from "./requestLog.ts";
import { sharedLinkReads } from "./usecases/codes/sharedLinkReads.ts";
import { takeClicks } from "./usecases/codes/takeClicks.ts";
import { takeOver } from "./usecases/people/takeOver.ts";
import { BACKTESTS_AT_ONCE, createBacktestTurns } from "./usecases/programs/backtestTurns.ts";
import { createKeptHistories } from "./usecases/programs/keptHistories.ts";

export interface NodeDeps {
  readonly deps: Deps;
  /** Is to be told of each run of the scheduled jobs. */
  readonly onJobs: OnJobs;
  /** Says who is called when a commit has left something for an endpoint. */
  hearNotices(onNotices: () => void): void;
  /** Stores the clicks that wait, closes the database and gives the data directory back. */
  close(): Promise<void>;
}

/** Stands beside this file, as TypeScript and, bundled, as JavaScript. */
const historyThread = new URL(`./historyThread${extname(import.meta.url)}`, import.meta.url);

/** Made by `npm run build`. */
const builtAssets = join(packageRoot, "dist/assets");

/**
 * What the app needs, on Node, with the database migrated. DATA_DIR is locked for as long as the embedded
 * database is open; with a DATABASE_URL any number of processes may share it.
 *
 * @throws {DataDirInUseError} for an embedded database that is open elsewhere.
 * @throws {DatabaseError} for a database that can't be reached or migrated.
 */
export async function openNodeDeps(env: NodeEnv): Promise<NodeDeps> {
  const unlock = env.DATABASE_URL === undefined ? lockDataDir(env.DATA_DIR) : () => {};
  try {
    const { database: opened, pool } =
      env.DATABASE_URL === undefined ? await openEmbedded(env.DATA_DIR) : await openServer(env.DATABASE_URL);
    const { database, hearNotices } = commitsWithNotices(opened);
    // The embedded database does one thing at a time.
    const sharesInFlight = env.DATABASE_URL === undefined ? 1 : 2;
    const rowTurns = createRowTurns(database);
    const secrets = { contactKey: keyOf(env), sealing: sealingOf(env) };
    const processEvents = createEngine(
      { database, clock: systemClock, ids: nanoIds, rowTurns, ...secrets, takeOver },
      sharesInFlight,
    );
    const clicks = bufferedClickSink((batch) => takeClicks({ database, processEvents }, batch));
    const refusals = refusalBuffer({
      keep: (batch) => keepRefusals(database, batch),
      // Those that wait keep no process alive: closing keeps them.
      plan: (work) => void setTimeout(() => void work(), KEEP_AFTER_MS).unref(),
    });
    const afterReply = createAfterReply();
    const lines = lineBuffer(toStandardOutput());
    const logged = requestLog(env.LOG_LEVEL, lines.add, () => systemClock.now());
    const threads = createKeptThreads(() => startThread(historyThread), BACKTESTS_AT_ONCE);
    const measured = await measuring(env.METRICS_TOKEN, pool, { clicks, refusals, processEvents, onAnswered: logged });
    return {
      deps: {
        database,
        clock: systemClock,
        ids: nanoIds,
        rowTurns,
        ...secrets,
        ...measured.deps,
        openFold: (job) => foldInThread(threads.borrow(), job),
        backtestTurns: createBacktestTurns(),
        keptHistories: createKeptHistories(),
        linkReads: sharedLinkReads(setImmediate),
        assets: directoryAssets(builtAssets),
        publicUrl: env.PUBLIC_URL ?? null,
        dashboard: {
          url: dashboardUrlOf(env),
          secrets: env.SESSION_SECRETS ?? [keptSecret(env.DATA_DIR, "session-secret")],
          mailer: mailerOf(env),
          afterReply: afterReply.later,
          isLocal: dashboardUrlOf(env) === null,
          socketOf: socketAddress,
          oneClick: null,
        },
        webhooks: nodeSender({ mayBeHere: dashboardUrlOf(env) === null }),
        payoutProvider: stripeProvider(env.STRIPE_ENDPOINT),
        isStopping: () => false,
        ...(await limiting(env)),
      },
      onJobs: measured.onJobs,
      hearNotices,
      async close() {
        threads.close();
        await afterReply.settled();
        await clicks.flush();
        await refusals.flush();
        await database.close();
        lines.flush();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** An embedded database has no address to derive it from. */
function keyOf({ CONTACT_KEY, DATABASE_URL, DATA_DIR }: NodeEnv): string {
  if (DATABASE_URL === undefined) return CONTACT_KEY ?? keptSecret(DATA_DIR, "contact-key");
  return contactKeyOf({ CONTACT_KEY, DATABASE_URL });
}

/** Where the lines of requests go. When what reads them has gone, the server goes on without them. */
function toStandardOutput(): (text: string) => void {
  process.stdout.on("error", () => {});
  return (text) => process.stdout.write(text);
}

/** Of an embedded database too: what is kept beside it stays with it. */
function sealingOf({ SEALING_KEYS, DATABASE_URL, DATA_DIR }: NodeEnv): Sealing {
  if (DATABASE_URL !== undefined)
    return createSealing(sealingKeysOf({ SEALING_KEYS, DATABASE_URL }), SEALING_KEYS !== undefined);
  const kept = Buffer.from(sha256(keptSecret(DATA_DIR, "sealing-key")), "hex");
  return createSealing([...(SEALING_KEYS ?? []), { id: "kept", bytes: new Uint8Array(kept) }], true);
}

type Measured = Pick<Deps, "clicks" | "refusals" | "processEvents" | "onAnswered">;

/** Counts what goes through these parts where a token asks for it. */
async function measuring(
  token: string | undefined,
  pool: (() => PoolFigures) | null,
  parts: Measured,
): Promise<{ readonly deps: Measured & Pick<Deps, "metrics">; readonly onJobs: OnJobs }> {
  if (token === undefined) return { deps: { ...parts, metrics: null }, onJobs: () => {} };
  const { createNodeMetrics } = await import("./adapters/metrics/nodeMetrics.ts");
  const metrics = createNodeMetrics(pool);
  const onAnswered: Deps["onAnswered"] = (answered) => {
    parts.onAnswered(answered);
    metrics.onAnswered(answered);
  };
  return {
    deps: { ...metrics.counted(parts), onAnswered, metrics: { token, text: metrics.text } },
    onJobs: metrics.onJobs,
  };
}

/** About 190 bits. */
const SUBJECT_KEY_LENGTH = 32;

/** What counts, and by which hashes: processes that count together have to hash alike. */
async function limiting(env: NodeEnv): Promise<Pick<Deps, "rateLimiter" | "subjectKey" | "addressOf">> {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
  const addressOf = nodeAddress(env.TRUSTED_PROXIES);
  if (url === undefined || token === undefined) {
    return { addressOf, rateLimiter: memoryRateLimiter(systemClock), subjectKey: nanoIds.secret(SUBJECT_KEY_LENGTH) };
  }
  const { upstashRateLimiter } = await import("./adapters/rateLimiters/upstashRateLimiter.ts");
  return { addressOf, rateLimiter: upstashRateLimiter({ url, token }), subjectKey: sha256(`subjects ${token}`) };
}

interface Opened {
  readonly database: Database;
  /** Null for the embedded one, which has no connections. */
  readonly pool: (() => PoolFigures) | null;
}

async function openEmbedded(dataDir: string): Promise<Opened> {
  const { openPglite } = await import("./adapters/database/pglite.ts");
  const database = await openPglite(join(dataDir, "db"));
  if (!(await isMigrated(database))) await migratePglite(database.pglite);
  return { database, pool: null };
}

async function openServer(url: string): Promise<Opened> {
  const { openPg } = await import("./adapters/database/pg.ts");
  const database = openPg(url);
  if (!(await isMigrated(database))) await migratePg(url);
  return { database, pool: database.figures };
}

/** Null where no one sends mails. */
function mailerOf({ RESEND_API_KEY: key, MAIL_FROM: from }: NodeEnv): Mailer | null {
  return key === undefined || from === undefined ? null : resendMailer({ key, from }, systemClock);
}
