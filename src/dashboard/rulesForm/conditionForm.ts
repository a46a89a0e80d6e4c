import type { AskedType, Needed } from "../../domain/conditionNeeds.ts";
import { neededFor } from "../../domain/conditionNeeds.ts";
import { MAX_CONDITIONS } from "../../domain/conditionSchema.ts";
import type { FieldType, Operator } from "../../domain/conditions.ts";
import { METADATA_PREFIX, OPERATORS } from "../../domain/conditions.ts";
import { FIELDS, ITEM_FIELDS, isMoneyField, lifetimeNumbersOf, metadataName } from "../../domain/fields.ts";
import {
  anyValueBox,
  listBox,
  mappedBox,
  moneyBox,
  numberBox,
  scalarBox,
  textBox,
  timeBox,
  yesNoBox,
} from "./boxes.ts";
import type { Box, ExtraBox, GroupNode, Json, ListNode, VariantNode } from "./formNode.ts";
import { boxOf, isObject, isScalar } from "./formNode.ts";

/** Conditions as a form: a field, an operator and a value, whose box goes by the two. */

/** Which fields a list of conditions may ask for, and whether names of metadata are among them. */
interface Askable {
  readonly types: Readonly<Record<string, FieldType>>;
  readonly hasMetadata: boolean;
  /** Those that are offered, where not all are. */
  readonly offered?: readonly string[];
}

