import { describe, expect, it } from "vitest";
import { FRIEND_MESSAGES, GUARDED_VALUES, NEUTRAL_MESSAGES, RECIPIENT_MESSAGES } from "../domain/statement.ts";
import type { AnyCatalogue, Text } from "./catalogue.ts";
import { CATALOGUES } from "./catalogues.ts";
import { LANGUAGES } from "./languages.ts";

type AnyText = Text<never>;

const formsOf = (text: AnyText): readonly string[] => (typeof text === "string" ? [text] : Object.values(text.forms));
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");

/** Every text of a message with the values that it may use, and those of which every form has to use each. */
function* messagesOf(catalogue: AnyCatalogue) {
  for (const [code, values] of Object.entries(NEUTRAL_MESSAGES)) {
    yield { code, voice: "all", values, text: Reflect.get(catalogue.neutral, code) as AnyText };
  }
  const voiced = [
    [FRIEND_MESSAGES, catalogue.aboutFriend],
    [RECIPIENT_MESSAGES, catalogue.aboutRecipient],
  ] as const;
  for (const [messages, texts] of voiced) {
    for (const [code, values] of Object.entries(messages)) {
      const voices = Reflect.get(texts, code) as Record<string, AnyText>;
      for (const [voice, text] of Object.entries(voices)) yield { code, voice, values, text };
    }
  }
}

describe.each(LANGUAGES)("the catalogue of %s", (language) => {
  const catalogue = CATALOGUES[language];

  it("has the keys of English, no more and no less", () => {
    const keysOf = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]) => {
        const isText = typeof inner === "string" || (typeof inner === "object" && "forms" in inner);
        return isText ? [key] : [key, ...keysOf(inner).map((deep) => `${key}.${deep}`)];
      });
    expect(keysOf(catalogue).toSorted()).toEqual(keysOf(CATALOGUES.en).toSorted());
    expect(Object.keys(catalogue.neutral).toSorted()).toEqual(Object.keys(NEUTRAL_MESSAGES).toSorted());
  });

  it("has a form for every plural category of the language, and no text is empty", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const { code, values, text } of messagesOf(catalogue)) {
      for (const form of formsOf(text)) expect(form.trim(), code).not.toBe("");
      if (typeof text === "string") continue;
      expect(Object.keys(text.forms).toSorted(), code).toEqual(categories);
      expect(values, code).toContain(text.by);
    }
  });

  it("uses every value of a message, but a number that a form says in words, and no unknown one", () => {
    for (const { code, voice, values, text } of messagesOf(catalogue)) {
      for (const form of formsOf(text)) {
        const used = placeholdersOf(form).filter((name) => !GUARDED_VALUES.some((guarded) => guarded === name));
        const said = typeof text === "string" ? [] : [text.by];
        expect(new Set([...used, ...said]), `${code} ${voice}`).toEqual(new Set(values));
      }
    }
  });

  it("names nobody in what everybody or a customer reads, and no order to an advocate", () => {
    for (const { code, voice, text } of messagesOf(catalogue)) {
      const used = formsOf(text).flatMap(placeholdersOf);
      const forbidden: readonly string[] =
        voice === "tenant" ? [] : voice === "you" ? ["advocate", "friend", "recipient", "code"] : GUARDED_VALUES;
      for (const name of forbidden) expect(used, `${code} ${voice}`).not.toContain(name);
    }
  });
});
