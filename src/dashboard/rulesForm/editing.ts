import { parseRules } from "../../domain/parseRules.ts";
import type { RulesProblem } from "../../domain/rulesProblems.ts";
import type { WrittenRules } from "../../domain/rulesSchema.ts";
import { rulesDocument } from "../../domain/rulesSchema.ts";
import type { KnownHistory } from "../../domain/rulesWarnings.ts";
import { rulesWarnings } from "../../domain/rulesWarnings.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import type { Unread } from "./applyForm.ts";
import { applyForm } from "./applyForm.ts";
import type { FormSetting, Json } from "./formNode.ts";
import { isObject } from "./formNode.ts";
import type { FormPart, Group } from "./formParts.ts";
import { formOf, partsOf } from "./formParts.ts";
import type { FormWords } from "./formWords.ts";
import { cardInHand } from "./openCards.ts";
import { memberInHand } from "./openMembers.ts";
import { operate } from "./operations.ts";
import type { Placed } from "./placeProblems.ts";
import { placeProblems } from "./placeProblems.ts";

/** What a person has in hand while they edit: nothing of it is stored before it is saved. */
export interface Edited {
  /** The draft that they began with, and its version. */
  readonly base: Json;
  readonly baseVersion: number;
  /** As it is by now. */
  readonly document: Json;
  readonly unread: readonly Unread[];
  /** The document as text that is no JSON; null where it is. */
  readonly brokenText: string | null;
  /** The card to show where not all can be, by its name in the form; null for none. */
  readonly card: string | null;
  /** The member of a list to show where not all of its card can be; null for none. */
  readonly member: string | null;
}

/** Names of the form that are no controls. */
export const CARRIED = { base: "$base", version: "$version", document: "$document", json: "$json" } as const;

/**
 * What the form carries of the draft that an edit began with: a rule that is still the same is only where it is in the
 * document, which the form carries besides.
 */
export function carriedBase({ base, document }: Pick<Edited, "base" | "document">): Json {
  const { rewards } = base;
  const now: readonly unknown[] = Array.isArray(document.rewards) ? document.rewards : [];
  if (!Array.isArray(rewards)) return base;
  const at = rewards.map((rule: unknown) => now.findIndex((other) => isObject(rule) && isSameJson(rule, other)));
  return { ...base, rewards: rewards.map((rule: unknown, index) => (at[index] === -1 ? rule : at[index])) };
}

/** The draft again; null where the document has no such rule. */
function wholeBase(carried: Json, document: Json): Json | null {
  const { rewards } = carried;
  const now: readonly unknown[] = Array.isArray(document.rewards) ? document.rewards : [];
  if (!Array.isArray(rewards)) return carried;
  const whole = rewards.map((rule: unknown) => (typeof rule === "number" ? now[rule] : rule));
  return whole.every(isObject) ? { ...carried, rewards: whole } : null;
}

/** The edit of someone who has just come. */
export function beginEditing(draft: Json, draftVersion: number): Edited {
  return {
    base: draft,
    baseVersion: draftVersion,
    document: draft,
    unread: [],
    brokenText: null,
    card: null,
    member: null,
  };
}

/**
 * What a posted form makes of an edit; null where it does not carry one.
 *
 * @param operation what a button of the form says, which is done after the boxes were read
 */
export function continueEditing(
  fields: Readonly<Record<string, string>>,
  operation: string,
  setting: FormSetting,
): Edited | null {
  const begun = jsonIn(fields[CARRIED.base]);
  const version = Number(fields[CARRIED.version]);
  // What is as it was is not carried twice.
  const carried = fields[CARRIED.document];
  const document = carried === undefined ? begun : jsonIn(carried);
  const base = begun === null || document === null ? null : wholeBase(begun, document);
  if (base === null || document === null || !Number.isSafeInteger(version)) return null;
  const began = { base, baseVersion: version, card: null, member: null };
  const text = fields[CARRIED.json];
  if (text !== undefined) {
    const written = jsonIn(text);
    return written === null
      ? { ...began, document: base, unread: [], brokenText: text }
      : { ...began, document: written, unread: [], brokenText: null };
  }
  const posted = new Map(Object.entries(fields));
  const applied = applyForm(document, posted, setting);
  const operated = operate(applied.document, operation, applied.unread, setting);
  const steps = { before: document, typed: applied.document, operated: operated.document };
  const card = cardInHand(Object.keys(fields), operation, steps);
  const forms = { before: formOf(document, setting), after: formOf(operated.document, setting) };
  const member = memberInHand(posted, operation, forms, card);
  return { ...began, document: operated.document, unread: operated.unread, brokenText: null, card, member };
}

function jsonIn(text: string | undefined): Json | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A document as its form, with everything that is to be said of it. */
export interface Looked {
  readonly form: Group;
  readonly problems: readonly RulesProblem[];
  readonly placed: Placed;
  readonly warnings: ReadonlyMap<string, string>;
  /** Null where it has problems. */
  readonly written: WrittenRules | null;
}

/** Looks a document through. */
export function lookThrough(
  { document, unread }: Pick<Edited, "document" | "unread">,
  { currency }: FormSetting,
  words: FormWords,
  history: KnownHistory,
): Looked {
  const form = formOf(document, { currency });
  const parsed = parseRules(document, currency);
  const problems = parsed.ok ? [] : parsed.problems;
  const written = parsed.ok ? writtenIn(document) : null;
  const parts = partsOf(form);
  const told = written === null ? [] : rulesWarnings(written, history);
  const warnings = told.map((warning): [string, string] => {
    return [nearestPart(parts, warning.path)?.name ?? warning.path, words.warning(warning)];
  });
  return { form, problems, placed: placeProblems(form, problems, unread), warnings: new Map(warnings), written };
}

/** Rules as they are written, where they have their shape. */
export function writtenIn(document: Json): WrittenRules | null {
  const shape = rulesDocument.safeParse(document);
  return shape.success ? shape.data : null;
}

/** A warning about a grant is told at the step that gives it. */
function nearestPart(parts: readonly FormPart[], path: string): FormPart | null {
  const whereOf = (part: FormPart) => {
    if (part.part === "unknown") return "";
    return (part.part === "control" ? part.writes : part.at).join(".");
  };
  const isShown = (part: FormPart) => part.part !== "group" || part.isOptional || /\.\d+$/.test(whereOf(part));
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const found = parts.find((part) => isShown(part) && whereOf(part) === at);
    if (found !== undefined) return found;
  }
  return null;
}
