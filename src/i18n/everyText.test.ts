import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages.ts";

type Leaf = string | { readonly by: string; readonly forms: Readonly<Record<string, string>> };

/** One text in every language, and where it stands. */
interface Told {
  readonly at: string;
  readonly texts: Readonly<Record<string, unknown>>;
}

const here = import.meta.dirname;
const told: Told[] = [];

beforeAll(async () => {
  for (const file of readdirSync(here, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const module = (await import(join(here, file))) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(module)) collect(`${file} ${name}`, value);
  }
});

function collect(at: string, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (LANGUAGES.every((language) => Object.hasOwn(value, language))) {
    told.push({ at, texts: value as Told["texts"] });
    return;
  }
  for (const [key, inner] of Object.entries(value)) collect(`${at}.${key}`, inner);
}

const isLeaf = (value: unknown): value is Leaf =>
  typeof value === "string" || (typeof value === "object" && value !== null && "forms" in value);

/** Every text below a value by the path to it. */
function leavesOf(value: unknown, path = ""): [path: string, text: Leaf][] {
  if (isLeaf(value)) return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

const formsOf = (text: Leaf): readonly string[] => (typeof text === "string" ? [text] : Object.values(text.forms));

/** What a text is filled with; a form may say its number in words. */
function valuesOf(text: Leaf): string[] {
  const counted = typeof text === "string" ? [] : [text.by];
  const written = formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
  return [...new Set([...counted, ...written])].toSorted();
}

it("there are texts to look at", () => {
  expect(told.length).toBeGreaterThan(500);
});

describe.each(LANGUAGES)("what is said in %s beside other languages", (language) => {
  it("is filled with the same values as in English", () => {
    for (const { at, texts } of told) {
      const own = new Map(leavesOf(texts[language]));
      for (const [path, english] of leavesOf(texts.en)) {
        const text = own.get(path);
        if (text === undefined) continue;
        expect(valuesOf(text), `${at}${path}`).toEqual(valuesOf(english));
      }
    }
  });
});

it("Ukrainian has one apostrophe, and Uzbek one letter ʻ", () => {
  for (const { at, texts } of told) {
    for (const [path, text] of leavesOf(texts.uk)) {
      for (const form of formsOf(text)) expect(form, `${at}${path}`).not.toMatch(/\p{Script=Cyrillic}['ʼ`]\p{L}/u);
    }
    for (const [path, text] of leavesOf(texts.uz)) {
      for (const form of formsOf(text)) expect(form, `${at}${path}`).not.toMatch(/[og]['‘’`]\p{L}/iu);
    }
  }
});

/** Words for what these pages call by another: a customer, a reward, a purchase, an advocate, an event, an account. */
const OTHER_WORDS: Readonly<Record<string, readonly RegExp[]>> = {
  ru: [/клиент/i, /рекоменд/i, /(?<!воз)награ[дж]/i, /отозван[оа]? (?!ключ)/i],
  uk: [/клієнт/i, /рекоменд/i, /одержувач/i, /упродовж/i, /обер(іть|ете)/i],
  uz: [/mijoz/i, /hodisa/i, /turkum/i, /tavsiya/i, /retsept/i],
  he: [/קניי?ה|קניות|קניית/, /ממליצ?ץ?(ים)?(?![א-ת])/, /(?<!אי)מייל/, /קליק/, /הפני(ה|ות)/],
};

it.each(Object.entries(OTHER_WORDS))("%s has one word for one thing", (language, others) => {
  const own = told.flatMap(({ at, texts }) =>
    leavesOf(texts[language]).map(([path, text]) => ({ at: `${at}${path}`, text })),
  );
  const found = own.flatMap(({ at, text }) =>
    formsOf(text).flatMap((form) => others.flatMap((other) => (other.test(form) ? [`${at}: ${form}`] : []))),
  );
  expect(found).toEqual([]);
});
