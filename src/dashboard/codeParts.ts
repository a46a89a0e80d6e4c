import { html } from "hono/html";
import type { Markup } from "../http/pages/layout.ts";
import { CODES_TEXTS } from "../i18n/dashboard/codes.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { attributes, LIVE_FORM } from "./parts/attributes.ts";
import { badge } from "./parts/badge.ts";
import { button } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import { tabs } from "./parts/tabs.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** What the pages of codes and of coupons have in common. */

interface Terms {
  readonly disabled?: boolean;
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
  readonly uses: number;
}

/** Codes and coupons beside each other, and the box that finds one by how it begins. */
export function codesHead(viewer: Viewer, current: "codes" | "coupons", typed: string): Markup {
  const { language } = viewer;
  const action = shopPath(viewer, `/${current}`);
  const both = tabs(
    CODES_TEXTS.codes[language],
    (["codes", "coupons"] as const).map((each) => ({
      ...{ href: shopPath(viewer, `/${each}`), label: CODES_TEXTS[each][language], isCurrent: each === current },
    })),
  );
  const box = textField({
    ...{ name: "q", label: CODES_TEXTS.search[language], hasUnseenLabel: true, type: "search", value: typed },
    extra: { placeholder: CODES_TEXTS.search[language], maxlength: "64", dir: "auto" },
  });
  return html`${both}<form class="filters" role="search" action="${action}"${attributes(LIVE_FORM)}>${box}${button({ label: CODES_TEXTS.find[language], icon: "search" })}</form>`;
}

/** "3 of 10", or "3" where there is no limit. */
export function usesText(language: Language, { uses, maxUses }: Terms): string {
  const formats = formatsOf(language);
  if (maxUses === null) return formats.number(uses);
  return fillText(formats, CODES_TEXTS.usesOf[language], {
    uses: formats.number(uses),
    most: formats.number(maxUses),
  });
}

/** Whether it can be used now, and why not. */
export function termsState({ disabled = false, expiresAt, maxUses, uses }: Terms, now: Date) {
  if (disabled) return "disabled";
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) return "ended";
  return maxUses !== null && uses >= maxUses ? "usedUp" : "active";
}

const TONES = { disabled: "bad", ended: "plain", usedUp: "plain", active: "good" } as const;

/** The same in a word. */
export function termsBadge(language: Language, terms: Terms, now: Date): Markup {
  const state = termsState(terms, now);
  return badge(CODES_TEXTS[state][language], TONES[state]);
}
