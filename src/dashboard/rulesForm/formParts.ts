import { documentNode, WITHOUT_BOX } from "./documentForm.ts";
import type { Box, BoxNode, ExtraBox, FormNode, FormSetting, GroupNode, Json, ListNode } from "./formNode.ts";
import { isObject } from "./formNode.ts";

/** A document laid out as its form: what a page draws, part by part. */

export type Path = readonly string[];

export type FormPart = Control | Group | List | Unknown;

/** A box with what it shows. */
export interface Control {
  readonly part: "control";
  /** The name of the input: the path with rules by id, and a word of its own where it is a second box. */
  readonly name: string;
  /** What the box is called in its group. */
  readonly key: string;
  readonly text: string;
  readonly box: Box;
  readonly isQuiet: boolean;
  /** What it writes, by the path in the document. */
  readonly writes: Path;
  readonly value: unknown;
  readonly rank: number;
  /** Groups that are not there yet and that writing makes, the outermost first. */
  readonly makes: readonly { readonly at: Path; readonly start: Json }[];
  /** The group that goes when nothing is left in it. */
  readonly prunes: Path | null;
}

export interface Group {
  readonly part: "group";
  readonly name: string;
  readonly key: string;
  readonly at: Path;
  readonly isOptional: boolean;
  /** Absent, it has no parts and can be added. */
  readonly isThere: boolean;
  readonly start: Json;
  /** As of a control. */
  readonly makes: Control["makes"];
  readonly parts: readonly FormPart[];
}

export interface List {
  readonly part: "list";
  readonly name: string;
  readonly key: string;
  readonly at: Path;
  readonly members: readonly FormPart[];
  readonly least: number;
  /** What can be added, by the name of its button, where there is room. */
  readonly adds: Readonly<Record<string, unknown>>;
}

/** What the document has and the form does not know: it stays as it is, and can be changed in the document itself. */
export interface Unknown {
  readonly part: "unknown";
  readonly name: string;
  readonly key: string;
}

/** Lays a document out. */
export function formOf(document: Json, setting: FormSetting): Group {
  const place: Place = { names: [], at: [], makes: [], prunes: null, parent: {} };
  const root = documentNode(setting);
  return groupPart(root, document, place, setting, WITHOUT_BOX);
}

/** Every control below a part, in the order of the page. */
export function controlsOf(part: FormPart): Control[] {
  switch (part.part) {
    case "control":
      return [part];
    case "group":
      return part.parts.flatMap(controlsOf);
    case "list":
      return part.members.flatMap(controlsOf);
    case "unknown":
      return [];
  }
}

/** A part and all below it. */
export function partsOf(part: FormPart): FormPart[] {
  if (part.part === "group") return [part, ...part.parts.flatMap(partsOf)];
  return part.part === "list" ? [part, ...part.members.flatMap(partsOf)] : [part];
}

/**
 * The names of the members of a list: a rule's is its id, where no rule before has it and it is one; else its place.
 *
 * @param isById whether members have ids
 */
export function memberNames(members: readonly unknown[], isById: boolean): string[] {
  const taken = new Set<string>();
  return members.map((member, index) => {
    const id = isById && isObject(member) && typeof member.id === "string" ? member.id : "";
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(id) || taken.has(id)) return isById ? `~${index}` : String(index);
    taken.add(id);
    return id;
  });
}

interface Place {
  readonly names: Path;
  readonly at: Path;
  readonly makes: Control["makes"];
  readonly prunes: Path | null;
  readonly parent: Json;
}

function keyOf({ names }: Place): string {
  return names.at(-1) ?? "";
}

function partOf(node: FormNode, value: unknown, place: Place, setting: FormSetting): FormPart {
  const known = node.node === "variant" ? node.of(value, setting) : node;
  switch (known.node) {
    case "box":
      return boxPart(known, value, place, setting);
    case "list":
      return listPart(known, value, place, setting);
    case "group":
      if (value !== undefined && value !== null && !isObject(value) && !isPair(known, value)) return unknown(place);
      return groupPart(known, value, place, setting);
  }
}

