import { describe, expect, it } from "vitest";
import { remember } from "./remember.ts";

/** Answers with the length, and keeps a list of what it was asked. */
function counting() {
  const asked: string[] = [];
  const length = remember(
    (text) => {
      asked.push(text);
      return text.length;
    },
    { texts: 2, longest: 3 },
  );
  return { asked, length };
}

describe("what is remembered", () => {
  it("is worked out once", () => {
    const { asked, length } = counting();
    expect([length("a"), length("bb"), length("a"), length("bb")]).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual(["a", "bb"]);
  });

  it("is so many texts: the first makes room", () => {
    const { asked, length } = counting();
    for (const text of ["a", "b", "c", "c", "b", "a"]) length(text);
    expect(asked).toEqual(["a", "b", "c", "a"]);
  });

  it("is no long text", () => {
    const { asked, length } = counting();
    expect([length("long"), length("long")]).toEqual([4, 4]);
    expect(asked).toEqual(["long", "long"]);
  });
});
