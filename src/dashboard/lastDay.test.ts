import { expect, it } from "vitest";
import { endOfDay, lastDayOf } from "./lastDay.ts";

it.each([
  ["2026-01-31", "UTC", "2026-02-01T00:00:00.000Z"],
  ["2026-01-31", "Europe/London", "2026-02-01T00:00:00.000Z"],
  ["2026-07-31", "Europe/London", "2026-07-31T23:00:00.000Z"],
  ["2026-01-31", "Pacific/Auckland", "2026-01-31T11:00:00.000Z"],
  ["2026-12-31", "America/New_York", "2027-01-01T05:00:00.000Z"],
  // The night in which the clock is put forward, and the one in which it is put back.
  ["2026-03-28", "Europe/London", "2026-03-29T00:00:00.000Z"],
  ["2026-03-29", "Europe/London", "2026-03-29T23:00:00.000Z"],
  ["2026-10-25", "Europe/London", "2026-10-26T00:00:00.000Z"],
  ["2026-06-01", "Asia/Kathmandu", "2026-06-01T18:15:00.000Z"],
])("what lasts until %s in %s ends with that day there", (day, timezone, end) => {
  expect(endOfDay(day, timezone)).toBe(end);
  expect(lastDayOf(end, timezone)).toBe(day);
});

it("what has no end has no last day", () => {
  expect(lastDayOf(null, "UTC")).toBe("");
});
