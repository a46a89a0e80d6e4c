/** The time in the id of a click: the rest of an id is `engine/events/clickIds.ts`. */

const PREFIX = "clk_";
/** Milliseconds in base 36 until the year 5188, as in every id. */
const TIME_LENGTH = 9;
const LAST_MS = 36 ** TIME_LENGTH - 1;

/**
 * How the ids of all clicks of a millisecond begin: those of earlier ones sort before it, those of later ones after.
 *
 * @param at whole milliseconds since 1970; a time that no id can have is taken for the nearest that one can
 */
export function clickIdsOf(at: number): string {
  const told = Math.min(Math.max(at, 0), LAST_MS);
  return `${PREFIX}${told.toString(36).padStart(TIME_LENGTH, "0")}`;
}
