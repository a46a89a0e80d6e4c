import type { Instant } from "./periods.ts";

/** An event and all that it makes have a few instants between them, which are written ten times or more. */
const REMEMBERED = 1_024;

const written = new Map<Instant, string>();

/** An instant as RFC 3339 in UTC, to the millisecond: for rows and for replies. */
export function isoTime(at: Instant): string {
  const known = written.get(at);
  if (known !== undefined) return known;
  const text = new Date(at).toISOString();
  // Those of a minute ago are hardly written again, so that all may go at once.
  if (written.size >= REMEMBERED) written.clear();
  written.set(at, text);
  return text;
}

/** The same, where there may be none. */
export function isoTimeOrNull(at: Instant | null): string | null {
  return at === null ? null : isoTime(at);
}
