import * as z from "zod";
import { conditionDoc } from "./conditionDoc.ts";
import type { Needed } from "./conditionNeeds.ts";
import { neededFor } from "./conditionNeeds.ts";
import type { Condition, FieldType, Operator } from "./conditions.ts";
import { instantOf, METADATA_PREFIX, OPERATORS } from "./conditions.ts";
import { FIELDS, ITEM_FIELDS } from "./fields.ts";
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

function conditionOn(id: string, fields: Fields, hasMetadata: boolean) {
  const inDocument = conditionDoc(fields, hasMetadata, { maxText: MAX_TEXT, maxValues: MAX_VALUES });
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
    })
    .meta({ id, inDocument });
}

function problemOf({ field, op, value }: Condition, type: FieldType | "metadata" | null): RulesProblem | null {
  if (type === null) return { path: "field", ...fault("field_unknown", { field: text(field) }) };
  const operators: readonly string[] = type === "metadata" ? Object.values(OPERATORS).flat() : OPERATORS[type];
  if (!operators.includes(op)) {
    const allowed = anyOf([...new Set(operators)].map(text));
    return { path: "op", ...fault("operator_unfit", { operator: text(op), field: text(field), allowed }) };
  }
  const needed = neededFor(op, type);
  if (FITS[needed](value)) return null;
  const values = { operator: text(op), field: text(field), needed: phrase(needed) };
  return { path: "value", ...fault("value_unfit", values) };
}

function typeOfField(field: string, fields: Fields, hasMetadata: boolean): FieldType | "metadata" | null {
  if (hasMetadata && field.startsWith(METADATA_PREFIX) && field.length > METADATA_PREFIX.length) return "metadata";
  return Object.hasOwn(fields, field) ? (fields[field]?.type ?? null) : null;
}

const FITS: Readonly<Record<Needed, (value: Condition["value"]) => boolean>> = {
  a_string: (value) => typeof value === "string",
  a_number: (value) => typeof value === "number",
  a_boolean: (value) => typeof value === "boolean",
  one_value: (value) => !Array.isArray(value),
  list_of_strings: (value) => Array.isArray(value) && value.every((member) => typeof member === "string"),
  two_numbers: isSpan,
  a_time: (value) => instantOf(value) !== null,
};

function isSpan(value: Condition["value"]): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high]: readonly unknown[] = value;
  return typeof low === "number" && typeof high === "number" && low <= high;
}

function listOf(condition: ReturnType<typeof conditionOn>) {
  return z
    .array(z.union([z.strictObject({ any: z.array(condition).min(1).max(MAX_CONDITIONS) }), condition]))
    .max(MAX_CONDITIONS);
}

/** All must hold; of an `any`, one. */
export const conditions = listOf(conditionOn("Condition", FIELDS, true));

/** The same on one item of an order. */
export const itemConditions = listOf(conditionOn("ItemCondition", ITEM_FIELDS, false));
