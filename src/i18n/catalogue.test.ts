import { describe, expect, it } from "vitest";
import type { Audience } from "../domain/audiences.ts";
import type { Message } from "../domain/matters.ts";
import { mayRead } from "../domain/matters.ts";
import type { MessageCode } from "../domain/statement.ts";
import {
  FRIEND_MESSAGES,
  hiddenOf,
  isHidingCode,
  MESSAGES,
  NEUTRAL_MESSAGES,
  RECIPIENT_MESSAGES,
} from "../domain/statement.ts";
import type { AnyCatalogue, Text } from "./catalogue.ts";
import { catalogueOf } from "./catalogues.ts";
import { LANGUAGES } from "./languages.ts";

type AnyText = Text<never>;

const formsOf = (text: AnyText): readonly string[] => (typeof text === "string" ? [text] : Object.values(text.forms));
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");

/** A text with who reads it: `you` is told of what is one's own, `hidden` is what is left where something is not. */
interface Voiced {
  readonly code: MessageCode;
  readonly voice: string;
  readonly text: AnyText;
  readonly readers: readonly Audience[];
}

const READERS: Readonly<Record<string, readonly Audience[]>> = {
  tenant: ["tenant"],
  you: ["friend"],
  friend: ["advocate"],
  own: ["advocate", "friend"],
};

/** Every text of every message. */
function* textsOf(catalogue: AnyCatalogue): Generator<Voiced> {
  const codesOf = <C extends MessageCode>(messages: Readonly<Record<C, unknown>>) => Object.keys(messages) as C[];
  for (const code of codesOf(NEUTRAL_MESSAGES)) {
    const whole = catalogue.neutral[code];
    const isHiding = isHidingCode(code);
    const audiences: readonly Audience[] =
      NEUTRAL_MESSAGES[code].to === "tenant" ? ["tenant"] : ["tenant", "advocate", "friend"];
    yield {
      code,
      voice: "neutral",
      text: whole,
      readers: audiences.filter((reader) => !isHiding || seesAll(reader, code)),
    };
    if (!isHiding) continue;
    const text: AnyText = Reflect.get(catalogue.hidden, code);
    yield { code, voice: "hidden", text, readers: audiences.filter((reader) => !seesAll(reader, code)) };
  }
  for (const code of codesOf(FRIEND_MESSAGES)) {
    for (const [voice, text] of Object.entries(catalogue.aboutFriend[code])) {
      yield { code, voice, text, readers: READERS[voice] ?? [] };
    }
  }
  for (const code of codesOf(RECIPIENT_MESSAGES)) {
    const { tenant, you } = catalogue.aboutRecipient[code];
    yield { code, voice: "tenant", text: tenant, readers: ["tenant"] };
    yield { code, voice: "you", text: you, readers: READERS.own ?? [] };
  }
}

/** What a reader is told of what a message hides; those whose own it is are the ones it is about. */
function visibleTo(reader: Audience, code: MessageCode): string[] {
  const about = { subject: reader === "tenant" ? null : reader, field: null };
  return Object.entries(hiddenOf(code)).flatMap(([name, matter]) => (mayRead(reader, matter, about) ? name : []));
}

function seesAll(reader: Audience, code: MessageCode): boolean {
  return visibleTo(reader, code).length === Object.keys(hiddenOf(code)).length;
}

const saidBy = (code: MessageCode): readonly string[] => (MESSAGES[code] as Message).says;

describe.each(LANGUAGES)("the catalogue of %s", (language) => {
  const catalogue = catalogueOf(language);

  it("has the keys of English, no more and no less", () => {
    const keysOf = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]) => {
        const isText = typeof inner === "string" || (typeof inner === "object" && "forms" in inner);
        return isText ? [key] : [key, ...keysOf(inner).map((deep) => `${key}.${deep}`)];
      });
    expect(keysOf(catalogue).toSorted()).toEqual(keysOf(catalogueOf("en")).toSorted());
    expect(Object.keys(catalogue.neutral).toSorted()).toEqual(Object.keys(NEUTRAL_MESSAGES).toSorted());
  });

  it("has a form for every plural category of the language, and no text is empty", () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const { code, text } of textsOf(catalogue)) {
      for (const form of formsOf(text)) expect(form.trim(), code).not.toBe("");
      if (typeof text === "string") continue;
      expect(Object.keys(text.forms).toSorted(), code).toEqual(categories);
      expect(saidBy(code), code).toContain(text.by);
    }
  });

  it("uses every value that everyone is told, but a number that a form says in words", () => {
    for (const { code, voice, text } of textsOf(catalogue)) {
      for (const form of formsOf(text)) {
        const used = new Set([...placeholdersOf(form), ...(typeof text === "string" ? [] : [text.by])]);
        for (const name of saidBy(code)) expect([...used], `${code} ${voice}`).toContain(name);
      }
    }
  });

  it("uses no value in a text that one of its readers may not be told, and none that is not there", () => {
    for (const { code, voice, text, readers } of textsOf(catalogue)) {
      expect(readers, `${code} ${voice}`).not.toEqual([]);
      for (const reader of readers) {
        const told = [...saidBy(code), ...visibleTo(reader, code)];
        for (const name of formsOf(text).flatMap(placeholdersOf)) {
          expect(told, `${code} ${voice} to the ${reader}`).toContain(name);
        }
      }
    }
  });

  it("says all of what a message hides to those who may be told it, but for who they are", () => {
    const names = ["advocate", "friend", "code", "recipient"];
    for (const { code, voice, text, readers } of textsOf(catalogue)) {
      const used = formsOf(text).flatMap(placeholdersOf);
      for (const reader of readers) {
        for (const name of visibleTo(reader, code)) {
          if (!names.includes(name)) expect(used, `${code} ${voice} to the ${reader}`).toContain(name);
        }
      }
    }
  });
});
