import { readLockedNames } from "../../db/queries/lockedRows.ts";
import { within } from "../../db/within.ts";
import type { AskedForLocks } from "./lanes.ts";
import { coalesce } from "./lanes.ts";
import type { EngineDeps, EventsRequest, ProcessReply } from "./process.ts";
import { processBatch, processShare } from "./process.ts";
import { createRulesCache } from "./rulesCache.ts";
import { rowsNamed } from "./subjects.ts";

/** Decides and commits the events of one request; see `processBatch`. */
export type ProcessEvents = (request: EventsRequest) => Promise<ProcessReply>;

/**
 * The engine of one process.
 *
 * @param sharesInFlight how many commits that requests share one asker may have under way; 0 where they may share none,
 *   as in an isolate of Workers, where one request must not wait for another's I/O
 */
export function createEngine(deps: Omit<EngineDeps, "rules">, sharesInFlight: number): ProcessEvents {
  const engineDeps = { ...deps, rules: createRulesCache() };
  const process: ProcessEvents = (request) => processBatch(engineDeps, request);
  if (sharesInFlight === 0) return process;
  const work = {
    process,
    processShare: processShare.bind(null, engineDeps),
    lockedOf: ({ asker, until }: AskedForLocks, names: readonly string[]) =>
      readLockedNames(
        within(deps.database, () => until),
        asker,
        rowsNamed(names),
      ),
  };
  return coalesce(work, sharesInFlight);
}
