import { expect, it } from "vitest";
import { endOfWithin, isWithin } from "./within.ts";

const at = (text: string) => Date.parse(text);
const end = (count: number, unit: "days" | "months", start: string, timezone = "UTC") =>
  new Date(endOfWithin({ unit, count }, at(start), timezone)).toISOString();

it("a time begins with its start and ends before its end, to the millisecond", () => {
  const within = { unit: "days", count: 30, of: "attribution" } as const;
  const start = at("2026-01-01T12:00:00.500Z");
  const inside = (text: string) => isWithin(within, start, at(text), "UTC");
  expect(inside("2026-01-01T12:00:00.499Z")).toBe(false);
  expect(inside("2026-01-01T12:00:00.500Z")).toBe(true);
  expect(inside("2026-01-31T12:00:00.499Z")).toBe(true);
  expect(inside("2026-01-31T12:00:00.500Z")).toBe(false);
  expect(isWithin(within, null, start, "UTC")).toBe(false);
});

it("months are those of the calendar, and a month that is too short ends with its last day", () => {
  expect(end(1, "months", "2026-01-31T10:20:30.456Z")).toBe("2026-02-28T10:20:30.456Z");
  expect(end(1, "months", "2028-01-31T10:00:00Z")).toBe("2028-02-29T10:00:00.000Z");
  expect(end(3, "months", "2026-01-31T10:00:00Z")).toBe("2026-04-30T10:00:00.000Z");
  expect(end(12, "months", "2028-02-29T10:00:00Z")).toBe("2029-02-28T10:00:00.000Z");
  expect(end(120, "months", "2026-12-15T00:00:00Z")).toBe("2036-12-15T00:00:00.000Z");
});

it("months go by the clocks of the time zone, days by 24 hours", () => {
  // Berlin has summer time from 29 March 2026 on: 12:00 is 11:00 UTC before, 10:00 after.
  expect(end(1, "months", "2026-03-10T11:00:00Z", "Europe/Berlin")).toBe("2026-04-10T10:00:00.000Z");
  expect(end(31, "days", "2026-03-10T11:00:00Z", "Europe/Berlin")).toBe("2026-04-10T11:00:00.000Z");
  // 31 January there already, and so the last of February.
  expect(end(1, "months", "2026-01-30T23:30:00Z", "Europe/Berlin")).toBe("2026-02-27T23:30:00.000Z");
  // 02:30 is left out on 29 March: the clocks show 03:30 then.
  expect(end(2, "months", "2026-01-29T01:30:00Z", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  // 02:30 comes twice on 25 October: it is the first of the two.
  expect(end(1, "months", "2026-09-25T00:30:00Z", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
});

it("a time of before clocks are known still has its months", () => {
  expect(end(1, "months", "1850-01-31T10:00:00Z")).toBe("1850-02-28T10:00:00.000Z");
});
