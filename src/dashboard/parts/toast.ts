import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import { icon } from "./icon.ts";

/** The place where a page says what was done. It is there before anything is said, so that readers by ear hear it. */
export function toast(language: Language, text: string | null, tone: "good" | "bad" = "good"): Markup {
  const close = FRAME_TEXTS.close[language];
  const picture = icon(tone === "good" ? "circle-check" : "circle-alert");
  const said =
    text === null
      ? ""
      : html`<div class="toast ${tone}">${picture}<p>${text}</p><button type="button" class="bare" data-dismiss aria-label="${close}">${icon("x")}</button></div>`;
  return html`<div id="said" role="status">${said}</div>`;
}
