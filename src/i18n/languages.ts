/** The languages that customers and tenants are told things in. */

export const LANGUAGES = ["en", "ru", "uk", "uz", "he"] as const;
export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = "en";

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "he" ? "rtl" : "ltr";
}

/** What is read of a header; browsers send far less. */
const MAX_HEADER_LENGTH = 1_000;
const MAX_TAGS = 50;
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
  const wanted = (header ?? "")
    .slice(0, MAX_HEADER_LENGTH)
    .split(",", MAX_TAGS)
    .flatMap((part) => {
      const [tag = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
      const language = languageOf(tag);
      const weight = weightOf(parameters);
      return language === null || weight === 0 ? [] : [{ language, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight);
  return wanted[0]?.language ?? null;
}

/** A weight that is none counts as the least, so that a broken part never wins over a whole one. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  if (given === undefined) return 1;
  return /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given.slice(2)) : 0.001;
}
