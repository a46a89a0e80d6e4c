import { html, raw } from "hono/html";
import type { WrittenRule } from "../../domain/rulesSchema.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { EDITOR_TEXTS } from "../../i18n/dashboard/rulesForm/editor.ts";
import { LIST_TEXTS } from "../../i18n/dashboard/rulesForm/labels.ts";
import type { Attributes } from "../parts/attributes.ts";
import { attributes } from "../parts/attributes.ts";
import { badge } from "../parts/badge.ts";
import { button } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { drawnIcons } from "../parts/icon.ts";
import type { Drawing } from "./drawControl.ts";
import { drawControl } from "./drawControl.ts";
import type { FormPart, Group, List } from "./formParts.ts";
import { controlsOf } from "./formParts.ts";
import { ruleTitle } from "./liveWords.ts";
import type { Folding } from "./openMembers.ts";

/** The form of rules as a page shows it: one card a reward, and one for each other part of the document. */

/** What buttons of the form's structure are called when they are posted. */
export const OPERATION = "$op";

type ListName = keyof typeof LIST_TEXTS;

/** The id of a part's element, to which a button leads back. */
export function anchorOf(name: string): string {
  return `part-${name.replaceAll(/[^\w-]+/g, "-")}`;
}

/**
 * What lets the buttons of a form change the page in place, where there is a script: what is open stays so, and so does
 * the focus. The form says it once for all of them.
 */
export const LIVE_STRUCTURE: Attributes = {
  "hx-target:inherited": "#editing",
  "hx-select:inherited": "#editing",
  "hx-swap:inherited": "outerMorph",
};
/** The page's own address, from wherever it was led to. */
const HERE = "edit";

/** A button that sends the whole form, and with a script is answered in place. */
export function operationAttributes(value: string, anchor: string): Attributes {
  const sent = { name: OPERATION, value, "hx-post": HERE };
  return { type: null, ...sent, formaction: `${HERE}#${anchor}` };
}

/** A page has dozens of these buttons. */
const ICONS = ["plus", "x", "chevrons-up-down"] as const;

interface OperationLook {
  readonly label: string;
  readonly icon: (typeof ICONS)[number];
}

function operation(look: OperationLook, value: string, anchor: string): Markup {
  return button({ ...look, look: "quiet", isDrawn: true }, operationAttributes(value, anchor));
}

export interface FormDrawing extends Drawing {
  /** The rules by their names in the form, as far as they can be told. */
  readonly rules: ReadonlyMap<string, WrittenRule>;
  /** The cards that show their boxes, by their names in the form; null where all do. */
  readonly open: ReadonlySet<string> | null;
  /** The members of lists that can be opened and closed. */
  readonly folding: Folding;
}

/** Every part of the form, in cards. */
export function drawForm(form: Group, drawing: FormDrawing): Markup {
  const parts = new Map(form.parts.map((part) => [part.key, part]));
  const rewards = parts.get("rewards");
  const others = [...parts].filter(([key]) => key !== "rewards");
  const rules = rewards?.part === "list" ? rewards.members.map((rule, at) => ruleCard(rewards, rule, at, drawing)) : "";
  const add = rewards?.part === "list" ? html`<p id="${anchorOf("rewards")}">${addButtons(rewards, drawing)}</p>` : "";
  return html`${drawnIcons(ICONS)}<div class="stack">${rules}${add}${others.map(([, part]) => {
    const body = html`<div class="stack">${inside(part, drawing)}</div>`;
    return formCard(part, nameOf(part, drawing), { body, action: html`` }, drawing);
  })}</div>`;
}

/** A card that is open, or the line to which it is closed. */
function formCard(
  part: FormPart,
  title: string | Markup,
  { body, action }: { readonly body: Markup; readonly action: Markup },
  drawing: FormDrawing,
): Markup {
  const id = anchorOf(part.name);
  if (drawing.open === null || part.part === "unknown") return card({ title, body, action, id });
  const isOpen = drawing.open.has(part.name);
  // The button has the card's id: the page is changed around it, and the focus stays in it.
  const sent = operationAttributes(`${isOpen ? "close" : "open"}:${part.name}`, id);
  const opener = html`<button${attributes({ ...sent, id, "aria-expanded": String(isOpen) })}>${title}</button>`;
  if (isOpen) return card({ title: opener, body, action });
  const wrong = hasSomethingWrong(part, drawing) ? badge(drawing.words.say(EDITOR_TEXTS.to_mend), "bad") : html``;
  return card({ title: opener, action: wrong, body: html``, isFolded: true });
}

