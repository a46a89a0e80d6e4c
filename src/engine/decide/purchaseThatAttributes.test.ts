import { describe, expect, it } from "vitest";
import { cash, documentOf, ruleOf } from "../testing/documents.ts";
import { codeOf, purchase } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { linesOf } from "../testing/telling.ts";
import { decide } from "./decide.ts";

const bringsCode = { ...purchase("fay", "o1", 1500, "2026-01-02"), code: codeOf("ann") };
const welcome = (more = {}) =>
  ruleOf("welcome", { recipient: "friend", on: { event: "signup" }, grant: cash(100), ...more });
const first = (more = {}) => ruleOf("first", { on: { event: "conversion" }, grant: cash(1000), ...more });
const told = (rules: Parameters<typeof documentOf>[0], more = {}) =>
  decide(snapshotOf(documentOf(rules, more)), [bringsCode]).outcomes.flatMap(linesOf);

describe("a purchase that attributes asks signup rules and its own in one pass", () => {
  it("in the order of the document", () => {
    expect(told([first(), welcome()])).toEqual(["first 1000", "welcome 100"]);
    expect(told([welcome(), first()])).toEqual(["welcome 100", "first 1000"]);
  });

  it("with one group for both: the first takes it", () => {
    const group = { group: "g" };
    expect(told([welcome(group), first(group)])).toEqual(["welcome 100", "first group_taken"]);
    expect(told([first(group), welcome(group)])).toEqual(["first 1000", "welcome group_taken"]);
  });

  it("with one budget for both", () => {
    const budget = { amountMinor: 1000, currency: "GBP", period: "lifetime", onExhausted: "skip" };
    expect(told([first(), welcome()], { budget })).toEqual(["first 1000", "welcome budget_exhausted"]);
    expect(told([welcome(), first()], { budget })).toEqual(["welcome 100", "first budget_exhausted"]);
  });

  it("and fires signup rules even where it does not qualify", () => {
    const qualifies = [{ field: "order.amountMinor", op: "gte", value: 9000 }];
    expect(told([welcome(), first()], { qualifies })).toEqual(["welcome 100", "first not_qualifying"]);
  });
});
