import { expect } from "vitest";
import type { Text } from "../i18n/catalogue.ts";
import type { InEveryLanguage } from "../i18n/everyLanguage.ts";
import { LANGUAGES } from "../i18n/languages.ts";

/** What is true of a good translation, whatever the topic. */

const placeholdersOf = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));

/**
 * Expects each language to have a form for every plural of its own, no empty one, and in every form exactly the
 * values: all of them, but a number that a form says in words.
 *
 * @param values that the text is given
 */
export function expectEveryLanguage(code: string, texts: InEveryLanguage, values: readonly string[]): void {
  for (const language of LANGUAGES) {
    const text: Text<never> = texts[language];
    const at = `${code} in ${language}`;
    const forms: readonly string[] = typeof text === "string" ? [text] : Object.values(text.forms);
    for (const form of forms) {
      expect(form.trim(), at).toBe(form);
      expect(form, at).not.toBe("");
      const said = typeof text === "string" ? [] : [text.by];
      expect(new Set([...placeholdersOf(form), ...said]), at).toEqual(new Set(values));
    }
    if (typeof text === "string") continue;
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    expect(Object.keys(text.forms).toSorted(), at).toEqual(pluralCategories.toSorted());
  }
}

/** The values that the English text uses. */
export function valuesOfEnglish({ en }: InEveryLanguage): string[] {
  return [...placeholdersOf(typeof en === "string" ? en : en.forms.other)];
}
