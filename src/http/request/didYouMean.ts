import { distance } from "fastest-levenshtein";

/** A longer word that is compared with many would take time, and is no slip of the hand. */
const MAX_COMPARED = 40;

/** The known word that was probably meant, by few letters' difference; null where none is near enough. */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > MAX_COMPARED) return null;
  const most = word.length < 4 ? 1 : 2;
  let [best, least] = [null as string | null, most + 1];
  for (const each of known) {
    const far = distance(word.toLowerCase(), each.toLowerCase());
    if (far < least) [best, least] = [each, far];
  }
  return best;
}

/** A shorter one may begin many words. */
const MIN_BEGINNING = 4;

/** The name that was probably meant: the nearest one, or else the first that goes on after the word. */
function meantName(word: string, known: readonly string[]): string | null {
  const begun = word.length < MIN_BEGINNING ? undefined : known.find((each) => each.startsWith(word));
  return nearest(word, known) ?? begun ?? null;
}

/** The same as the end of a sentence: `; did you mean "purchase"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = meantName(word, known);
  return meant === null ? "" : `; did you mean "${meant}"?`;
}
