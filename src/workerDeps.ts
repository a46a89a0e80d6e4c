import { bindingAssets, noAssets } from "./adapters/assets/bindingAssets.ts";
import { directClickSink, queueClickSink, type WaitUntil } from "./adapters/clicks/queueClickSink.ts";
import { storeClicks } from "./adapters/clicks/storeClicks.ts";
import { openNeon } from "./adapters/database/neon.ts";
import { nanoIds } from "./adapters/nanoIds.ts";
import { systemClock } from "./adapters/systemClock.ts";
import type { Deps } from "./deps.ts";
import { createEngine } from "./engine/engine.ts";
import type { WorkerEnv } from "./env.ts";
import type { Click } from "./ports.ts";

/** What the app needs, on Workers. Holds no connection, so one isolate may use it for all of its requests. */
export function workerDeps(env: WorkerEnv, waitUntil: WaitUntil): Deps {
  const database = openNeon(env.DATABASE_URL, env.NEON_ENDPOINT === undefined ? {} : { endpoint: env.NEON_ENDPOINT });
  return {
    database,
    clock: systemClock,
    ids: nanoIds,
    processEvents: createEngine({ database, clock: systemClock, ids: nanoIds }, false),
    clicks: env.CLICKS === undefined ? directClickSink(database, waitUntil) : queueClickSink(env.CLICKS, waitUntil),
    assets: env.ASSETS === undefined ? noAssets : bindingAssets(env.ASSETS),
    publicUrl: env.PUBLIC_URL ?? null,
  };
}

/**
 * Stores what the queue delivered. Clicks that can never be stored are dropped; any other failure is
 * thrown, and the queue delivers the batch again.
 *
 * @returns how many were dropped.
 */
export function storeDelivered(deps: Deps, clicks: readonly Click[]): Promise<number> {
  return storeClicks(deps.database, clicks);
}
