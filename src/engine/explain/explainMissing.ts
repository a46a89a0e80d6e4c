import type { ExplainedTrace, MissingCondition, Requirement } from "../../contract/explained.ts";
import type { Decision, TraceRecord } from "../../db/rows/event.ts";
import type { Condition, ConditionList } from "../../domain/conditions.ts";
import { METADATA_PREFIX } from "../../domain/conditions.ts";
import { isMoneyField, maySeeField, maySeeValues, metadataName } from "../../domain/fields.ts";
import type { Rules } from "../../domain/rules.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { Statement, Value } from "../../domain/statement.ts";
import { money } from "../../domain/values.ts";
import type { Telling } from "./telling.ts";
import { state } from "./telling.ts";

/** Reasons that conditions give. */
const BY_CONDITION = new Set<SkipReason | null>(["not_qualifying", "fact_missing", "condition_not_met"]);

/** The trace as this audience may see it. */
export function traceFor({ audience }: Telling, trace: readonly TraceRecord[]): ExplainedTrace[] {
  return trace.map((entry): ExplainedTrace => {
    if (maySeeValues(audience, entry.field)) return { ...entry, hidden: false };
    return { field: nameFor(entry.field), op: entry.op, value: null, seen: null, met: null, hidden: true };
  });
}

/** What an entry of the metadata is called may tell as much as what it says. */
function nameFor(field: string): string {
  return metadataName(field) === null ? field : METADATA_PREFIX.slice(0, -1);
}

/** What would have to be otherwise: every condition that failed, those of an `any` together. */
export function missingOf(telling: Telling, decision: Decision, rules: Rules | undefined): Requirement[] {
  if (!BY_CONDITION.has(decision.reason)) return [];
  return groupsOf(decision, rules)
    .filter((group) => group.every(({ met }) => !met))
    .map((group) => ({
      anyOf: group.length > 1,
      conditions: group.map((entry) => missingCondition(telling, entry)),
    }));
}

/** The same in words, one condition after another. */
export function whatIsMissing(telling: Telling, decision: Decision, rules: Rules | undefined): Statement[] {
  return missingOf(telling, decision, rules).flatMap((requirement) => statementsOf(telling, requirement));
}

/** The trace cut where the document's conditions end; each by itself where the document is not the one traced. */
function groupsOf({ trace, ruleId, orderId }: Decision, rules: Rules | undefined): TraceRecord[][] {
  const when = rules?.rewards.find(({ id }) => id === ruleId)?.when ?? [];
  const conditions: ConditionList = [...(orderId === null ? [] : (rules?.qualifies ?? [])), ...when];
  const groups: TraceRecord[][] = [];
  let at = 0;
  for (const condition of conditions) {
    if (at >= trace.length) return groups;
    const members: readonly Condition[] = "any" in condition ? condition.any : [condition];
    const group = trace.slice(at, at + members.length);
    const isTheSame = members.every(({ field, op }, index) => group[index]?.field === field && group[index]?.op === op);
    if (!isTheSame) return trace.map((entry) => [entry]);
    groups.push(group);
    at += members.length;
  }
  return at === trace.length ? groups : trace.map((entry) => [entry]);
}

/** What is missing, in words. */
export function statementsOf(telling: Telling, { anyOf, conditions }: Requirement): Statement[] {
  const statements = conditions.map(({ statement }) => statement);
  return anyOf ? [state(telling, "missing_any", {}), ...statements] : statements;
}

const AMOUNT = "order.amountMinor";

function missingCondition(telling: Telling, entry: TraceRecord): MissingCondition {
  const { field, op, value, seen } = entry;
  const isVisible = maySeeField(telling.audience, field);
  const distance = distanceOf(entry);
  // What an order has to come to is the program's word, which an advocate passes on; what it came to is not.
  if (!isVisible && (field !== AMOUNT || distance === null)) {
    const nothing = { value: null, seen: null, by: null, direction: null, currency: null };
    return { field: nameFor(field), op, ...nothing, statement: hiddenStatement(telling, field) };
  }
  const currency = distance !== null && isMoneyField(field) ? telling.program.currency : null;
  // Of the shop's keys the sentence says what has a name.
  const isByName = isVisible && !maySeeValues(telling.audience, field);
  return {
    field,
    op,
    value: isByName ? null : value,
    seen: isVisible && !isByName ? seen : null,
    by: isVisible && distance !== null ? distance.by : null,
    direction: distance?.direction ?? null,
    currency: isVisible ? currency : null,
    statement: statementOf(telling, entry, distance),
  };
}

interface Distance {
  readonly by: number;
  readonly direction: "below" | "above";
  /** The least or the most that would have done. */
  readonly bound: number;
}

/** How far a number is off; amounts and counts are whole, so more than 10 begins at 11. */
function distanceOf({ op, value, seen, field }: TraceRecord): Distance | null {
  if (typeof seen !== "number") return null;
  const [low, high] = boundsOf(op, value, metadataName(field) === null ? 1 : 0);
  if (low !== null && seen < low) return { by: low - seen, direction: "below", bound: low };
  return high !== null && seen > high ? { by: seen - high, direction: "above", bound: high } : null;
}

/** @param step to the next number: 1 of what is whole, 0 of what may be a fraction */
function boundsOf(op: string, value: unknown, step: number): [low: number | null, high: number | null] {
  const [first, second] = (Array.isArray(value) ? value : [value]).map(Number);
  if (first === undefined) return [null, null];
  switch (op) {
    case "gte":
      return [first, null];
    case "gt":
      return [first + step, null];
    case "lte":
      return [null, first];
    case "lt":
      return [null, first - step];
    case "between":
      return [first, second ?? null];
    default:
      return [null, null];
  }
}

function hiddenStatement(telling: Telling, field: string): Statement {
  return metadataName(field) === null
    ? state(telling, "missing_condition_hidden", { field: { kind: "field", field } })
    : state(telling, "missing_private", {});
}

function statementOf(telling: Telling, entry: TraceRecord, distance: Distance | null): Statement {
  const { field, op, value, seen } = entry;
  const { currency } = telling.program;
  const name: Value = { kind: "field", field };
  const required: Value = { kind: "required", field, op, value, currency };
  if (seen === null) return state(telling, "missing_fact", { field: name, required });
  if (distance === null || !isMoneyField(field) || !isWhole(distance)) {
    return state(telling, "missing_condition", {
      field: name,
      required,
      seen: { kind: "fact", field, fact: seen, currency },
    });
  }
  const amount = (minor: number) => money(BigInt(minor), currency);
  const common = { seen: amount(Number(seen)) };
  if (distance.direction === "below") {
    const values = { ...common, short: amount(distance.by), least: amount(distance.bound) };
    return field === AMOUNT
      ? state(telling, "missing_order_amount", values)
      : state(telling, "missing_amount", { ...values, field: name });
  }
  const values = { ...common, over: amount(distance.by), most: amount(distance.bound) };
  return field === AMOUNT
    ? state(telling, "over_order_amount", values)
    : state(telling, "over_amount", { ...values, field: name });
}

/** What a shop calls an amount may be no whole number of minor units. */
function isWhole({ by, bound }: Distance): boolean {
  return Number.isSafeInteger(by) && Number.isSafeInteger(bound);
}
