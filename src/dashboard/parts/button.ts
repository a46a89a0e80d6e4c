import { html, raw } from "hono/html";
import type { Markup } from "../../http/pages/layout.ts";
import { type Attributes, attributes } from "./attributes.ts";
import { drawnIcon, icon } from "./icon.ts";
import type { IconName } from "./iconPaths.ts";

export interface ButtonLook {
  readonly label: string;
  readonly icon?: IconName;
  /** The page has the icon among its `drawnIcons`. */
  readonly isDrawn?: boolean;
  /** One `primary` a page at most; `danger` is for what can't be undone. */
  readonly look?: "plain" | "primary" | "danger" | "quiet";
  /** Only where no script runs: with one, the form sends itself. */
  readonly isOnlyPlain?: boolean;
}

/** A link that looks like what it is: the next thing to do. */
export function linkButton({ href, ...look }: ButtonLook & { readonly href: string }, extra: Attributes = {}): Markup {
  return html`<a class="${classOf(look)}" href="${href}"${attributes(extra)}>${inside(look)}</a>`;
}

/**
 * A button of the form around it.
 *
 * @param extra for instance its `name` and `value`, or `type: "button"` with a `popovertarget`
 */
export function button(look: ButtonLook, extra: Attributes = {}): Markup {
  return html`<button class="${classOf(look)}"${attributes({ type: "submit", ...extra })}>${inside(look)}</button>`;
}

/** A form of one button, which posts. */
export function postButton({ action, fields = {}, ...look }: ButtonLook & PostFields, extra: Attributes = {}): Markup {
  return html`<form method="post" action="${action}">${hiddenFields(fields)}${button(look, extra)}</form>`;
}

export interface PostFields {
  readonly action: string;
  /** What is posted without being shown. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Fields that are posted and not shown. */
export function hiddenFields(fields: Readonly<Record<string, string>>): Markup {
  return html`${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`;
}

/**
 * The same of JSON, in which quotes are many: only what would end the value is escaped.
 *
 * @param form the id of the form that posts it, where that is not the one around it
 */
export function hiddenJson(name: string, value: unknown, form: string | null = null): Markup {
  const text = JSON.stringify(value).replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll("<", "&lt;");
  return html`<input type="hidden" name="${name}"${attributes({ form })} value='${raw(text)}'>`;
}

function classOf({ look = "plain", isOnlyPlain = false }: ButtonLook): string {
  return `button${look === "plain" ? "" : ` ${look}`}${isOnlyPlain ? " only-plain" : ""}`;
}

function inside({ label, icon: name, isDrawn = false }: ButtonLook): Markup {
  return html`${name === undefined ? raw("") : isDrawn ? drawnIcon(name) : icon(name)}<span>${label}</span>`;
}
