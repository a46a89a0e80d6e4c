import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { directoryAssets } from "./adapters/assets/directoryAssets.ts";
import { bufferedClickSink } from "./adapters/clicks/bufferedClickSink.ts";
import { lockDataDir } from "./adapters/dataDirLock.ts";
import { nanoIds } from "./adapters/nanoIds.ts";
import { systemClock } from "./adapters/systemClock.ts";
import { isMigrated, migratePg, migratePglite } from "./db/migrate.ts";
import type { Deps } from "./deps.ts";
import { createEngine } from "./engine/engine.ts";
import type { NodeEnv } from "./env.ts";
import type { Database } from "./ports.ts";

export interface NodeDeps {
  readonly deps: Deps;
  /** Stores the clicks that wait, closes the database and gives the data directory back. */
  close(): Promise<void>;
}

/** Made by `npm run build`. */
const builtAssets = fileURLToPath(new URL("../dist/assets", import.meta.url));

/**
 * What the app needs, on Node, with the database migrated. DATA_DIR is locked for as long as the embedded
 * database is open; with a DATABASE_URL any number of processes may share it.
 *
 * @throws {DataDirInUseError} for an embedded database that is open elsewhere.
 * @throws {DatabaseError} for a database that can't be reached or migrated.
 */
export async function openNodeDeps(env: NodeEnv): Promise<NodeDeps> {
  const unlock = env.DATABASE_URL === undefined ? lockDataDir(env.DATA_DIR) : () => {};
  try {
    const database =
      env.DATABASE_URL === undefined ? await openEmbedded(env.DATA_DIR) : await openServer(env.DATABASE_URL);
    const clicks = bufferedClickSink(database);
    return {
      deps: {
        database,
        clock: systemClock,
        ids: nanoIds,
        processEvents: createEngine({ database, clock: systemClock, ids: nanoIds }, true),
        clicks,
        assets: directoryAssets(builtAssets),
        publicUrl: env.PUBLIC_URL ?? null,
      },
      async close() {
        await clicks.flush();
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const { openPglite } = await import("./adapters/database/pglite.ts");
  const database = await openPglite(join(dataDir, "db"));
  if (!(await isMigrated(database))) await migratePglite(database.pglite);
  return database;
}

async function openServer(url: string): Promise<Database> {
  const { openPg } = await import("./adapters/database/pg.ts");
  const database = openPg(url);
  if (!(await isMigrated(database))) await migratePg(url);
  return database;
}