/** The two ends of a span are a list whose members have boxes of their own. */
function isPair({ fields }: GroupNode, value: unknown): boolean {
  return Array.isArray(value) && Object.keys(fields).join() === Object.keys(value).join();
}

function unknown(place: Place): Unknown {
  return { part: "unknown", name: place.names.join("."), key: keyOf(place) };
}

function boxPart({ box, isQuiet }: BoxNode, value: unknown, place: Place, setting: FormSetting): FormPart {
  if (!box.knows(value)) return unknown(place);
  return control(box, { value, rank: 1, isQuiet: isQuiet === true }, { ...place, writes: place.at }, setting);
}

function control(
  box: Box,
  shown: Pick<Control, "value" | "rank" | "isQuiet">,
  { names, makes, prunes, writes }: Pick<Place, "names" | "makes" | "prunes"> & Pick<Control, "writes">,
  setting: FormSetting,
): Control {
  const text = box.show(shown.value, setting);
  return {
    part: "control",
    name: names.join("."),
    key: names.at(-1) ?? "",
    text,
    box,
    ...shown,
    writes,
    makes,
    prunes,
  };
}

function listPart(node: ListNode, value: unknown, place: Place, setting: FormSetting): FormPart {
  if (value !== undefined && value !== null && !Array.isArray(value)) return unknown(place);
  const members: readonly unknown[] = value ?? [];
  const names = memberNames(members, node.isById === true);
  const parts = members.map((member, index) => {
    const at = [...place.at, String(index)];
    return partOf(node.member, member, { ...place, names: [...place.names, names[index] ?? ""], at }, setting);
  });
  const { least, most, starts } = node;
  const adds = Object.entries(starts).map(([name, start]) => [name, start(setting, members)] as const);
  return {
    part: "list",
    name: place.names.join("."),
    key: keyOf(place),
    at: place.at,
    members: parts,
    least,
    adds: members.length < most ? Object.fromEntries(adds) : {},
  };
}

function groupPart(
  node: GroupNode,
  value: unknown,
  place: Place,
  setting: FormSetting,
  known: readonly string[] = [],
): Group {
  const isThere = value !== undefined && value !== null;
  const isOptional = node.isOptional === true;
  const start = node.start(setting, place.parent);
  const own: Json = isThere ? (value as Json) : {};
  const makes = isThere ? place.makes : [...place.makes, { at: place.at, start }];
  const inside = { at: place.at, makes, prunes: node.isPruned ? place.at : null, parent: own };
  const group = {
    name: place.names.join("."),
    key: keyOf(place),
    at: place.at,
    isOptional,
    isThere,
    start,
    makes: place.makes,
  };
  if (isOptional && !isThere) return { part: "group", ...group, parts: [] };
  const extras = Object.entries(node.extras ?? {}).map(([name, extra]) => {
    return extraPart(extra, own, { ...inside, names: [...place.names, name] }, setting);
  });
  const fields = Object.entries(node.fields).map(([name, field]) => {
    return partOf(field, own[name], { ...inside, names: [...place.names, name], at: [...place.at, name] }, setting);
  });
  const seen = [...known, ...Object.keys(node.fields), ...Object.keys(node.extras ?? {})];
  const others = Object.keys(own).filter((name) => !seen.includes(name));
  const unknowns = others.map((name) => unknown({ ...place, names: [...place.names, name] }));
  return { part: "group", ...group, parts: [...extras, ...fields, ...unknowns] };
}

function extraPart({ box, writes, rank }: ExtraBox, own: Json, place: Place, setting: FormSetting): FormPart {
  const value = writes === null ? own : own[writes];
  if (!box.knows(value)) return unknown(place);
  const at = writes === null ? place.at : [...place.at, writes];
  return control(box, { value, rank, isQuiet: false }, { ...place, writes: at }, setting);
}
