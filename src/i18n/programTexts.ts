import type { Language } from "./languages.ts";
import { DEFAULT_LANGUAGE } from "./languages.ts";

/**
 * What a tenant wrote for a rule (or another key of a program's texts) in a language; null where it wrote nothing.
 *
 * @param texts as they are stored: `{ [key]: { [language]: { [property]: text } } }`
 */
export function textIn(texts: unknown, key: string, language: Language, property: string): string | null {
  const text = inside(inside(inside(texts, key), language), property);
  return typeof text === "string" && text.trim() !== "" ? text : null;
}

/** The same, or else what it wrote in English: for what can't be said in other words, such as the name of a rule. */
export function programText(texts: unknown, key: string, language: Language, property: string): string | null {
  return textIn(texts, key, language, property) ?? textIn(texts, key, DEFAULT_LANGUAGE, property);
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
