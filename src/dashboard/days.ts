import type { Viewer } from "./viewer.ts";

/** Days and times as the viewer's language writes them, in the time zone of the shop. */
export interface Days {
  /** "5 Jan 2026". */
  day(at: string | number): string;
  /** "5 Jan 2026, 10:00". */
  time(at: string | number): string;
  /** "5 Jan 2026, 10:00:05". */
  second(at: string | number): string;
}

/** Beyond so many pairs of a language and a zone they are made anew. */
const MAX_MADE = 200;
const made = new Map<string, Days>();

/** They are made once for a language and a zone: making one costs a thousand times its use. */
export function daysOf({ language, timezone }: Pick<Viewer, "language" | "timezone">): Days {
  const key = `${language} ${timezone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: timezone });
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  const seconds = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium", timeZone: timezone });
  const fresh: Days = {
    day: (at) => days.format(new Date(at)),
    time: (at) => times.format(new Date(at)),
    second: (at) => seconds.format(new Date(at)),
  };
  if (made.size >= MAX_MADE) made.clear();
  made.set(key, fresh);
  return fresh;
}

/** The last day of something that has an end; "" where it has none. */
export function lastDayText(viewer: Pick<Viewer, "language" | "timezone">, expiresAt: string | null): string {
  return expiresAt === null ? "" : daysOf(viewer).day(Date.parse(expiresAt) - 1);
}

/** A month, YYYY-MM, as "March 2026". */
export function monthText(language: Viewer["language"], month: string): string {
  const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  return months.format(Date.parse(`${month}-01`));
}
