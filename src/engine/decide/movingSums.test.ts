import fc from "fast-check";
import { expect, test } from "vitest";
import type { Moment } from "../../domain/counters.ts";
import { openMovingSums, setMoment, sumBetween } from "./movingSums.ts";

const RUNS = 200;
/** Few instants and keys, so that moments meet and replace each other; enough of them for several blocks. */
const arbitraryMoment = fc.record({
  by: fc.constantFrom<Moment["by"]>("revenue", "conversions"),
  key: fc.integer({ min: 0, max: 900 }).map(String),
  at: fc.integer({ min: 0, max: 300 }),
  value: fc.integer({ min: 0, max: 3 }).map(BigInt),
});
const arbitrarySpan = fc.tuple(fc.integer({ min: -1, max: 301 }), fc.integer({ min: -1, max: 301 }));

test("the sum of a span is that of the moments in it, whatever was set, replaced and taken away in which order", () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryMoment, { maxLength: 2000, size: "max" }),
      fc.array(arbitrarySpan, { minLength: 1, maxLength: 9 }),
      (moments, spans) => {
        const sums = openMovingSums(moments);
        const last = new Map(moments.map((moment) => [`${moment.by} ${moment.key}`, moment]));
        for (const [after, upTo] of spans) {
          const inside = [...last.values()].filter(({ by, at }) => by === "revenue" && after < at && at <= upTo);
          expect(sumBetween(sums, "revenue", after, upTo)).toBe(inside.reduce((sum, { value }) => sum + value, 0n));
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test("neither a sum nor a change looks at more than a few blocks of many moments", () => {
  let looks = 0;
  const moments = Array.from({ length: 20_000 }, (_, at): Moment => {
    return {
      by: "revenue",
      key: String(at),
      value: 1n,
      get at() {
        looks += 1;
        return at;
      },
    };
  });
  const sums = openMovingSums(moments);
  looks = 0;
  expect(sumBetween(sums, "revenue", 99, 19_899)).toBe(19_800n);
  setMoment(sums, { by: "revenue", key: "7000", at: 12_000, value: 5n });
  expect(sumBetween(sums, "revenue", 99, 19_899)).toBe(19_804n);
  expect(looks).toBeLessThan(5_000);
});
