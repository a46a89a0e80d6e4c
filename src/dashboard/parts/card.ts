import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import type { Tone } from "./badge.ts";
import { icon } from "./icon.ts";

export interface Card {
  readonly title: string | Markup;
  /** A link or a button at the end of the title's line. */
  readonly action?: Markup;
  readonly body: Markup;
  /** The body reaches the card's edges, as a table does. */
  readonly isFlush?: boolean;
  readonly id?: string;
  /** It is its title alone, which opens it. */
  readonly isFolded?: boolean;
}

/** A part of a page under a heading of its own; never one inside of another. */
export function card({ title, action, body, isFlush = false, id, isFolded = false }: Card): Markup {
  const name = id === undefined ? raw("") : html` id="${id}"`;
  return html`<section class="card${isFlush ? " flush" : ""}${isFolded ? " folded" : ""}"${name}><header><h2>${title}</h2>${action ?? ""}</header>${body}</section>`;
}

/** What changed since the period before. */
export interface Change {
  /** Such as "+12%"; "new" where there was nothing before. */
  readonly text: string;
  readonly way: "up" | "down" | "same";
  /** A rising cost is `notice`, never `bad`; what did not change is `plain`. */
  readonly tone: Tone;
}

/** A figure by itself. */
export interface Figure {
  readonly label: string;
  /** As the language writes it; null where it can't be known. */
  readonly value: string | null;
  /** Why the figure is not known, in words: a dash alone explains nothing. */
  readonly missing?: string;
  readonly change?: Change | null;
  /** A few more words below, such as "of 20,000". */
  readonly note?: string;
  /** Where the figure comes from. */
  readonly href?: string;
}

/** Up to six figures in a row; the comparison is said once, beside the period. */
export function figures(all: readonly Figure[]): Markup {
  return html`<dl class="figures">${all.map(oneFigure)}</dl>`;
}

function oneFigure({ label, value, missing, change, note, href }: Figure): Markup {
  const shown = value === null ? unknown(missing ?? "") : html`<bdi>${value}</bdi>`;
  const title = href === undefined ? html`${label}` : html`<a class="open" href="${href}">${label}</a>`;
  const changed = change === undefined || change === null ? "" : changeText(change);
  const more = note === undefined ? "" : html`<dd class="note">${note}</dd>`;
  return html`<div class="figure"><dt>${title}</dt><dd class="value">${shown}</dd>${changed === "" ? "" : html`<dd class="change">${changed}</dd>`}${more}</div>`;
}

const WAYS = { up: "trending-up", down: "trending-down", same: null } as const;

/** A change with its arrow; the sign is in the text too, since colours and pictures say nothing to some. */
export function changeText({ text, way, tone }: Change): Markup {
  const picture = WAYS[way];
  return html`<span class="changed ${tone}">${picture === null ? "" : icon(picture)}<bdi>${text}</bdi></span>`;
}

/** What stands in place of a figure that is not known: a dash, and why. */
export function unknown(reason: string): Markup {
  return html`<span class="unknown"><span aria-hidden="true">–</span> <small>${reason}</small></span>`;
}

/** The same in a table of many rows: the reason is heard, and seen where one points at the dash. */
export function unknownInRow(reason: string): Markup {
  return html`<span class="unknown" title="${reason}"><span aria-hidden="true">–</span><span class="unseen">${reason}</span></span>`;
}
