import type { FieldType, Operator } from "./conditions.ts";
import type { TYPES } from "./phrases.ts";

/** Which kind of value a condition has to be given, by its operator and the type of its field. */

/** What a condition may have to be given. */
export type Needed = Exclude<keyof typeof TYPES, "a_whole_number" | "an_object" | "a_list">;

/** Metadata is whatever the shop reported, so its entries may be of any type. */
export type AskedType = FieldType | "metadata";

/** What each operator has to be given; `of_field` is one value of the field's own type. */
const NEEDS: Readonly<Record<Operator, Needed | "of_field">> = {
  eq: "of_field",
  ne: "of_field",
  gt: "a_number",
  gte: "a_number",
  lt: "a_number",
  lte: "a_number",
  between: "two_numbers",
  in: "list_of_strings",
  nin: "list_of_strings",
  contains: "a_string",
  containsAny: "list_of_strings",
  before: "a_time",
  after: "a_time",
};

const OF_FIELD: Readonly<Record<AskedType, Needed>> = {
  number: "a_number",
  string: "a_string",
  list: "a_string",
  boolean: "a_boolean",
  date: "a_string",
  metadata: "one_value",
};

export function neededFor(op: Operator, type: AskedType): Needed {
  const needed = NEEDS[op];
  return needed === "of_field" ? OF_FIELD[type] : needed;
}
