import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { picturePath } from "../../contract/picture.ts";
import type { ShownPicture } from "../../db/queries/pictures.ts";
import { LANGUAGE_NAMES } from "../../i18n/languageNames.ts";
import type { Language } from "../../i18n/languages.ts";
import { directionOf, LANGUAGES } from "../../i18n/languages.ts";
import { pageTexts } from "../../i18n/pageTexts.ts";
import { COPY_SCRIPT, PANEL_SCRIPT } from "./scripts.ts";
import { STYLES } from "./styles.ts";

/** What `html` makes: text in which everything from outside has been escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** How a shop's pages look. */
export interface Brand {
  readonly slug: string;
  /** "#0a6b4d"; null for our colours. */
  readonly accent: string | null;
  readonly logo: ShownPicture | null;
}

export interface PageParts {
  readonly language: Language;
  readonly title: string;
  /** Whose page it is, for everyone who looks at it. */
  readonly shop: string;
  /** Absent where it can't be known whose page it is. */
  readonly brand?: Brand;
  readonly head?: Markup;
  readonly main: Markup;
  /** The same page in another language; null where it can't be had. */
  readonly languageUrl: ((language: Language) => string) | null;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Scripts and styles are named by their hash, so that nothing else runs, whatever a text contains. */
const CONTENT_POLICY = [
  "default-src 'none'",
  `script-src 'self' ${hashOf(COPY_SCRIPT)} ${hashOf(PANEL_SCRIPT)}`,
  `style-src 'self' ${hashOf(STYLES)}`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": CONTENT_POLICY,
  "x-content-type-options": "nosniff",
  // A code belongs to a person, and has no place in a search engine.
  "x-robots-tag": "noindex",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** A page as it is sent. */
export async function pageResponse(
  markup: Markup,
  { status, language, requestId }: { readonly status: number; readonly language: Language; readonly requestId: string },
): Promise<Response> {
  const headers = { ...HEADERS, "content-language": language, "x-request-id": requestId };
  return new Response((await markup).toString(), { status, headers });
}

/** The frame of every hosted page. */
export function layout({ language, title, shop, brand, head, main, languageUrl }: PageParts): Markup {
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
${head ?? ""}
<style>${raw(STYLES)}</style>${themeLink(brand)}
</head>
<body>
<header>${shopSign(shop, brand?.logo ?? null)}</header>
<main>${main}</main>
<footer>${languageUrl === null ? "" : languageLinks(language, languageUrl)}</footer>
</body>
</html>`;
}

/** With the colour behind its name, so that a browser that kept the sheet asks anew for another colour. */
function themeLink(brand: Brand | undefined): Markup | string {
  if (brand === undefined || brand.accent === null) return "";
  return html`<link rel="stylesheet" href="/theme/${brand.slug}.css?${brand.accent.slice(1)}">`;
}

function shopSign(shop: string, logo: ShownPicture | null): Markup {
  if (logo === null) return html`<bdi>${shop}</bdi>`;
  const { sha256, width, height } = logo;
  return html`<img class="logo" src="${picturePath(sha256)}" alt="${shop}" width="${String(width)}" height="${String(height)}">`;
}

function languageLinks(current: Language, urlOf: (language: Language) => string): Markup {
  const links = LANGUAGES.map((language) => {
    const isCurrent = language === current ? raw(' aria-current="true"') : "";
    return html`<a href="${urlOf(language)}" lang="${language}" hreflang="${language}"${isCurrent}>${LANGUAGE_NAMES[language]}</a>`;
  });
  return html`<nav aria-label="${pageTexts[current].languages}">${links}</nav>`;
}

const TICK = raw('<svg viewBox="0 0 20 20" aria-hidden="true"><path d="m4 10.5 4 4 8-9"/></svg>');

export function tickList(lines: readonly string[]): Markup {
  if (lines.length === 0) return raw("");
  return html`<ul role="list">${lines.map((line) => html`<li>${TICK}<bdi>${line}</bdi></li>`)}</ul>`;
}

/** A smaller list under a heading of its own; nothing where there is nothing to say. */
export function moreList(title: string, lines: readonly string[]): Markup {
  if (lines.length === 0) return raw("");
  return html`<section class="more"><h2>${title}</h2><ul>${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}</ul></section>`;
}
