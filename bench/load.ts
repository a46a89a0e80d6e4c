import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Scenario } from "./scenarios.ts";
import { sampleOf } from "./scenarios.ts";
import { SECRET_KEY } from "./seed.ts";

const run = promisify(execFile);
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface Load {
  /** Of events where a request has many, else of requests. */
  readonly perSecond: number;
  /** Of requests. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly referrals: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly hasWrk: boolean;
}

const MIN_BATCH_SECONDS = 5;

/** What could not be measured, in words for the reader of the figures. */
export class NotMeasured extends Error {}

/**
 * Loads the app from another process: first unmeasured, then for so many seconds.
 *
 * @throws {NotMeasured} when the app doesn't answer as it should
 */
export async function measure(scenario: Scenario, options: LoadOptions): Promise<Load> {
  const sample = sampleOf(scenario, `s${Date.now().toString(36)}`);
  const reply = await fetch(new URL(sample.path, options.url), sample.init);
  const said = await reply.text();
  if (reply.status !== scenario.expects) {
    throw new NotMeasured(`${scenario.method} ${sample.path} answers ${reply.status}: ${said.slice(0, 200)}`);
  }
  await generate(scenario, options, options.warmUpSeconds);
  return await generate(scenario, options, options.seconds);
}

async function generate(scenario: Scenario, { url, referrals, hasWrk }: LoadOptions, seconds: number): Promise<Load> {
  const { method, path, item, wrapper, itemsPerRequest, connections } = scenario;
  // A batch takes longer than a request, and eight of them wait for each other.
  const lasts = itemsPerRequest > 1 ? Math.max(seconds, MIN_BATCH_SECONDS) : seconds;
  const tag = `r${Date.now().toString(36)}`;
  const sizes = [String(itemsPerRequest), String(referrals), tag];
  const script = [method, SECRET_KEY, path, item, wrapper, ...sizes];
  const wrk = [
    "-t1",
    `-c${connections}`,
    `-d${lasts}s`,
    "--timeout",
    "30s",
    "-s",
    pathOf("load.lua"),
    url,
    "--",
    ...script,
  ];
  const { stdout } = hasWrk
    ? await run("wrk", wrk)
    : await run(process.execPath, [pathOf("loadNode.ts"), url, String(connections), String(lasts), ...script]);
  const line = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (line === undefined) throw new NotMeasured(`the load generator said something else: ${stdout.slice(-300)}`);
  const result: Record<"requests" | "seconds" | "p50" | "p99" | "failed" | "broken", number> = JSON.parse(line);
  if (result.failed + result.broken > 0) {
    const { requests, failed, broken } = result;
    throw new NotMeasured(`${failed} of ${requests} requests answered an error, ${broken} connections broke`);
  }
  if (result.requests === 0) throw new NotMeasured(`no request was answered within ${lasts} s`);
  return { perSecond: (result.requests * itemsPerRequest) / result.seconds, p50Ms: result.p50, p99Ms: result.p99 };
}
