import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nanoIds } from "../adapters/nanoIds.ts";
import { noRowTurns } from "../engine/loop/rowTurns.ts";
import { fixedClock } from "../testing/fixedClock.ts";
import { testSealing } from "../testing/testSealing.ts";
import { PAUSE_BETWEEN_RUNS_MS, startSchedule } from "./schedule.ts";

/** What one statement takes, in the same time that the schedule goes by. */
const STATEMENT_MS = 3;

/** A database in which nothing is due; it says how often it was asked, and how many asked at once. */
function quietDatabase(failures: number) {
  const seen = { asked: 0, atOnce: 0, most: 0 };
  const database = {
    query: async () => {
      seen.asked += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await new Promise((resolve) => setTimeout(resolve, STATEMENT_MS));
      seen.atOnce -= 1;
      if (seen.asked <= failures) throw new Error("the database is away");
      return [];
    },
    close: async () => {},
  };
  return {
    seen,
    deps: {
      database,
      clock: fixedClock("2026-01-05T10:00:00Z"),
      ids: nanoIds,
      rowTurns: noRowTurns,
      contactKey: "test",
      sealing: testSealing,
    },
  };
}

describe("the schedule where there is no Cron", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const pass = (pauses: number) => vi.advanceTimersByTimeAsync(pauses * PAUSE_BETWEEN_RUNS_MS);

  it("runs again and again, one run at a time, until it is stopped", async () => {
    const { seen, deps } = quietDatabase(0);
    const schedule = startSchedule(deps);
    await pass(5);
    expect([seen.atOnce, seen.most]).toEqual([0, 1]);
    const asked = seen.asked;
    await pass(5);
    expect(seen.asked).toBeGreaterThan(asked);
    await schedule.stop();
    const stopped = seen.asked;
    await pass(5);
    expect(seen.asked).toBe(stopped);
  });

  it("stops when the run under way has ended", async () => {
    const { seen, deps } = quietDatabase(0);
    const schedule = startSchedule(deps);
    await pass(1);
    expect(seen.atOnce).toBe(1);
    const stopped = schedule.stop();
    await pass(1);
    await stopped;
    expect(seen.atOnce).toBe(0);
  });

  it("goes on after a run that failed", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { seen, deps } = quietDatabase(1);
    const schedule = startSchedule(deps);
    await pass(3);
    expect(seen.asked).toBeGreaterThan(1);
    await schedule.stop();
    expect(log).toHaveBeenCalledWith(expect.stringContaining('"scheduled jobs failed"'));
    log.mockRestore();
  });
});
