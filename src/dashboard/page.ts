import { html, raw } from "hono/html";
import type { Markup } from "../http/pages/layout.ts";
import type { AssetNames } from "../http/replies/assetNames.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import type { Language } from "../i18n/languages.ts";
import { directionOf } from "../i18n/languages.ts";
import { navigation, phoneTabs } from "./navigation.ts";
import { icon } from "./parts/icon.ts";
import { toast } from "./parts/toast.ts";
import type { Section } from "./sections.ts";
import type { Viewer } from "./viewer.ts";

/** What a page brings; the frame around it is the same for all. */
export interface PageView {
  readonly title: string;
  /** Which entry of the navigation it belongs to; null for pages of none, such as one's account. */
  readonly section: Section | null;
  readonly main: Markup;
  /** At the end of the title's line: the period, and what can be done. */
  readonly actions?: Markup;
  /** The page above it. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Beside the title, such as the state of a program. */
  readonly badge?: Markup;
  /** Pages that are one form are narrow, so that lines stay readable. */
  readonly isNarrow?: boolean;
}

/** What a page is sent with, besides what it shows. */
export interface Frame {
  readonly assets: AssetNames;
  /** What was done before the page came, said once. */
  readonly said?: { readonly text: string; readonly tone: "good" | "bad" } | null;
}

/** Nothing but our own files runs, styles, or is asked for, whatever a text on the page contains. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** With every page of the dashboard: it is for one person, and for no cache. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": CONTENT_POLICY,
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** A page of a shop, for a person who is signed in. */
export function dashboardPage(viewer: Viewer, view: PageView, { assets, said = null }: Frame): Markup {
  const { language } = viewer;
  const { title, section, main, actions, back, badge, isNarrow = false } = view;
  const up =
    back === undefined
      ? ""
      : html`<a class="back" href="${back.href}">${icon("arrow-left")}<span>${back.label}</span></a>`;
  const heading = html`<header class="heading">${up}<div><h1><bdi>${title}</bdi></h1>${badge ?? ""}</div>${actions === undefined ? "" : html`<div class="actions">${actions}</div>`}</header>`;
  const body = html`<a class="skip" href="#main">${FRAME_TEXTS.skip[language]}</a>
${navigation(viewer, section)}
<main id="main" tabindex="-1"${isNarrow ? raw(' class="narrow"') : raw("")}>${heading}${main}</main>
${phoneTabs(viewer, section)}
${toast(language, said?.text ?? null, said?.tone)}`;
  return pageFrame(language, { title: `${title} · ${viewer.shopName}`, body, assets, look: "framed" });
}

/** A page without a shop around it: signing in, the list of one's shops, a refusal. */
export function plainPage(
  language: Language,
  { title, main }: Pick<PageView, "title" | "main">,
  { assets, said = null }: Frame,
): Markup {
  const body = html`<main id="main"><header class="heading"><div><h1><bdi>${title}</bdi></h1></div></header>${main}</main>
${toast(language, said?.text ?? null, said?.tone)}`;
  return pageFrame(language, { title, body, assets, look: "plain" });
}

/** Morphing leaves open what the visitor opened. */
const HTMX =
  '{"includeIndicatorCSS":false,"morphIgnore":["data-htmx-powered","open"],"history":"reload","defaultTimeout":20000}';

function pageFrame(
  language: Language,
  parts: {
    readonly title: string;
    readonly body: Markup;
    readonly assets: AssetNames;
    readonly look: "framed" | "plain";
  },
): Markup {
  const { title, body, assets, look } = parts;
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="htmx-config" content="${HTMX}">
<link rel="icon" href="data:,">
<title>${title}</title>
<link rel="stylesheet" href="/dashboard/assets/${assets.style}">
<script src="/dashboard/assets/${assets.script}" defer></script>
</head>
<body class="${look}">
${body}
</body>
</html>`;
}