/** A reward: what it is in words, then what it is made of; what is rarely changed is folded. */
function ruleCard(list: List, rule: FormPart, at: number, drawing: FormDrawing): Markup {
  const { words } = drawing;
  const written = drawing.rules.get(rule.name);
  const title =
    written === undefined
      ? `${words.say(LIST_TEXTS.rewards)} ${at + 1}`
      : ruleTitle(rule.name, written, words, drawing.currency);
  if (rule.part !== "group") return formCard(rule, title, { body: unknownPart(drawing), action: html`` }, drawing);
  const folded = ["limits", "holdDays", "onRefund", "group", "id"];
  const isFolded = ({ key }: FormPart) => folded.includes(key);
  const open = rule.parts.filter((part) => !isFolded(part));
  const hasProblem = rule.parts.filter(isFolded).some((part) => hasSomethingWrong(part, drawing));
  const more = html`<details id="${anchorOf(`${rule.name}.more`)}"${attributes({ open: hasProblem })}><summary>${words.say(LIST_TEXTS.more)}</summary><div class="stack">${drawParts(rule.parts.filter(isFolded), drawing)}</div></details>`;
  const body = html`<div class="stack">${drawParts(open, drawing)}${more}</div>`;
  return formCard(rule, title, { body, action: memberButtons(list, rule, at, drawing) }, drawing);
}

function hasSomethingWrong(part: FormPart, { placed }: Drawing): boolean {
  const names = [...placed.problems.keys(), ...placed.unread.keys()];
  return names.some((name) => name === part.name || name.startsWith(`${part.name}.`));
}

/** Boxes that follow each other share a row, and so do the buttons of what is not there yet. */
function drawParts(parts: readonly FormPart[], drawing: FormDrawing): Markup {
  const rows: Markup[] = [];
  let fields: (Markup | "")[] = [];
  let adds: Markup[] = [];
  const flush = () => {
    if (fields.some((field) => field !== "")) rows.push(html`<div class="fields">${fields}</div>`);
    if (adds.length > 0) rows.push(html`<div class="buttons">${adds}</div>`);
    [fields, adds] = [[], []];
  };
  for (const part of parts.flatMap(unnested)) {
    if (part.part === "control") {
      if (adds.length > 0) flush();
      fields.push(drawControl(part, drawing));
    } else if (isAbsent(part)) {
      adds.push(html`<span id="${anchorOf(part.name)}">${addFirst(part, drawing)}</span>`);
    } else {
      flush();
      rows.push(section(part, drawing));
    }
  }
  flush();
  return html`${rows}`;
}

/** A group without a name of its own is only its boxes: a trigger, a grant. */
function unnested(part: FormPart): readonly FormPart[] {
  const isNamed = part.part !== "group" || part.isOptional || Object.hasOwn(LIST_TEXTS, part.key);
  return isNamed ? [part] : part.parts.flatMap(unnested);
}

function isAbsent(part: FormPart): part is Group | List {
  if (part.part === "list") return part.members.length === 0;
  return part.part === "group" && part.isOptional && !part.isThere;
}

/** One button that says what comes. */
function addFirst(part: Group | List, drawing: FormDrawing): Markup {
  const label = nameOf(part, drawing);
  const verb = part.part === "group" ? "add" : "add.one";
  return operation({ label, icon: "plus" }, `${verb}:${part.name}`, anchorOf(part.name));
}

function nameOf({ key }: FormPart, { words }: Drawing): string {
  return Object.hasOwn(LIST_TEXTS, key) ? words.say(LIST_TEXTS[key as ListName]) : key;
}

/** A part under a name of its own. */
function section(part: FormPart, drawing: FormDrawing): Markup {
  if (part.part === "unknown") return unknownPart(drawing);
  const title = nameOf(part, drawing);
  const body = inside(part, drawing);
  return html`<fieldset id="${anchorOf(part.name)}"><legend>${title}</legend><div class="stack">${body}</div></fieldset>`;
}

