import type { Language } from "./languages.ts";
import { DEFAULT_LANGUAGE } from "./languages.ts";

/**
 * What a tenant wrote for a rule (or another key of a program's texts): in the language, else in English, else null.
 *
 * @param texts as they are stored: `{ [key]: { [language]: { [property]: text } } }`
 */
export function programText(texts: unknown, key: string, language: Language, property: string): string | null {
  for (const tongue of [language, DEFAULT_LANGUAGE]) {
    const text = inside(inside(inside(texts, key), tongue), property);
    if (typeof text === "string" && text.trim() !== "") return text;
  }
  return null;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
