import { expect, test } from "vitest";
import { documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { rulesNow } from "./textBoxes.ts";

test("what was published is told by its texts, although it would not be saved today", () => {
  const counter = { field: "advocate.conversions", op: "gte", value: 1 };
  const rules = documentOf([ruleOf("r")], { qualifies: [counter] });
  const texts = { texts: {}, draftRules: null, currency: "GBP" };
  expect(rulesNow({ ...texts, rules })?.rewards.map(({ id }) => id)).toEqual(["r"]);
});
