import { logError } from "../log.ts";
import type { Assets } from "../ports.ts";
import type { Text } from "./catalogue.ts";
import type { Language } from "./languages.ts";
import { DEFAULT_LANGUAGE, LANGUAGES } from "./languages.ts";

/**
 * Texts of which the bundle of the Worker holds the English alone. `dev/buildWorker.ts` puts them in place of what is
 * written in every language, and the other languages into files beside the Worker, so that an isolate which shows none
 * of them neither loads nor keeps them. In all other programs every text is there from the start, and nothing here is
 * used.
 */

/** A reader who waits longer than that is shown English. */
const MAX_WAIT_MS = 2_000;

/** What such a file holds: the texts of one language in the order of their numbers, and of which build they are. */
export interface TextsFile {
  readonly build: string;
  readonly texts: readonly Text<never>[];
}

/** Of which build the texts of this bundle are; null where none of them is late. */
let bundled: string | null = null;
const brought = new Map<Language, readonly Text<never>[]>();

class LateText {
  readonly en: Text<never>;
  /** Its number among all texts of the bundle. */
  readonly at: number;

  constructor(en: Text<never>, at: number) {
    this.en = en;
    this.at = at;
  }
}

for (const language of LANGUAGES) {
  if (language === DEFAULT_LANGUAGE) continue;
  Object.defineProperty(LateText.prototype, language, {
    get(this: LateText) {
      return brought.get(language)?.[this.at] ?? this.en;
    },
  });
}

/**
 * Makes the texts of one file, in the order in which they are numbered.
 *
 * @param build of which the numbers are
 * @param first the number of the first one
 */
export function lateTexts(build: string, first: number): (en: Text<never>) => LateText {
  bundled = build;
  let next = first;
  return (en) => new LateText(en, next++);
}

/** Where the texts of a language are, below the assets. */
export function textsPath(language: Language): string {
  return `/dashboard/texts.${language}.json`;
}

/**
 * Sees to the texts of a language being there, before a page is made of them: one read while an isolate lives. Where it
 * fails, the page is in English, and the next one tries again. Each request reads for itself until one has succeeded,
 * since none may wait for the I/O of another.
 */
export async function bringLanguage(assets: Assets, language: Language): Promise<void> {
  if (bundled === null || language === DEFAULT_LANGUAGE || brought.has(language)) return;
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, MAX_WAIT_MS, null);
  try {
    const file = await Promise.race([readTexts(assets, language), late]);
    if (file === null) throw new Error("the texts did not come in time");
    // Numbers of another build would name other texts.
    if (file.build !== bundled) throw new Error("the texts are those of another build");
    brought.set(language, file.texts);
  } catch (error) {
    logError("a language is missing", error, { language });
  } finally {
    clearTimeout(timer);
  }
}

/** The language, once its texts are there. */
export async function broughtLanguage(assets: Assets, language: Language): Promise<Language> {
  await bringLanguage(assets, language);
  return language;
}

async function readTexts(assets: Assets, language: Language): Promise<TextsFile> {
  const found = await assets.fetch(textsPath(language));
  if (!found.ok) throw new Error(`reading them was answered ${found.status}`);
  return (await found.json()) as TextsFile;
}
