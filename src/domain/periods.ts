/**
 * Calendar periods in a program's time zone. Instants are milliseconds since 1970 (UTC); a day is 24 hours
 * except where a calendar period is meant.
 */

export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const PERIODS = ["day", "month", "quarter", "year", "lifetime"] as const;
export type Period = (typeof PERIODS)[number];

/**
 * The name of the period that an instant falls in: "2026-01-31", "2026-01", "2026-Q1", "2026", "lifetime".
 * `period_key` in the migrations names them alike.
 */
export function periodKey(at: Instant, period: Period, timezone: string): string {
  if (period === "lifetime") return "lifetime";
  const day = calendarDay(at, timezone);
  if (period === "day") return day;
  if (period === "year") return day.slice(0, 4);
  if (period === "month") return day.slice(0, 7);
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function calendarDay(at: Instant, timezone: string): string {
  if (timezone === "UTC") return new Date(at).toISOString().slice(0, 10);
  return dayFormat(timezone).format(at);
}

// Making a formatter costs a thousand times more than using it; there are some 600 time zones in all.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timezone: string): Intl.DateTimeFormat {
  let format = dayFormats.get(timezone);
  if (format === undefined) {
    // The Swedish calendar day is written YYYY-MM-DD.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dayFormats.set(timezone, format);
  }
  return format;
}

/**
 * Names that PostgreSQL reads otherwise than `Intl`: it takes an offset the other way round, as POSIX does, and these
 * four for abbreviations, which know no summer time. Periods are named by both.
 */
const AMBIGUOUS = /^([+-].*|CET|EET|MET|WET)$/i;

/** Whether the name is a time zone of the IANA database that means the same everywhere. */
export function isTimezone(name: string): boolean {
  if (AMBIGUOUS.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
