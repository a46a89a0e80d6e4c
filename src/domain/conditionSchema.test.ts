import { describe, expect, it, test } from "vitest";
import { OPERATORS } from "./conditions.ts";
import { FIELDS } from "./fields.ts";
import { parseKeptRules } from "./parseRules.ts";
import { fault } from "./rulesProblems.ts";
import { phrase, text } from "./values.ts";

const order = { field: "order.amountMinor", op: "gte", value: 3000 };

function problemsOf(...qualifies: unknown[]) {
  const attribution = { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14 };
  const document = { schemaVersion: 1, attribution: { ...attribution, newCustomersOnly: true }, rewards: [] };
  const parsed = parseKeptRules({ ...document, qualifies }, "GBP");
  return parsed.ok ? [] : parsed.problems;
}

const pathsOf = (...qualifies: unknown[]) => [...new Set(problemsOf(...qualifies).map(({ path }) => path))];
const many = (count: number, value: unknown) => Array.from({ length: count }, () => value);

/** A value that fits each type of field and operator. */
const VALUES = {
  number: { eq: 1, ne: 1, gt: 1, gte: 1, lt: 1, lte: 1, between: [1, 2] },
  string: { eq: "a", ne: "a", in: ["a"], nin: ["a"] },
  list: { contains: "a", containsAny: ["a"] },
  boolean: { eq: true },
  date: { before: "2026-01-01T00:00:00Z", after: "2026-01-01T00:00:00Z" },
} as const;
const OF_ANY_TYPE = Object.values(VALUES).flatMap((values) => Object.entries(values));

test.each(Object.entries(FIELDS))("%s takes the operators of its type and no others", (field, { type }) => {
  for (const [op, value] of OF_ANY_TYPE) {
    const fits = (OPERATORS[type] as readonly string[]).includes(op);
    if (!fits) expect(pathsOf({ field, op, value })).toEqual(["qualifies.0.op"]);
  }
  for (const [op, value] of Object.entries(VALUES[type])) expect(problemsOf({ field, op, value })).toEqual([]);
});

test("metadata takes every operator, since its type is the shop's", () => {
  for (const [op, value] of OF_ANY_TYPE) expect(problemsOf({ field: "event.metadata.m", op, value })).toEqual([]);
});

describe("a value of the wrong type is refused at the value", () => {
  it.each<[string, string, unknown]>([
    ["order.amountMinor", "gte", "3000"],
    ["order.amountMinor", "eq", true],
    ["order.amountMinor", "gt", [1]],
    ["order.amountMinor", "between", [1]],
    ["order.amountMinor", "between", [1, 2, 3]],
    ["order.amountMinor", "between", [2, 1]],
    ["order.amountMinor", "between", ["1", "2"]],
    ["order.amountMinor", "between", 1],
    ["order.country", "eq", 1],
    ["order.country", "in", "GB"],
    ["order.country", "in", [1]],
    ["order.country", "nin", ["GB", 1]],
    ["order.skus", "contains", ["a"]],
    ["order.skus", "contains", 1],
    ["order.skus", "containsAny", "a"],
    ["order.isFirst", "eq", "true"],
    ["event.occurredAt", "before", "soon"],
    ["event.occurredAt", "before", "2026-02-30"],
    ["event.occurredAt", "before", "2026-01-05T10:00:00"],
    ["event.occurredAt", "before", "March 7"],
    ["event.occurredAt", "after", 5],
    ["order.amountMinor", "gte", null],
    ["order.amountMinor", "gte", {}],
  ])("%s %s %j", (field, op, value) => {
    expect(pathsOf({ field, op, value })).toEqual(["qualifies.0.value"]);
  });

  it("says what it needs", () => {
    expect(problemsOf({ ...order, value: "x" })).toEqual([
      {
        path: "qualifies.0.value",
        ...fault("value_unfit", {
          operator: text("gte"),
          field: text("order.amountMinor"),
          needed: phrase("a_number"),
        }),
      },
    ]);
  });
});

describe("a field", () => {
  it.each(["order.total", "constructor", "event.metadata.", "", "Order.country"])("%j is unknown", (field) => {
    expect(problemsOf({ field, op: "eq", value: 1 })).toEqual([
      { path: "qualifies.0.field", ...fault("field_unknown", { field: text(field) }) },
    ]);
  });

  it.each(["item.sku", "item.category"])("%s is of one item only, not of the order", (field) => {
    expect(problemsOf({ field, op: "eq", value: "x" })).toEqual([
      { path: "qualifies.0.field", ...fault("field_unknown", { field: text(field) }) },
    ]);
  });

  it("two mistakes in one condition are both told, at their own paths", () => {
    const wrong = { field: "order.amountMinor", op: "zz", value: 1, extra: 1 };
    expect(pathsOf(wrong).toSorted()).toEqual(["qualifies.0.extra", "qualifies.0.op"]);
  });
});

describe("a list of conditions", () => {
  it("has 20 at most", () => {
    expect(problemsOf(...many(20, order))).toEqual([]);
    expect(pathsOf(...many(21, order))).toEqual(["qualifies"]);
  });

  it("has anys of 1 to 20 conditions", () => {
    expect(problemsOf({ any: many(20, order) })).toEqual([]);
    expect(pathsOf({ any: many(21, order) })).toEqual(["qualifies.0.any"]);
    expect(pathsOf({ any: [] })).toEqual(["qualifies.0.any"]);
  });

  it("names what is wrong inside an any by its whole path", () => {
    expect(pathsOf(order, { any: [order, { ...order, value: "x" }] })).toEqual(["qualifies.1.any.1.value"]);
  });

  it("refuses an any inside an any", () => {
    const paths = pathsOf({ any: [{ any: [order] }] });
    expect(paths).toContain("qualifies.0.any.0.any");
  });

  it("refuses unknown properties by their path", () => {
    expect(problemsOf({ ...order, extra: 1 })).toEqual([{ path: "qualifies.0.extra", ...fault("unknown_property") }]);
    expect(pathsOf({ any: [order], extra: 1 })).toEqual(["qualifies.0.extra"]);
    expect(pathsOf({ any: [order, { ...order, extra: 1 }] })).toEqual(["qualifies.0.any.1.extra"]);
  });

  it("compares with 1 to 200 values of 200 characters at most", () => {
    const among = (value: unknown[]) => ({ field: "order.country", op: "in", value });
    expect(problemsOf(among(many(200, "a".repeat(200))))).toEqual([]);
    expect(pathsOf(among([]))).toEqual(["qualifies.0.value"]);
    expect(pathsOf(among(many(201, "a")))).toEqual(["qualifies.0.value"]);
    expect(pathsOf({ field: "order.country", op: "eq", value: "a".repeat(201) })).toEqual(["qualifies.0.value"]);
  });
});
