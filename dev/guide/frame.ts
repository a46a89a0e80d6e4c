import { html, raw } from "hono/html";
import type { RenderedPage } from "./markdown.ts";
import type { GuidePage } from "./pages.ts";
import { addressOf, GUIDE_GROUPS, GUIDE_PAGES } from "./pages.ts";

/** A page of the guide as it is served: the list of pages, the page, what is on it, and which come before and after. */
export async function framed(page: GuidePage, { title, summary, html: content, headings }: RenderedPage) {
  const place = GUIDE_PAGES.indexOf(page);
  const [before, after] = [GUIDE_PAGES[place - 1], GUIDE_PAGES[place + 1]];
  const parts = headings.filter(({ level }) => level === 2);
  const onThisPage = html`<ul>${parts.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ul>`;
  const main = html`<a class="skip" href="#content">Skip to the page</a>
${header()}
<div class="frame">
<nav class="pages" aria-label="Pages"><details open><summary>All pages</summary>${pageList(page)}</details></nav>
<main id="content" tabindex="-1"><article>${raw(content)}</article>
<nav class="beside" aria-label="Before and after">
${before === undefined ? "" : html`<a rel="prev" href="${addressOf(before)}"><span>Before</span>${before.name}</a>`}
${after === undefined ? "" : html`<a rel="next" href="${addressOf(after)}"><span>Next</span>${after.name}</a>`}
</nav></main>
${parts.length < 2 ? "" : html`<nav class="parts" aria-label="On this page"><h2>On this page</h2>${onThisPage}</nav>`}
</div>`;
  return await documentOf({ title: `${title} · refer-a-friend`, summary, main });
}

/** A whole document in the guide's look; its scripts and styles are files, so that a strict policy holds. */
export async function documentOf(parts: { title: string; summary: string; main: Awaitable }): Promise<string> {
  const document = html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${parts.summary}">
<link rel="icon" href="data:,">
<title>${parts.title}</title>
<link rel="stylesheet" href="/guide/guide.css">
<script src="/guide/search.js" type="module"></script>
</head>
<body>
${await parts.main}
</body>
</html>
`;
  return (await document).toString();
}

type Awaitable = ReturnType<typeof html>;

export function header(): Awaitable {
  return html`<header>
<a class="name" href="/">refer-a-friend</a>
<search class="find" hidden><input type="search" placeholder="Search the guide" aria-label="Search the guide" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"><div id="found" role="listbox" aria-label="Found" hidden></div></search>
<nav aria-label="Elsewhere"><a href="/guide">Guide</a><a href="/docs">API</a></nav>
</header>`;
}

function pageList(current: GuidePage): Awaitable {
  return html`${GUIDE_GROUPS.map(
    ({ name, pages }) => html`<h2>${name}</h2>
<ul>${pages.map((page) => {
      const mark = page === current ? raw(' aria-current="page"') : "";
      return html`<li><a href="${addressOf(page)}"${mark}>${page.name}</a></li>`;
    })}</ul>`,
  )}`;
}
