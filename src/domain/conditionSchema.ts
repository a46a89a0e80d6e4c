import { z } from "zod";
import type { Condition, FieldType, Operator } from "./conditions.ts";
import { instantOf, METADATA_PREFIX, OPERATORS } from "./conditions.ts";
import { FIELDS, ITEM_FIELDS } from "./fields.ts";

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
      if (problem !== null) context.addIssue({ code: "custom", path: [problem.path], message: problem.message });
    });
}

function problemOf(
  { field, op, value }: Condition,
  type: FieldType | "metadata" | null,
): { path: string; message: string } | null {
  if (type === null) return { path: "field", message: `unknown field "${field}"` };
  const operators: readonly string[] = type === "metadata" ? Object.values(OPERATORS).flat() : OPERATORS[type];
  if (!operators.includes(op)) {
    return { path: "op", message: `"${op}" can't be used on ${field}; use one of ${operators.join(", ")}` };
  }
  return valueFits(op, value, type)
    ? null
    : { path: "value", message: `"${op}" on ${field} needs ${wanted(op, type)}` };
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

function wanted(op: Condition["op"], type: FieldType | "metadata"): string {
  if (op === "in" || op === "nin" || op === "containsAny") return "a list of strings";
  if (op === "between") return "a list of two numbers, the smaller first";
  if (op === "before" || op === "after") return "an RFC 3339 time with its offset, or a date";
  if (op === "contains") return "a string";
  if (op === "eq" || op === "ne") return type === "metadata" ? "one value" : `a ${MEMBER_TYPES[type]}`;
  return "a number";
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
