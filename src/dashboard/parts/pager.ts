import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import { linkButton } from "./button.ts";

/** The way on through a list that is read page by page; nothing where one page holds all of it. */
export function pager(
  language: Language,
  { first, next }: { readonly first: string | null; readonly next: string | null },
): Markup {
  if (first === null && next === null) return html``;
  const toFirst = first === null ? "" : linkButton({ href: first, label: FRAME_TEXTS.firstPage[language] });
  const toNext =
    next === null ? "" : linkButton({ href: next, label: FRAME_TEXTS.nextPage[language] }, { rel: "next" });
  return html`<nav class="pager" aria-label="${FRAME_TEXTS.pages[language]}">${toFirst}${toNext}</nav>`;
}
