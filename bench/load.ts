import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Charged, gauge, type Strain } from "./gauge.ts";
import type { Generated, Order } from "./generator.ts";
import type { Scenario } from "./scenarios.ts";
import { sampleOf } from "./scenarios.ts";

const run = promisify(execFile);
const generator = fileURLToPath(new URL("generator.ts", import.meta.url));

export interface Load {
  /** Of events where a request has many, else of requests. */
  readonly perSecond: number;
  /** Of requests. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time for one of what is counted a second, in microseconds; null where it can't be known. */
  readonly appUs: number | null;
  readonly postgresUs: number | null;
  readonly strain: Strain | null;
  /** Requests answered in all, the sample and the warm-up too. */
  readonly sent: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly charged: Charged;
  readonly referrals: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Called with the number of requests that were answered, and waits for what the app does after it has answered. */
  readonly settled?: (sent: number) => Promise<void>;
}

const MIN_BATCH_SECONDS = 5;
/** By then the app's code is compiled; on a busy machine that takes longer than a warm-up. */
const WARM_AFTER = 5_000;
const MAX_WARM_UPS = 10;

/** What could not be measured, in words for the reader of the figures. */
export class NotMeasured extends Error {}

/**
 * Loads the app from another process: first unmeasured, then for so many seconds.
 *
 * @throws {NotMeasured} when the app doesn't answer as it should
 */
export async function measure(scenario: Scenario, options: LoadOptions): Promise<Load> {
  const { url, charged, seconds, settled = () => Promise.resolve() } = options;
  const sample = sampleOf(scenario, `s${Date.now().toString(36)}`);
  const reply = await fetch(new URL(sample.path, url), sample.init);
  const said = await reply.text();
  if (reply.status !== scenario.expects) {
    throw new NotMeasured(`${scenario.method} ${sample.path} answers ${reply.status}: ${said.slice(0, 200)}`);
  }
  const before = 1 + (await warmUp(scenario, options));
  await settled(before);
  const { value, appMs, postgresMs, strain } = await gauge(charged, async () => {
    const generated = await generate(scenario, options, seconds);
    await settled(before + generated.answered);
    return generated;
  });
  const { itemsPerRequest } = scenario;
  const each = (ms: number | null) => (ms === null ? null : (ms * 1_000) / (value.answered * itemsPerRequest));
  return {
    perSecond: (value.requests * itemsPerRequest) / value.seconds,
    p50Ms: value.p50Ms,
    p99Ms: value.p99Ms,
    appUs: each(appMs),
    postgresUs: each(postgresMs),
    strain,
    sent: before + value.answered,
  };
}

/** @returns how many requests were answered */
async function warmUp(scenario: Scenario, options: LoadOptions): Promise<number> {
  let answered = 0;
  for (let round = 0; round < MAX_WARM_UPS && answered * scenario.itemsPerRequest < WARM_AFTER; round++) {
    answered += (await generate(scenario, options, options.warmUpSeconds)).answered;
  }
  return answered;
}

async function generate(scenario: Scenario, { url, referrals }: LoadOptions, seconds: number): Promise<Generated> {
  // A batch takes longer than a request, and eight of them wait for each other.
  const lasts = scenario.itemsPerRequest > 1 ? Math.max(seconds, MIN_BATCH_SECONDS) : seconds;
  const order: Order = { url, scenario, referrals, run: `r${Date.now().toString(36)}`, seconds: lasts };
  const { stdout } = await run(process.execPath, [generator, JSON.stringify(order)]);
  const generated: Generated = JSON.parse(stdout);
  const { requests, answered, failed, broken } = generated;
  if (failed + broken > 0) {
    throw new NotMeasured(`${failed} of ${answered} requests answered an error, ${broken} connections broke`);
  }
  if (requests === 0) throw new NotMeasured(`no request was answered within ${lasts} s`);
  return generated;
}
