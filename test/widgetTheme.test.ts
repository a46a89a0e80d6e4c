import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themeStyle } from "../src/http/pages/themeStyle.ts";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { fullPanel, sharedMaterials } from "./support/panelReplies.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

/** Colours that most designs break with: as light as paper, as dark as ink, and in between where neither black nor white is clear. */
const ACCENTS = ["#ffd400", "#ffffff", "#000000", "#0a6b4d", "#e0567f", "#767676", "#0000ff"];

describe.skipIf(chromiumPath === null)("elements in the colours of a tenant", () => {
  let browser: Browser;
  let site: WidgetSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
    site.answer("/v1/client/panel", () => ({ body: fullPanel("en") }));
    site.answer("/v1/client/materials", () => ({ body: sharedMaterials("en") }));
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it.each(ACCENTS)(
    "axe finds nothing where the accent is %s, light and dark, by the system and by the page",
    async (accent) => {
      for (const [colorScheme, theme] of [
        ["light", ""],
        ["dark", ""],
        ["dark", 'theme="light"'],
        ["light", 'theme="dark"'],
      ] as const) {
        const { page, close } = await openPage(browser, { colorScheme, reducedMotion: "reduce" });
        const ground = (theme === "" ? colorScheme : theme.slice(7, -1)) === "dark" ? "#121614" : "#fff";
        const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
        <style>${themeStyle(accent)}main{background:${ground};color:${ground === "#fff" ? "#000" : "#fff"}}</style>
        <script type="module" src="${site.api}/widget/panel.js"></script><script type="module" src="${site.api}/widget/code.js"></script>
        <main><h1>Shop</h1><referral-panel key="pk" token="t" lang="en" ${theme}></referral-panel><referral-code key="pk" lang="en" ${theme}></referral-code></main>`;
        await page.goto(site.page(html));
        await page.locator(".friends").waitFor();
        await page.evaluate(
          "document.querySelector('referral-panel').shadowRoot.querySelectorAll('details').forEach((it) => { it.open = true })",
        );
        await page.locator(".material").first().waitFor();
        await page.locator("details > div:empty, .loading").first().waitFor({ state: "detached" });
        expect(await violations(page), `${colorScheme} ${theme}`).toEqual([]);
        await close();
      }
    },
  );
});
