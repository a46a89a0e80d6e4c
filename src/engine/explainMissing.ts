import type { Decision, TraceRecord } from "../db/rows/event.ts";
import type { Condition, ConditionList } from "../domain/conditions.ts";
import { isMoneyField, maySeeField, metadataName } from "../domain/fields.ts";
import type { Rules } from "../domain/rules.ts";
import type { SkipReason } from "../domain/skipReasons.ts";
import type { Statement, Value } from "../domain/statement.ts";
import type { ExplainedTrace, MissingCondition, Requirement } from "./explanation.ts";
import type { Telling } from "./telling.ts";
import { money, state } from "./telling.ts";

/** Reasons that conditions give. */
const BY_CONDITION = new Set<SkipReason | null>(["not_qualifying", "fact_missing", "condition_not_met"]);

/** The trace as this audience may see it. */
export function traceFor(telling: Telling, trace: readonly TraceRecord[]): ExplainedTrace[] {
  return trace.map((entry) => {
    const hidden = !maySeeField(telling.audience, entry.field);
    return hidden ? { ...entry, seen: null, hidden } : { ...entry, hidden };
  });
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

function missingCondition(telling: Telling, entry: TraceRecord): MissingCondition {
  const { field, op, value } = entry;
  const visible = maySeeField(telling.audience, field);
  const seen = visible ? entry.seen : null;
  const distance = visible ? distanceOf(entry) : null;
  const currency = distance !== null && isMoneyField(field) ? telling.program.currency : null;
  const by = distance?.by ?? null;
  const statement = statementOf(telling, { ...entry, seen }, visible, distance);
  return { field, op, value, seen, by, direction: distance?.direction ?? null, currency, statement };
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

function statementOf(telling: Telling, entry: TraceRecord, visible: boolean, distance: Distance | null): Statement {
  const { field, op, value, seen } = entry;
  const { currency } = telling.program;
  const name: Value = { kind: "field", field };
  const required: Value = { kind: "required", field, op, value, currency };
  if (!visible) return state(telling, "missing_condition_hidden", { field: name, required });
  if (seen === null) return state(telling, "missing_fact", { field: name, required });
  if (distance === null || !isMoneyField(field)) {
    return state(telling, "missing_condition", {
      field: name,
      required,
      seen: { kind: "fact", field, fact: seen, currency },
    });
  }
  const amount = (minor: number) => money(BigInt(minor), currency);
  const common = { seen: amount(Number(seen)) };
  const ofOrder = field === "order.amountMinor";
  if (distance.direction === "below") {
    const values = { ...common, short: amount(distance.by), least: amount(distance.bound) };
    return ofOrder
      ? state(telling, "missing_order_amount", values)
      : state(telling, "missing_amount", { ...values, field: name });
  }
  const values = { ...common, over: amount(distance.by), most: amount(distance.bound) };
  return ofOrder
    ? state(telling, "over_order_amount", values)
    : state(telling, "over_amount", { ...values, field: name });
}
