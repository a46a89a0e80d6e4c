import { createAfterReply } from "../adapters/afterReply.ts";
import { directoryAssets } from "../adapters/assets/directoryAssets.ts";
import { bufferedClickSink } from "../adapters/clicks/bufferedClickSink.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { nanoIds } from "../adapters/nanoIds.ts";
import { stripeProvider } from "../adapters/payouts/stripeProvider.ts";
import { memoryRateLimiter } from "../adapters/rateLimiters/memoryRateLimiter.ts";
import { refusalBuffer } from "../adapters/refusals/refusalBuffer.ts";
import { nodeSender } from "../adapters/webhooks/nodeSender.ts";
import { createApp } from "../app.ts";
import { keepRefusals } from "../db/queries/refusals.ts";
import { demoProgram } from "../demo/demoProgram.ts";
import type { DashboardDeps, Deps } from "../deps.ts";
import { foldHere } from "../engine/history/historyFold.ts";
import { createEngine } from "../engine/loop/engine.ts";
import { createRowTurns } from "../engine/loop/rowTurns.ts";
import type { Ids, Mail, Mailer, RateLimiter } from "../ports.ts";
import { sharedLinkReads } from "../usecases/codes/sharedLinkReads.ts";
import { takeClicks } from "../usecases/codes/takeClicks.ts";
import { takeOver } from "../usecases/people/takeOver.ts";
import { createBacktestTurns } from "../usecases/programs/backtestTurns.ts";
import { createKeptHistories } from "../usecases/programs/keptHistories.ts";
import type { CreatedTenant } from "../usecases/tenants/createTenant.ts";
import { addKeys, createTenant } from "../usecases/tenants/createTenant.ts";
import type { ApiClient, Fetch } from "./apiClient.ts";
import { apiClient } from "./apiClient.ts";
import { holdToDocument } from "./contract/holdToDocument.ts";
import type { CountingDatabase } from "./countingDatabase.ts";
import { countingDatabase } from "./countingDatabase.ts";
import type { FixedClock } from "./fixedClock.ts";
import { fixedClock } from "./fixedClock.ts";
import { migratedDump } from "./migratedDump.ts";
import type { StripeFake } from "./stripeFake.ts";
import { stripeFake } from "./stripeFake.ts";
import { testSealing } from "./testSealing.ts";

/** The whole app on a database of its own in memory. */
export interface TestApp {
  readonly deps: Deps;
  readonly fetch: Fetch;
  readonly clock: FixedClock;
  readonly database: CountingDatabase;
  /** A tenant with the program "friends" published. */
  readonly tenant: CreatedTenant;
  readonly stripe: StripeFake;
  /** Calls as that tenant. */
  readonly api: ApiClient;
  /** Another tenant, without a program. */
  newTenant(name: string): Promise<{ readonly tenant: CreatedTenant; readonly api: ApiClient }>;
  /** What was mailed so far, once nothing is on its way any more. */
  mailed(): Promise<readonly Mail[]>;
  close(): Promise<void>;
}

/** Where a request comes from, as the app under test hears it. */
export const ADDRESS_HEADER = "test-address";

export const TEST_NOW = "2026-01-05T10:00:00.000Z";

/** The dashboard has an address of its own, which serves nothing else. */
export const DASHBOARD_URL = "https://dashboard.test";
/** What contacts are hashed under. */
export const CONTACT_KEY = "the key that contacts are hashed under";
export const SESSION_SECRET = "the secret that signs the sessions of tests";

const builtAssets = new URL("../../dist/assets", import.meta.url).pathname;

/** The real one, also where a test has a clock of its own. */
const soon = setImmediate;

/** Opens and furnishes it. */
export async function createTestApp(
  given: { readonly rateLimiter?: RateLimiter; readonly ids?: Ids; readonly dashboard?: Partial<DashboardDeps> } = {},
): Promise<TestApp> {
  const ids = given.ids ?? nanoIds;
  const pglite = await openPglite(null, await migratedDump());
  const database = countingDatabase(pglite);
  const clock = fixedClock(TEST_NOW);
  const rowTurns = createRowTurns(database);
  const processEvents = createEngine(
    { database, clock, ids, rowTurns, contactKey: CONTACT_KEY, sealing: testSealing, takeOver },
    1,
  );
  const clicks = bufferedClickSink((batch) => takeClicks({ database, processEvents }, batch));
  // Nothing keeps them but a test that asks for it, so that no statement comes in between.
  const refusals = refusalBuffer({ keep: (batch) => keepRefusals(database, batch), plan: () => {} });
  const afterReply = createAfterReply();
  const mails = postbox();
  const stripe = await stripeFake();
  const deps: Deps = {
    database,
    clock,
    ids,
    processEvents,
    rowTurns,
    contactKey: CONTACT_KEY,
    sealing: testSealing,
    backtestTurns: createBacktestTurns(),
    keptHistories: createKeptHistories(),
    linkReads: sharedLinkReads(soon),
    openFold: (job) => foldHere(job, () => clock.sleep(0)),
    clicks,
    refusals,
    assets: directoryAssets(builtAssets),
    webhooks: nodeSender({ mayBeHere: true }),
    payoutProvider: stripeProvider(stripe.url),
    publicUrl: null,
    rateLimiter: given.rateLimiter ?? memoryRateLimiter(clock),
    subjectKey: "test",
    dashboard: {
      url: DASHBOARD_URL,
      secrets: [SESSION_SECRET],
      mailer: mails,
      afterReply: afterReply.later,
      ...{ isLocal: false, socketOf: () => null, oneClick: null },
      ...given.dashboard,
    },
    onAnswered: () => {},
    metrics: null,
    isStopping: () => false,
    // There is no connection; a test says where it asks from.
    addressOf: (request) => request.headers.get(ADDRESS_HEADER),
  };
  const app = createApp(deps);
  const fetch = holdToDocument((request) => app.fetch(request));
  const newTenant = async (name: string) => {
    const tenant = await createTenant(deps, { name, slug: null, landingUrl: null, live: false });
    await addKeys(deps, tenant.tenantId, false);
    return { tenant, api: apiClient(fetch, tenant.secretKey) };
  };
  const { tenant, api } = await newTenant("Tea shop");
  await publishFriends(api);
  return {
    deps,
    fetch,
    clock,
    database: {
      ...database,
      async during(work) {
        // Clicks of before are stored when their time comes, and would be counted with what is done now.
        await clicks.flush();
        await afterReply.settled();
        return await database.during(work);
      },
    },
    tenant,
    stripe,
    api,
    newTenant,
    async mailed() {
      await afterReply.settled();
      return mails.taken;
    },
    async close() {
      await afterReply.settled();
      await clicks.flush();
      await stripe.close();
      await pglite.close();
    },
  };
}

/** Makes and publishes the program "friends", with the rules of the demo. */
export async function publishFriends(api: ApiClient): Promise<void> {
  const made = await api.post("/v1/programs", demoProgram);
  const published = await api.post("/v1/programs/friends/publish", {});
  if (made.status !== 201 || published.status !== 200) {
    throw new Error(`no program: ${JSON.stringify([made.body, published.body])}`);
  }
}

/** Takes mails as one who sends them would. */
function postbox(): Mailer & { readonly taken: Mail[] } {
  const taken: Mail[] = [];
  return {
    taken,
    async send(mail) {
      taken.push(mail);
    },
  };
}
