import type { InEveryLanguage } from "../everyLanguage.ts";

/** How conditions stand inside a sentence. */
export const CONDITION_TEXTS = {
  condition: {
    en: "{field} – {required}",
    ru: "{field} — {required}",
    uk: "{field} — {required}",
    uz: "{field} — {required}",
    he: "{field} – {required}",
  },
  either: {
    en: "{one}, or {other}",
    ru: "{one}, или {other}",
    uk: "{one}, або {other}",
    uz: "{one} yoki {other}",
    he: "{one}, או {other}",
  },
} as const satisfies Readonly<Record<string, InEveryLanguage>>;
