import pg from "pg";
import { startNeonEndpoint } from "../../dev/neonEndpoint.ts";
import type { FaultPlan } from "../../dev/neonFaults.ts";
import { createDatabase, MIGRATED_TEMPLATE } from "../../dev/postgres.ts";
import { rawPg } from "../../dev/rawDatabase.ts";
import type { WorkerApp, WorkerAppOptions } from "../../dev/workerApp.ts";
import { startWorkerApp } from "../../dev/workerApp.ts";
import { bufferedClickSink } from "../../src/adapters/clicks/bufferedClickSink.ts";
import { openPg } from "../../src/adapters/database/pg.ts";
import { nanoIds } from "../../src/adapters/nanoIds.ts";
import { stripeProvider } from "../../src/adapters/payouts/stripeProvider.ts";
import { memoryRateLimiter } from "../../src/adapters/rateLimiters/memoryRateLimiter.ts";
import { KEEP_AFTER_MS, refusalBuffer } from "../../src/adapters/refusals/refusalBuffer.ts";
import { systemClock } from "../../src/adapters/systemClock.ts";
import { nodeSender } from "../../src/adapters/webhooks/nodeSender.ts";
import { createApp } from "../../src/app.ts";
import { keepRefusals } from "../../src/db/queries/refusals.ts";
import type { Deps } from "../../src/deps.ts";
import { foldHere } from "../../src/engine/history/historyFold.ts";
import { createEngine } from "../../src/engine/loop/engine.ts";
import { createRowTurns } from "../../src/engine/loop/rowTurns.ts";
import type { Database } from "../../src/ports.ts";
import type { Fetch } from "../../src/testing/apiClient.ts";
import { apiClient } from "../../src/testing/apiClient.ts";
import { countingDatabase } from "../../src/testing/countingDatabase.ts";
import { publishFriends } from "../../src/testing/createTestApp.ts";
import type { StripeFake } from "../../src/testing/stripeFake.ts";
import { stripeFake } from "../../src/testing/stripeFake.ts";
import { TEST_SEALING_KEYS, testSealing } from "../../src/testing/testSealing.ts";
import { sharedLinkReads } from "../../src/usecases/codes/sharedLinkReads.ts";
import { takeClicks } from "../../src/usecases/codes/takeClicks.ts";
import { takeOver } from "../../src/usecases/people/takeOver.ts";
import { createBacktestTurns } from "../../src/usecases/programs/backtestTurns.ts";
import { createKeptHistories } from "../../src/usecases/programs/keptHistories.ts";
import type { CreatedTenant } from "../../src/usecases/tenants/createTenant.ts";
import { addKeys, createTenant } from "../../src/usecases/tenants/createTenant.ts";

/** The app in one of its two runtimes, on a database of its own on the real PostgreSQL of the run. */
export interface Runtime {
  readonly fetch: Fetch;
  /** The PostgreSQL that it runs on, for those who come in between. */
  readonly databaseUrl: string;
  /** Two new tenants; the first has the program "friends" published, the second nothing. */
  newTenants(): Promise<readonly [CreatedTenant, CreatedTenant]>;
  /** Statements the app sent while the work was done. */
  during(work: () => Promise<unknown>): Promise<number>;
  /** Statements the app has sent so far. */
  sent(): number;
  /** The database itself, for what no request could make in time. */
  readonly database: Database;
  close(): Promise<void>;
}

export type StartRuntime = (postgresUrl: string) => Promise<Runtime>;

export const runtimes: Readonly<Record<"Node" | "Workers", StartRuntime>> = {
  Node: (postgresUrl) => startNode(postgresUrl, (url) => Promise.resolve(url)),

  Workers: (postgresUrl) => startWorker(postgresUrl),
};

/**
 * @param wayTo how the app gets to its database, given its URL
 * @param given how people sign in, with the files that their pages load; without it no one does
 */
