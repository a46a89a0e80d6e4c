import { directoryAssets } from "../adapters/assets/directoryAssets.ts";
import { bufferedClickSink } from "../adapters/clicks/bufferedClickSink.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { nanoIds } from "../adapters/nanoIds.ts";
import { createApp } from "../app.ts";
import { migratePglite } from "../db/migrate.ts";
import type { Deps } from "../deps.ts";
import { createEngine } from "../engine/engine.ts";
import type { CreatedTenant } from "../usecases/createTenant.ts";
import { createTenant } from "../usecases/createTenant.ts";
import { demoProgram } from "../usecases/demoProgram.ts";
import type { ApiClient, Fetch } from "./apiClient.ts";
import { apiClient } from "./apiClient.ts";
import type { CountingDatabase } from "./countingDatabase.ts";
import { countingDatabase } from "./countingDatabase.ts";
import type { FixedClock } from "./fixedClock.ts";
import { fixedClock } from "./fixedClock.ts";

/** The whole app on a database of its own in memory. */
export interface TestApp {
  readonly deps: Deps;
  readonly fetch: Fetch;
  readonly clock: FixedClock;
  readonly database: CountingDatabase;
  /** A tenant with the program "friends" published. */
  readonly tenant: CreatedTenant;
  /** Calls as that tenant. */
  readonly api: ApiClient;
  /** Another tenant, without a program. */
  newTenant(name: string): Promise<{ readonly tenant: CreatedTenant; readonly api: ApiClient }>;
  close(): Promise<void>;
}

export const TEST_NOW = "2026-01-05T10:00:00.000Z";

const builtAssets = new URL("../../dist/assets", import.meta.url).pathname;

/** Opens, migrates and furnishes it; takes a second or two. */
export async function createTestApp(): Promise<TestApp> {
  const pglite = await openPglite(null);
  await migratePglite(pglite.pglite);
  const database = countingDatabase(pglite);
  const clock = fixedClock(TEST_NOW);
  const clicks = bufferedClickSink(database);
  const deps: Deps = {
    database,
    clock,
    ids: nanoIds,
    processEvents: createEngine({ database, clock, ids: nanoIds }, true),
    clicks,
    assets: directoryAssets(builtAssets),
    publicUrl: null,
  };
  const app = createApp(deps);
  const fetch: Fetch = (request) => app.fetch(request);
  const newTenant = async (name: string) => {
    const tenant = await createTenant(deps, { name, slug: null, landingUrl: null, live: false });
    return { tenant, api: apiClient(fetch, tenant.secretKey) };
  };
  const { tenant, api } = await newTenant("Tea shop");
  await publishFriends(api);
  return {
    deps,
    fetch,
    clock,
    database,
    tenant,
    api,
    newTenant,
    async close() {
      await clicks.flush();
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
