import type { Floor } from "./floor.ts";
import type { Load } from "./load.ts";
import type { ScenarioName } from "./scenarios.ts";
import { SCENARIOS } from "./scenarios.ts";

/** A figure, or why there is none. */
export type Outcome<T> = T | { readonly missing: string };

/** What one size of the database gave. */
export interface SizeResult {
  readonly referrals: number;
  readonly loads: Readonly<Record<ScenarioName, Outcome<Load>>>;
  /** pgbench with 32 clients, and with ten. */
  readonly floor: Outcome<Floor>;
  readonly floorOfTen: Outcome<Floor>;
  readonly peakMb: number | null;
  /** Of the purchases that were sent one by one. */
  readonly rewardsPerPurchase: number | null;
}

export interface Results {
  readonly server: string;
  readonly generator: string;
  readonly seconds: number;
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number;
  readonly small: SizeResult;
  readonly large: SizeResult;
  readonly bareRedirect: Outcome<Load>;
  readonly idleMb: number | null;
  readonly coldStartMs: number;
}

interface Aim {
  readonly name: string;
  /** Null where one of its figures is missing. */
  readonly value: number | null;
  readonly shown: (value: number) => string;
  readonly isMet: (value: number) => boolean;
  readonly aim: string;
}

/** Above this, something else took part of the machine. */
const IDLE_LOAD = 0.5;

/** The aims first, each with its ratio, then the figures they are made of. */
export function report(results: Results): string {
  const { small, large, server, generator, seconds, loadBefore } = results;
  const lines = aimsOf(results).map(({ name, value, shown, isMet, aim }) => {
    const verdict = value === null ? "not measured" : isMet(value) ? "ok" : "missed";
    return `${verdict.padEnd(13)} ${name.padEnd(56)} ${(value === null ? "-" : shown(value)).padStart(8)}   ${aim}`;
  });
  const missing = [small, large].flatMap(missingOf);
  return [
    `Ratios (${server}; ${generator}; ${seconds} s each, after a warm-up)`,
    ...lines,
    ...(loadBefore < IDLE_LOAD
      ? []
      : [`Others use this machine (load ${loadBefore.toFixed(1)}): run it again when they don't.`]),
    "",
    ...figuresOf(results),
    ...(missing.length === 0 ? [] : ["", "Not measured:", ...new Set(missing)]),
  ].join("\n");
}

function aimsOf({ small, large, bareRedirect, idleMb, coldStartMs }: Results): Aim[] {
  const size = count(large.referrals);
  const perFloor = (name: ScenarioName) => ratio(speed(large.loads[name]), speed(large.floor));
  const atLeast = (name: string, value: number | null, least: number, further = ""): Aim => {
    return {
      name,
      value,
      shown: (it) => it.toFixed(2),
      isMet: (it) => it >= least,
      aim: `at least ${least}${further}`,
    };
  };
  const below = (name: string, value: number | null, most: number, unit: string): Aim => {
    return {
      name,
      value,
      shown: (it) => `${Math.round(it)} ${unit}`,
      isMet: (it) => it < most,
      aim: `under ${most} ${unit}`,
    };
  };
  const growth = ratio(speed(large.loads.purchases), speed(small.loads.purchases));
  return [
    atLeast("purchases one by one / pgbench's function", perFloor("purchases"), 0.5, ", aiming at 0.7"),
    atLeast("events in one batch of 500 at a time / the same", perFloor("oneBatch"), 1.2),
    atLeast("events in eight batches at a time / the same", perFloor("eightBatches"), 1),
    atLeast("redirects / a bare Hono redirect", ratio(speed(large.loads.redirects), speed(bareRedirect)), 0.6),
    atLeast(`purchases with ${size} referrals / with ${count(small.referrals)}`, growth, 0.9),
    below("idle memory, without the embedded database", idleMb, 120, "MB"),
    below("cold start, to the first answer of /health", coldStartMs, 300, "ms"),
  ];
}

function figuresOf({ small, large, bareRedirect }: Results): string[] {
  const sizes = [small, large];
  const head = `${"".padEnd(44)}${sizes.map(({ referrals }) => `${count(referrals)} referrals`.padStart(32)).join("")}`;
  const columns = `${"".padEnd(44)}${sizes.map(() => "per second  p50 ms  p99 ms".padStart(32)).join("")}`;
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(44)}${cells.map((it) => it.padStart(32)).join("")}`;
  const scenarios = Object.entries(SCENARIOS).map(([key, { name, unit }]) => {
    const label = unit === "events/s" ? `${name} (events)` : name;
    return row(
      label,
      sizes.map(({ loads }) => loadCell(loads[key as ScenarioName])),
    );
  });
  return [
    head,
    columns,
    ...scenarios,
    row(
      "pgbench, one function, 32 clients",
      sizes.map(({ floor }) => floorCell(floor)),
    ),
    row(
      "pgbench, one function, 10 clients",
      sizes.map(({ floorOfTen }) => floorCell(floorOfTen)),
    ),
    row("a bare Hono redirect", [loadCell(bareRedirect)]),
    row(
      "peak memory of the app, MB",
      sizes.map(({ peakMb }) => (peakMb === null ? "-" : String(Math.round(peakMb)))),
    ),
    row(
      "rewards granted a purchase",
      sizes.map((it) => it.rewardsPerPurchase?.toFixed(2) ?? "-"),
    ),
  ];
}

function loadCell(load: Outcome<Load>): string {
  if ("missing" in load) return "-";
  return `${count(Math.round(load.perSecond))}  ${load.p50Ms.toFixed(1).padStart(6)}  ${load.p99Ms.toFixed(1).padStart(6)}`;
}

function floorCell(floor: Outcome<Floor>): string {
  if ("missing" in floor) return "-";
  return `${count(Math.round(floor.perSecond))}  ${floor.meanMs.toFixed(1).padStart(6)}  ${"".padStart(6)}`;
}

function missingOf({ loads, floor }: SizeResult): string[] {
  const named = [...Object.entries(loads), ["pgbench", floor] as const];
  return named.flatMap(([name, it]) => ("missing" in it ? [`  ${name}: ${it.missing}`] : []));
}

function speed(of: Outcome<{ readonly perSecond: number }>): number | null {
  return "missing" in of ? null : of.perSecond;
}

function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}

function count(of: number): string {
  return of.toLocaleString("en-GB");
}
