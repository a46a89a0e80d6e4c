import type { Unread } from "./applyForm.ts";
import { put, valueAt, withGroups } from "./applyForm.ts";
import type { FormSetting, Json } from "./formNode.ts";
import type { FormPart, Group, List, Path } from "./formParts.ts";
import { formOf, partsOf } from "./formParts.ts";

/**
 * What the buttons of a form do to its structure. A button says it in one word, so that it works without a script:
 * `add.one:rewards`, `add:budget`, `remove:rewards.cash.limits.0`, `up:rewards.cash`, `down:rewards.cash`.
 */

export interface Operated {
  readonly document: Json;
  /** Texts that wait to be mended, at the place where their box is now. */
  readonly unread: readonly Unread[];
  /** The part that is new or has moved, which the page leads to; null where it went. */
  readonly at: Path | null;
}

const OPERATION = /^(add|add\.[a-z]+|remove|up|down):(.+)$/;

/**
 * Does what a button says; what names no button of the form changes nothing.
 *
 * @param unread texts of the form that can't be read, which move with their place
 */
export function operate(document: Json, operation: string, unread: readonly Unread[], setting: FormSetting): Operated {
  const [, verb = "", name = ""] = OPERATION.exec(operation) ?? [];
  const parts = partsOf(formOf(document, setting));
  const found = parts.find((part) => part.part !== "control" && part.part !== "unknown" && part.name === name);
  const unchanged = { document, unread, at: null };
  if (found?.part === "group" && found.isOptional) return ofGroup(document, verb, found, unread) ?? unchanged;
  if (found?.part === "list" && verb.startsWith("add."))
    return added(document, found, verb.slice(4), unread) ?? unchanged;
  const list = parts.find((part) => part.part === "list" && part.members.some((member) => member.name === name));
  if (list?.part !== "list") return unchanged;
  return ofMember(document, verb, list, indexOf(list, name), unread) ?? unchanged;
}

function indexOf({ members }: List, name: string): number {
  return members.findIndex((member: FormPart) => member.name === name);
}

function ofGroup(document: Json, verb: string, group: Group, unread: readonly Unread[]): Operated | null {
  if (verb === "add" && !group.isThere) {
    const parents = withGroups(document, group.makes);
    return { document: put(parents, group.at, group.start) as Json, unread, at: group.at };
  }
  if (verb !== "remove" || !group.isThere) return null;
  const left = unread.filter(({ writes }) => !isBelow(writes, group.at));
  return { document: put(document, group.at, undefined) as Json, unread: left, at: null };
}

function added(document: Json, { at, adds, members }: List, what: string, unread: readonly Unread[]): Operated | null {
  if (!Object.hasOwn(adds, what)) return null;
  const next = [...listAt(document, at), adds[what]];
  return { document: put(document, at, next) as Json, unread, at: [...at, String(members.length)] };
}

function ofMember(
  document: Json,
  verb: string,
  { at, least, members }: List,
  index: number,
  unread: readonly Unread[],
): Operated | null {
  const list = listAt(document, at);
  const last = list.length - 1;
  const moved = (to: (place: number) => number | null, order: readonly unknown[], place: number | null): Operated => ({
    document: put(document, at, order) as Json,
    unread: unread.flatMap((text) => movedText(text, at, to)),
    at: place === null ? null : [...at, String(place)],
  });
  if (verb === "remove" && members.length > least) {
    const to = (place: number) => (place === index ? null : place > index ? place - 1 : place);
    return moved(to, list.toSpliced(index, 1), null);
  }
  const target = verb === "up" ? index - 1 : verb === "down" ? index + 1 : -1;
  if (target < 0 || target > last) return null;
  const to = (place: number) => (place === index ? target : place === target ? index : place);
  return moved(to, list.toSpliced(index, 1).toSpliced(target, 0, list[index]), target);
}

function listAt(document: Json, at: Path): readonly unknown[] {
  const list = valueAt(document, at);
  return Array.isArray(list) ? list : [];
}

function isBelow(path: Path, at: Path): boolean {
  return at.every((key, index) => path[index] === key);
}

function movedText(text: Unread, at: Path, to: (place: number) => number | null): Unread[] {
  if (!isBelow(text.writes, at)) return [text];
  const place = to(Number(text.writes[at.length]));
  return place === null ? [] : [{ ...text, writes: text.writes.with(at.length, String(place)) }];
}
