import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import MarkdownIt, { type Token } from "markdown-it";
import { addressOf, GUIDE_PAGES } from "./pages.ts";

const LANGUAGES = { css, javascript, json, php, python, ruby, sql, typescript, xml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerLanguage("sh", bash);
hljs.registerLanguage("toml", ini);

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

/** A part of a page from one heading to the next, as the search knows it. */
export interface Section {
  readonly heading: Heading;
  /** Without any markup. */
  readonly text: string;
}

export interface RenderedPage {
  readonly title: string;
  /** The first paragraph, for search engines and lists. */
  readonly summary: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

/** The id of a heading, as GitHub makes it, so that a link works there and here. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

const OTHER_NAMES: Readonly<Record<string, string>> = { js: "javascript", ts: "typescript", html: "xml" };

/** Turns a page of `docs/` into what stands in the guide's frame. */
export function renderMarkdown(source: string): RenderedPage {
  const markdown = new MarkdownIt({ html: false, linkify: false, highlight });
  // Marks for tests (`<!-- list: fields -->`) are nothing to read.
  const tokens = markdown.parse(source.replaceAll(/^<!--.*-->\n/gm, ""), {});
  const sections: { heading: Heading; texts: string[] }[] = [];
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type === "heading_open" && inline !== undefined) {
      const text = plainText(inline);
      const heading = { level: Number(token.tag.slice(1)), text, id: anchorOf(text) };
      token.attrSet("id", heading.id);
      sections.push({ heading, texts: [] });
    } else if (token.type === "inline" && tokens[index - 1]?.type !== "heading_open") {
      sections.at(-1)?.texts.push(plainText(token));
    } else if (token.type === "fence") sections.at(-1)?.texts.push(token.content);
    redirectLinks(token.children ?? []);
  }
  markdown.renderer.rules.table_open = () =>
    '<div class="table" role="group" tabindex="0" aria-label="Table"><table>\n';
  markdown.renderer.rules.table_close = () => "</table></div>\n";
  const headings = sections.map(({ heading }) => heading);
  return {
    title: headings[0]?.text ?? "",
    summary: sections[0]?.texts[0] ?? "",
    // Code may be wider than the screen, and the keyboard has to be able to move it.
    html: markdown.renderer.render(tokens, markdown.options, {}).replaceAll("<pre>", '<pre tabindex="0">'),
    headings,
    sections: sections.map(({ heading, texts }) => ({ heading, text: texts.join(" ") })),
  };
}

function highlight(code: string, language: string): string {
  const known = OTHER_NAMES[language] ?? language;
  // An empty text makes the renderer escape the code as it is.
  return hljs.getLanguage(known) === undefined ? "" : hljs.highlight(code, { language: known }).value;
}

function plainText(inline: Token): string {
  return (inline.children ?? [])
    .map(({ type, content }) => (type === "softbreak" || type === "hardbreak" ? " " : content))
    .join("");
}

/** A link to another page of `docs/` leads to its address. A file of the source isn't served, so its name stays. */
function redirectLinks(tokens: readonly Token[]): void {
  for (const [index, link] of tokens.entries()) {
    const target = String(link.attrGet("href") ?? "");
    if (link.type !== "link_open" || /^(https?:|#|\/)/.test(target)) continue;
    const [path, anchor] = target.split("#");
    const page = GUIDE_PAGES.find(({ file }) => file === path);
    if (page !== undefined) {
      link.attrSet("href", anchor === undefined ? addressOf(page) : `${addressOf(page)}#${anchor}`);
    } else if (target.startsWith("../")) {
      const end = tokens.slice(index).find(({ type }) => type === "link_close");
      for (const token of [link, end]) if (token !== undefined) token.tag = "span";
      link.attrs = [];
    } else throw new Error(`the guide has no page for the link to ${target}`);
  }
}
