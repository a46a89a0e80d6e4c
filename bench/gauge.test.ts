import { describe, expect, it } from "vitest";
import { gauge, isQuiet } from "./gauge.ts";
import { verdictOf } from "./verdict.ts";

const QUIET = { others: 0.01, stolen: 0, throttled: 0 };
const missing = { missing: "not measured here" };
const size = {
  referrals: 1,
  loads: {
    purchases: missing,
    oneBatch: missing,
    eightBatches: missing,
    signups: missing,
    reads: missing,
    redirects: missing,
  },
  narrow: missing,
  narrowOfTen: missing,
  wide: missing,
  peakMb: null,
  rewardsPerPurchase: null,
};
const floor = { perSecond: 1, meanMs: 1, postgresUs: 1, strain: { ...QUIET, others: 0.4 } };
const measured = { small: size, large: size, bareRedirect: missing, idleMb: null, coldStartMs: 1, startStrain: QUIET };

describe("a busy machine", () => {
  it("is told from a quiet one, by others, by its host and by a limit", () => {
    expect(isQuiet(QUIET)).toBe(true);
    for (const more of [{ others: 0.2 }, { stolen: 0.2 }, { throttled: 0.2 }]) {
      expect(isQuiet({ ...QUIET, ...more })).toBe(false);
    }
  });

  it("is said to be one when others were there before, or during any one figure", () => {
    expect(verdictOf(0, QUIET, measured)).toMatchObject({
      isBelievable: true,
      verdict: expect.stringContaining("quiet"),
    });
    expect(verdictOf(0, { ...QUIET, others: 0.4 }, measured).verdict).toContain("TOO BUSY");
    expect(verdictOf(0, QUIET, { ...measured, large: { ...size, wide: floor } })).toMatchObject({
      isBelievable: false,
      verdict: expect.stringContaining("40 % of the processors at worst"),
    });
  });
});

describe.runIf(process.platform === "linux")("processor time", () => {
  it("is charged to the process that used it", async () => {
    const { appMs, postgresMs, strain } = await gauge({ app: process.pid, postgres: null }, async () => {
      const used = process.cpuUsage();
      // The kernel counts in hundredths of a second.
      while (process.cpuUsage(used).user < 100_000);
    });
    expect(appMs).toBeGreaterThanOrEqual(80);
    expect(postgresMs).toBeNull();
    expect(strain?.others).toBeGreaterThanOrEqual(0);
  });
});
