import { html } from "hono/html";
import type { Markup } from "../http/pages/layout.ts";
import type { Language } from "../i18n/languages.ts";
import { directionOf } from "../i18n/languages.ts";
import type { Viewer } from "./viewer.ts";

/** What one page has to say; the frame around it is every page's. */
export interface PageView {
  readonly title: string;
  /** Which entry of the navigation is the current one. */
  readonly section: string | null;
  readonly main: Markup;
  readonly actions?: Markup;
  readonly back?: { readonly href: string; readonly label: string };
}

/** A page within its frame. */
export function dashboardPage(viewer: Viewer, { title, main }: PageView): Markup {
  return plainPage(viewer.language, title, html`<p><bdi>${viewer.shopName}</bdi></p>${main}`);
}

/** A page for those of whom no shop is known. */
export function plainPage(language: Language, title: string, main: Markup): Markup {
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
</head>
<body><main><h1>${title}</h1>${main}</main></body>
</html>`;
}
