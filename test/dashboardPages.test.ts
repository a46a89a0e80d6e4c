import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { type DashboardSite, startDashboardSite } from "./support/dashboardSite.ts";
import { visitDashboard } from "./support/visitor.ts";

describe.skipIf(chromiumPath === null)("every page of a shop's dashboard", () => {
  let browser: Browser;
  let site: DashboardSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDashboardSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each(["en", "he"] as const)(
    "in %s fits a screen of 320 pixels and breaks no policy, and in English, or in a long run, is accessible in both themes",
    async (language) => {
      const visitor = await visitDashboard(browser, language, "dashboard-");
      for (const [path, address] of site.pages) {
        const answer = await visitor.page.goto(`${site.url}${address}`);
        expect([path, answer?.status()]).toEqual([path, 200]);
        await visitor.state(path.replace("/dashboard/t/{tenant}", "").replaceAll(/\W+/g, "-"));
        await visitor.page.setViewportSize({ width: 320, height: 640 });
        // On a phone a cell has its title before it: one of which nothing is known is left out with it.
        const bare = await visitor.page.locator(".rows td[data-label]:visible", { hasNotText: /\S/ }).count();
        expect.soft([path, bare]).toEqual([path, 0]);
        await visitor.page.setViewportSize({ width: 1280, height: 800 });
      }
      await visitor.close();
    },
  );

  it.each(["en", "he"] as const)(
    "in %s so is what is said of codes that were refused, and they stand in the box again",
    async (language) => {
      const visitor = await visitDashboard(browser, language, "dashboard-");
      const { page } = visitor;
      const [, address = ""] = site.pages.find(([path]) => path === "/dashboard/t/{tenant}/codes") ?? [];
      await page.goto(`${site.url}${address}`);
      await page.locator("[popovertarget=issue]").first().click();
      const lines = [
        ...[`${language}-1,${language}-one`, ",AB", `${language}-2,\u05d0nn`, `${language}-3,${"W".repeat(200)}`],
        ...[`${language}-4,?`, `${language}-5,${language}-one`],
      ];
      await page.locator("#issue textarea").fill(lines.join("\n"));
      await page.locator("#issue .primary").click();
      await page.locator("main [role=alert]").waitFor();
      expect(await page.locator("textarea").inputValue()).toBe(lines.slice(1).join("\n"));
      await visitor.state("codes-refused");
      await visitor.close();
    },
  );

  it.each(LANGUAGES)(
    "in %s no row of a phone is cut off, and no tab while the others have room to spare",
    async (locale) => {
      const { page, close } = await openPage(browser, { locale, viewport: { width: 320, height: 640 } });
      // What a cell says by a sentence or by several amounts.
      for (const list of ["/programs", "/people"]) {
        await page.goto(`${site.url}${site.pages.find(([path]) => path.endsWith(list))?.[1]}`);
        expect.soft(await page.evaluate(CUT_CELLS), list).toEqual([]);
      }
      await page.goto(`${site.url}${site.pages[0]?.[1]}`);
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      const { cut, spare } = (await page.evaluate(TABS)) as { readonly cut: readonly string[]; readonly spare: number };
      // In wide fonts the five names may have no room together.
      if (spare >= 0) expect(cut).toEqual([]);
      await close();
    },
  );
});

const CUT_CELLS = `[...document.querySelectorAll(".rows :is(td, th)")]
  .filter((it) => {
    const { left, right } = it.getBoundingClientRect();
    return it.checkVisibility() && (left < 16 || right > innerWidth - 16);
  })
  .map((it) => it.textContent)`;

/** Which names of tabs are cut, and how much room all would leave. */
const TABS = `(() => {
  const names = [...document.querySelectorAll(".tabbar > ul .entry span:last-child")];
  const padding = (it) => parseFloat(getComputedStyle(it).paddingLeft) + parseFloat(getComputedStyle(it).paddingRight);
  const needs = names.map((it) => it.scrollWidth + 1 + padding(it.closest(".entry")));
  return {
    cut: names.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent),
    spare: innerWidth - needs.reduce((sum, each) => sum + each, 0),
  };
})()`;
