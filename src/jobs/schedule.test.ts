import { describe, expect, it, vi } from "vitest";
import { nanoIds } from "../adapters/nanoIds.ts";
import { fixedClock } from "../testing/fixedClock.ts";
import { startSchedule } from "./schedule.ts";

/** A database in which nothing is due; it says how often it was asked, and how many asked at once. */
function quietDatabase(failures: number) {
  const seen = { asked: 0, atOnce: 0, most: 0 };
  const database = {
    query: async () => {
      seen.asked += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await new Promise((resolve) => setTimeout(resolve, 3));
      seen.atOnce -= 1;
      if (seen.asked <= failures) throw new Error("the database is away");
      return [];
    },
    close: async () => {},
  };
  return { seen, deps: { database, clock: fixedClock("2026-01-05T10:00:00Z"), ids: nanoIds } };
}

describe("the schedule where there is no Cron", () => {
  it("runs again and again, one run at a time, until it is stopped", async () => {
    const { seen, deps } = quietDatabase(0);
    const schedule = startSchedule(deps, 1);
    await vi.waitFor(() => expect(seen.asked).toBeGreaterThan(5));
    await schedule.stop();
    const asked = seen.asked;
    expect([seen.atOnce, seen.most]).toEqual([0, 1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.asked).toBe(asked);
  });

  it("goes on after a run that failed", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { seen, deps } = quietDatabase(1);
    const schedule = startSchedule(deps, 1);
    await vi.waitFor(() => expect(seen.asked).toBeGreaterThan(3));
    await schedule.stop();
    expect(log).toHaveBeenCalledWith("scheduled jobs failed:", expect.any(Error));
    log.mockRestore();
  });
});
