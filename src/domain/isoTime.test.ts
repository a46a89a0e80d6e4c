import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime, isoTimeOrNull } from "./isoTime.ts";

describe("isoTime", () => {
  it("writes each instant as it is, whatever was written before it", () => {
    const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 3_000, size: "max" }), (instants) => {
        for (const at of [...instants, ...instants]) expect(isoTime(at)).toBe(new Date(at).toISOString());
      }),
      { numRuns: 20 },
    );
  });

  it("writes no instant where there is none", () => {
    expect(isoTimeOrNull(null)).toBeNull();
    expect(isoTimeOrNull(0)).toBe("1970-01-01T00:00:00.000Z");
  });

  it("refuses what is no instant, each time", () => {
    expect(() => isoTime(Number.NaN)).toThrow(RangeError);
    expect(() => isoTime(Number.NaN)).toThrow(RangeError);
  });
});
