import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../dev/postgres.ts";

const START_WITHIN_MS = 30_000;
const POLL_MS = 2;
/** As README.md starts it: it bounds the young objects that wait to be found useless. */
const PRODUCTION_FLAGS = ["--max-semi-space-size=8"];

export interface RunningApp {
  readonly url: string;
  /** Null where it did not start. */
  readonly pid: number | null;
  /** From the start of the process to its first good answer. */
  readonly startedInMs: number;
  /** Megabytes that it holds now, and at most so far; null where there is no /proc. */
  memory(): Promise<{ nowMb: number; peakMb: number } | null>;
  stop(): Promise<void>;
}

/** The app as it runs in production: a process of its own, over the database at this URL. */
export async function startApp(databaseUrl: string): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), "refer-a-friend-bench-app-"));
  const environment = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, NODE_ENV: "production" };
  const app = await start("../dist/server/node.js", environment, "/health", PRODUCTION_FLAGS).catch(
    async (error: unknown) => {
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    },
  );
  const stop = async () => {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...app, stop };
}

/** Hono's own redirect, in a process of its own. */
export function startBareRedirect(): Promise<RunningApp> {
  return start("bareRedirect.ts", {}, "/r/bench/ANY");
}

async function start(
  script: string,
  environment: Record<string, string>,
  path: string,
  flags: readonly string[] = [],
): Promise<RunningApp> {
  const port = await freePort();
  const file = fileURLToPath(new URL(script, import.meta.url));
  const variables = {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    HOST: "127.0.0.1",
    PORT: String(port),
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...flags, file], {
    env: { ...variables, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  // Nothing may be left behind when this process ends in the middle of a measurement.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    await end(child);
  };
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url + path))) {
    const late = performance.now() - startedAt > START_WITHIN_MS;
    if (late || child.exitCode !== null || child.signalCode !== null) {
      await stop();
      throw new Error(`${script} did not start:\n${said.join("").slice(-2_000)}`);
    }
    await sleep(POLL_MS);
  }
  const pid = child.pid ?? null;
  return { url, pid, startedInMs: performance.now() - startedAt, memory: () => memoryOf(child.pid), stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (reply) => {
      reply.resume();
      resolve((reply.statusCode ?? 500) < 400);
    }).on("error", () => resolve(false));
  });
}

async function memoryOf(pid: number | undefined): Promise<{ nowMb: number; peakMb: number } | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => null);
  const megabytes = (field: string) => {
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status ?? "")?.[1];
    return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1e6;
  };
  const [nowMb, peakMb] = [megabytes("VmRSS"), megabytes("VmHWM")];
  return nowMb === null || peakMb === null ? null : { nowMb, peakMb };
}
