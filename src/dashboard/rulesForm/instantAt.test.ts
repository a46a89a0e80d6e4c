import { expect, test } from "vitest";
import { instantAt } from "./instantAt.ts";

test.each([
  ["2026-12-24T18:00", "Europe/London", "2026-12-24T18:00:00.000Z"],
  ["2026-06-24T18:00", "Europe/London", "2026-06-24T17:00:00.000Z"],
  ["2026-12-24T18:00", "Asia/Jerusalem", "2026-12-24T16:00:00.000Z"],
  ["2026-12-24T00:30", "America/New_York", "2026-12-24T05:30:00.000Z"],
  // The hour before and after clocks go forward.
  ["2026-03-29T00:30", "Europe/London", "2026-03-29T00:30:00.000Z"],
  ["2026-03-29T02:30", "Europe/London", "2026-03-29T01:30:00.000Z"],
])("%s in %s is %s", (local, timezone, instant) => {
  expect(instantAt(local, timezone)).toBe(instant);
});

test.each(["", "tomorrow", "2026-13-40T18:00", "2026-12-24", "2026-12-24T18:00Z"])("%j is no time", (local) => {
  expect(instantAt(local, "UTC")).toBeNull();
});
