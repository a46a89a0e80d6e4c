import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { PROBLEM_CODES } from "../../src/http/replies/problem.ts";
import { type GuideFile, guideFiles } from "./buildGuide.ts";
import { renderMarkdown } from "./markdown.ts";
import { addressOf, GUIDE_PAGES } from "./pages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the guide", () => {
  let files: readonly GuideFile[];
  let pages: Map<string, string>;
  beforeAll(async () => {
    files = await guideFiles(root);
    const fileOf = (slug: string) => `guide/${slug === "" ? "index" : slug}.html`;
    const textOf = (path: string) => files.find(([name]) => name === path)?.[1] ?? "";
    pages = new Map(GUIDE_PAGES.map((page) => [addressOf(page), textOf(fileOf(page.slug))]));
    pages.set("/", textOf("index.html"));
  });

  const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => String(id));

  it("has a page for every file of docs", () => {
    const written = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
    expect(GUIDE_PAGES.flatMap(({ file }) => file ?? []).toSorted()).toEqual(written.toSorted());
  });

  it("has a heading for every error, under the name that the problem's type ends with", () => {
    expect(idsOf(pages.get("/guide/errors") ?? "")).toEqual(expect.arrayContaining([...PROBLEM_CODES]));
  });

  it("has no heading twice on a page", () => {
    for (const [address, html] of pages) {
      const ids = idsOf(html);
      expect(ids.toSorted(), address).toEqual([...new Set(ids)].toSorted());
    }
  });

  it("links to nothing that isn't there", () => {
    const elsewhere = new Set(["/docs", "/openapi.json"]);
    const addresses = [...pages].flatMap(([address, html]) => {
      return [address, ...idsOf(html).map((id) => `${address}#${id}`)];
    });
    const known = new Set(addresses);
    for (const [address, html] of pages) {
      for (const [, target = ""] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        if (/^https?:/.test(target) || elsewhere.has(target)) continue;
        expect(known, `${target} on ${address}`).toContain(target.startsWith("#") ? address + target : target);
      }
    }
  });

  it("finds each part of each page", () => {
    const index: { id: string }[] = JSON.parse(files.find(([name]) => name === "guide/search.json")?.[1] ?? "[]");
    expect(index.map(({ id }) => id)).toContain("/guide/errors#outcome_unknown");
    expect(new Set(index.map(({ id }) => id)).size).toBe(index.length);
  });

  it("gives the same bytes each time", async () => {
    expect(await guideFiles(root)).toEqual(files);
  });

  it("shows markup in a page's text as text", () => {
    const { html } = renderMarkdown("# One <script>\n\n<img src=x onerror=alert(1)>\n\n```js\nconst a = '<b>';\n```\n");
    expect(html).not.toMatch(/<(script|img|b)\b/);
  });

  it("refuses a link to a page that there isn't", () => {
    expect(() => renderMarkdown("# One\n\n[two](two.md)")).toThrow("two.md");
  });
});
