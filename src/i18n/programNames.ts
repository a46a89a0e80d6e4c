import type { NamedKind, NamedThing } from "../domain/namedThings.ts";
import { NAMED_KINDS, namedThingsOf } from "../domain/namedThings.ts";
import type { Rules } from "../domain/rules.ts";
import type { Language } from "./languages.ts";
import { LANGUAGES } from "./languages.ts";
import { textIn } from "./programTexts.ts";

/** Where a program's texts hold what customers call its things: `{ "$items": { "en": { "MUG": "a mug" } } }`. */
export const NAME_KEYS = { item: "$items", metadata: "$metadata", event: "$events" } as const satisfies Readonly<
  Record<NamedKind, string>
>;

export function isNameKey(key: string): boolean {
  return NAMED_KINDS.some((kind) => NAME_KEYS[kind] === key);
}

/** What customers call an article, an entry of the metadata or an event; null where the program has no name for it. */
export type ProgramNames = (kind: NamedKind, key: string) => string | null;

/** The names of one language. Another's would stand in the sentence as a stranger, so it is said in words instead. */
export function programNames(texts: unknown, language: Language): ProgramNames {
  return (kind, key) => textIn(texts, NAME_KEYS[kind], language, key);
}

export interface UnnamedThing extends NamedThing {
  /** Those in which customers read words of ours instead. */
  readonly languages: readonly Language[];
}

/** What rules name and a program has no name for in some language. */
export function unnamedThings(texts: unknown, rules: Pick<Rules, "rewards">): readonly UnnamedThing[] {
  return namedThingsOf(rules).flatMap(({ kind, key }) => {
    const languages = LANGUAGES.filter((language) => programNames(texts, language)(kind, key) === null);
    return languages.length === 0 ? [] : [{ kind, key, languages }];
  });
}
