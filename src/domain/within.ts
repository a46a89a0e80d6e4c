import { instantOf, localTime } from "./localTime.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS, MINUTE_MS } from "./periods.ts";

/** How long a rule gives from the day on which a referral was made, or became a customer. */

/** Where the time begins: `attribution` is when the friend was tied to the advocate, `conversion` the first purchase. */
export const WITHIN_STARTS = ["attribution", "conversion"] as const;
export type WithinStart = (typeof WITHIN_STARTS)[number];

export interface Within {
  readonly unit: "days" | "months";
  readonly count: number;
  readonly of: WithinStart;
}

/** Ten years, as of days. */
export const MAX_MONTHS = 120;

/**
 * The first instant that lies outside: so many days of 24 hours after the start, or calendar months, at the hour at which
 * the clocks of the time zone stood. Where the month is too short it is that month's last day.
 */
export function endOfWithin(
  { unit, count }: Pick<Within, "unit" | "count">,
  start: Instant,
  timezone: string,
): Instant {
  if (unit === "days") return start + count * DAY_MS;
  const minute = Math.floor(start / MINUTE_MS) * MINUTE_MS;
  return monthsLater(minute, count, timezone) + (start - minute);
}

function monthsLater(minute: Instant, count: number, timezone: string): Instant {
  const [day = "", time = ""] = localTime(minute, timezone).split("T");
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOfMonth, last));
  const local = `${first.toISOString().slice(0, 10)}T${time}`;
  // A time of another century than clocks are known for is told as UTC would.
  return instantOf(local, timezone) ?? Date.parse(`${local}Z`);
}

/** Whether an instant lies in the time that begins at the start, which itself is in it. Without a start none does. */
export function isWithin(within: Within, start: Instant | null, at: Instant, timezone: string): boolean {
  return start !== null && start <= at && at < endOfWithin(within, start, timezone);
}
