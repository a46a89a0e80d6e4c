import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";

/** What else stands in a tag: a text is the attribute's value, true is one without a value, null and false are none. */
export type Attributes = Readonly<Record<string, string | boolean | null>>;

/** Attributes with a space before each; their names are ours, their values may be anyone's. */
export function attributes(all: Attributes): Markup {
  const written = Object.entries(all).map(([name, value]) => {
    if (value === null || value === false) return "";
    return value === true ? raw(` ${name}`) : html` ${raw(name)}="${value}"`;
  });
  return html`${written}`;
}

/**
 * The attributes of a form with GET whose answer changes the page in place: filters and pickers. Without script the
 * same form loads the page. The newest request wins, and what the visitor has open or focused stays.
 */
export const LIVE_FORM: Attributes = {
  method: "get",
  "data-live": true,
  "hx-boost": "true",
  "hx-target": "#main",
  "hx-select": "#main",
  "hx-swap": "outerMorph",
  "hx-sync": "this:replace",
};
