import { parseAccept } from "hono/utils/accept";

/** The languages that customers and tenants are told things in. */

export const LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;
export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = "en";

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "he" ? "rtl" : "ltr";
}

/** What is read of a header; browsers send far less. */
const MAX_HEADER_LENGTH = 1_000;
/** What some systems still call Hebrew. */
const FORMER_TAGS: ReadonlyMap<string, Language> = new Map([["iw", "he"]]);

/** The language of ours that a tag such as "he-IL" is of, or null. */
export function languageOf(tag: string): Language | null {
  const primary = tag.split("-")[0]?.toLowerCase() ?? "";
  return FORMER_TAGS.get(primary) ?? LANGUAGES.find((known) => known === primary) ?? null;
}

/** The language of ours that an `Accept-Language` header likes best; English where it names none of ours. */
export function chooseLanguage(header: string | null): Language {
  return wantedLanguage(header) ?? DEFAULT_LANGUAGE;
}

/**
 * The same by RFC 9110: the highest weight, then the earlier; a weight of 0 means never. A single tag, as a
 * participant's locale is, is such a header too. Null where it names none of ours.
 */
export function wantedLanguage(header: string | null): Language | null {
  for (const { type, q } of parseAccept((header ?? "").slice(0, MAX_HEADER_LENGTH))) {
    const language = q > 0 ? languageOf(type) : null;
    if (language !== null) return language;
  }
  return null;
}
