import type { Text } from "./catalogue.ts";
import type { Formats } from "./formats.ts";

/**
 * A text with its values in place, in one pass: what a value contains is never taken for a placeholder. A value that
 * is empty leaves no gap behind.
 *
 * @param values as the language writes them
 * @param count chooses the plural form of a text that has forms
 */
export function fillText(
  formats: Formats,
  text: Text<never>,
  values: Readonly<Record<string, string>>,
  count = 0,
): string {
  const filled = formats.form(text, count).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return filled.replaceAll(/ {2,}/g, " ").trim();
}
