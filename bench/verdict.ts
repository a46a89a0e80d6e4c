import { availableParallelism } from "node:os";
import type { Floor } from "./floor.ts";
import { isQuiet, type Strain, worst } from "./gauge.ts";
import type { Load } from "./load.ts";
import type { Outcome, SizeResult } from "./size.ts";

/** Everything that was measured. */
export interface Measured {
  readonly small: SizeResult;
  readonly large: SizeResult;
  readonly bareRedirect: Outcome<Load>;
  readonly idleMb: number | null;
  readonly coldStartMs: number;
  /** While the cold starts were measured. */
  readonly startStrain: Strain | null;
}

/** Whether the machine left the bench alone. */
export interface Verdict {
  readonly processors: number;
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number;
  readonly before: Strain | null;
  /** The worst of all scenarios; each has its own beside its figures. */
  readonly during: Strain | null;
  /** Whether rates, and ratios of rates, can be believed. */
  readonly isBelievable: boolean;
  readonly verdict: string;
}

export function verdictOf(loadBefore: number, before: Strain | null, measured: Measured): Verdict {
  const during = worst(strainsOf(measured));
  const isBelievable = isQuiet(before) && isQuiet(during);
  const processors = availableParallelism();
  const had = `others had ${words(before)} before, and ${words(during)} at worst while it measured`;
  const circumstances = `${had}; load before: ${loadBefore.toFixed(1)} on ${processors} processors`;
  const verdict = isBelievable
    ? `The machine was quiet: ${circumstances}.`
    : `TOO BUSY TO BE BELIEVED: ${circumstances}. Rates and ratios with a ? are of a busy machine. ` +
      "Microseconds of processor time hold better. Run it again when others don't use the machine.";
  return { processors, loadBefore, before, during, isBelievable, verdict };
}

function strainsOf({ small, large, bareRedirect, startStrain }: Measured): (Strain | null)[] {
  const ofSizes = [small, large].flatMap(({ loads, narrow, narrowOfTen, wide }) => [
    ...Object.values(loads),
    narrow,
    narrowOfTen,
    wide,
  ]);
  return [startStrain, ...[...ofSizes, bareRedirect].map(strainOf)];
}

/** The strain of a figure; null where it is missing or nothing is known. */
export function strainOf(of: Outcome<Load | Floor>): Strain | null {
  return "missing" in of ? null : of.strain;
}

function words(strain: Strain | null): string {
  if (strain === null) return "a share of the processors that is not known here";
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    `${percent(strain.others)} of the processors`,
    ...(strain.stolen > 0 ? [`the host ${percent(strain.stolen)}`] : []),
    ...(strain.throttled > 0 ? [`(a limit stopped this container for ${percent(strain.throttled)} of the time)`] : []),
  ].join(", ");
}
