import type { Language } from "../src/i18n/languages.ts";
import type { Direction } from "./contract.ts";

export function directionOf(language: Language): Direction {
  return language === "he" ? "rtl" : "ltr";
}

/** A text with its `{placeholders}` filled. */
export function fillText(text = "", values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
