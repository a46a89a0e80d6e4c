import type { WrittenJson } from "../../db/rows/program.ts";
import { namedThingsOf } from "../../domain/namedThings.ts";
import { parseKeptRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import { CLIENT_TEXTS, clientTextsOf, isReplaceable, OWN_TEXTS } from "../../i18n/clientTexts.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { OFFER_KEY, offerText } from "../../i18n/offerText.ts";
import { isNameKey, NAME_KEYS } from "../../i18n/programNames.ts";
import { rewardWriterOf } from "../../i18n/rewards/rewardWriter.ts";
import { widgetTexts } from "../../i18n/widgetTexts.ts";
import type { PlaceName, TextPlace } from "./textPlaces.ts";
import { nameOfPlace, placeNamed } from "./textPlaces.ts";

/** Which of a program's texts a page offers to write, and what stands there where nothing is written. */

export interface TextBox {
  readonly name: PlaceName;
  /** What is said in its place as long as it is empty; null where nothing is. */
  readonly ours: string | null;
  /** What it may name in braces. */
  readonly variables: readonly string[];
}

export interface TextBoxes {
  readonly offer: readonly TextBox[];
  /** By rule; those of rules that are no more stand last, so that they can be taken away. */
  readonly rules: readonly (TextBox & { readonly rule: string })[];
  /** What customers call what rules name by keys of the shop's own. */
  readonly names: readonly (TextBox & { readonly key: string })[];
  /** Texts of the elements that are said in the shop's own words. */
  readonly words: readonly TextBox[];
  /** Those that are not yet. */
  readonly others: readonly TextBox[];
}

/** The program whose texts they are. */
export interface Written {
  readonly currency: string;
  readonly texts: WrittenJson;
  readonly rules: WrittenJson | null;
  readonly draftRules: WrittenJson | null;
}

/** As long as a text may be: of what the elements and the offer say, and of a rule. */
const MAX_OWN = 500;
const MAX_OF_RULE = 2_000;
const MAX_OF_NAME = 200;

/**
 * The boxes of one language.
 *
 * @param written the places at which something is written, or was when the page was opened
 */
export function textBoxes(program: Written, language: Language, written: readonly PlaceName[]): TextBoxes {
  const places = written.flatMap((name) => placeNamed(name) ?? []);
  const rules = rulesNow(program);
  const all = rules === null ? [] : rules.rewards.map(({ id }) => id);
  const ids = [...new Set([...all, ...ruleIdsOf(program.draftRules), ...keysOfRules(program.texts)])];
  const isSaid = new Set(places.filter(({ key }) => key === OWN_TEXTS).map(({ property }) => property));
  const words = replaceable().map((property) => wordBox(property, language));
  return {
    offer: offerBoxes(program, rules, language),
    rules: ids.flatMap((rule) => {
      const own = places.filter(({ key }) => key === rule).map(({ property }) => property);
      return [...new Set(["name", ...own])].map((property) => ({
        ...{ name: nameOfPlace({ key: rule, property }), rule, variables: [] },
        ours: property === "name" ? sentenceOf(program, rules, rule, language) : null,
      }));
    }),
    names: nameBoxes(rules, places, language),
    words: words.filter(({ name }) => isSaid.has(placeNamed(name)?.property ?? "")),
    others: words.filter(({ name }) => !isSaid.has(placeNamed(name)?.property ?? "")),
  };
}

/** What is in force, or the draft before anything is; null where it can't be read. */
export function rulesNow({ rules, draftRules, currency }: Written): Rules | null {
  const parsed = parseKeptRules(rules ?? draftRules ?? {}, currency);
  return parsed.ok ? parsed.rules : null;
}

function ruleIdsOf(document: WrittenJson | null): readonly string[] {
  const rewards: unknown = document?.rewards;
  return Array.isArray(rewards)
    ? rewards.flatMap((rule: unknown) => {
        const id: unknown = typeof rule === "object" && rule !== null ? Reflect.get(rule, "id") : null;
        return typeof id === "string" ? [id] : [];
      })
    : [];
}

function keysOfRules(texts: WrittenJson): readonly string[] {
  return Object.keys(texts).filter((key) => key !== OWN_TEXTS && key !== OFFER_KEY && !isNameKey(key));
}

/** Those that the rules name, then those that are written and that no rule names any more. */
function nameBoxes(rules: Rules | null, places: readonly TextPlace[], language: Language): TextBoxes["names"] {
  const named = rules === null ? [] : namedThingsOf(rules);
  const asked = named.map(({ kind, key }) => ({ key: NAME_KEYS[kind], property: key }));
  const all = [...asked, ...places.filter(({ key }) => isNameKey(key))];
  const unnamed = rewardWriterOf(language, () => null);
  const gift = unnamed.short({ type: "item", count: 1, sku: "" });
  return [...new Map(all.map((place) => [nameOfPlace(place), place])).entries()].map(([name, { key, property }]) => ({
    ...{ name, key: property, variables: [] },
    ours: key === NAME_KEYS.item ? gift : null,
  }));
}

function offerBoxes({ currency }: Written, rules: Rules | null, language: Language): readonly TextBox[] {
  const ours = (reader: "advocate" | "friend") =>
    rules === null ? null : offerText({ rules, currency, texts: {} }, language, reader).headline;
  const box = (property: string, text: string | null): TextBox => ({
    ...{ name: nameOfPlace({ key: OFFER_KEY, property }), ours: text, variables: [] },
  });
  return [box("headline", ours("advocate")), box("welcome", ours("friend")), box("image", null)];
}

/** What the offer says of one rule where the shop has written nothing. */
function sentenceOf({ currency }: Written, rules: Rules | null, id: string, language: Language): string | null {
  const rule = rules?.rewards.find((one) => one.id === id);
  if (rules === null || rule === undefined) return null;
  const told = offerText({ rules: { ...rules, rewards: [rule] }, currency, texts: {} }, language);
  return told.advocate[0] ?? told.friend[0] ?? null;
}

function replaceable(): readonly string[] {
  return [...Object.keys(widgetTexts.en), ...Object.keys(CLIENT_TEXTS)].filter(isReplaceable);
}

function wordBox(property: string, language: Language): TextBox {
  const fixed: Readonly<Record<string, string>> = widgetTexts[language];
  const said: Readonly<Record<string, Parameters<ReturnType<typeof formatsOf>["form"]>[0]>> = clientTextsOf(language);
  const text = fixed[property] ?? formatsOf(language).form(said[property] ?? "", MANY);
  return {
    name: nameOfPlace({ key: OWN_TEXTS, property }),
    ours: text,
    variables: [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))],
  };
}

/** Of a text with forms the one for many is shown: it names the number, which the others may leave out. */
const MANY = 5;

export type TextProblem =
  | { readonly kind: "long"; readonly most: number }
  | { readonly kind: "variables"; readonly names: readonly string[] };

/** What is wrong with a text at a place; null where nothing is. */
export function problemOf(name: PlaceName, text: string, language: Language): TextProblem | null {
  const place = placeNamed(name);
  if (place === null || text === "") return null;
  const isOwn = place.key === OWN_TEXTS || place.key === OFFER_KEY;
  const most = isNameKey(place.key) ? MAX_OF_NAME : isOwn ? MAX_OWN : MAX_OF_RULE;
  if (text.length > most) return { kind: "long", most };
  const known = place.key === OWN_TEXTS ? wordBox(place.property, language).variables : [];
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, one = ""]) => one).filter((one) => !known.includes(one));
  return names.length === 0 ? null : { kind: "variables", names: [...new Set(names)] };
}
