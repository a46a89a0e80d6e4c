import { logError } from "../../log.ts";
/** Of failures of one kind one is logged in so long. */
export const SAY_EVERY_MS = 60_000;

/** Logs failures that come in crowds, as in an outage: a few lines, and not one for each request. */
export interface CrowdLog {
  /** @param kind what its failures have in common, of a short list */
  add(kind: string, error: unknown, requestId: string): void;
}

interface Said {
  readonly at: number;
  unsaid: number;
}

/** @param now in milliseconds */
export function createCrowdLog(now: () => number = () => performance.now()): CrowdLog {
  const last = new Map<string, Said>();
  return {
    add(kind, error, requestId) {
      const said = last.get(kind);
      const at = now();
      if (said !== undefined && at - said.at < SAY_EVERY_MS) {
        said.unsaid += 1;
        return;
      }
      const others =
        said === undefined || said.unsaid === 0 ? "" : ` (${said.unsaid} more ${kind} since the last line)`;
      last.set(kind, { at, unsaid: 0 });
      logError(`request failed, ${kind}${others}`, error, { requestId });
    },
  };
}
