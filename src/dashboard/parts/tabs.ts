import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
  /** How many things are there. */
  readonly count?: string;
}

/** So many stand in one line of a desktop, in every language. */
const MOST_IN_LINE = 8;

/** The pages of one thing beside each other. */
export function tabs(label: string, all: readonly Tab[]): Markup {
  const links = all.map(({ href, label: text, isCurrent, count }) => {
    const current = isCurrent ? raw(' aria-current="page"') : raw("");
    const many = count === undefined ? "" : html` <bdi class="count">${count}</bdi>`;
    return html`<li><a href="${href}"${current}>${text}${many}</a></li>`;
  });
  return html`<nav class="tabs${all.length > MOST_IN_LINE ? " many" : ""}" aria-label="${label}"><ul>${links}</ul></nav>`;
}
