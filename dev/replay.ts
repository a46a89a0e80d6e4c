import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Presets, SingleBar } from "cli-progress";
import { insisting } from "./replay/insisting.ts";
import type { Call, Figures, Progress } from "./replay/replay.ts";
import { differences, figuresOf, PROGRAM_KEY, replayYear } from "./replay/replay.ts";

/**
 * `npm run replay`: a year of real orders through a running server, then what a marketer would want to know of
 * it, then a comparison with the figures that must come out.
 */

interface Keys {
  readonly apiUrl: string;
  readonly secretKey: string;
}

function readKeys(): Keys {
  const { API_URL, SECRET_KEY, DATA_DIR = ".data" } = process.env;
  if (API_URL !== undefined && SECRET_KEY !== undefined) return { apiUrl: API_URL, secretKey: SECRET_KEY };
  const file = join(DATA_DIR, "dev-keys.json");
  if (!existsSync(file)) {
    fail(`There is no ${file}. Start the server first (npm start), or name one with API_URL and SECRET_KEY.`);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Keys;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function callerFor({ apiUrl, secretKey }: Keys): Call {
  return async (path, body) => {
    const request = body === undefined ? { method: "GET" } : { method: "POST", body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
    const response = await fetch(`${apiUrl}${path}`, { ...request, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
}

function progressBar(): (progress: Progress) => void {
  const bar = new SingleBar({ format: "{stage} {bar} {value}/{total}  {eta_formatted} left" }, Presets.shades_classic);
  let stage: Progress["stage"] | null = null;
  return (progress) => {
    if (progress.stage !== stage) {
      stage = progress.stage;
      bar.start(progress.total, 0, { stage });
    }
    bar.update(progress.done, { stage });
    if (progress.done === progress.total) bar.stop();
  };
}

const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });
const count = new Intl.NumberFormat("en-GB");

interface Summary extends Figures {
  /** Minor units by currency. */
  readonly revenue: Readonly<Record<string, number>>;
  readonly costPerCustomer: Readonly<Record<string, number>>;
}

/** One line a figure, in words. */
function describe(summary: Summary): string {
  const money = (minor: number | undefined) => (minor === undefined ? "none" : pounds.format(minor / 100));
  const rules = Object.entries(summary.byRule).map(([rule, { granted, notVoided, amountMinor }]) => {
    const worth = amountMinor === 0 ? "" : `, ${money(amountMinor)}`;
    return `  ${rule.padEnd(18)} ${count.format(granted)} granted, ${count.format(notVoided)} stand${worth}`;
  });
  const skips = Object.entries(summary.skipped).map(([rule, reasons]) => {
    const parts = Object.entries(reasons).map(([reason, times]) => `${reason} ${count.format(times)}`);
    return `  ${rule.padEnd(18)} ${parts.join(", ")}`;
  });
  return [
    "",
    `Friends referred        ${count.format(summary.referrals)}`,
    `Converted               ${count.format(summary.converted)} (${count.format(summary.conversionsReversed)} conversions taken back by refunds)`,
    `Revenue they brought    ${money(summary.revenue.GBP)}`,
    `Cost per new customer   ${money(summary.costPerCustomer.GBP)}`,
    `Refunds that wait       ${count.format(summary.refundsAwaitingTheirPurchase)}`,
    `Refunds beyond an order ${count.format(summary.overRefunds)}`,
    "Rewards by rule:",
    ...rules,
    "Not rewarded, and why:",
    ...skips,
    "",
  ].join("\n");
}

const keys = readKeys();
const call = insisting(callerFor(keys));
console.log(`Replaying a year of real orders into program "${PROGRAM_KEY}" at ${keys.apiUrl} ...`);
try {
  const summary = await replayYear(call, progressBar());
  console.log(describe(summary as Summary));
  const expectedFile = readFileSync(new URL("./data/expected-friends.json", import.meta.url), "utf8");
  const { program: _, ...expected } = JSON.parse(expectedFile) as Figures & { program: string };
  const seen = await figuresOf(
    call,
    summary,
    expected.top.map(({ participant }) => participant),
  );
  const wrong = differences(expected, seen);
  if (wrong.length > 0)
    fail(`${wrong.length} figures differ from dev/data/expected-friends.json:\n${wrong.join("\n")}`);
  console.log(`Every figure matches dev/data/expected-friends.json, ${expected.top.length} balances included.`);
} catch (error) {
  fail(`\nThe replay stopped: ${error instanceof Error ? error.message : String(error)}`);
}
