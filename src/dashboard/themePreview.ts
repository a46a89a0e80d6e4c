import { html } from "hono/html";
import type { Colours } from "../domain/theme.ts";
import { contrast, GROUNDS, themeOf } from "../domain/theme.ts";
import type { Markup } from "../http/pages/layout.ts";
import { SETUP_BRAND_TEXTS } from "../i18n/dashboard/setupBrand.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { widgetTexts } from "../i18n/widgetTexts.ts";

/** What an accent makes of a button and of a text, on a light page and on a dark one, with the contrasts. */
export function themePreview(language: Language, accent: string): Markup {
  const theme = themeOf(accent);
  const both = (["light", "dark"] as const).map((kind) => sample(language, kind, theme[kind]));
  return html`<div class="samples">${both}</div>`;
}

/** A drawing, since the page allows no style of its own: a drawing's colours are attributes. */
function sample(language: Language, kind: keyof typeof GROUNDS, { accent, onAccent, accentText }: Colours): Markup {
  const [ground] = GROUNDS[kind];
  const { copyLink, showQr } = widgetTexts[language];
  const formats = formatsOf(language);
  const { format } = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const ratio = (text: string, behind: string) => formats.code(format(floored(contrast(text, behind))));
  const told = fillText(formats, SETUP_BRAND_TEXTS.contrast[language], {
    button: ratio(onAccent, accent),
    text: ratio(accentText, ground),
  });
  return html`<figure><svg viewBox="0 0 260 112" aria-hidden="true"><rect width="260" height="112" rx="8" fill="${ground}"/><rect x="20" y="18" width="220" height="40" rx="10" fill="${accent}"/><text x="130" y="43" text-anchor="middle" font-weight="600" fill="${onAccent}">${copyLink}</text><text x="130" y="86" text-anchor="middle" font-weight="600" fill="${accentText}">${showQr}</text></svg><figcaption><strong>${SETUP_BRAND_TEXTS[kind][language]}</strong><span class="hint">${told}</span></figcaption></figure>`;
}

/** To a tenth, and never up: 4.46 must not look like 4.5. */
function floored(ratio: number): number {
  return Math.floor(ratio * 10) / 10;
}
