import { describe, expect, it } from "vitest";
import { cutoffOf, dueAfter, lastDue } from "./payoutSchedules.ts";

const on = (day: number, lockDays = 0) => ({ every: "month", day, lockDays }) as const;

describe("a day of each month", () => {
  it.each([
    ["2026-01-15", 20, "2026-01-20"],
    ["2026-01-20", 20, "2026-02-20"],
    ["2026-01-31", 31, "2026-02-28"],
    ["2028-01-31", 31, "2028-02-29"],
    ["2026-02-28", 31, "2026-03-31"],
    ["2026-12-31", 1, "2027-01-01"],
  ])("comes after %s, where it is the %i, on %s", (after, day, due) => {
    expect(dueAfter(after, on(day))).toBe(due);
  });

  it.each([
    ["2026-01-31", "2026-02-27", 31, "2026-01-31"],
    ["2026-01-31", "2026-02-28", 31, "2026-02-28"],
    ["2026-01-05", "2026-04-17", 5, "2026-04-05"],
    ["2026-01-05", "2027-01-04", 5, "2026-12-05"],
  ])("that has come on %s has come last by %s, where it is the %i, on %s", (from, today, day, due) => {
    expect(lastDue(from, today, on(day))).toBe(due);
  });
});

it("what is locked is counted in days of the time zone, also where its clocks change in between", () => {
  const iso = (due: string, lockDays: number, zone: string) =>
    new Date(cutoffOf(due, on(1, lockDays), zone)).toISOString();
  expect(iso("2026-04-01", 0, "Europe/London")).toBe("2026-03-31T23:00:00.000Z");
  expect(iso("2026-04-01", 7, "Europe/London")).toBe("2026-03-25T00:00:00.000Z");
  expect(iso("2026-11-01", 14, "Europe/Berlin")).toBe("2026-10-17T22:00:00.000Z");
  expect(iso("2026-03-01", 1, "Asia/Tashkent")).toBe("2026-02-27T19:00:00.000Z");
});
