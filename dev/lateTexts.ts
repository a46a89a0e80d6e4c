import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Text } from "../src/i18n/catalogue.ts";
import type { Language } from "../src/i18n/languages.ts";
import { DEFAULT_LANGUAGE, LANGUAGES } from "../src/i18n/languages.ts";
import { type TextsFile, textsPath } from "../src/i18n/lateTexts.ts";

/**
 * Takes texts apart: modules that hold the English, for the bundle of the Worker, and a file of each other language,
 * which is read when a person asks for it. They are all that people read, but what recipes write into a program.
 */

const i18n = fileURLToPath(new URL("../src/i18n", import.meta.url));
/** Each holds texts and nothing that computes. What languages call themselves is not among them: all of it is shown at once. */
const LATE =
  /^(dashboard\/.+|client\/ownClientTexts|offers\/ownOfferTexts|ownCatalogues|pageTexts|widgetTexts|lists\/\w+|rewards\/\w+Texts|rules\/\w+Texts)\.ts$/;

export interface LateTexts {
  /** What stands in the bundle in place of each module, by the path of the module. */
  readonly modules: ReadonlyMap<string, string>;
  /** By their paths below the assets. */
  readonly files: ReadonlyMap<string, TextsFile>;
}

type InLanguages = Readonly<Record<Language, Text<never>>>;

/** All texts that come late, in modules and files that fit together and no others. */
export async function takeTextsApart(): Promise<LateTexts> {
  const texts: InLanguages[] = [];
  const parts: { readonly path: string; readonly first: number; readonly exports: string }[] = [];
  for (const path of await modulePaths()) {
    const exported = Object.entries((await import(path)) as Record<string, unknown>);
    // What computes something stays as it is.
    if (exported.some(([, value]) => typeof value === "function")) continue;
    const first = texts.length;
    const exports = exported.map(([name, value]) => `export const ${name} = ${inEnglish(value, texts)};`).join("\n");
    parts.push({ path, first, exports });
  }
  const build = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
  const modules = parts.map(({ path, first, exports }) => {
    const runtime = JSON.stringify(`./${relative(dirname(path), join(i18n, "lateTexts.ts"))}`);
    const imports = `import { lateTexts } from ${runtime};\nconst text = lateTexts(${JSON.stringify(build)}, ${first});`;
    return [path, `${imports}\n${exports}\n`] as const;
  });
  const files = LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE).map(
    (language) => [textsPath(language), { build, texts: texts.map((text) => text[language]) }] as const,
  );
  return { modules: new Map(modules), files: new Map(files) };
}

/** In the same order on every machine: the texts are numbered by it. */
async function modulePaths(): Promise<string[]> {
  const names = await readdir(i18n, { recursive: true });
  return names
    .filter((name) => LATE.test(name.replaceAll("\\", "/")) && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => join(i18n, name));
}

/** The source of a value, with the English of each text in it; the text itself goes to the end of the list. */
function inEnglish(value: unknown, texts: InLanguages[]): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => inEnglish(one, texts)).join(",")}]`;
  if (LANGUAGES.every((language) => Object.hasOwn(value, language))) {
    const text = value as InLanguages;
    texts.push(text);
    return `text(${JSON.stringify(text[DEFAULT_LANGUAGE])})`;
  }
  const properties = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${inEnglish(one, texts)}`);
  return `{${properties.join(",")}}`;
}
