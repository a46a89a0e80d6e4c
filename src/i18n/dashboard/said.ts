import type { InEveryLanguage } from "../everyLanguage.ts";

/** What a page says of the step that led to it: its address has the code. */
export const SAID_TEXTS = {
  saved: {
    tone: "good",
    text: { en: "Saved.", ru: "Сохранено.", uk: "Збережено.", uz: "Saqlandi.", he: "נשמר." },
  },
} as const satisfies Readonly<Record<string, { readonly tone: "good" | "bad"; readonly text: InEveryLanguage }>>;

export type Said = keyof typeof SAID_TEXTS;
