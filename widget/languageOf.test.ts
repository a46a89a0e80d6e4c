import { describe, expect, it } from "vitest";
import { languageOf } from "./languageOf.ts";
import { fillText } from "./words.ts";

describe("the language of what an element says by itself", () => {
  it.each([
    [["he-IL", "en"], "he"],
    [["iw"], "he"],
    [["UK"], "uk"],
    [[null, undefined, "", "fr", "ru-UA"], "ru"],
    [["hey", "english", "uz-Latn-UZ"], "uz"],
    [["fr"], "en"],
    [[], "en"],
  ] as const)("%j is %s", (wanted, language) => expect(languageOf(wanted)).toBe(language));
});

it("a placeholder is filled with its value as it is, an unknown one with nothing", () => {
  expect(fillText("{a} of {b}{c}", { a: "$&", b: "{a}" })).toBe("$& of {a}");
  expect(fillText(undefined, {})).toBe("");
});
