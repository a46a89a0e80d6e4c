import * as z from "zod";
import type { Instant } from "./periods.ts";

/** Conditions of a rules document, and what they make of the facts of one event. */

export type Scalar = string | number | boolean;

export interface Condition {
  readonly field: string;
  readonly op: Operator;
  readonly value: Scalar | readonly Scalar[];
}

export interface AnyOf {
  readonly any: readonly Condition[];
}

export type ConditionList = readonly (Condition | AnyOf)[];

/** A fact is absent when null. Lists are of strings; amounts are numbers of minor units; dates RFC 3339. */
export type Fact = Scalar | readonly string[] | null;

/** Looks a field up, for instance "order.amountMinor"; null when there is no such fact. */
export type Facts = (field: string) => Fact;

export type FieldType = "number" | "string" | "list" | "boolean" | "date";

export const METADATA_PREFIX = "event.metadata.";

export const OPERATORS = {
  number: ["eq", "ne", "gt", "gte", "lt", "lte", "between"],
  string: ["eq", "ne", "in", "nin"],
  list: ["contains", "containsAny"],
  boolean: ["eq"],
  date: ["before", "after"],
} as const satisfies Record<FieldType, readonly string[]>;

export type Operator = (typeof OPERATORS)[FieldType][number];

/** One condition with what it saw: the answer to "why did I (not) get it?". */
export interface TraceEntry {
  readonly field: string;
  readonly op: Operator;
  readonly value: Scalar | readonly Scalar[];
  readonly seen: Fact;
  readonly met: boolean;
}

export type ConditionFailure = "fact_missing" | "condition_not_met";

export interface ConditionsOutcome {
  /** Null when all are met, else the reason of the first that fails in document order. */
  readonly failure: ConditionFailure | null;
  readonly trace: readonly TraceEntry[];
}

/**
 * Tests a list: all of it must hold, one of every `any`. A fact that is absent or of another type than the
 * operator needs does not meet its condition, but what is absent meets `ne` and `nin`. An `any` misses a fact only
 * when all its members do.
 */
export function testConditions(conditions: ConditionList, facts: Facts): ConditionsOutcome {
  const trace: TraceEntry[] = [];
  let failure: ConditionFailure | null = null;
  for (const condition of conditions) {
    const members = "any" in condition ? condition.any : [condition];
    const results = members.map((member) => testCondition(member, facts(member.field)));
    members.forEach((member, index) => {
      const result = results[index];
      trace.push({ ...member, seen: facts(member.field), met: result === "met" });
    });
    if (failure !== null || results.includes("met")) continue;
    failure = results.every((result) => result === "fact_missing") ? "fact_missing" : "condition_not_met";
  }
  return { failure, trace };
}

function testCondition(condition: Condition, fact: Fact): "met" | ConditionFailure {
  const holds = holdsFor(condition, fact);
  if (holds === null) return "fact_missing";
  return holds ? "met" : "condition_not_met";
}

/** Null when the fact is of the wrong type, or is absent and the operator asks for what it is. */
function holdsFor({ op, value }: Condition, fact: Fact): boolean | null {
  // What is absent is not that value.
  if (fact === null) return op === "ne" || op === "nin" ? true : null;
  switch (op) {
    case "eq":
      return typeof fact === typeof value && !Array.isArray(fact) ? fact === value : null;
    case "ne":
      return typeof fact === typeof value && !Array.isArray(fact) ? fact !== value : null;
    case "in":
      return typeof fact === "string" ? listOf(value).includes(fact) : null;
    case "nin":
      return typeof fact === "string" ? !listOf(value).includes(fact) : null;
    case "contains":
      return isList(fact) ? fact.some((member) => member === value) : null;
    case "containsAny":
      return isList(fact) ? fact.some((member) => listOf(value).includes(member)) : null;
    case "before":
    case "after":
      return holdsInTime(op, fact, value);
    default:
      return typeof fact === "number" ? holdsForNumber(op, fact, value) : null;
  }
}

function holdsForNumber(
  op: Exclude<Operator, "eq" | "ne" | "in" | "nin" | "contains" | "containsAny" | "before" | "after">,
  fact: number,
  value: Condition["value"],
): boolean {
  switch (op) {
    case "gt":
      return fact > Number(value);
    case "gte":
      return fact >= Number(value);
    case "lt":
      return fact < Number(value);
    case "lte":
      return fact <= Number(value);
    case "between": {
      const [low, high] = listOf(value);
      return fact >= Number(low) && fact <= Number(high);
    }
    default:
      return op satisfies never;
  }
}

function holdsInTime(op: "before" | "after", fact: Fact, value: Condition["value"]): boolean | null {
  const [at, limit] = [instantOf(fact), instantOf(value)];
  if (at === null || limit === null) return null;
  return op === "before" ? at < limit : at > limit;
}

const DATES = [z.regexes.date, z.regexes.datetime({ offset: true })];

/**
 * An RFC 3339 time with its offset, or a day for its first instant in UTC; null for anything else. `Date.parse` reads
 * more, and takes some of it for the local time of the machine.
 */
export function instantOf(text: unknown): Instant | null {
  return typeof text === "string" && DATES.some((date) => date.test(text)) ? Date.parse(text) : null;
}

function listOf(value: Condition["value"]): readonly Scalar[] {
  return Array.isArray(value) ? value : [value as Scalar];
}

function isList(fact: Fact): fact is readonly string[] {
  return Array.isArray(fact);
}

/** Every field that a list asks for. */
export function fieldsOf(conditions: ConditionList): string[] {
  return conditions.flatMap((condition) =>
    "any" in condition ? condition.any.map((member) => member.field) : [condition.field],
  );
}
