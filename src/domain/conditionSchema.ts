import { z } from "zod";
import type { Condition, FieldType, Operator } from "./conditions.ts";
import { instantOf, METADATA_PREFIX, OPERATORS } from "./conditions.ts";
import { FIELDS, ITEM_FIELDS } from "./fields.ts";
import type { TYPES } from "./phrases.ts";
import type { RulesProblem } from "./rulesProblems.ts";
import { fault } from "./rulesProblems.ts";
import { anyOf, phrase, text } from "./values.ts";

/** Conditions as they are written in a rules document. */

export const MAX_CONDITIONS = 20;
/** Of a list that a fact is compared with. */
export const MAX_VALUES = 200;
export const MAX_TEXT = 200;

const OPERATOR_NAMES = [...new Set(Object.values(OPERATORS).flat())] as [Operator, ...Operator[]];
const scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]);

type Fields = Readonly<Record<string, { readonly type: FieldType }>>;

function conditionOn(fields: Fields, hasMetadata: boolean) {
  return z
    .strictObject({
      field: z.string().max(MAX_TEXT),
      op: z.enum(OPERATOR_NAMES),
      value: z.union([scalar, z.array(scalar).min(1).max(MAX_VALUES)]),
    })
    .superRefine((written, context) => {
      const problem = problemOf(written, typeOfField(written.field, fields, hasMetadata));
      if (problem === null) return;
      const { path, ...found } = problem;
      context.addIssue({ code: "custom", path: [path], message: found.code, params: { fault: found } });
    });
}

function problemOf({ field, op, value }: Condition, type: FieldType | "metadata" | null): RulesProblem | null {
  if (type === null) return { path: "field", ...fault("field_unknown", { field: text(field) }) };
  const operators: readonly string[] = type === "metadata" ? Object.values(OPERATORS).flat() : OPERATORS[type];
  if (!operators.includes(op)) {
    const allowed = anyOf([...new Set(operators)].map(text));
    return { path: "op", ...fault("operator_unfit", { operator: text(op), field: text(field), allowed }) };
  }
  if (valueFits(op, value, type)) return null;
  const values = { operator: text(op), field: text(field), needed: phrase(needed(op, type)) };
  return { path: "value", ...fault("value_unfit", values) };
}

function typeOfField(field: string, fields: Fields, hasMetadata: boolean): FieldType | "metadata" | null {
  if (hasMetadata && field.startsWith(METADATA_PREFIX) && field.length > METADATA_PREFIX.length) return "metadata";
  return Object.hasOwn(fields, field) ? (fields[field]?.type ?? null) : null;
}

const MEMBER_TYPES = {
  number: "number",
  string: "string",
  list: "string",
  boolean: "boolean",
  date: "string",
} as const;

function valueFits(op: Condition["op"], value: Condition["value"], type: FieldType | "metadata"): boolean {
  const many = Array.isArray(value);
  if (op === "in" || op === "nin" || op === "containsAny") {
    return many && value.every((member) => typeof member === "string");
  }
  if (op === "between") {
    return (
      many &&
      value.length === 2 &&
      value.every((member) => typeof member === "number") &&
      Number(value[0]) <= Number(value[1])
    );
  }
  if (many) return false;
  if (op === "before" || op === "after") return instantOf(value) !== null;
  if (op === "contains") return typeof value === "string";
  if (op === "eq" || op === "ne") return type === "metadata" || typeof value === MEMBER_TYPES[type];
  return typeof value === "number";
}

function needed(op: Condition["op"], type: FieldType | "metadata"): keyof typeof TYPES {
  if (op === "in" || op === "nin" || op === "containsAny") return "list_of_strings";
  if (op === "between") return "two_numbers";
  if (op === "before" || op === "after") return "a_time";
  if (op === "contains") return "a_string";
  if (op === "eq" || op === "ne") return type === "metadata" ? "one_value" : `a_${MEMBER_TYPES[type]}`;
  return "a_number";
}

function listOf(condition: ReturnType<typeof conditionOn>) {
  return z
    .array(z.union([z.strictObject({ any: z.array(condition).min(1).max(MAX_CONDITIONS) }), condition]))
    .max(MAX_CONDITIONS);
}

/** All must hold; of an `any`, one. */
export const conditions = listOf(conditionOn(FIELDS, true));

/** The same on one item of an order. */
export const itemConditions = listOf(conditionOn(ITEM_FIELDS, false));
