import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { arbitraryDocument } from "../../engine/testing/arbitraryRules.ts";
import { LANGUAGES } from "../languages.ts";
import { rulesWriterOf } from "./rulesWriter.ts";

/** The paths of everything in a value, from the root on. */
function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsIn(inner, [...path, key]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by));
  return copy;
}

test("whatever stands anywhere in a document, every problem has words in every language", () => {
  // Texts are told as they are written, so these have nothing in them that a sentence should not have.
  const one = fc.constantFrom(undefined, null, true, 0, -1, 1.5, 7, 1e17, "", "x", "A b", "x".repeat(300), {}, []);
  const keys = fc.constantFrom("x", "kind", "field", "op", "value", "any", "ancestor", "rollingDays", "from", "to");
  const anything = fc.oneof(one, fc.array(one, { maxLength: 60 }), fc.dictionary(keys, one));
  const sent = fc.tuple(arbitraryDocument, anything, fc.nat()).map(([document, value, at]) => {
    const paths = [...pathsIn(document)];
    return replaced(document, paths[at % paths.length] ?? [], value);
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(sent, (document) => {
      const parsed = parseRules(document, "GBP");
      for (const { code, values } of parsed.ok ? [] : parsed.problems) {
        seen.add(code);
        expect(code).not.toBe("not_valid");
        for (const language of LANGUAGES) {
          const text = rulesWriterOf(language).problem({ code, values });
          expect(text).not.toMatch(/^$|undefined|null|NaN|\[object|[{}]/);
        }
      }
    }),
    { numRuns: 1_000 },
  );
  for (const code of ["missing", "wrong_type", "not_allowed"]) expect(seen).toContain(code);
});
