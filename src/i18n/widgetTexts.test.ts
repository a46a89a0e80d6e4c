import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages.ts";
import { widgetTexts } from "./widgetTexts.ts";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe.each(LANGUAGES)("the texts of the elements in %s", (language) => {
  it("have the keys and placeholders of English, and none is empty", () => {
    const texts: Readonly<Record<string, string>> = widgetTexts[language];
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(widgetTexts.en).toSorted());
    for (const [key, english] of Object.entries(widgetTexts.en)) {
      expect(texts[key]?.trim(), key).toBeTruthy();
      expect(placeholders(texts[key] ?? ""), key).toEqual(placeholders(english));
    }
  });
});
