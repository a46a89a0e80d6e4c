import type { Database } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import { isUnknown } from "../pgErrors.ts";
import { COMMIT, commitArguments } from "./commitArguments.ts";
import type { Effects } from "./effects.ts";

export type * from "./contactEffectRows.ts";
export type * from "./couponEffectRows.ts";
export type * from "./effectRows.ts";
export type * from "./effects.ts";
export type * from "./spendEffectRows.ts";

/** The reply of a commit was lost, so that it may have been written. A read whose reply is lost is no such thing. */
export class LostCommitError extends DatabaseError {
  constructor(cause: unknown) {
    super("the reply of a commit was lost", null, null, cause);
    this.name = "LostCommitError";
  }
}

/** Hears what becomes of a commit while it is under way. */
export interface CommitWatch {
  /** It is about to be sent; where this says no, it is not. */
  sending(): boolean;
  /** It was sent, and it is known that it wrote nothing. */
  refused(): void;
}

/** How long a commit waits for a row that another has locked, if it is not said: its connection is not another's meanwhile. */
export const LOCK_WAIT_MS = 50;
/** A change of a program waits for every commit of its events that is under way, and keeps the next ones waiting. */
const PROGRAM_LOCK_WAIT_MS = 1_000;

/**
 * Commits all of it or nothing, in one statement.
 *
 * @throws {LostCommitError} when nothing tells whether it was committed
 * @throws {DatabaseError} when nothing was; `isStale` says whether to load and decide again
 */
export async function commitEffects(database: Database, effects: Effects, watch?: CommitWatch): Promise<void> {
  const lockWaitMs = effects.programChanges === undefined ? LOCK_WAIT_MS : PROGRAM_LOCK_WAIT_MS;
  let isSent = false;
  const maySend = () => {
    isSent = watch?.sending() ?? true;
    return isSent;
  };
  try {
    const values = commitArguments({ lockWaitMs, ...effects });
    await database.query(COMMIT, values, { lane: "write", of: effects.tenantId, maySend });
  } catch (error) {
    if (isSent && !isUnknown(error)) watch?.refused();
    throw isUnknown(error) ? new LostCommitError(error) : error;
  }
}
