import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { packageRoot } from "../packageRoot.ts";
import { type Database, DatabaseError } from "../ports.ts";

const migrationsFolder = join(packageRoot, "drizzle");
const functionsFolder = `${migrationsFolder}/functions`;

/** Any number: it stands for "migrating this schema" among a server's advisory locks. */
const migrationLock = 7_301_862_409;

/** Undefined table, and invalid schema name: nothing was ever migrated. */
const nothingThere = ["42P01", "3F000"];

/**
 * The function on which the release before this one says that the functions are its own. Where it is there, that release
 * has put its functions in place of these, since it was started again on the database.
 */
const FORMERLY_NAMED = "commit_effects(jsonb)";

/** The functions as they are written, and what names exactly this text. */
interface Functions {
  readonly sql: string;
  readonly digest: string;
}

/**
 * Whether every migration has been applied and the functions are these. Asked first because it costs one
 * statement, and loading drizzle's migrator a third of a second.
 */
export async function isMigrated(database: Database): Promise<boolean> {
  const journal: { entries: ReadonlyArray<{ when: number }> } = JSON.parse(
    await readFile(`${migrationsFolder}/meta/_journal.json`, "utf8"),
  );
  const newest = journal.entries.at(-1)?.when ?? 0;
  const { digest } = await readFunctions();
  try {
    const rows = await database.query(
      `SELECT max(created_at), obj_description(to_regprocedure('stale(text)'), 'pg_proc'),
         to_regprocedure('${FORMERLY_NAMED}') IS NULL
       FROM drizzle.__drizzle_migrations`,
    );
    const [applied, replacedBy, isOurs] = rows[0] ?? [];
    return Number(applied ?? -1) >= newest && replacedBy === digest && isOurs === true;
  } catch (error) {
    if (error instanceof DatabaseError && nothingThere.includes(error.sqlState ?? "")) return false;
    throw error;
  }
}

/** Applies what is missing to an embedded database. */
export async function migratePglite(pglite: PGlite): Promise<void> {
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  await migrate(drizzle(pglite), { migrationsFolder });
  await pglite.exec(replacing(await readFunctions()));
}

/** Applies what is missing to a server; of several processes that start at once, one does and the others wait. */
export async function migratePg(url: string): Promise<void> {
  const { default: pg } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const { migrate } = await import("drizzle-orm/node-postgres/migrator");
  // One connection, because the lock belongs to its session.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
    await client.query(replacing(await readFunctions()));
  } finally {
    await client.end();
  }
}

/** Functions hold no data: unlike tables they are replaced as a whole, and each is written in one place. */
async function readFunctions(): Promise<Functions> {
  const names = (await readdir(functionsFolder)).filter((name) => name.endsWith(".sql")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(`${functionsFolder}/${name}`, "utf8")));
  const sql = texts.join("\n");
  return { sql, digest: createHash("sha256").update(sql).digest("hex") };
}

/**
 * Together or not at all. The comment is how the next start sees that they are the newest; it is on a function whose
 * arguments stay as they are.
 */
function replacing({ sql, digest }: Functions): string {
  return `BEGIN; DROP FUNCTION IF EXISTS ${FORMERLY_NAMED}; ${sql} COMMENT ON FUNCTION stale(text) IS '${digest}'; COMMIT;`;
}
