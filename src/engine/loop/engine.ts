import { coalesce } from "./lanes.ts";
import type { EngineDeps, EventsRequest, ProcessReply } from "./process.ts";
import { processBatch, processShare } from "./process.ts";
import { createRulesCache } from "./rulesCache.ts";

/** Decides and commits the events of one request; see `processBatch`. */
export type ProcessEvents = (request: EventsRequest) => Promise<ProcessReply>;

/**
 * The engine of one process.
 *
 * @param sharesCommits whether requests may share a commit: on Node they may, on Workers one request must not
 *   wait for another's I/O
 */
export function createEngine(deps: Omit<EngineDeps, "rules">, sharesCommits: boolean): ProcessEvents {
  const engineDeps = { ...deps, rules: createRulesCache() };
  const process: ProcessEvents = (request) => processBatch(engineDeps, request);
  return sharesCommits ? coalesce(process, (share) => processShare(engineDeps, share)) : process;
}
