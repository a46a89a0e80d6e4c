import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import { hiddenFields } from "./button.ts";

/** So many rows may be changed at once. */
export const MAX_BULK = 200;

/**
 * The bar that comes when rows of a table are selected: one reason, and what can be done with all of them. The boxes
 * of the table name its form (`Selecting.form`).
 */
export function bulkBar(
  language: Language,
  parts: {
    readonly id: string;
    readonly action: string;
    readonly fields?: Readonly<Record<string, string>>;
    /** A field such as the reason, and the buttons. */
    readonly body: Markup;
  },
): Markup {
  return html`<form class="bulk" id="${parts.id}" method="post" action="${parts.action}" data-bulk>${hiddenFields(parts.fields ?? {})}<p role="status">${FRAME_TEXTS.selected[language]} <output data-selected>0</output></p>${parts.body}</form>`;
}
