import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Attributes } from "./attributes.ts";
import { button, linkButton } from "./button.ts";

/** What a form takes whose save bar comes with the first change, and which asks before it is left unsaved. */
export const WATCHED_FORM: Attributes = { "data-watch": true };

/** The bar at the end of a watched form. Without script it is there from the start. */
export function saveBar(language: Language, parts: { readonly discardHref: string; readonly save?: string }): Markup {
  const discard = linkButton({ href: parts.discardHref, label: FRAME_TEXTS.discard[language] }, { "data-leave": true });
  const save = button({ label: parts.save ?? FRAME_TEXTS.save[language], look: "primary" });
  return html`<div class="save-bar"><p>${FRAME_TEXTS.unsaved[language]}</p><div class="buttons">${discard}${save}</div></div>`;
}
