import { bindingAssets, noAssets } from "./adapters/assets/bindingAssets.ts";
import { directClickSink, queueClickSink, type WaitUntil } from "./adapters/clicks/queueClickSink.ts";
import { openNeon } from "./adapters/database/neon.ts";
import { nanoIds } from "./adapters/nanoIds.ts";
import { systemClock } from "./adapters/systemClock.ts";
import type { Deps } from "./deps.ts";
import { createEngine } from "./engine/engine.ts";
import type { WorkerEnv } from "./env.ts";
import type { Click } from "./ports.ts";
import { takeClicks } from "./usecases/takeClicks.ts";

/** What the app needs, on Workers. Holds no connection, so one isolate may use it for all of its requests. */
export function workerDeps(env: WorkerEnv, waitUntil: WaitUntil): Deps {
  const database = openNeon(env.DATABASE_URL, env.NEON_ENDPOINT === undefined ? {} : { endpoint: env.NEON_ENDPOINT });
  const processEvents = createEngine({ database, clock: systemClock, ids: nanoIds }, false);
  const take = (clicks: readonly Click[]) => takeClicks({ database, processEvents }, clicks);
  return {
    database,
    clock: systemClock,
    ids: nanoIds,
    processEvents,
    clicks: env.CLICKS === undefined ? directClickSink(take, waitUntil) : queueClickSink(env.CLICKS, waitUntil),
    assets: env.ASSETS === undefined ? noAssets : bindingAssets(env.ASSETS),
    publicUrl: env.PUBLIC_URL ?? null,
  };
}
