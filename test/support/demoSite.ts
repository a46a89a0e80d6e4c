import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mountShop } from "../../dev/shop/mountShop.ts";
import { openPglite } from "../../src/adapters/database/pglite.ts";
import type { DemoKeys } from "../../src/demo/createDemo.ts";
import { nodeEnv } from "../../src/env.ts";
import { openNodeServer } from "../../src/nodeServer.ts";
import { type ApiClient, apiClient, type Fetch } from "../../src/testing/apiClient.ts";
import { migratedDump } from "../../src/testing/migratedDump.ts";

/** What `npm start` runs: the API with its embedded database, its jobs and its limits, and the demo shop beside it. */
export interface DemoSite {
  /** Where it listens: the API, its pages, and the shop at `/demo`. */
  readonly url: string;
  readonly keys: DemoKeys;
  /** Calls as the demo shop's server. */
  readonly api: ApiClient;
  close(): Promise<void>;
}

export async function startDemoSite(): Promise<DemoSite> {
  const folder = await mkdtemp(join(tmpdir(), "demo-site-"));
  const migrated = await openPglite(join(folder, "db"), await migratedDump());
  await migrated.close();
  const { promise: asked, resolve } = Promise.withResolvers<Fetch>();
  const server = await openNodeServer(nodeEnv({ PORT: "0", DATA_DIR: folder, LOG_LEVEL: "error" }), async (app, at) => {
    resolve((request) => app.fetch(request));
    await mountShop(app, at);
  });
  const keys: DemoKeys = JSON.parse(await readFile(join(folder, "dev-keys.json"), "utf8"));
  return {
    url: server.apiUrl,
    keys,
    api: apiClient(await asked, keys.secretKey),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
