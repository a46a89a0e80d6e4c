import type { ProcessEvents } from "./engine/engine.ts";
import type { Assets, ClickSink, Clock, Database, Ids } from "./ports.ts";

/**
 * Everything the app needs from outside. Put together in `nodeDeps.ts` and `workerDeps.ts`, the only files
 * of `src` that import adapters: one each, so that neither runtime loads or bundles the other's drivers.
 */
export interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Every event goes through here; on Node those that arrive together share a commit. */
  readonly processEvents: ProcessEvents;
  readonly clicks: ClickSink;
  readonly assets: Assets;
  /** What share links start with, without a slash at the end; null means the host of each request. */
  readonly publicUrl: string | null;
}