export async function startNode(
  postgresUrl: string,
  wayTo: (url: string) => Promise<string>,
  given: Partial<Pick<Deps, "dashboard" | "assets">> = {},
): Promise<Runtime> {
  const url = await createDatabase(postgresUrl, `runtime_${nanoIds.id("ten", systemClock.now())}`, MIGRATED_TEMPLATE);
  const database = openPg(await wayTo(url));
  const counted = countingDatabase(database);
  const shared = {
    clock: systemClock,
    ids: nanoIds,
    rowTurns: createRowTurns(counted),
    contactKey: "test",
    sealing: testSealing,
  };
  const processEvents = createEngine({ database: counted, takeOver, ...shared }, 2);
  const clicks = bufferedClickSink((batch) => takeClicks({ database, processEvents }, batch));
  const refusals = refusalBuffer({
    keep: (batch) => keepRefusals(database, batch),
    plan: (work) => void setTimeout(() => void work(), KEEP_AFTER_MS).unref(),
  });
  const stripe = await stripeFake();
  const assets = { fetch: () => Promise.resolve(new Response(null, { status: 404 })) };
  const limiting = { rateLimiter: memoryRateLimiter(systemClock), subjectKey: "test", addressOf: addressSaid };
  const app = createApp({
    database: counted,
    ...shared,
    processEvents,
    backtestTurns: createBacktestTurns(),
    keptHistories: createKeptHistories(),
    linkReads: sharedLinkReads(setImmediate),
    openFold: (job) => foldHere(job, () => systemClock.sleep(0)),
    clicks,
    refusals,
    assets,
    webhooks: nodeSender({ mayBeHere: true }),
    payoutProvider: stripeProvider(stripe.url),
    publicUrl: null,
    dashboard: {
      ...{ url: null, secrets: [], mailer: null, afterReply: () => {} },
      ...{ isLocal: false, socketOf: () => null, oneClick: null },
    },
    ...given,
    onAnswered: () => {},
    metrics: null,
    isStopping: () => false,
    ...limiting,
  });
  const fetch: Fetch = (request) => app.fetch(request);
  return {
    fetch,
    databaseUrl: url,
    newTenants: () => newTenants(database, fetch),
    during: (work) => counted.during(work),
    sent: () => counted.sent(),
    database,
    close: async () => {
      await clicks.flush();
      await refusals.flush();
      await stripe.close();
      await database.close();
    },
  };
}

/** The Worker in workerd, with what only it has. */
export interface WorkersRuntime extends Runtime {
  readonly worker: Pick<WorkerApp, "lanes" | "scheduled">;
  readonly stripe: StripeFake;
  /** What goes wrong between it and its database. */
  readonly faults: FaultPlan;
}

/**
 * The Worker as it is deployed, in workerd, over an endpoint that speaks Neon's protocol and counts.
 *
 * @param options how the Worker is started, the endpoint apart
 * @param url its database, if that is there already
 * @param wayTo how it gets to the endpoint, given its URL
 */
export async function startWorker(
  postgresUrl: string,
  options: Omit<WorkerAppOptions, "neonEndpointUrl"> = {},
  url: string | null = null,
  wayTo: (endpointUrl: string) => Promise<string> = (endpointUrl) => Promise.resolve(endpointUrl),
): Promise<WorkersRuntime> {
  const name = `runtime_${nanoIds.id("ten", systemClock.now())}`;
  const databaseUrl = url ?? (await createDatabase(postgresUrl, name, MIGRATED_TEMPLATE));
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const endpoint = await startNeonEndpoint({ database: rawPg(pool) });
  const stripe = await stripeFake();
  const variables = { SEALING_KEYS: TEST_SEALING_KEYS, STRIPE_ENDPOINT: stripe.url, ...options.variables };
  const worker = await startWorkerApp({ ...options, variables, neonEndpointUrl: await wayTo(endpoint.url) });
  const database = openPg(databaseUrl);
  const fetch: Fetch = (request) => worker.fetch(request);
  return {
    fetch,
    worker,
    stripe,
    faults: endpoint.faults,
    databaseUrl,
    newTenants: () => newTenants(database, fetch),
    during: async (work) => {
      const before = endpoint.stats().statements;
      await work();
      return endpoint.stats().statements - before;
    },
    sent: () => endpoint.stats().statements,
    database,
    close: async () => {
      await worker.close();
      await stripe.close();
      await endpoint.close();
      await pool.end();
      await database.close();
    },
  };
}

/** As on Workers. */
const addressSaid = (request: Request) => request.headers.get("cf-connecting-ip");

async function newTenants(database: Database, fetch: Fetch): Promise<readonly [CreatedTenant, CreatedTenant]> {
  const deps = { database, clock: systemClock, ids: nanoIds, sealing: testSealing };
  const make = async (name: string) => {
    const now = deps.clock.now();
    // A slug of its own, since slugs are one namespace.
    const slug = deps.ids.id("ten", now).replace("_", "-");
    const tenant = await createTenant(deps, { name, slug, landingUrl: null, live: false });
    await addKeys(deps, tenant.tenantId, false);
    return tenant;
  };
  const [tenant, other] = [await make("Tea shop"), await make("Book shop")];
  await publishFriends(apiClient(fetch, tenant.secretKey));
  return [tenant, other];
}
