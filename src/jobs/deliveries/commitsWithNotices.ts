import { COMMIT } from "../../db/queries/commitArguments.ts";
import type { Database } from "../../ports.ts";

/** A database that tells when a commit has left something for an endpoint. */
export interface TellingDatabase {
  readonly database: Database;
  /** @param onNotices is called from now on, before the commit's own caller goes on */
  hearNotices(onNotices: () => void): void;
}

/** What a commit left whose reply was lost is not told: those who deliver find it later. */
export function commitsWithNotices(database: Database): TellingDatabase {
  let tell = () => {};
  return {
    database: {
      ...database,
      async query(sql, ...rest) {
        const rows = await database.query(sql, ...rest);
        if (sql === COMMIT && rows[0]?.[1] === true) tell();
        return rows;
      },
      close: () => database.close(),
    },
    hearNotices(onNotices) {
      tell = onNotices;
    },
  };
}
