import { describe, expect, it } from "vitest";
import { chosenCode } from "./codes.ts";

describe("a code that its owner chose", () => {
  it.each(["ABC", "ada-10", "Ada Love_lace 1815", "a".repeat(32)])("may be %j, and is kept as written", (code) => {
    expect(chosenCode.parse(code)).toBe(code);
  });

  it("is kept without the space that a keyboard adds behind a word", () => {
    expect(chosenCode.parse(" Ada 10 ")).toBe("Ada 10");
  });

  // Upper case makes A to Z of the first four, so that one code would be shown and another one looked up.
  it.each(["\u017fale", "\ufb01ne", "ma\u00df", "\u0131da10", "\u0430da10", "a\u200db12", "a\u00a0b12"])(
    "is of A to Z and digits as it is written: not %j",
    (code) => {
      expect(chosenCode.safeParse(code).success).toBe(false);
    },
  );

  it.each(["ab", "a-b", "a".repeat(33), "-ada", "ada_", `${"-".repeat(60)}abc`, "a.b.c", ""])("is not %j", (code) => {
    expect(chosenCode.safeParse(code).success).toBe(false);
  });
});
