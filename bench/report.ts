import type { Floor } from "./floor.ts";
import { isQuiet } from "./gauge.ts";
import type { Load } from "./load.ts";
import type { ScenarioName } from "./scenarios.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { Outcome, SizeResult } from "./size.ts";
import { type Measured, strainOf, type Verdict } from "./verdict.ts";

export interface Results extends Measured, Verdict {
  readonly server: string;
  readonly seconds: number;
}

interface Aim {
  readonly name: string;
  /** Null where one of its figures is missing. */
  readonly value: number | null;
  /** Whether others used the machine while it was measured. */
  readonly isUnsure: boolean;
  readonly shown: (value: number) => string;
  readonly isMet: (value: number) => boolean;
  readonly aim: string;
}

/** The aims first, each with its ratio, then the figures they are made of. */
export function report(results: Results): string {
  const { small, large, server, seconds, verdict } = results;
  const missing = [small, large].flatMap(missingOf);
  return [
    verdict,
    "",
    `Ratios (${server}; ${seconds} s each, after a warm-up)`,
    ...aimsOf(results).map(aimLine),
    "",
    ...figuresOf(results),
    ...(missing.length === 0 ? [] : ["", "Not measured:", ...new Set(missing)]),
  ].join("\n");
}

function aimLine({ name, value, isUnsure, shown, isMet, aim }: Aim): string {
  const verdict = value === null ? "not measured" : `${isMet(value) ? "ok" : "missed"}${isUnsure ? " ?" : ""}`;
  return `${verdict.padEnd(13)} ${name.padEnd(56)} ${(value === null ? "-" : shown(value)).padStart(8)}   ${aim}`;
}

/** The aims of the issue "Fast and fair". */
function aimsOf(results: Results): Aim[] {
  const { small, large, bareRedirect, idleMb, coldStartMs, startStrain } = results;
  const { loads, narrow, wide } = large;
  const peakMb = Math.max(small.peakMb ?? 0, large.peakMb ?? 0);
  const size = count(large.referrals);
  return [
    atLeast("purchases one by one / the narrow floor", loads.purchases, narrow, 0.5),
    atLeast("purchases one by one / the wide floor", loads.purchases, wide, 0.85),
    atLeast("events in one batch of 500 at a time / the narrow floor", loads.oneBatch, narrow, 0.75),
    atLeast("events in eight batches at a time / the narrow floor", loads.eightBatches, narrow, 0.9),
    atLeast("redirects / a bare Hono redirect", loads.redirects, bareRedirect, 0.5),
    atLeast(
      `purchases with ${size} referrals / ${count(small.referrals)}`,
      loads.purchases,
      small.loads.purchases,
      0.8,
    ),
    below("idle memory, without the embedded database", idleMb, false, 120, "MB"),
    below("peak memory, after all of these", peakMb === 0 ? null : peakMb, false, 300, "MB"),
    below("cold start, to the first answer of /health", coldStartMs, !isQuiet(startStrain), 300, "ms"),
  ];
}

function atLeast(name: string, of: Outcome<Load>, to: Outcome<Load | Floor>, least: number): Aim {
  return {
    name,
    value: "missing" in of || "missing" in to || to.perSecond === 0 ? null : of.perSecond / to.perSecond,
    isUnsure: !isQuiet(strainOf(of)) || !isQuiet(strainOf(to)),
    shown: (it) => it.toFixed(2),
    isMet: (it) => it >= least,
    aim: `at least ${least}`,
  };
}

function below(name: string, value: number | null, isUnsure: boolean, most: number, unit: string): Aim {
  const shown = (it: number) => `${Math.round(it)} ${unit}`;
  return { name, value, isUnsure, shown, isMet: (it) => it < most, aim: `under ${most} ${unit}` };
}

const NAME_WIDTH = 52;
const CELL_WIDTH = 52;

function figuresOf({ small, large, bareRedirect }: Results): string[] {
  const sizes = [small, large];
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(NAME_WIDTH)}${cells.map((it) => it.padStart(CELL_WIDTH)).join("")}`.trimEnd();
  const scenarios = Object.entries(SCENARIOS).map(([key, { name, unit }]) => {
    const label = unit === "events/s" ? `${name} (events)` : name;
    return row(
      label,
      sizes.map(({ loads }) => loadCell(loads[key as ScenarioName])),
    );
  });
  const floorRow = (name: string, of: (size: SizeResult) => Outcome<Floor>) =>
    row(
      name,
      sizes.map((it) => floorCell(of(it))),
    );
  return [
    "CPU us: processor time of one event, of the app / of PostgreSQL. Others: their share of the processors meanwhile.",
    row(
      "",
      sizes.map(({ referrals }) => `${count(referrals)} referrals`),
    ),
    row(
      "",
      sizes.map(() => cell("per second", "p50 ms", "p99 ms", "CPU us", "others")),
    ),
    ...scenarios,
    floorRow("the narrow floor, 32 clients", ({ narrow }) => narrow),
    floorRow("the narrow floor, 10 clients", ({ narrowOfTen }) => narrowOfTen),
    floorRow("the wide floor, 32 clients", ({ wide }) => wide),
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

function cell(perSecond: string, p50: string, p99: string, cpu: string, others: string): string {
  return `${perSecond}  ${p50.padStart(6)}  ${p99.padStart(6)}  ${cpu.padStart(11)}  ${others.padStart(6)}`;
}

function loadCell(load: Outcome<Load>): string {
  if ("missing" in load) return "-";
  const cpu = `${microseconds(load.appUs)} / ${microseconds(load.postgresUs)}`;
  return cell(count(Math.round(load.perSecond)), load.p50Ms.toFixed(1), load.p99Ms.toFixed(1), cpu, othersOf(load));
}

function floorCell(floor: Outcome<Floor>): string {
  if ("missing" in floor) return "-";
  const cpu = `- / ${microseconds(floor.postgresUs)}`;
  return cell(count(Math.round(floor.perSecond)), floor.meanMs.toFixed(1), "", cpu, othersOf(floor));
}

function microseconds(us: number | null): string {
  return us === null ? "-" : us.toFixed(us < 100 ? 1 : 0);
}

function othersOf(of: Load | Floor): string {
  if (of.strain === null) return "-";
  return `${Math.round(of.strain.others * 100)} %${isQuiet(of.strain) ? "" : " ?"}`;
}

function missingOf({ loads, narrow, wide }: SizeResult): string[] {
  const named = [...Object.entries(loads), ["the narrow floor", narrow] as const, ["the wide floor", wide] as const];
  return named.flatMap(([name, it]) => ("missing" in it ? [`  ${name}: ${it.missing}`] : []));
}

function count(of: number): string {
  return of.toLocaleString("en-GB");
}
