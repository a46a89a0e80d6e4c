import { describe, expect, it } from "vitest";
import { CODE_FAULTS } from "../../domain/chosenCodes.ts";
import { foldCode } from "../../domain/codes.ts";
import { chosenCode } from "./codes.ts";

const messagesOf = (code: string) => chosenCode.safeParse(code).error?.issues.map(({ message }) => message);

describe("a code that its owner chose", () => {
  it.each([
    ...["ABC", "ab", "a-b", "a.b.c", "ada-10", "Ada Love_lace 1815", "a".repeat(40), "ma\u00df", "\u0131da10"],
    ...["\u041c\u0430\u0448\u0430", "\u05e9\u05dc\u05d5\u05dd", `a${"-".repeat(62)}b`],
  ])("may be %j, and is kept as written", (code) => {
    expect(chosenCode.parse(code)).toBe(code);
  });

  // Whoever types what is shown has to reach the same code as who types what its owner wrote.
  it.each([
    [" Ada 10 ", "Ada 10"],
    ["a\u200db12", "ab12"],
    ["a\u00a0b12", "a b12"],
    ["\u017fale", "sale"],
    ["\ufb01ne", "fine"],
    ["\uff21\uff44\uff41", "Ada"],
    ["jose\u0301", "jos\u00e9"],
  ])("is kept without what no one sees, in plain letters, and looked up as it is shown: %j", (code, shown) => {
    expect(chosenCode.parse(code)).toBe(shown);
    expect(foldCode(shown)).toBe(foldCode(code));
  });

  it.each([
    ["-ada", CODE_FAULTS.characters],
    ["ada_", CODE_FAULTS.characters],
    [`${"-".repeat(60)}abc`, CODE_FAULTS.characters],
    ["ada/10", CODE_FAULTS.characters],
    ["\u200d\u200d", CODE_FAULTS.characters],
    ["", CODE_FAULTS.length],
    ["a", CODE_FAULTS.length],
    ["a\u200d", CODE_FAULTS.length],
    ["a".repeat(41), CODE_FAULTS.length],
    ["\u0430da10", CODE_FAULTS.scripts],
    [`a${"-".repeat(63)}b`, "at most 64 characters"],
  ])("is not %j, and is told why", (code, message) => {
    expect(messagesOf(code)).toContain(message);
  });
});
