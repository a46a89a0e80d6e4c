import type { CounterName, Moment } from "../../domain/counters.ts";

/** A number as SQL writes it: decimal. */
export interface CounterJson extends CounterName {
  readonly value: string;
}

export function parseCounter({ value, ...name }: CounterJson): CounterName & { readonly value: bigint } {
  return { ...name, value: BigInt(value) };
}

/** The columns of a number, in the order in which `counter_array` writes them. */
export type CounterArray = readonly [
  programId: string,
  subject: string,
  metric: string,
  periodKey: string,
  value: string,
];

export function parseCounterArray(row: CounterArray): CounterName & { readonly value: bigint } {
  const [programId, subject, metric, periodKey, value] = row;
  return { programId, subject, metric, periodKey, value: BigInt(value) };
}

/** What a rolling window could count, and of whom. */
export interface StoredMoment extends Moment {
  readonly programId: string;
  readonly advocateId: string;
}

export interface MomentJson extends Omit<StoredMoment, "value"> {
  readonly value: string;
}

export function parseMoment({ value, ...moment }: MomentJson): StoredMoment {
  return { ...moment, value: BigInt(value) };
}
