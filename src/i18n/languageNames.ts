import type { Language } from "./languages.ts";

/** What each language calls itself: all of them are shown side by side, so none comes late. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  ru: "Русский",
  uk: "Українська",
  uz: "Oʻzbekcha",
  he: "עברית",
};
