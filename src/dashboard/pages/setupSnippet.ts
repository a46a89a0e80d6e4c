import { html } from "hono/html";
import * as z from "zod";
import { readSnippetProgram } from "../../db/queries/setup.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { SETUP_SNIPPET_TEXTS } from "../../i18n/dashboard/setupSnippet.ts";
import type { Language } from "../../i18n/languages.ts";
import { button, linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { tabs } from "../parts/tabs.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { ServerLanguage } from "../snippets.ts";
import {
  codeSnippet,
  panelSnippet,
  SERVER_LANGUAGE_NAMES,
  SERVER_LANGUAGES,
  serverSnippet,
  visitSnippet,
} from "../snippets.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/setup/code";

/** The code that a shop puts into its pages and its server, ready to be copied. */
export const setupSnippetPage = pageRoute(
  { path: PATH, may: "seeFigures", query: z.strictObject({ in: z.enum(SERVER_LANGUAGES).optional() }) },
  async ({ app, asker, viewer, baseUrl, query }) => {
    const program = proved(await readSnippetProgram(app.deps.database, asker));
    const { frame, tabs: pages } = setupFrame(viewer(), "snippet");
    const { language } = viewer();
    const place = { baseUrl, program: program ?? "friends" };
    const server = query.in ?? "node";
    const hint = program === null ? html`<p class="alert">${SETUP_SNIPPET_TEXTS.noProgram[language]}</p>` : "";
    const guide = linkButton({ href: `${baseUrl}/guide/add-to-your-shop`, label: SETUP_SNIPPET_TEXTS.guide[language] });
    return {
      ...frame,
      actions: guide,
      main: html`${pages}${hint}${codeCard(language, "visit", visitSnippet(place))}${codeCard(language, "field", codeSnippet(place))}${codeCard(language, "report", serverSnippet(server, place), serverTabs(viewer(), server))}${codeCard(language, "panel", panelSnippet(place))}`,
    };
  },
);

function serverTabs(viewer: Viewer, current: ServerLanguage): Markup {
  const all = SERVER_LANGUAGES.map((each) => ({
    href: `${shopPath(viewer, PATH)}?in=${each}`,
    label: SERVER_LANGUAGE_NAMES[each],
    isCurrent: each === current,
  }));
  return tabs(SETUP_SNIPPET_TEXTS.ways[viewer.language], all);
}

function codeCard(
  language: Language,
  part: "visit" | "field" | "report" | "panel",
  code: string,
  ways?: Markup,
): Markup {
  const copy = button(
    { label: FRAME_TEXTS.copy[language], icon: "copy" },
    { type: "button", "data-copy": code, "data-copied": FRAME_TEXTS.copied[language] },
  );
  return card({
    title: SETUP_SNIPPET_TEXTS[`${part}Title`][language],
    action: copy,
    body: html`<div class="form"><p>${SETUP_SNIPPET_TEXTS[`${part}Text`][language]}</p>${ways ?? ""}<pre dir="ltr"><code>${code}</code></pre></div>`,
  });
}
