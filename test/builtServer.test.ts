import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { createDatabase, freePort, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { MAX_WAITING } from "../src/adapters/lineBuffer.ts";
import type { DemoKeys } from "../src/demo/createDemo.ts";
import { demoProgram } from "../src/demo/demoProgram.ts";
import { startNode } from "./support/killableServer.ts";

/** What `npm run build` makes of the server, as production runs it. */

/** Over a PostgreSQL it holds about 95 MB. */
const MOST_IDLE_BYTES = 120_000_000;

const AT_ONCE = 50;

let folder: string;
let server: ChildProcess | null;
beforeEach(async () => {
  server = null;
  folder = await mkdtemp(join(tmpdir(), "refer-a-friend-built-"));
});
afterEach(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

async function end(): Promise<void> {
  if (server === null || server.exitCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
  server = null;
}

/** @returns the demo tenant's keys, when it listens */
async function start(variables: Readonly<Record<string, string>>): Promise<DemoKeys> {
  server = await startNode({ ...variables, DATA_DIR: folder, PORT: String(await freePort()) });
  return JSON.parse(await readFile(join(folder, "dev-keys.json"), "utf8"));
}

it("migrates an embedded database, serves the built files, and decides backtests in a thread of its own", async () => {
  const { apiUrl, secretKey } = await start({ DATABASE_URL: "" });
  const health = await fetch(`${apiUrl}/health`);
  expect(await health.json()).toMatchObject({ database: expect.stringMatching(/^PGlite/) });
  const script = await fetch(`${apiUrl}/widget/panel.js`, { headers: { "accept-encoding": "gzip" } });
  expect([script.status, script.headers.get("content-encoding")]).toEqual([200, "gzip"]);
  const etag = script.headers.get("etag") ?? "";
  expect((await fetch(`${apiUrl}/widget/panel.js`, { headers: { "if-none-match": etag } })).status).toBe(304);
  const backtest = await fetch(`${apiUrl}/v1/programs/friends/backtest`, {
    method: "POST",
    headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
    body: JSON.stringify({ rules: demoProgram.rules }),
  });
  expect([backtest.status, await backtest.json()]).toEqual([200, expect.objectContaining({ program: "friends" })]);
});

it.runIf(process.platform === "linux")(
  "migrates a PostgreSQL, holds less than 120 MB when it starts again, and counts what it is asked for",
  async () => {
    const DATABASE_URL = await createDatabase(inject("postgresUrl"), "built");
    await start({ DATABASE_URL });
    await end();
    const METRICS_TOKEN = "0123456789abcdef";
    const { apiUrl } = await start({ DATABASE_URL, METRICS_TOKEN });
    const status = await readFile(`/proc/${server?.pid}/status`, "utf8");
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
    expect(kilobytes * 1024).toBeLessThan(MOST_IDLE_BYTES);

    expect((await fetch(`${apiUrl}/ready`)).status).toBe(200);
    const metrics = await fetch(`${apiUrl}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(await metrics.text()).toContain('refer_requests_total{method="GET",route="/ready",status="200"} 1\n');
  },
);

it("goes on when what reads its log has gone", async () => {
  const { apiUrl } = await start({
    DATABASE_URL: await createDatabase(inject("postgresUrl"), "unread", MIGRATED_TEMPLATE),
  });
  server?.stdout?.destroy();
  // So many lines are written at once, and not in a moment.
  for (let n = 0; n <= MAX_WAITING; n += AT_ONCE) {
    const asked = await Promise.all(Array.from({ length: AT_ONCE }, () => fetch(`${apiUrl}/nowhere`)));
    await Promise.all(asked.map((answer) => answer.text()));
  }
  expect((await fetch(`${apiUrl}/health`)).status).toBe(200);
});
