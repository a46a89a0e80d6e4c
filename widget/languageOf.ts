import type { Language } from "../src/i18n/languages.ts";

/**
 * The language of what an element says by itself: the first of the wanted ones (`he-IL`, `iw`, ...) that we have,
 * else English. Pure.
 */
export function languageOf(wanted: ReadonlyArray<string | null | undefined>): Language {
  for (const tag of wanted) {
    const found = /^(?:(en|ru|uk|uz|he)|(iw))(?![a-z])/i.exec(tag ?? "");
    if (found) return found[2] ? "he" : ((found[1] ?? "en").toLowerCase() as Language);
  }
  return "en";
}
