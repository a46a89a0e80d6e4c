import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase, freePort, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import { startNode } from "./support/killableServer.ts";

/** The real process is told to stop while it is asked. */

const CLIENTS = 20;
/** Those that one tenant may have asked at once, so that none is refused for that. */
const UNDER_WAY = 3;
const POLL_MS = 5;

let folder: string;
let locker: pg.Client;
let server: ChildProcess;
let port: number;
let agent: Agent;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "refer-a-friend-stopping-"));
  const url = await createDatabase(
    inject("postgresUrl"),
    `stop_${nanoIds.id("ten", systemClock.now())}`,
    MIGRATED_TEMPLATE,
  );
  locker = new pg.Client({ connectionString: url });
  await locker.connect();
  port = await freePort();
  server = await startNode({ DATABASE_URL: url, DATA_DIR: folder, PORT: String(port) });
  agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
});
afterEach(async () => {
  agent.destroy();
  server.kill("SIGKILL");
  await locker.end();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  /** The header of the answer. */
  readonly connection: string | null;
  /** The system's code, where there was no answer. */
  readonly failure: string | null;
}

function get(path: string, through: Agent | false = agent): Promise<Ended> {
  return new Promise((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path, agent: through }, (response) => {
      response.resume();
      response.once("end", () => {
        resolve({
          status: response.statusCode ?? null,
          connection: response.headers.connection ?? null,
          failure: null,
        });
      });
    });
    asked.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ status: null, connection: null, failure: error.code ?? error.message });
    });
    asked.end();
  });
}

/** What waits for the database until the lock is given back: an unknown link, which has to be looked for. */
const lockCodes = () => locker.query("BEGIN; LOCK TABLE codes IN ACCESS EXCLUSIVE MODE");
const unlock = () => locker.query("ROLLBACK");

/** Sends requests on a connection that is kept, until it is told that there is no other. */
async function askUntilLast(): Promise<Ended> {
  for (;;) {
    const ended = await get("/openapi.json");
    if (ended.status !== 200 || ended.connection === "close") return ended;
  }
}

const exitOf = async (): Promise<unknown> => {
  const [code] = await once(server, "exit");
  return code;
};

describe("a server that is told to stop (SIGTERM)", () => {
  it("answers each of many busy clients, the last time with Connection: close, and ends with 0", async () => {
    const clients = Array.from({ length: CLIENTS }, askUntilLast);
    await get("/openapi.json", false);
    const exit = exitOf();
    server.kill("SIGTERM");
    const last = { status: 200, connection: "close", failure: null };
    expect(await Promise.all(clients)).toEqual(clients.map(() => last));
    expect(await exit).toBe(0);
    expect(await get("/openapi.json", false)).toMatchObject({ failure: "ECONNREFUSED" });
  });

  it("finishes what is under way, however many wait for the database, before it ends with 0", async () => {
    await lockCodes();
    const waiting = Array.from({ length: UNDER_WAY }, (_, n) => get(`/r/demo/unknown${n}`));
    await waitFor(async () => (await waitingSessions()) === UNDER_WAY);
    const exit = exitOf();
    server.kill("SIGTERM");
    // Once it says that it takes no more, the others are under way in a server that stops.
    await waitFor(async () => (await get("/ready", false)).status === 503);
    await unlock();
    const ended = await Promise.all(waiting);
    expect(ended).toEqual(waiting.map(() => ({ status: expect.any(Number), connection: "close", failure: null })));
    expect(ended.filter(({ status }) => status === null || status >= 500)).toEqual([]);
    expect(await exit).toBe(0);
  });
});

async function waitingSessions(): Promise<number> {
  const { rows } = await locker.query(
    "SELECT count(*)::integer AS count FROM pg_locks WHERE NOT granted AND relation = 'codes'::regclass",
  );
  return rows[0].count;
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(POLL_MS);
}
