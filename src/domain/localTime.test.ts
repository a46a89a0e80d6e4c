import fc from "fast-check";
import { expect, it } from "vitest";
import { instantOf, localTime } from "./localTime.ts";

const ZONES = ["UTC", "Europe/London", "Asia/Jerusalem", "Asia/Tashkent", "America/St_Johns", "Australia/Lord_Howe"];

it("a time that the clocks show once is read back to the minute, in every zone", () => {
  const at = fc.date({ min: new Date("2001-01-01Z"), max: new Date("2150-01-01Z"), noInvalidDate: true });
  fc.assert(
    fc.property(at, fc.constantFrom(...ZONES), (date, zone) => {
      const minute = Math.floor(date.getTime() / 60_000) * 60_000;
      const local = localTime(minute, zone);
      const read = instantOf(local, zone);
      expect(read).not.toBeNull();
      expect(localTime(read ?? 0, zone)).toBe(local);
      expect(Math.abs((read ?? 0) - minute)).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

it("an hour that comes twice is the first one, and one that is left out is an hour later", () => {
  expect(new Date(instantOf("2026-10-25T01:30", "Europe/London") ?? 0).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(new Date(instantOf("2026-03-29T01:30", "Europe/London") ?? 0).toISOString()).toBe("2026-03-29T01:30:00.000Z");
});

it("what is no time is none", () => {
  const texts = ["", "tomorrow", "2026-13-01T00:00", "2026-01-01"];
  // No database keeps the first, and no zone is known of the others.
  const years = ["0000-01-01T10:00", "0001-01-01T10:00", "1899-12-31T23:59", "2200-01-01T00:00", "9999-12-31T10:00"];
  for (const text of [...texts, ...years]) expect([text, instantOf(text, "UTC")]).toEqual([text, null]);
});