const typesOf = (fields: Readonly<Record<string, { readonly type: FieldType }>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
const OF_EVENTS: Askable = { types: typesOf(FIELDS), hasMetadata: true };
/** What is counted by the purchases that count can't decide which of them do. */
const OF_PURCHASES: Askable = {
  ...OF_EVENTS,
  offered: Object.keys(FIELDS).filter((name) => lifetimeNumbersOf([name]).length === 0),
};
const OF_ITEMS: Askable = { types: typesOf(ITEM_FIELDS), hasMetadata: false };

function typeOf({ types, hasMetadata }: Askable, field: unknown): AskedType | null {
  if (typeof field !== "string") return null;
  if (hasMetadata && field.startsWith(METADATA_PREFIX)) return "metadata";
  return types[field] ?? null;
}

/** Metadata may be of any type, so every operator is offered for it. */
function operatorsOf(type: AskedType | null): readonly Operator[] {
  if (type !== null && type !== "metadata") return OPERATORS[type];
  return [...new Set(Object.values(OPERATORS).flat())];
}

function neededOf(askable: Askable, { field, op }: Json): Needed | null {
  const type = typeOf(askable, field);
  const operator = operatorsOf(type).find((known) => known === op);
  return type === null || operator === undefined ? null : neededFor(operator, type);
}

function valueBox(needed: Needed | null, field: unknown): Box {
  switch (needed) {
    case "a_number":
    case "two_numbers":
      return isMoneyField(String(field)) ? moneyBox() : numberBox();
    case "a_boolean":
      return yesNoBox();
    case "list_of_strings":
      return listBox();
    case "a_time":
      return timeBox();
    case "a_string":
      return textBox();
    case "one_value":
      return scalarBox();
    case null:
      return anyValueBox();
  }
}

function isSpan(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2 && value.every(isScalar);
}

const START = { field: "order.amountMinor", op: "gte", value: 0 };
const ITEM_START = { field: "item.category", op: "eq", value: "" };

/** A value of the kind that is needed, as near to the one before as can be. */
function fitted(needed: Needed | null, value: unknown): unknown {
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [first] = members;
  switch (needed) {
    case "a_number":
      return typeof first === "number" ? first : 0;
    case "two_numbers": {
      const numbers = members.filter((member) => typeof member === "number");
      return [numbers[0] ?? 0, numbers[1] ?? numbers[0] ?? 0];
    }
    case "a_boolean":
      return typeof first === "boolean" ? first : true;
    case "list_of_strings":
      return members.filter(isScalar).map(String);
    case "a_string":
    case "a_time":
      return typeof first === "string" ? first : "";
    case "one_value":
      return isScalar(first) ? first : "";
    case null:
      return value;
  }
}

function refitted(askable: Askable, condition: Json): Json {
  const operators = operatorsOf(typeOf(askable, condition.field));
  const op = operators.find((known) => known === condition.op) ?? operators[0];
  const next = { ...condition, op };
  return { ...next, value: fitted(neededOf(askable, next), condition.value) };
}

/** What stands for every name of metadata among the fields that are offered. */
export const METADATA_CHOICE = `${METADATA_PREFIX}*`;

/** A box that changes one word of its group, and what follows from it. */
function wordBox(name: string, choices: readonly string[], refit: (group: Json, word: string) => Json): Box {
  return mappedBox(choices, {
    knows: (group) => isObject(group) && (group[name] === undefined || typeof group[name] === "string"),
    show: (group) => (isObject(group) && typeof group[name] === "string" ? group[name] : ""),
    read: (word, _, group) => refit(isObject(group) ? group : {}, word),
  });
}

function fieldBox(askable: Askable): Box {
  const choices = [
    ...(askable.offered ?? Object.keys(askable.types)),
    ...(askable.hasMetadata ? [METADATA_CHOICE] : []),
  ];
  const box = wordBox("field", choices, (condition, word) => {
    const known = metadataName(String(condition.field));
    const field = word === METADATA_CHOICE ? `${METADATA_PREFIX}${known ?? ""}` : word;
    return refitted(askable, { ...condition, field });
  });
  return {
    ...box,
    show: (condition, setting) => {
      const field = box.show(condition, setting);
      return askable.hasMetadata && metadataName(field) !== null ? METADATA_CHOICE : field;
    },
  };
}

/** The name behind a prefix, which a choice beside it stands for. */
export function nameBox(): Box {
  return {
    ...textBox(),
    show: (written) => metadataName(String(written)) ?? "",
    read: (text) => ({ ok: true, value: METADATA_PREFIX + text }),
  };
}

function conditionNode(askable: Askable, value: unknown): GroupNode {
  const condition = isObject(value) ? value : {};
  const needed = neededOf(askable, condition);
  const type = typeOf(askable, condition.field);
  const preferred = valueBox(needed, condition.field);
  const box = preferred.knows(condition.value) ? preferred : anyValueBox();
  const isPair = needed === "two_numbers" && isSpan(condition.value);
  const extras: Record<string, ExtraBox> = {
    field: { box: fieldBox(askable), writes: null, rank: 3 },
    ...(type === "metadata" ? { "field.$name": { box: nameBox(), writes: "field", rank: 0 } } : {}),
    op: {
      box: wordBox("op", operatorsOf(type), (group, op) => refitted(askable, { ...group, op })),
      writes: null,
      rank: 2,
    },
  };
  return {
    node: "group",
    start: () => START,
    extras,
    fields: { value: isPair ? pairOf(preferred) : boxOf(box) },
  };
}

/** The two ends of a span. */
function pairOf(box: Box): GroupNode {
  return { node: "group", start: () => ({}), fields: { 0: boxOf(box), 1: boxOf(box) } };
}

function listOf(askable: Askable, start: Json): ListNode {
  const member: VariantNode = { node: "variant", of: (value) => conditionNode(askable, value) };
  const group: GroupNode = {
    node: "group",
    start: () => ({ any: [start] }),
    fields: { any: { node: "list", member, least: 1, most: MAX_CONDITIONS, starts: { one: () => start } } },
  };
  return {
    node: "list",
    least: 0,
    most: MAX_CONDITIONS,
    starts: { one: () => start, any: () => ({ any: [start] }) },
    member: {
      node: "variant",
      of: (value) => (isObject(value) && "any" in value ? group : conditionNode(askable, value)),
    },
  };
}

export const conditionList = listOf(OF_EVENTS, START);
export const qualifyingList = listOf(OF_PURCHASES, START);
export const itemConditionList = listOf(OF_ITEMS, ITEM_START);
