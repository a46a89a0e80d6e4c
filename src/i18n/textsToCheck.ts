import type { Rules } from "../domain/rules.ts";
import { rulesDocument } from "../domain/rulesSchema.ts";
import type { OldAmount } from "./oldAmounts.ts";
import { oldAmountsIn } from "./oldAmounts.ts";
import type { UnnamedThing } from "./programNames.ts";
import { unnamedThings } from "./programNames.ts";

/** What a tenant should look at before rules are published: texts that they make wrong, and names that they lack. */

/** So many texts are told. */
export const MAX_OLD_TEXTS = 100;

/** What a program says in the tenant's own words, and what earlier rules of it were. */
export interface Said {
  /** Of the program, as they are stored. */
  readonly texts: unknown;
  readonly materials: readonly SaidMaterial[];
  /** Documents of rules, as written. */
  readonly older: readonly unknown[];
}

export interface SaidMaterial {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly text: string | null;
}

export interface OldText extends OldAmount {
  /** Where it stands: `key` is a rule or another key of the program's texts, or the id of a material. */
  readonly in: "texts" | "materials";
}

export interface TextsToCheck {
  readonly oldAmounts: readonly OldText[];
  readonly unnamed: readonly UnnamedThing[];
}

/** @param document of the rules that are to be in force; `rules` are the same, parsed */
export function textsToCheck(
  said: Said,
  document: unknown,
  rules: Pick<Rules, "rewards">,
  currency: string,
): TextsToCheck {
  return { oldAmounts: oldTexts(said, document, currency), unnamed: unnamedThings(said.texts, rules) };
}

/** Texts of every language, and materials, in which a sum or a share stands that the rules no longer have; each once. */
export function oldTexts({ texts, materials, older }: Said, document: unknown, currency: string): readonly OldText[] {
  const now = rulesDocument.safeParse(document);
  if (!now.success) return [];
  const shared = Object.fromEntries(
    materials.map(({ id, language, title, text }) => [
      id,
      { [language]: { title, ...(text === null ? {} : { text }) } },
    ]),
  );
  const found = older.flatMap((one): OldText[] => {
    const before = rulesDocument.safeParse(one);
    if (!before.success) return [];
    const of = (where: OldText["in"], all: unknown) =>
      oldAmountsIn(all, before.data, now.data, currency).map((old) => ({ in: where, ...old }));
    return [...of("texts", texts), ...of("materials", shared)];
  });
  const once = new Map(found.map((old) => [`${old.in} ${old.key} ${old.language} ${old.property}`, old]));
  return [...once.values()].slice(0, MAX_OLD_TEXTS);
}
