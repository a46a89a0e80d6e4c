import { isSameJson } from "./sameJson.ts";

/**
 * Two changes of one rules document as one. Changes of values at different paths go together. Adding, removing or
 * moving a member of a list changes what the places in it mean, so it goes with no change below that list. What
 * can't go together is a conflict, and a person decides.
 */

/** What two people changed in different ways; a value is `undefined` where there is, or was, none. */
export interface MergeConflict {
  readonly path: readonly string[];
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  /** Where there is a conflict, it has theirs: what is saved already. */
  readonly document: unknown;
  readonly conflicts: readonly MergeConflict[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Merges.
 *
 * @param base the document that both began with
 */
export function mergeRules(base: unknown, mine: unknown, theirs: unknown): Merged {
  return merged({ path: [], base, mine, theirs });
}

function merged(sides: MergeConflict): Merged {
  const { path, base, mine, theirs } = sides;
  if (isSameJson(base, mine) || isSameJson(mine, theirs)) return { document: theirs, conflicts: [] };
  if (isSameJson(base, theirs)) return { document: mine, conflicts: [] };
  if (isObject(base) && isObject(mine) && isObject(theirs) && keepsKind(base, mine, theirs)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    const inner = keys.map((key) => [key, merged(below(sides, key))] as const);
    const entries = inner.flatMap(([key, { document }]) => (document === undefined ? [] : [[key, document]]));
    return { document: Object.fromEntries(entries), conflicts: inner.flatMap(([, { conflicts }]) => conflicts) };
  }
  if (isList(base) && isList(mine) && isList(theirs) && keepsPlaces(base, mine) && keepsPlaces(base, theirs)) {
    const inner = base.map((_, index) => merged(below(sides, String(index))));
    return { document: inner.map(({ document }) => document), conflicts: inner.flatMap(({ conflicts }) => conflicts) };
  }
  return { document: theirs, conflicts: [{ path, base, mine, theirs }] };
}

function below({ path, base, mine, theirs }: MergeConflict, key: string): MergeConflict {
  return { path: [...path, key], base: at(base, key), mine: at(mine, key), theirs: at(theirs, key) };
}

function at(node: unknown, key: string): unknown {
  return typeof node === "object" && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}

/** A grant that becomes one of another kind, or an amount that becomes a share, is another thing as a whole. */
function keepsKind(...sides: readonly Json[]): boolean {
  const words = ["kind", "rateBps", "percentBps", "freeShipping", "per", "by", "field", "op", "any"];
  const kindOf = (side: Json) => {
    return words.map((word) => (typeof side[word] === "number" ? "number" : (JSON.stringify(side[word]) ?? "")));
  };
  const kinds = sides.map((side) =>
    kindOf(side)
      .map((word) => (word.startsWith("[") ? "list" : word))
      .join(),
  );
  return new Set(kinds).size === 1;
}

/** Whether the members are the same ones in the same places, however they changed. */
function keepsPlaces(base: readonly unknown[], changed: readonly unknown[]): boolean {
  if (base.length !== changed.length || !base.every(isObject)) return false;
  return changed.every((member, index) => {
    const before = base[index];
    if (isSameJson(member, before)) return true;
    const hasMoved = base.some((other, place) => place !== index && isSameJson(other, member));
    return !hasMoved && at(before, "id") === at(member, "id");
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
