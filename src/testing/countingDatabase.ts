import type { Database } from "../ports.ts";

export interface CountingDatabase extends Database {
  /** Statements sent while the work was done. */
  during(work: () => Promise<unknown>): Promise<number>;
  /** Statements sent so far. */
  sent(): number;
}

/** Counts round trips, for the promises that are made about them. */
export function countingDatabase(database: Database): CountingDatabase {
  let count = 0;
  return {
    ...database,
    query(...statement) {
      count += 1;
      return database.query(...statement);
    },
    close: () => database.close(),
    sent: () => count,
    async during(work) {
      const before = count;
      await work();
      return count - before;
    },
  };
}
