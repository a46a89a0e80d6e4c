import { isStale, isUnknown } from "../db/pgErrors.ts";
import type { Clock } from "../ports.ts";

/** A write is given up after this long, all attempts together; nothing of it is written then. */
export const MAX_WRITE_MS = 5_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/** Too many others changed what this write depends on; the caller may try again. */
export class BusyError extends Error {
  constructor(cause: unknown) {
    super("the write was overtaken too often", { cause });
    this.name = "BusyError";
  }
}

/**
 * Loads, decides and commits until it holds: again when the snapshot was stale, and again when the outcome is
 * unknown, because loading tells whether it was committed. Pauses grow and are jittered.
 *
 * @param attempt one load, decision and commit; told whether an earlier one may have been committed
 * @throws {BusyError} after `MAX_WRITE_MS`
 */
export async function untilCommitted<T>(clock: Clock, attempt: (retry: number) => Promise<T>): Promise<T> {
  const deadline = clock.now().getTime() + MAX_WRITE_MS;
  let pause = FIRST_PAUSE_MS;
  for (let retry = 0; ; retry++) {
    try {
      return await attempt(retry);
    } catch (error) {
      if (!isStale(error) && !isUnknown(error)) throw error;
      if (clock.now().getTime() + pause > deadline) throw new BusyError(error);
      await clock.sleep(pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}
