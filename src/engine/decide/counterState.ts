import type { CounterName } from "../../domain/counters.ts";
import type { Interval } from "../../domain/tiers.ts";
import type { Belongings } from "./belongings.ts";
import { addBelonging } from "./belongings.ts";

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
  /** By subject. */
  readonly countersOf: Belongings<CounterState>;
}

/** Begins with the numbers that were read. */
export function openCounters(read: readonly (CounterName & { readonly value: bigint })[]): Counted {
  const counted: Counted = { counters: new Map(), countersOf: new Map() };
  for (const { value, ...name } of read) holdCounter(counted, name, value);
  return counted;
}

function holdCounter({ counters, countersOf }: Counted, name: CounterName, loaded: bigint): CounterState {
  const counter = { name, loaded, delta: 0n, low: null, high: null, ceiling: null };
  counters.set(counterKey(name), counter);
  addBelonging(countersOf, name.subject, counter);
  return counter;
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
  return state.counters.get(counterKey(name)) ?? holdCounter(state, name, 0n);
}

function counterKey({ programId, subject, metric, periodKey }: CounterName): string {
  return `${programId} ${subject} ${metric} ${periodKey}`;
}
