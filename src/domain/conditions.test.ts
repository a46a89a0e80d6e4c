import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Condition, ConditionList, Fact, Operator } from "./conditions.ts";
import { fieldsOf, testConditions } from "./conditions.ts";

const of = (op: Operator, value: Condition["value"], field = "x"): Condition => ({ field, op, value });
const failureOf = (conditions: ConditionList, facts: Record<string, Fact>) =>
  testConditions(conditions, (field) => facts[field] ?? null).failure;
const resultOf = (op: Operator, value: Condition["value"], fact: Fact) => failureOf([of(op, value)], { x: fact });

describe("each operator at its boundary, alone and in an any", () => {
  const missing = of("eq", 1, "absent");
  const failing = of("eq", "no", "present");
  /** By itself, and as a member of an any that nothing else in it decides. */
  const resultsOf = (op: Operator, value: Condition["value"], fact: Fact) =>
    [[of(op, value)], [{ any: [missing, of(op, value)] }], [{ any: [of(op, value), failing] }]].map((conditions) =>
      failureOf(conditions, { x: fact, present: "yes" }),
    );

  it.each<[Operator, Condition["value"], met: Fact[], notMet: Fact[]]>([
    ["eq", 3000, [3000], [2999, 3001]],
    ["ne", 3000, [2999, 3001], [3000]],
    ["gt", 3000, [3001], [3000, 2999]],
    ["gte", 3000, [3000, 3001], [2999]],
    ["lt", 3000, [2999], [3000, 3001]],
    ["lte", 3000, [3000, 2999], [3001]],
    ["between", [10, 20], [10, 15, 20], [9, 21]],
    ["between", [10, 10], [10], [9, 11]],
    ["eq", "GB", ["GB"], ["gb", ""]],
    ["ne", "GB", ["DE"], ["GB"]],
    ["in", ["GB", "DE"], ["GB", "DE"], ["FR", "G"]],
    ["nin", ["GB", "DE"], ["FR"], ["GB", "DE"]],
    ["contains", "mug", [["mug"], ["cup", "mug"]], [["cup"], []]],
    ["containsAny", ["mug", "cup"], [["cup"], ["pot", "mug"]], [["pot"], []]],
    ["eq", true, [true], [false]],
    ["eq", false, [false], [true]],
    [
      "before",
      "2026-02-01T00:00:00Z",
      ["2026-01-31T23:59:59.999Z"],
      ["2026-02-01T00:00:00Z", "2026-02-01T00:00:00.001Z"],
    ],
    [
      "after",
      "2026-02-01T00:00:00Z",
      ["2026-02-01T00:00:00.001Z"],
      ["2026-02-01T00:00:00Z", "2026-01-31T23:59:59.999Z"],
    ],
    ["before", "2026-02-01T00:00:00+05:00", ["2026-01-31T18:59:59Z"], ["2026-01-31T19:00:00Z"]],
  ])("%s %j", (op, value, met, notMet) => {
    const all = <T>(result: T) => [result, result, result];
    expect(met.map((fact) => resultsOf(op, value, fact))).toEqual(met.map(() => all(null)));
    expect(notMet.map((fact) => resultsOf(op, value, fact))).toEqual(notMet.map(() => all("condition_not_met")));
  });
});

describe("a fact of another type than the operator needs is missing", () => {
  it.each<[Operator, Condition["value"], Fact[]]>([
    ["eq", 1, [null, "1", true, ["1"]]],
    ["ne", 1, ["1", true, []]],
    ["eq", "a", [null, 1, ["a"]]],
    ["eq", true, [null, "true", 1]],
    ["gt", 1, [null, "2", true, ["2"]]],
    ["gte", 1, [null, "2"]],
    ["lt", 1, [null, "0"]],
    ["lte", 1, [null, "0"]],
    ["between", [1, 2], [null, "1"]],
    ["in", ["a"], [null, 1, ["a"]]],
    ["nin", ["a"], [1, ["b"]]],
    ["contains", "a", [null, "a", 1]],
    ["containsAny", ["a"], [null, "a"]],
    ["before", "2026-01-01T00:00:00Z", [null, 0, "yesterday", "1", "2025-12-31T10:00:00"]],
    ["after", "2026-01-01T00:00:00Z", [null, 0, "tomorrow"]],
  ])("%s %j", (op, value, facts) => {
    expect(facts.map((fact) => resultOf(op, value, fact))).toEqual(facts.map(() => "fact_missing"));
  });
});

