import { analyzeTables, readGrownTables } from "../../db/queries/statistics.ts";
import { logError } from "../../log.ts";
import type { Row } from "../../ports.ts";

/**
 * The statistics of the embedded database, which has no autovacuum: without them the planner takes every table for a
 * handful of rows, and a year of events costs several times the processor time.
 */
export interface FreshStatistics {
  /** Says that a statement was answered, with so many characters of parameters. Never waits and never throws. */
  wrote(characters: number): void;
  /** Resolves when nothing is being analyzed. */
  settled(): Promise<void>;
}

/**
 * The tables are looked at again after so many characters of parameters: nothing grows that was not sent. It is a
 * batch of a hundred events, or some thirty events one by one, and looking takes half a millisecond.
 */
export const LOOK_EVERY_CHARACTERS = 262_144;

/**
 * Analyzes each table as often as it doubles. The database runs one statement at a time, so requests wait for an
 * `ANALYZE`. It takes some ten milliseconds however large the table is, and each table is a statement of its own, so
 * that those that wait get their turn between two.
 */
export function freshStatistics(run: (sql: string) => Promise<readonly Row[]>): FreshStatistics {
  // A database that another process filled is looked at after the first statement.
  let characters = LOOK_EVERY_CHARACTERS;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      await analyzeTables(run, await readGrownTables(run));
    } catch (error) {
      // Plans are slower without, and right. It is tried again when as much was written once more.
      logError("analyzing the embedded database failed", error);
    }
    looking = null;
  }

  return {
    wrote(more) {
      characters += more;
      if (characters < LOOK_EVERY_CHARACTERS || looking !== null) return;
      characters = 0;
      looking = look();
    },
    async settled() {
      await looking;
    },
  };
}
