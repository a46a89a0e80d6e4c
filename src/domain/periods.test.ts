import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Period } from "./periods.ts";
import { isTimezone, PERIODS, periodKey } from "./periods.ts";

const keyAt = (at: string, period: Period, timezone: string) => periodKey(Date.parse(at), period, timezone);
const instant = fc.integer({ min: Date.parse("1990-01-01"), max: Date.parse("2100-01-01") });
const timezone = fc.constantFrom("UTC", "Asia/Tashkent", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu");

describe("a period ends with its last millisecond", () => {
  it.each<[timezone: string, last: string, period: Period, ending: string, beginning: string]>([
    ["UTC", "2026-01-31T23:59:59.999Z", "day", "2026-01-31", "2026-02-01"],
    ["UTC", "2026-01-31T23:59:59.999Z", "month", "2026-01", "2026-02"],
    ["UTC", "2024-02-29T23:59:59.999Z", "month", "2024-02", "2024-03"],
    ["UTC", "2026-03-31T23:59:59.999Z", "quarter", "2026-Q1", "2026-Q2"],
    ["UTC", "2026-06-30T23:59:59.999Z", "quarter", "2026-Q2", "2026-Q3"],
    ["UTC", "2026-09-30T23:59:59.999Z", "quarter", "2026-Q3", "2026-Q4"],
    ["UTC", "2026-12-31T23:59:59.999Z", "quarter", "2026-Q4", "2027-Q1"],
    ["UTC", "2026-12-31T23:59:59.999Z", "year", "2026", "2027"],
    // Five hours ahead, all year.
    ["Asia/Tashkent", "2026-01-31T18:59:59.999Z", "day", "2026-01-31", "2026-02-01"],
    ["Asia/Tashkent", "2026-01-31T18:59:59.999Z", "month", "2026-01", "2026-02"],
    ["Asia/Tashkent", "2026-03-31T18:59:59.999Z", "quarter", "2026-Q1", "2026-Q2"],
    ["Asia/Tashkent", "2026-12-31T18:59:59.999Z", "year", "2026", "2027"],
    // Five hours behind in winter, four in summer; the clocks change on 8 March and 1 November.
    ["America/New_York", "2026-03-01T04:59:59.999Z", "month", "2026-02", "2026-03"],
    ["America/New_York", "2026-03-08T04:59:59.999Z", "day", "2026-03-07", "2026-03-08"],
    ["America/New_York", "2026-03-09T03:59:59.999Z", "day", "2026-03-08", "2026-03-09"],
    ["America/New_York", "2026-04-01T03:59:59.999Z", "quarter", "2026-Q1", "2026-Q2"],
    ["America/New_York", "2026-11-01T03:59:59.999Z", "month", "2026-10", "2026-11"],
    ["America/New_York", "2026-11-02T04:59:59.999Z", "day", "2026-11-01", "2026-11-02"],
    ["America/New_York", "2027-01-01T04:59:59.999Z", "year", "2026", "2027"],
  ])("%s at %s: %s %s", (zone, last, period, ending, beginning) => {
    expect(keyAt(last, period, zone)).toBe(ending);
    expect(periodKey(Date.parse(last) + 1, period, zone)).toBe(beginning);
  });
});

test("lifetime is one period everywhere and always", () => {
  fc.assert(
    fc.property(instant, timezone, (at, zone) => {
      expect(periodKey(at, "lifetime", zone)).toBe("lifetime");
    }),
  );
});

test("a month is in its quarter and its year, a day in its month", () => {
  fc.assert(
    fc.property(instant, timezone, (at, zone) => {
      const [day = "", month = "", quarter, year = ""] = PERIODS.map((period) => periodKey(at, period, zone));
      expect(day.slice(0, 7)).toBe(month);
      expect(month.slice(0, 4)).toBe(year);
      expect(quarter).toBe(`${year}-Q${Math.floor((Number(month.slice(5)) - 1) / 3) + 1}`);
    }),
  );
});

test("days never go back as time goes on", () => {
  fc.assert(
    fc.property(instant, fc.nat(200_000_000), timezone, (at, later, zone) => {
      expect(periodKey(at, "day", zone) <= periodKey(at + later, "day", zone)).toBe(true);
    }),
  );
});

test("UTC is the same by its own way and by that of every other time zone", () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...PERIODS), (at, period) => {
      expect(periodKey(at, period, "UTC")).toBe(periodKey(at, period, "Etc/GMT"));
    }),
  );
});

test("a time zone is a name that the IANA database has", () => {
  expect(["UTC", "Asia/Tashkent", "Europe/London"].map(isTimezone)).toEqual([true, true, true]);
  expect(["", "Mars/Olympus", "Tashkent"].map(isTimezone)).toEqual([false, false, false]);
  // PostgreSQL counts the first two the other way round, and the last one without its summer time.
  expect(["+05:30", "-03:00", "cet"].map(isTimezone)).toEqual([false, false, false]);
});