function inside(part: FormPart, drawing: FormDrawing): Markup {
  const { words } = drawing;
  const warning = drawing.warnings.get(part.name);
  const note = warning === undefined || part.part === "control" ? "" : html`<p class="hint">${warning}</p>`;
  if (part.part === "list") {
    const members = part.members.map((member, at) => memberOf(part, member, at, drawing));
    return html`${note}${members}<p>${addButtons(part, drawing)}</p>`;
  }
  if (part.part === "group") {
    if (!part.isOptional) return html`${note}${drawParts(part.parts, drawing)}`;
    const [verb, name, icon] = part.isThere
      ? (["remove", LIST_TEXTS.remove, "x"] as const)
      : (["add", LIST_TEXTS.add, "plus"] as const);
    const anchor = anchorOf(part.name);
    const toggle = operation({ label: words.say(name), icon }, `${verb}:${part.name}`, anchor);
    return html`${note}${drawParts(part.parts, drawing)}<p>${toggle}</p>`;
  }
  return part.part === "unknown" ? unknownPart(drawing) : html`${drawControl(part, drawing)}`;
}

function memberOf(list: List, member: FormPart, at: number, drawing: FormDrawing): Markup {
  const isOpen = drawing.folding.get(member.name);
  const opener = isOpen === undefined ? "" : memberOpener(member, isOpen, drawing);
  if (isOpen === false) return html`<div class="member">${opener}</div>`;
  const parts = member.part === "group" ? drawParts(member.parts, drawing) : inside(member, drawing);
  const warning = drawing.warnings.get(member.name);
  const note = warning === undefined ? raw("") : html`<p class="hint">${warning}</p>`;
  // The button of a member that can be closed has its id.
  const id = isOpen === undefined ? anchorOf(member.name) : null;
  return html`<div class="member"${attributes({ id })}>${opener}${parts}${note}${memberButtons(list, member, at, drawing)}</div>`;
}

/** What a member holds, in a line that opens and closes it. */
function memberOpener(member: FormPart, isOpen: boolean, drawing: FormDrawing): Markup {
  const id = anchorOf(member.name);
  const sent = operationAttributes(`${isOpen ? "close" : "open"}:${member.name}`, id);
  const wrong =
    !isOpen && hasSomethingWrong(member, drawing) ? badge(drawing.words.say(EDITOR_TEXTS.to_mend), "bad") : "";
  return html`<h3><button${attributes({ ...sent, id, "aria-expanded": String(isOpen) })}>${inShort(member, drawing)}</button></h3>${wrong}`;
}

/** So many boxes tell what a member is. */
const TELLING = 4;

/** What stands in the first boxes of a member. */
function inShort(member: FormPart, { words, currency }: Drawing): string {
  const boxes = controlsOf(member).filter(({ isQuiet, text }) => !isQuiet && text !== "");
  const told = boxes.slice(0, TELLING).map((control) => {
    const { box, key, text } = control;
    if (box.type === "choice" || box.type === "yesNo") return words.choice(control, text);
    const value = box.type === "money" ? `${text} ${currency}` : box.type === "percent" ? `${text} %` : text;
    return key === "value" ? value : `${words.label(control)} ${value}`;
  });
  return told.join(" · ");
}

/** Conditions and limits hold together in any order; the order of all else means something. */
const ORDERED = ["rewards", "steps", "options"];

function memberButtons(list: List, member: FormPart, at: number, drawing: FormDrawing): Markup {
  const { words } = drawing;
  const one = (verb: "remove" | "up" | "down", icon: OperationLook["icon"], anchor: string) =>
    operation({ label: words.say(LIST_TEXTS[verb]), icon }, `${verb}:${member.name}`, anchor);
  const moves = ORDERED.includes(list.key);
  const up = moves && at > 0 ? one("up", "chevrons-up-down", anchorOf(member.name)) : "";
  const remove = list.members.length > list.least ? one("remove", "x", anchorOf(list.name)) : "";
  return html`<div class="buttons">${up}${remove}</div>`;
}

const ADDS: Readonly<Record<string, ListName>> = {
  rewards: "add_rewards",
  steps: "add_steps",
  limits: "add_limits",
  options: "add_options",
};

function addButtons({ key, name, adds, members }: List, drawing: FormDrawing): Markup {
  const { words } = drawing;
  const buttons = Object.keys(adds).map((add) => {
    const label = words.say(LIST_TEXTS[add === "any" ? "add_any" : (ADDS[key] ?? "add_condition")]);
    const anchor = anchorOf(key === "rewards" ? name : `${name}.${members.length}`);
    return operation({ label, icon: "plus" }, `add.${add}:${name}`, anchor);
  });
  return html`${buttons}`;
}

function unknownPart({ words }: Drawing): Markup {
  return html`<p class="hint">${words.say(EDITOR_TEXTS.unknown)} <a class="link" href="?tab=json">${words.say(EDITOR_TEXTS.document)}</a></p>`;
}
