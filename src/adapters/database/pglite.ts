import { PGlite } from "@electric-sql/pglite";
import { LEAST_LEFT_MS, tooLate } from "../../db/within.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN, WAIT_WITHIN_MS } from "../../ports.ts";
import { toDatabaseError } from "./failures.ts";
import { freshStatistics } from "./freshStatistics.ts";
import type { TurnLimits } from "./turns.ts";
import { createTurns } from "./turns.ts";
import { parsedOids, parserOf, toText } from "./values.ts";

/** The embedded database, with the instance itself for migrations and the local Neon endpoint. */
export interface PgliteDatabase extends Database {
  readonly pglite: PGlite;
}

/** Types that PGlite would parse by itself and that stay text here: bytea, int8, date and the timestamps. */
const keptAsText = [17, 20, 1082, 1114, 1184];

/**
 * The database answers without one, so that nothing would arrive, and no time be over, until all that wait had their
 * statements.
 */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}

/** The real one, also for those that have a clock of their own. */
const soon = setImmediate;

/** One statement at a time: tenants, and reads and writes, take turns for it. */
const limits: TurnLimits = {
  connections: 1,
  of: { read: { most: 1, mostOfOne: 1 }, write: { most: 1, mostOfOne: 1 } },
  waiting: 10_000,
  waitingOfOne: 10_000,
  waitingChars: 50_000_000,
  waitMs: WAIT_WITHIN_MS,
};

/**
 * PostgreSQL inside this process. It has one session, in UTC, and runs one statement at a time. A new
 * directory costs about two seconds for `initdb`.
 *
 * @param dataDir where its files are; null keeps everything in memory.
 * @param dump what `dumpDataDir` gave, to begin with in place of an empty database; nothing may be in dataDir then.
 */
export async function openPglite(dataDir: string | null, dump?: Blob): Promise<PgliteDatabase> {
  const pglite = await PGlite.create({
    ...(dataDir === null ? {} : { dataDir }),
    ...(dump === undefined ? {} : { loadDataDir: dump }),
  });
  // Assigned, not passed: while opening, PGlite adds parsers and serializers for every array type.
  pglite.parsers = Object.fromEntries([...parsedOids(), ...keptAsText].map((oid) => [oid, parserOf(oid)]));
  pglite.serializers = {};

  const run = async (sql: string, values: ReadonlyArray<string | null> = []): Promise<unknown[][]> => {
    return (await pglite.query<unknown[]>(sql, [...values], { rowMode: "array" })).rows;
  };
  const statistics = freshStatistics(run);
  const turns = createTurns(limits);

  return {
    pglite,
    oneAtATime: true,
    async query(sql, params = [], ask = OUR_OWN) {
      const until = performance.now() + (ask.withinMs ?? WAIT_WITHIN_MS);
      const values = params.map(toText);
      const chars = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      try {
        return await turns.take(ask, chars, async () => {
          if (until - performance.now() < LEAST_LEFT_MS || ask.maySend?.() === false) throw tooLate();
          const rows = await run(sql, values);
          statistics.wrote(chars);
          await turnOfTheLoop();
          return rows;
        });
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    async close() {
      await statistics.settled();
      await pglite.close();
    },
  };
}
