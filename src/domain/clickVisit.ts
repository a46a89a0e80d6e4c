/**
 * What a program pays for once: a visitor who comes by a code on one day of the program, however often and by whichever of
 * the names of the code.
 */
export interface ClickVisit {
  /** The primary code. */
  readonly primary: string;
  /** "2026-01-31", in the time zone of the program. */
  readonly day: string;
  /** A hash that leads back to no one once the key of the day is deleted. */
  readonly visitor: string;
}

/** The same in words of natural keys. */
export function visitKey({ primary, day, visitor }: ClickVisit): string {
  return `${primary}:${day}:${visitor}`;
}
