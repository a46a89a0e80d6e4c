import type { Database } from "../ports.ts";
import { DatabaseError, NO_FREE_CONNECTION, OUR_OWN } from "../ports.ts";

/** With less time left a statement is not sent: its answer would come too late, and a commit's outcome be unknown. */
export const LEAST_LEFT_MS = 250;

/**
 * The same database for those who wait no longer than until then: no statement is sent later, and none is waited for
 * longer.
 *
 * @param until by `performance.now()`
 */
export function within(database: Database, until: () => number): Database {
  return {
    ...database,
    async query(sql, params, ask = OUR_OWN) {
      const left = until() - performance.now();
      if (left < LEAST_LEFT_MS) throw tooLate();
      return await database.query(sql, params, { ...ask, withinMs: Math.min(left, ask.withinMs ?? left) });
    },
    close: () => database.close(),
  };
}

/** Refuses a statement that was not sent, since no one waits for its answer any more. */
export function tooLate(): DatabaseError {
  return new DatabaseError("There is no time left for this statement.", NO_FREE_CONNECTION, null);
}
