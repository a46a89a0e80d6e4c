/**
 * What a rules document looks like as a form: a tree of groups, lists and boxes beside the schema. A page draws it, and
 * `applyForm.ts` reads what was typed. Nothing here knows HTML.
 */

export type Json = Readonly<Record<string, unknown>>;

/** What boxes are read and shown in. */
export interface FormSetting {
  /** Of the program: amounts are shown in its whole units. */
  readonly currency: string;
}

/** Why a typed text can't be read, as data; `src/i18n/dashboard/rulesForm` has the sentences. */
export const READING_PROBLEMS = {
  text_missing: [],
  not_whole: [],
  not_number: [],
  too_many_decimals: ["most"],
  number_too_long: [],
  not_a_time: [],
  list_unreadable: [],
  not_offered: [],
} as const satisfies Readonly<Record<string, readonly "most"[]>>;

export type ReadingProblem = keyof typeof READING_PROBLEMS;

/** What a text comes to; `undefined` leaves the property out. */
export type Reading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ReadingProblem; readonly most?: number };

/** How a box is drawn. */
export type BoxType = "text" | "whole" | "number" | "money" | "percent" | "choice" | "yesNo" | "list" | "date";

/** One box: how a value is shown as text, and what a text means. */
export interface Box {
  readonly type: BoxType;
  /** Of a choice, and of yes and no. */
  readonly choices?: readonly string[];
  /** Whether it may stay empty. */
  readonly mayBeEmpty: boolean;
  /** Whether it can show the value; what it can't is left to those who edit the document itself. */
  knows(value: unknown): boolean;
  show(value: unknown, setting: FormSetting): string;
  /** @param was the value before, for what a text alone does not tell */
  read(text: string, setting: FormSetting, was: unknown): Reading;
}

export interface BoxNode {
  readonly node: "box";
  readonly box: Box;
  /** Whether it is drawn only where something is wrong with it: the currency stands in the boxes of amounts. */
  readonly isQuiet?: true;
}

/** A second box of a property, or one that changes its whole group: the kind of a grant. */
export interface ExtraBox {
  readonly box: Box;
  /** The property that it writes; null writes the group. */
  readonly writes: string | null;
  /** Boxes of a higher rank are read later, on what those before have made. */
  readonly rank: number;
}

export interface GroupNode {
  readonly node: "group";
  readonly fields: Readonly<Record<string, FormNode>>;
  /** By the name that each has below the group's own. */
  readonly extras?: Readonly<Record<string, ExtraBox>>;
  /** What it is made of when something is written into it, or when it is added. */
  readonly start: (setting: FormSetting, parent: Json) => Json;
  /** Whether a document may do without it, and a button adds and removes it. */
  readonly isOptional?: true;
  /** Whether it goes when nothing is left in it. */
  readonly isPruned?: true;
}

export interface ListNode {
  readonly node: "list";
  readonly member: FormNode;
  readonly least: number;
  readonly most: number;
  /** What may be added, by the name of the button. */
  readonly starts: Readonly<Record<string, (setting: FormSetting, members: readonly unknown[]) => unknown>>;
  /** Whether members are named by their id and not by their place. */
  readonly isById?: true;
}

/** What it is depends on the value: on the kind of a grant, on the field of a condition. */
export interface VariantNode {
  readonly node: "variant";
  readonly of: (value: unknown, setting: FormSetting) => GroupNode;
}

export type FormNode = BoxNode | GroupNode | ListNode | VariantNode;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A node of one box. */
export function boxOf(box: Box): BoxNode {
  return { node: "box", box };
}
