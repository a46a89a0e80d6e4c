import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = {
  all: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  /** All that another theme of the same page can break. */
  colours: ["color-contrast", "link-in-text-block"],
};

/** What axe has against the page, as short lines. */
export async function violations(page: Page, rules: keyof typeof RULES = "all"): Promise<string[]> {
  // What a test waits for may be there before the page's styles are.
  await page.waitForLoadState("load");
  // Evaluated by the debugger, which the page's policy does not bind.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axeSource);
  const options = JSON.stringify({ runOnly: RULES[rules], resultTypes: ["violations"] });
  const { violations: found } = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResult;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

interface AxeResult {
  readonly violations: ReadonlyArray<{
    readonly id: string;
    readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary: string }>;
  }>;
}
