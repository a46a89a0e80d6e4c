import { availableParallelism } from "node:os";
import { type Snapshot, takeSnapshot } from "./processor.ts";

/** What others had of the machine while something was measured, in shares of all its processors. */
export interface Strain {
  readonly others: number;
  /** What the host kept from this virtual machine. */
  readonly stolen: number;
  /** The time for which a limit of this container stopped it, of the whole. */
  readonly throttled: number;
}

/** Above this, a figure says more about the others than about the code. */
const QUIET = 0.05;

/** Whether rates can be believed; where nothing is known, they have to be. */
export function isQuiet(strain: Strain | null): boolean {
  return strain === null || Math.max(strain.others, strain.stolen, strain.throttled) <= QUIET;
}

/** The processes to charge, by their ids. */
export interface Charged {
  readonly app: number | null;
  readonly postgres: number | null;
}

export interface Gauged<T> {
  readonly value: T;
  /** Processor time of the app and of PostgreSQL's server, in milliseconds; null where it can't be known. */
  readonly appMs: number | null;
  readonly postgresMs: number | null;
  readonly strain: Strain | null;
}

/** Runs something, and says how much of the processors went where meanwhile. */
export async function gauge<T>({ app, postgres }: Charged, run: () => Promise<T>): Promise<Gauged<T>> {
  const before = takeSnapshot();
  const value = await run();
  const after = takeSnapshot();
  const spent = (pid: number | null) =>
    before === null || after === null || pid === null ? null : after.treeMs(pid) - before.treeMs(pid);
  return { value, appMs: spent(app), postgresMs: spent(postgres), strain: strainBetween(before, after) };
}

function strainBetween(before: Snapshot | null, after: Snapshot | null): Strain | null {
  if (before === null || after === null) return null;
  const took = after.machine.atMs - before.machine.atMs;
  const all = took * availableParallelism();
  const used = after.machine.usedMs - before.machine.usedMs;
  const own = after.treeMs(process.pid) - before.treeMs(process.pid);
  return {
    others: Math.max(0, used - own) / all,
    stolen: (after.machine.stolenMs - before.machine.stolenMs) / all,
    throttled: ((after.throttledMs ?? 0) - (before.throttledMs ?? 0)) / took,
  };
}

/** The strain of the worst moment in each respect. */
export function worst(strains: readonly (Strain | null)[]): Strain | null {
  const known = strains.filter((it) => it !== null);
  if (known.length === 0) return null;
  const most = (of: (strain: Strain) => number) => Math.max(...known.map(of));
  return { others: most((it) => it.others), stolen: most((it) => it.stolen), throttled: most((it) => it.throttled) };
}
