import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WrittenJson } from "../../db/rows/program.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { changesOf, mergeTexts, placeNamed, textsOf } from "./textPlaces.ts";

const word = fc.constantFrom("", "a", "b", "Tea for two");
const key = fc.constantFrom("$offer", "$widget", "sale", "advocate-cash", "constructor", "toString");
const property = fc.constantFrom("name", "headline", "copyLink", "valueOf");
const language = fc.constantFrom(...LANGUAGES);
const name = fc.tuple(key, property).map((parts) => parts.join("."));
const typed = fc.dictionary(name, word, { maxKeys: 5 });
const texts: fc.Arbitrary<WrittenJson> = fc.dictionary(
  key,
  fc.dictionary(
    language,
    fc.dictionary(
      property,
      word.filter((text) => text !== ""),
      { minKeys: 1, maxKeys: 3 },
    ),
    { minKeys: 1, maxKeys: 3 },
  ),
);

describe("the texts of a program", () => {
  it("come back as they went where nothing was typed over", () => {
    fc.assert(
      fc.property(texts, language, (all, of) => {
        const base = textsOf(all, of);
        expect(mergeTexts(all, of, { typed: base, base })).toEqual({ texts: all, conflicts: new Map() });
      }),
    );
  });

  it("hold what was typed, and every other text of every language as it was", () => {
    fc.assert(
      fc.property(texts, language, typed, (all, of, written) => {
        const base = textsOf(all, of);
        const { texts: merged, conflicts } = mergeTexts(all, of, { typed: written, base });
        const expected = Object.entries({ ...base, ...written }).filter(([, text]) => text !== "");
        expect(conflicts.size).toBe(0);
        expect(textsOf(merged, of)).toEqual(Object.fromEntries(expected));
        for (const other of LANGUAGES.filter((one) => one !== of)) {
          expect(textsOf(merged, other)).toEqual(textsOf(all, other));
        }
        // Nothing empty is left behind.
        expect(JSON.stringify(merged)).not.toMatch(/:\{\}|""/);
      }),
    );
  });

  it("of two who wrote at other places hold both, in either order, and of the same place say so", () => {
    fc.assert(
      fc.property(texts, language, typed, typed, (all, of, mine, theirs) => {
        const base = textsOf(all, of);
        const [one, other] = [
          { typed: mine, base },
          { typed: theirs, base },
        ];
        const first = mergeTexts(mergeTexts(all, of, one).texts, of, other);
        const second = mergeTexts(mergeTexts(all, of, other).texts, of, one);
        const both = [...changesOf(one)].filter(([at, text]) => {
          const changed = changesOf(other).get(at);
          return changed !== undefined && changed !== text;
        });
        expect([...first.conflicts.keys()].toSorted()).toEqual(both.map(([at]) => at).toSorted());
        expect([...second.conflicts.keys()].toSorted()).toEqual(both.map(([at]) => at).toSorted());
        if (both.length === 0) expect(textsOf(first.texts, of)).toEqual(textsOf(second.texts, of));
      }),
    );
  });

  it.each(["name", "a.b.c", "__proto__.x", "$other.x", "$base", "$added", "in", ""])("%s names no place", (text) => {
    expect(placeNamed(text)).toBeNull();
  });
});
