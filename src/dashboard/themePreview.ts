import { html } from "hono/html";
import type { Colours } from "../domain/theme.ts";
import { contrast, GROUNDS, themeOf } from "../domain/theme.ts";
import type { Markup } from "../http/pages/layout.ts";
import { SETUP_BRAND_TEXTS } from "../i18n/dashboard/setupBrand.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { Language } from "../i18n/languages.ts";
import { directionOf } from "../i18n/languages.ts";
import { widgetTexts } from "../i18n/widgetTexts.ts";

/** What an accent makes of buttons, of a text and of the field for codes, on a light page and on a dark one, with the contrasts. */
export function themePreview(language: Language, accent: string): Markup {
  const theme = themeOf(accent);
  const both = (["light", "dark"] as const).map((kind) => sample(language, kind, theme[kind]));
  return html`<div class="samples">${both}</div>`;
}

/** The quiet letters and the frame of the field, as its own style has them on each ground. */
const FIELD = {
  light: { label: "#1d1a2b", code: "#5d586f", frame: "#858091" },
  dark: { label: "#f2f0f9", code: "#b4aec8", frame: "#858091" },
} as const;
/** What stands in the field. */
const SAMPLE_CODE = "TEA-10";

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
  return html`<figure><svg viewBox="0 0 260 200" aria-hidden="true"><rect width="260" height="200" rx="8" fill="${ground}"/><rect x="20" y="18" width="220" height="40" rx="10" fill="${accent}"/><text x="130" y="43" text-anchor="middle" font-weight="600" fill="${onAccent}">${copyLink}</text><text x="130" y="86" text-anchor="middle" font-weight="600" fill="${accentText}">${showQr}</text>${codeField(language, kind, { accent, onAccent })}</svg><figcaption><strong>${SETUP_BRAND_TEXTS[kind][language]}</strong><span class="hint">${told}</span></figcaption></figure>`;
}

/** The field for codes as it stands in a shop's own pages: below its label, with the button at the end of the line. */
function codeField(
  language: Language,
  kind: keyof typeof FIELD,
  { accent, onAccent }: Pick<Colours, "accent" | "onAccent">,
): Markup {
  const { label, code, frame } = FIELD[kind];
  const { codeLabel, codeApply } = widgetTexts[language];
  // A text begins at its own side of the page, as the page's direction has it.
  const [field, button, start] = directionOf(language) === "rtl" ? [156, 20, 240] : [20, 112, 20];
  return html`<text x="${String(start)}" y="122" font-weight="600" fill="${label}">${codeLabel}</text><rect x="${String(field)}" y="134" width="84" height="44" rx="10" fill="none" stroke="${frame}"/><text x="${String(field + 42)}" y="161" text-anchor="middle" fill="${code}">${SAMPLE_CODE}</text><rect x="${String(button)}" y="134" width="128" height="44" rx="10" fill="${accent}"/><text x="${String(button + 64)}" y="161" text-anchor="middle" font-weight="600" fill="${onAccent}">${codeApply}</text>`;
}

/** To a tenth, and never up: 4.46 must not look like 4.5. */
function floored(ratio: number): number {
  return Math.floor(ratio * 10) / 10;
}
