import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase, freePort, MIGRATED_TEMPLATE } from "../dev/postgres.ts";

/** The real `npm start`, with all the processes that it starts. */

const POLL_MS = 50;

let folder: string;
let npm: ChildProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "refer-a-friend-npm-"));
});
afterEach(async () => {
  if (isAnyLeft()) process.kill(-group(), "SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Its processes are a group of their own, which goes on as long as one of them does. */
const group = () => npm.pid ?? Number.NaN;

function isAnyLeft(): boolean {
  try {
    process.kill(-group(), 0);
    return true;
  } catch {
    return false;
  }
}

/** @returns the address it serves at, once it does */
async function npmStart(name: string): Promise<string> {
  const port = await freePort();
  const database = await createDatabase(inject("postgresUrl"), name, MIGRATED_TEMPLATE);
  const env = { ...process.env, DATABASE_URL: database, DATA_DIR: folder, PORT: String(port) };
  npm = spawn("npm", ["start"], { env, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  if (npm.stdout === null) throw new Error("npm says nothing");
  for await (const line of createInterface({ input: npm.stdout })) if (line.includes("Demo shop")) break;
  npm.stdout.resume();
  return `http://127.0.0.1:${port}`;
}

describe.skipIf(process.platform === "win32")("npm start", () => {
  it.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)(
    "ends with everything it started on %s to npm alone",
    async (signal) => {
      const url = await npmStart(`npm_${signal.toLowerCase()}`);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      // The pages of one's own machine are there, for those who sign in.
      expect((await fetch(`${url}/dashboard/new-shop`, { redirect: "manual" })).status).toBe(303);
      const ended = once(npm, "exit");
      npm.kill(signal);
      await ended;
      while (isAnyLeft()) await pause(POLL_MS);
      await expect(fetch(`${url}/health`)).rejects.toThrow();
    },
  );
});
