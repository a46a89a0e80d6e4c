import type { CounterName } from "../../domain/counters.ts";
import type { Interval } from "../../domain/tiers.ts";

/** The numbers that decisions go by, as a batch has left them. */

export interface CounterState {
  readonly name: CounterName;
  readonly loaded: bigint;
  delta: bigint;
  /** The loaded values for which every decision of the batch stays what it is. */
  low: bigint | null;
  high: bigint | null;
  ceiling: bigint | null;
}

interface Counted {
  readonly counters: Map<string, CounterState>;
}

/** Begins with the numbers that were read. */
export function openCounters(read: readonly (CounterName & { readonly value: bigint })[]): Counted["counters"] {
  return new Map(
    read.map(({ value, ...name }) => {
      return [counterKey(name), { name, loaded: value, delta: 0n, low: null, high: null, ceiling: null }];
    }),
  );
}

/** The present value of a number; 0 where there is none. */
export function readCounter(state: Counted, name: CounterName): bigint {
  const counter = counterOf(state, name);
  return counter.loaded + counter.delta;
}

/** Changes a number. */
export function addToCounter(state: Counted, name: CounterName, delta: bigint): void {
  counterOf(state, name).delta += delta;
}

/** Notes that a decision was made on a number: the commit is stale where it is outside the interval by then. */
export function relyOn(state: Counted, name: CounterName, interval: Interval): void {
  const counter = counterOf(state, name);
  const { low, high } = interval;
  if (low !== null && (counter.low === null || low - counter.delta > counter.low)) counter.low = low - counter.delta;
  if (high !== null && (counter.high === null || high - counter.delta < counter.high)) {
    counter.high = high - counter.delta;
  }
}

/** Sets the bound that the database itself holds a budget's number to. */
export function setCeiling(state: Counted, name: CounterName, ceiling: bigint): void {
  counterOf(state, name).ceiling = ceiling;
}

function counterOf(state: Counted, name: CounterName): CounterState {
  const key = counterKey(name);
  const found = state.counters.get(key);
  if (found !== undefined) return found;
  const counter = { name, loaded: 0n, delta: 0n, low: null, high: null, ceiling: null };
  state.counters.set(key, counter);
  return counter;
}

function counterKey({ programId, subject, metric, periodKey }: CounterName): string {
  return `${programId} ${subject} ${metric} ${periodKey}`;
}
