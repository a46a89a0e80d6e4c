import { join } from "node:path";
import pg from "pg";
import { openPg } from "../src/adapters/database/pg.ts";
import { openPglite } from "../src/adapters/database/pglite.ts";
import { lockDataDir } from "../src/adapters/dataDirLock.ts";
import { isMigrated, migratePg, migratePglite } from "../src/db/migrate.ts";
import type { NodeEnv } from "../src/env.ts";
import { type RawDatabase, rawPg, rawPglite } from "./rawDatabase.ts";

export interface LocalDatabase {
  readonly raw: RawDatabase;
  close(): Promise<void>;
}

/** The database of `npm start`, migrated, for the local Neon endpoint to answer from. */
export function openLocalDatabase(env: NodeEnv): Promise<LocalDatabase> {
  return env.DATABASE_URL === undefined ? openEmbedded(env.DATA_DIR) : openServer(env.DATABASE_URL);
}

async function openEmbedded(dataDir: string): Promise<LocalDatabase> {
  const unlock = lockDataDir(dataDir);
  try {
    const database = await openPglite(join(dataDir, "db"));
    if (!(await isMigrated(database))) await migratePglite(database.pglite);
    return {
      raw: rawPglite(database.pglite),
      async close() {
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openServer(url: string): Promise<LocalDatabase> {
  const database = openPg(url, { max: 1 });
  try {
    if (!(await isMigrated(database))) await migratePg(url);
  } finally {
    await database.close();
  }
  const pool = new pg.Pool({ connectionString: url, onConnect: (client) => client.query("SET TimeZone = 'UTC'") });
  // A connection that breaks while idle has left the pool already.
  pool.on("error", () => {});
  return { raw: rawPg(pool), close: () => pool.end() };
}
