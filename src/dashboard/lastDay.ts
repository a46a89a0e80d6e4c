/** The last day of something that has an end, as a box of a date shows it. */

const DAY_MS = 86_400_000;

/** The day, as YYYY-MM-DD in the zone, on which it can last be used; "" where it has no end. */
export function lastDayOf(expiresAt: string | null, timezone: string): string {
  return expiresAt === null ? "" : dayOf(Date.parse(expiresAt) - 1, timezone);
}

/** The first instant after a day, YYYY-MM-DD, in the zone. */
export function endOfDay(day: string, timezone: string): string {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  // The clock of the zone is so far ahead; once more, since it may be put forward or back in between.
  const once = next - aheadBy(next, timezone);
  return new Date(next - aheadBy(once, timezone)).toISOString();
}

function dayOf(at: number, timezone: string): string {
  return new Date(at + aheadBy(at, timezone)).toISOString().slice(0, 10);
}

/** By how much the clock of a zone is ahead of UTC at an instant. */
function aheadBy(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: timezone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(at);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ["year", "month", "day", "hour", "minute", "second"] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
