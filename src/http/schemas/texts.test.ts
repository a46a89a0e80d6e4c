import { describe, expect, it } from "vitest";
import { verdictInput } from "./applications.ts";
import { name, profileFields, reason, segment } from "./texts.ts";

const BLANK = ["", " ", "\u00a0\u2003", "\u200b", "\u00ad \u2060"];

describe("what people read", () => {
  it.each([
    ["a reason", reason],
    ["a name", name],
    ["a segment", segment],
  ])("%s that shows nothing is refused, and one letter among spaces is enough", (_, schema) => {
    for (const blank of BLANK) expect(schema.safeParse(blank).success).toBe(false);
    expect(schema.parse("  x \u200b")).toBe("  x \u200b");
    expect(schema.safeParse("x\n").success).toBe(false);
  });

  it("so is the reason of a verdict, which may be left out", () => {
    for (const blank of BLANK) expect(verdictInput.safeParse({ reason: blank }).success).toBe(false);
    expect(verdictInput.parse({ reason: null })).toEqual({ reason: null });
    expect(verdictInput.parse({ reason: "two\nlines" })).toEqual({ reason: "two\nlines" });
  });

  it("a blank value of a profile is as if it were not there", () => {
    for (const blank of BLANK) expect(profileFields.phone.parse(blank)).toBeUndefined();
    for (const field of ["name", "country"] as const) {
      for (const blank of BLANK) expect(profileFields[field].parse(blank)).toBeUndefined();
      expect(profileFields[field].parse(" x ")).toBe(" x ");
    }
    for (const field of ["email", "locale"] as const) expect(profileFields[field].parse("")).toBeUndefined();
  });
});
