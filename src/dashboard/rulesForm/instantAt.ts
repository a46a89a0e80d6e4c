/**
 * The instant of a day and a time of a place, as a browser's box writes them (`2026-12-24T18:00`).
 *
 * @returns RFC 3339; null for anything else. A time that a change of the clocks leaves out is the one after it.
 */
export function instantAt(local: string, timezone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(local)) return null;
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  // The offset is that of the instant itself, which is found by looking at it twice: clocks change by less than a day.
  const near = wanted - offsetAt(wanted, timezone);
  return new Date(wanted - offsetAt(near, timezone)).toISOString();
}

/** How far clocks of a place are ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timezone: string): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const shown = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`;
  return Date.parse(shown) - at;
}
