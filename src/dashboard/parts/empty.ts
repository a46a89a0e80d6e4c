import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { icon } from "./icon.ts";
import type { IconName } from "./iconPaths.ts";

/** What stands where nothing is yet: one sentence, and one thing to do about it. */
export function empty(parts: { readonly icon: IconName; readonly text: string; readonly action?: Markup }): Markup {
  return html`<div class="empty">${icon(parts.icon)}<p>${parts.text}</p>${parts.action ?? ""}</div>`;
}
