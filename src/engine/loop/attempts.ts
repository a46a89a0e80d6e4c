import { isAwayForAMoment, isLockTimeout, isOverloaded, isStale, isUnavailable, isUnknown } from "../../db/pgErrors.ts";
import { LostCommitError } from "../../db/queries/commitEffects.ts";
import type { Clock } from "../../ports.ts";

/** A write is given up after this long, all attempts together. */
export const MAX_WRITE_MS = 5_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/** Too many others changed what this write depends on; nothing was written, and the caller may try again. */
export class BusyError extends Error {
  constructor(cause: unknown) {
    super("the write was overtaken too often", { cause });
    this.name = "BusyError";
  }
}

/** Another holds a row that this write needs, and has held it for as long as this write was to wait; nothing was written. */
export class LockedError extends Error {
  constructor(cause: unknown) {
    super("a row is locked", { cause });
    this.name = "LockedError";
  }
}

/** A row that this write had to wait for is free, and it has its turn: what it read before is old, and it may go on at once. */
export class RowFreedError extends Error {
  constructor() {
    super("a locked row was freed");
    this.name = "RowFreedError";
  }
}

/** A commit of this write was never answered and no later attempt found out: it may have been written. */
export class OutcomeUnknownError extends Error {
  constructor(cause: unknown) {
    super("whether the write was committed is not known", { cause });
    this.name = "OutcomeUnknownError";
  }
}

/**
 * Loads, decides and commits until it holds: again when the snapshot was stale, when another held a row for long, when
 * the database was away for a moment, and when the outcome is unknown, because loading tells whether it was committed.
 * Pauses grow and are jittered.
 *
 * @param attempt one load, decision and commit; told whether an earlier one may have been committed
 * @throws {OutcomeUnknownError} once the reply of a commit was lost, for whatever else goes wrong afterwards: the
 *   server may still be at that commit
 * @throws {BusyError} when others kept overtaking it for `MAX_WRITE_MS`
 * @throws {DatabaseError} when the database was away for so long
 */
export async function untilCommitted<T>(clock: Clock, attempt: (retry: number) => Promise<T>): Promise<T> {
  const deadline = clock.now().getTime() + MAX_WRITE_MS;
  let pause = FIRST_PAUSE_MS;
  let lost: LostCommitError | null = null;
  let away: unknown = null;
  for (let retry = 0; ; retry++) {
    try {
      return await attempt(retry);
    } catch (error) {
      // The turn came in time, or it would be another error.
      if (error instanceof RowFreedError) continue;
      if (error instanceof LostCommitError) lost = error;
      const isAway = isUnknown(error) || isAwayForAMoment(error);
      const mayPass = isStale(error) || isLockTimeout(error) || isAway;
      // Where there was no time for another attempt, what the one before met is what is known.
      const reason = !mayPass && isOverloaded(error) ? (away ?? error) : error;
      if (!mayPass || clock.now().getTime() + pause > deadline) throw givenUp(reason, lost);
      away = isAway ? error : null;
      await clock.sleep(pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/** Whether it is the database's doing, so that each event of a batch would come to the same end by itself. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof BusyError || error instanceof OutcomeUnknownError || isUnknown(error) || isUnavailable(error);
}

function givenUp(error: unknown, lost: LostCommitError | null): unknown {
  if (lost !== null) return new OutcomeUnknownError(lost);
  return isStale(error) ? new BusyError(error) : error;
}
