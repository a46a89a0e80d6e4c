import type { WrittenJson } from "../../db/rows/program.ts";
import type { Language } from "../../i18n/languages.ts";

/** Where a program's own texts stand, and what a form of one language changes of them. */

/** A text of one language: of a rule by its id, or of one of the two entries that are no rules. */
export interface TextPlace {
  readonly key: string;
  readonly property: string;
}

/** `rule-id.name`, as boxes are named: the first part has no dot. */
export type PlaceName = string;

const PLACE = /^(\$offer|\$widget|[A-Za-z0-9][\w-]{0,63})\.([A-Za-z0-9][\w-]{0,63})$/;
/** What customers call things for which the shop has keys of its own, which may be any text. */
const NAME_PLACE = /^(\$items|\$metadata|\$events)\.(.{1,200})$/su;

export function nameOfPlace({ key, property }: TextPlace): PlaceName {
  return `${key}.${property}`;
}

/** The place that a box is named after; null for what is named after none. */
export function placeNamed(name: PlaceName): TextPlace | null {
  const [, key, property] = PLACE.exec(name) ?? NAME_PLACE.exec(name) ?? [];
  return key === undefined || property === undefined ? null : { key, property };
}

/** The texts of one language, by the names of their places; what is no text is left out. */
export function textsOf(texts: WrittenJson, language: Language): Readonly<Record<PlaceName, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, languages]) =>
      entriesOf(ownOf(languages, language)).flatMap(([property, text]) =>
        typeof text === "string" ? [[nameOfPlace({ key, property }), text] as const] : [],
      ),
    ),
  );
}

/** What was typed, against what the page showed when it was opened. */
export interface TypedTexts {
  readonly typed: Readonly<Record<PlaceName, string>>;
  readonly base: Readonly<Record<PlaceName, string>>;
}

/** The places at which something else was typed than was shown, each with its text; empty takes the text away. */
export function changesOf({ typed, base }: TypedTexts): ReadonlyMap<PlaceName, string> {
  const changed = Object.entries(typed).filter(([name, text]) => {
    return placeNamed(name) !== null && text !== (base[name] ?? "");
  });
  return new Map(changed);
}

export interface MergedTexts {
  readonly texts: WrittenJson;
  /** The places at which someone else wrote something other meanwhile, with what they wrote. */
  readonly conflicts: ReadonlyMap<PlaceName, string>;
}

/**
 * The texts as they are now, with what was changed in one language. Texts of other places stay as others have left them.
 */
export function mergeTexts(now: WrittenJson, language: Language, changed: TypedTexts): MergedTexts {
  const present = textsOf(now, language);
  const conflicts = new Map<PlaceName, string>();
  let texts = now;
  for (const [name, text] of changesOf(changed)) {
    const [place, theirs] = [placeNamed(name), present[name] ?? ""];
    if (place === null) continue;
    if (theirs !== (changed.base[name] ?? "") && theirs !== text) conflicts.set(name, theirs);
    else texts = withText(texts, language, place, text);
  }
  return { texts, conflicts };
}

/** An entry in which nothing is left goes as well. */
function withText(texts: WrittenJson, language: Language, { key, property }: TextPlace, text: string): WrittenJson {
  const languages = ownOf(texts, key);
  const properties = put(ownOf(languages, language), property, text === "" ? null : text);
  const left = put(languages, language, isEmpty(properties) ? null : properties);
  return put(texts, key, isEmpty(left) ? null : left);
}

function put(all: WrittenJson, name: string, value: unknown): WrittenJson {
  if (value !== null) return { ...all, [name]: value };
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
}

function ownOf(value: unknown, name: string): WrittenJson {
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return Object.fromEntries(entriesOf(isThere ? Reflect.get(value, name) : null));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
