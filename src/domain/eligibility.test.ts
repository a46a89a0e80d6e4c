import { describe, expect, it, test } from "vitest";
import type { ApplicationStatus } from "./eligibility.ts";
import { eligibilityFrom, ineligibleFor, isInSample, OPEN_TO_ALL, staysIn } from "./eligibility.ts";

const ann = { externalId: "ann", segments: ["vip", "uk"], application: null };
const people = Array.from({ length: 20_000 }, (_, index) => `c-${index}`);

describe("who may be an advocate", () => {
  it("anyone, where the rules say nothing of it", () => {
    expect(eligibilityFrom(null)).toEqual(OPEN_TO_ALL);
    expect(ineligibleFor(OPEN_TO_ALL, { ...ann, segments: [] }, "p")).toBeNull();
  });

  it("any of the segments named is enough, none is not", () => {
    const inSegments = (...segments: string[]) => ineligibleFor({ ...OPEN_TO_ALL, segments }, ann, "p");
    expect([inSegments("uk"), inSegments("de", "vip"), inSegments("de")]).toEqual([null, null, "segment"]);
    expect(ineligibleFor({ ...OPEN_TO_ALL, segments: ["uk"] }, { ...ann, segments: [] }, "p")).toBe("segment");
  });

  it("where an application is asked for, only an approved one opens the program, and each other says why not", () => {
    const withApplication = (application: ApplicationStatus | null) =>
      ineligibleFor({ ...OPEN_TO_ALL, approval: "application" }, { ...ann, application }, "p");
    expect([null, "applied" as const, "refused" as const, "approved" as const].map(withApplication)).toEqual([
      "needs_application",
      "application_pending",
      "application_refused",
      null,
    ]);
    expect(ineligibleFor(OPEN_TO_ALL, { ...ann, application: "refused" }, "p")).toBeNull();
  });

  it("all parts have to hold; what an application can't mend is told first", () => {
    const closed = { approval: "application", segments: ["de"], sampleBps: 1 } as const;
    expect(ineligibleFor(closed, ann, "p")).toBe("segment");
    expect(ineligibleFor({ ...closed, segments: ["uk"] }, ann, "p")).toBe("sample");
    expect(ineligibleFor({ ...closed, segments: ["uk"], sampleBps: 10_000 }, ann, "p")).toBe("needs_application");
  });
});

describe("the sample", () => {
  const sampleOf = (program: string, bps: number) => people.filter((id) => isInSample(id, program, bps));

  it.each([100, 1000, 5000])("of %i in 10,000 takes that share of the participants", (bps) => {
    const expected = (people.length * bps) / 10_000;
    // Five standard deviations of as many draws.
    const spread = 5 * Math.sqrt(expected * (1 - bps / 10_000));
    expect(Math.abs(sampleOf("p", bps).length - expected)).toBeLessThan(spread);
  });

  it("of 10,000 in 10,000 is every participant", () => {
    expect(sampleOf("p", 10_000)).toEqual(people);
  });

  it("grows and lets no participant go", () => {
    const larger = new Set(sampleOf("p", 1500));
    expect(sampleOf("p", 1000).every((id) => larger.has(id))).toBe(true);
  });

  it("of one program says nothing about that of another", () => {
    const other = new Set(sampleOf("q", 1000));
    const both = sampleOf("p", 1000).filter((id) => other.has(id)).length;
    expect(both).toBeGreaterThan(120);
    expect(both).toBeLessThan(280);
  });

  it("stays who it is: these answers are part of the contract", () => {
    const smallest = (externalId: string, program: string) => {
      let bps = 0;
      while (!isInSample(externalId, program, bps)) bps += 1;
      return bps - 1;
    };
    expect([smallest("c-1", "friends"), smallest("c-2", "friends"), smallest("ümlaut 😀", "q")]).toEqual([
      1837, 8067, 9545,
    ]);
  });
});

test.each([
  ["conversions", 3, { conversions: 3n, revenue: 0n }, true],
  ["conversions", 3, { conversions: 2n, revenue: 9_000_000n }, false],
  ["revenue", 500, { conversions: 0n, revenue: 500n }, true],
  ["revenue", 500, { conversions: 9n, revenue: 499n }, false],
] as const)("a minimum of %s of %d against %o lets an advocate stay: %s", (by, atLeast, sales, stays) => {
  expect(staysIn({ by, atLeast, withinDays: 90 }, sales)).toBe(stays);
});
