import { html } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import type { Language } from "../../i18n/languages.ts";
import type { ButtonLook, PostFields } from "./button.ts";
import { button, hiddenFields } from "./button.ts";

export interface Confirm extends PostFields {
  /** Unique on the page. */
  readonly id: string;
  readonly opener: ButtonLook;
  readonly title: string;
  /** What will happen, and fields such as a reason. */
  readonly body: Markup;
  readonly confirm: ButtonLook;
}

/**
 * A button that asks before its form posts. The question is a popover, which the browser opens, closes on Escape and
 * gives the focus back from without any script.
 */
export function confirm(
  language: Language,
  { id, opener, title, body, confirm: yes, action, fields = {} }: Confirm,
): Markup {
  const cancel = button(
    { label: FRAME_TEXTS.cancel[language] },
    { type: "button", popovertarget: id, popovertargetaction: "hide" },
  );
  return html`${button(opener, { type: "button", popovertarget: id })}<div class="dialog" id="${id}" popover role="dialog" aria-labelledby="${id}-title"><form method="post" action="${action}"><h2 id="${id}-title">${title}</h2>${body}${hiddenFields(fields)}<div class="buttons">${cancel}${button(yes)}</div></form></div>`;
}
