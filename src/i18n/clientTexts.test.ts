import { describe, expect, it } from "vitest";
import type { Text } from "./catalogue.ts";
import { CLIENT_TEXTS, clientTextsOf, ownTextsOf } from "./clientTexts.ts";
import { LANGUAGES } from "./languages.ts";
import { widgetTexts } from "./widgetTexts.ts";

const formsOf = (text: Text<never>): readonly string[] =>
  typeof text === "string" ? [text] : Object.values(text.forms);
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each(LANGUAGES)("the sentences for customers in %s", (language) => {
  const texts: Readonly<Record<string, Text<never>>> = clientTextsOf(language);

  it("are all there, none is empty, and each uses its values and no other", () => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(CLIENT_TEXTS).toSorted());
    for (const [key, values] of Object.entries(CLIENT_TEXTS)) {
      const text = texts[key] ?? "";
      for (const form of formsOf(text)) {
        expect(form.trim(), key).not.toBe("");
        const said = typeof text === "string" ? [] : [text.by];
        expect(new Set([...placeholdersOf(form), ...said]), key).toEqual(new Set(values));
      }
    }
  });

  it("have a form for every plural category of the language", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== "string") expect(Object.keys(text.forms).toSorted(), key).toEqual(categories);
    }
  });
});

it("no sentence has the name of a fixed text of the elements: a tenant replaces both by name", () => {
  for (const key of Object.keys(CLIENT_TEXTS)) expect(widgetTexts.en).not.toHaveProperty(key);
});

it("a tenant's own words are those of the language, and only under known names", () => {
  const texts = { $widget: { he: { share: "שתפו", nonsense: "x", retry: 1 }, en: "x" } };
  expect(ownTextsOf(texts, "he")).toEqual({ share: "שתפו" });
  for (const none of [null, {}, { $widget: null }, texts]) expect(ownTextsOf(none, "en")).toEqual({});
});
