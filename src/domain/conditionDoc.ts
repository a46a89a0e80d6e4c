import type { AskedType, Needed } from "./conditionNeeds.ts";
import { neededFor } from "./conditionNeeds.ts";
import type { FieldType, Operator } from "./conditions.ts";
import { METADATA_PREFIX, OPERATORS } from "./conditions.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/** The limits of what a condition may be given. */
export interface ConditionLimits {
  readonly maxText: number;
  readonly maxValues: number;
}

/**
 * What conditions on these fields may be, as JSON Schema: the schema that they are parsed by takes every operator and
 * every value, and then says in words which of them fit the field.
 */
export function conditionDoc(
  fields: Readonly<Record<string, { readonly type: FieldType }>>,
  hasMetadata: boolean,
  limits: ConditionLimits,
): JsonSchema {
  const byType = Map.groupBy(Object.keys(fields), (name) => fields[name]?.type as FieldType);
  const ofFields = [...byType].flatMap(([type, names]) => {
    return formsOf(type, OPERATORS[type], { type: "string", enum: names }, limits);
  });
  const all = [...new Set(Object.values(OPERATORS).flat())];
  const metadata = { type: "string", pattern: METADATA_PATTERN, maxLength: limits.maxText };
  return { anyOf: [...ofFields, ...(hasMetadata ? formsOf("metadata", all, metadata, limits) : [])] };
}

const METADATA_PATTERN = `^${METADATA_PREFIX.replaceAll(".", "\\.")}[\\s\\S]`;

/** One form for each kind of value, with the operators that take it. */
function formsOf(
  type: AskedType,
  operators: readonly Operator[],
  field: JsonSchema,
  limits: ConditionLimits,
): JsonSchema[] {
  const byNeed = Map.groupBy(operators, (op) => neededFor(op, type));
  return [...byNeed].map(([needed, ops]) => ({
    type: "object",
    properties: { field, op: { type: "string", enum: ops }, value: valueDoc(needed, limits) },
    required: ["field", "op", "value"],
    additionalProperties: false,
  }));
}

function valueDoc(needed: Needed, { maxText, maxValues }: ConditionLimits): JsonSchema {
  const text = { type: "string", maxLength: maxText };
  switch (needed) {
    case "a_string":
      return text;
    case "a_number":
      return { type: "number" };
    case "a_boolean":
      return { type: "boolean" };
    case "one_value":
      return { anyOf: [text, { type: "number" }, { type: "boolean" }] };
    case "list_of_strings":
      return { type: "array", items: text, minItems: 1, maxItems: maxValues };
    case "two_numbers":
      return { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2, description: "The lower one first" };
    case "a_time":
      return {
        anyOf: [
          { type: "string", format: "date-time" },
          { type: "string", format: "date" },
        ],
        description: "A day stands for its first instant in UTC",
      };
    default:
      return needed satisfies never;
  }
}
