import { describe, expect, it } from "vitest";
import { shownName } from "./friendNames.ts";

describe("shownName", () => {
  it.each([
    ["Ada Lovelace", "Ada", "A."],
    ["  ada  ", "ada", "A."],
    ["\u0420\u0443\u0442 \u041a\u043e\u0433\u0430\u043d", "\u0420\u0443\u0442", "\u0420."],
    ["\u05e8\u05d5\u05ea \u05db\u05d4\u05df", "\u05e8\u05d5\u05ea", "\u05e8."],
    ["e\u0301lodie Noir", "e\u0301lodie", "E\u0301."],
    ["(Bob) Smith", "(Bob)", "B."],
    ["Jean-Luc Picard", "Jean-Luc", "J."],
  ])("of %s shows the first word, or its first letter, and nothing behind it", (name, first, initial) => {
    expect([shownName(name, "first"), shownName(name, "initial"), shownName(name, "none")]).toEqual([
      first,
      initial,
      null,
    ]);
  });

  it.each(["ada@example.com", "+442071838750", "12345", "https://x.example", "\u2026", "", "   ", "user42"])(
    "of %j, which is no name, shows nothing",
    (name) => {
      expect([shownName(name, "first"), shownName(name, "initial")]).toEqual([null, null]);
    },
  );

  it("cuts what is too long, between whole letters", () => {
    const shown = shownName("\ud83d\udc69\u200d\ud83d\ude80a".repeat(60), "first") ?? "";
    expect(Array.from(new Intl.Segmenter().segment(shown))).toHaveLength(40);
    expect(shown).toMatch(/\u2026$/);
  });
});
