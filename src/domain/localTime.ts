import type { Instant } from "./periods.ts";

/** Times as the clocks of a time zone show them, which is how a person enters them. */

/** "2026-03-29T02:30", to the minute, of the years 1900 to 2199. */
const LOCAL = /^(?:19|2[01])\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs a thousand times more than using it; there are some 600 time zones in all.
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (format === undefined) {
    // The Swedish way to write a time is that of ISO 8601, but for the T.
    format = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "short" });
    formats.set(timezone, format);
  }
  return format;
}

/** What the clocks show at an instant: "2026-03-01T09:30". */
export function localTime(at: Instant, timezone: string): string {
  return formatOf(timezone).format(at).replace(" ", "T");
}

/**
 * The instant at which the clocks show a time. Of an hour that comes twice it is the first; one that is left out, when
 * the clocks go forward, is as much later as they go.
 *
 * @returns null where the text is no such time, or of a year before 1900 or after 2199
 */
export function instantOf(local: string, timezone: string): Instant | null {
  const asUtc = LOCAL.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (at: Instant) => Date.parse(`${localTime(at, timezone)}Z`) - Math.floor(at / 60_000) * 60_000;
  // The offset a day before and a day after are the two that can hold; the larger one gives the earlier instant.
  const candidates = [offsetAt(asUtc - 86_400_000), offsetAt(asUtc + 86_400_000)].map((offset) => asUtc - offset);
  const fitting = candidates.filter((at) => localTime(at, timezone) === local);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates);
}

/** No clocks are further ahead of UTC than those of Kiritimati, where a day begins first. */
const MOST_AHEAD_OF_UTC_MS = 14 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant of an RFC 3339 time, or the first one at which a day, "2026-03-29", begins anywhere. */
export function earliestOf(timeOrDay: string): Instant {
  return Date.parse(timeOrDay) - (DAY.test(timeOrDay) ? MOST_AHEAD_OF_UTC_MS : 0);
}
