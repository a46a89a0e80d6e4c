import type { FormSetting, Json, ReadingProblem } from "./formNode.ts";
import { isObject } from "./formNode.ts";
import type { Control, Path } from "./formParts.ts";
import { controlsOf, formOf } from "./formParts.ts";

/**
 * What people typed, as a document. A form is a list of patches: a control writes its one path, and only where its text
 * differs from what the document shows there. So whatever has no control, and all that was not touched, stays.
 */

/** A text that can't be read: the page shows it again, and the document keeps what it had. */
export interface Unread {
  readonly writes: Path;
  /** Of the control. */
  readonly key: string;
  readonly text: string;
  readonly problem: ReadingProblem;
  readonly most?: number;
}

export interface Applied {
  readonly document: Json;
  readonly unread: readonly Unread[];
}

/** The document with what was typed; `typed` is by the names of controls, and other names in it are no one's. */
export function applyForm(document: Json, typed: ReadonlyMap<string, string>, setting: FormSetting): Applied {
  const changed = controlsOf(formOf(document, setting))
    .filter(({ name, text }) => {
      const given = typed.get(name);
      return given !== undefined && !isSameText(given, text);
    })
    // What changes a whole comes after what changes its parts, and the inner before the outer.
    .toSorted((a, b) => a.rank - b.rank || b.writes.length - a.writes.length);
  let next: unknown = document;
  const unread: Unread[] = [];
  for (const control of changed) {
    const given = typed.get(control.name) ?? "";
    const read = control.box.read(given.trim(), setting, valueAt(next, control.writes));
    if (read.ok) {
      next = written(next, control, read.value);
    } else {
      const { problem, most } = read;
      const said = most === undefined ? { problem } : { problem, most };
      unread.push({ writes: control.writes, key: control.key, text: given, ...said });
    }
  }
  return { document: next as Json, unread };
}

/** A browser sends no line breaks of a line, and no half of a pair of surrogates. */
function isSameText(typed: string, shown: string): boolean {
  return plain(typed) === plain(shown);
}

function plain(text: string): string {
  return text.replaceAll(/[\r\n]/g, "").toWellFormed();
}

function written(document: unknown, { writes, makes, prunes }: Control, value: unknown): unknown {
  // What leaves out a property of a group that is not there changes nothing.
  if (value === undefined && valueAt(document, writes) === undefined) return document;
  const next = put(withGroups(document, makes), writes, value);
  const left = prunes === null ? null : valueAt(next, prunes);
  return prunes !== null && isObject(left) && Object.keys(left).length === 0 ? put(next, prunes, undefined) : next;
}

/** The document with groups that are not there yet. */
export function withGroups(document: unknown, makes: Control["makes"]): unknown {
  return makes.reduce((inner, { at, start }) => {
    const there = valueAt(inner, at);
    return there === undefined || there === null ? put(inner, at, start) : inner;
  }, document);
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(node: unknown, path: Path): unknown {
  return path.reduce((inner: unknown, key) => {
    return typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
      ? Reflect.get(inner, key)
      : undefined;
  }, node);
}

/** A copy with another value at a path; `undefined` takes the property away. */
export function put(node: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const members: readonly unknown[] = node;
    return members.map((member, index) => (String(index) === key ? put(member, rest, value) : member));
  }
  const own = isObject(node) ? node : {};
  const inner = put(own[key], rest, value);
  // Entries and no assignment: a property of any name is only a property.
  const entries = Object.entries(own).filter(([name]) => inner !== undefined || name !== key);
  const next = entries.map(([name, was]): [string, unknown] => [name, name === key ? inner : was]);
  const isNew = inner !== undefined && !Object.hasOwn(own, key);
  return Object.fromEntries(isNew ? [...next, [key, inner]] : next);
}