test("what is absent is not that value: it meets ne and nin, of whatever type their value is", () => {
  const asked: [Operator, Condition["value"]][] = [
    ["ne", 1],
    ["ne", "GB"],
    ["nin", ["GB", "DE"]],
  ];
  expect(asked.map(([op, value]) => resultOf(op, value, null))).toEqual([null, null, null]);
  expect(testConditions([of("nin", ["GB"])], () => null).trace).toEqual([
    { ...of("nin", ["GB"]), seen: null, met: true },
  ]);
});

describe("a list", () => {
  it("of nothing holds", () => expect(failureOf([], {})).toBeNull());

  it("holds when all of it does", () => {
    expect(failureOf([of("gt", 1), of("lt", 3)], { x: 2 })).toBeNull();
  });

  it("fails for its first failing member, not for its worst", () => {
    expect(failureOf([of("gt", 5), of("eq", 1, "y")], { x: 2 })).toBe("condition_not_met");
    expect(failureOf([of("eq", 1, "y"), of("gt", 5)], { x: 2 })).toBe("fact_missing");
  });
});

describe("an any", () => {
  const any = (...members: Condition[]) => [{ any: members }];

  it("holds when one of it does, though another's fact is missing", () => {
    expect(failureOf(any(of("eq", 1, "y"), of("eq", 2)), { x: 2 })).toBeNull();
  });

  it("is not met when one member has its fact", () => {
    expect(failureOf(any(of("eq", 1, "y"), of("eq", 3)), { x: 2 })).toBe("condition_not_met");
  });

  it("misses a fact only when all its members do", () => {
    expect(failureOf(any(of("eq", 1, "y"), of("eq", 3, "z")), { x: 2 })).toBe("fact_missing");
  });
});

test("the trace tells every condition with the fact that it saw, those after a failure included", () => {
  const conditions = [of("gt", 5), { any: [of("eq", 1, "y"), of("eq", 2)] }];
  const { trace } = testConditions(conditions, (field) => (field === "x" ? 2 : null));
  expect(trace).toEqual([
    { field: "x", op: "gt", value: 5, seen: 2, met: false },
    { field: "y", op: "eq", value: 1, seen: null, met: false },
    { field: "x", op: "eq", value: 2, seen: 2, met: true },
  ]);
});

test("the fields of a list are those of its anys too", () => {
  expect(fieldsOf([of("eq", 1, "a"), { any: [of("eq", 1, "b"), of("eq", 1, "c")] }])).toEqual(["a", "b", "c"]);
});

test("a number is either met by an operator or by its contrary", () => {
  const contraries = fc.constantFrom<[Operator, Operator]>(["eq", "ne"], ["gt", "lte"], ["lt", "gte"]);
  fc.assert(
    fc.property(contraries, fc.integer(), fc.integer(), ([op, contrary], value, fact) => {
      expect(resultOf(op, value, fact) === null).toBe(resultOf(contrary, value, fact) !== null);
    }),
  );
});

test("a list holds exactly when each of its members does alone", () => {
  const condition = fc.record({
    field: fc.constantFrom("x", "y", "z"),
    op: fc.constantFrom<Operator>("eq", "ne", "gt", "lte"),
    value: fc.nat(3),
  });
  const facts = fc.record({ x: fc.nat(3), y: fc.nat(3), z: fc.constantFrom(null, "text") });
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 4 }), facts, (conditions, seen) => {
      const alone = conditions.map((each) => failureOf([each], seen));
      expect(failureOf(conditions, seen)).toBe(alone.find((failure) => failure !== null) ?? null);
    }),
  );
});
