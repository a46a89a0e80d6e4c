import { PGlite } from "@electric-sql/pglite";
import type { Database } from "../../ports.ts";
import { toDatabaseError } from "./failures.ts";
import { freshStatistics } from "./freshStatistics.ts";
import { parsedOids, parserOf, toText } from "./values.ts";

/** The embedded database, with the instance itself for migrations and the local Neon endpoint. */
export interface PgliteDatabase extends Database {
  readonly pglite: PGlite;
}

/** Types that PGlite would parse by itself and that stay text here: bytea, int8, date and the timestamps. */
const keptAsText = [17, 20, 1082, 1114, 1184];

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

  return {
    pglite,
    async query(sql, params = []) {
      const values = params.map(toText);
      try {
        const rows = await run(sql, values);
        statistics.wrote(values.reduce((sum, value) => sum + (value?.length ?? 0), 0));
        return rows;
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
