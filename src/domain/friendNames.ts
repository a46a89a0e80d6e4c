import type { FriendNames } from "./rules.ts";

/** What an advocate reads of the name of a friend who has agreed to that. */

/** Longer first names are cut: what is so long is hardly one. */
const MAX_LENGTH = 40;
const ELLIPSIS = "\u2026";
const letters = new Intl.Segmenter();

/**
 * The first word of a name, or its first letter with a full stop; null where there is nothing of a name in it, or
 * something that tells more, such as an e-mail address that a shop keeps in its place.
 */
export function shownName(name: string, shows: FriendNames): string | null {
  const [first = ""] = name.trim().split(/\s+/);
  if (shows === "none" || !/\p{L}/u.test(first) || /[@\d/\\]/.test(first)) return null;
  const parts = Array.from(letters.segment(first), ({ segment }) => segment);
  if (shows === "initial") {
    const initial = parts.find((part) => /\p{L}/u.test(part)) ?? "";
    return `${initial.toUpperCase()}.`;
  }
  return parts.length > MAX_LENGTH ? parts.slice(0, MAX_LENGTH - 1).join("") + ELLIPSIS : first;
}
