import { keysOfField } from "../domain/fields.ts";
import type { NamedKind } from "../domain/namedThings.ts";
import type { Statement, Value } from "../domain/statement.ts";
import type { ProgramNames } from "./programNames.ts";

/**
 * A statement as customers read it: what the shop calls by a key stands by its name in it. What has no name in the
 * language of the reader is left out, with what was seen or needed: the sentence says that the condition is not met, or
 * that something was done. The data beside the sentence is of the same statement.
 */
export function inNames(statement: Statement, names: ProgramNames): Statement {
  if (statement.code === "event_custom") return namedEvent(statement, names);
  const { required, seen, field } = statement.values;
  if (required?.kind !== "required") return statement;
  const kind = keysOfField(required.field);
  if (kind === undefined) return statement;
  const values = kind === null ? null : namedValues(kind, { required, ...(seen === undefined ? {} : { seen }) }, names);
  if (values !== null) return { ...statement, values: { ...statement.values, ...values } };
  return { code: "missing_condition_hidden", subject: null, values: field === undefined ? {} : { field } };
}

/** What was needed and seen, by names; null where one has none. */
function namedValues(
  kind: NamedKind,
  values: Readonly<Record<string, Value>>,
  names: ProgramNames,
): Record<string, Value> | null {
  const named: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value.kind === "required") {
      const keys = namesOf(kind, value.value, names);
      if (keys === null) return null;
      named[name] = { ...value, value: keys };
    } else if (value.kind === "fact") {
      const keys = namesOf(kind, value.fact, names);
      if (keys === null) return null;
      named[name] = { ...value, fact: keys };
    }
  }
  return named;
}

/** The name of one key, or of each of several. */
function namesOf(kind: NamedKind, keys: unknown, names: ProgramNames): string | readonly string[] | null {
  if (!Array.isArray(keys)) return typeof keys === "string" ? names(kind, keys) : null;
  const all = keys.map((key) => (typeof key === "string" ? names(kind, key) : null));
  return all.every((name) => name !== null) ? all : null;
}

function namedEvent(statement: Statement, names: ProgramNames): Statement {
  const { event, day } = statement.values;
  if (event?.kind !== "text") return statement;
  const name = names("event", event.text);
  return name === null
    ? { code: "event_unnamed", subject: null, values: day === undefined ? {} : { day } }
    : { ...statement, values: { ...statement.values, event: { kind: "words", text: name } } };
}
