import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf, GUIDE_PAGES } from "../dev/guide/pages.ts";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";

describe.skipIf(chromiumPath === null)("the guide, in a browser", () => {
  let browser: Browser;
  let site: DemoSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDemoSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each(["/", ...GUIDE_PAGES.map(addressOf)])(
    "axe finds nothing on %s, and nothing is cut off at 320 px",
    async (path) => {
      const { page, complaints, close } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
      await page.goto(site.url + path);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page, "colours")).toEqual([]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it("finds a part by the keyboard alone", async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${site.url}/guide`);
    await page.keyboard.press("/");
    await page.keyboard.type("outcome_unk");
    await page.getByRole("option", { name: "outcome_unknown" }).waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/guide/errors#outcome_unknown");
    expect(await page.getByRole("heading", { name: "outcome_unknown" }).isVisible()).toBe(true);
    await close();
  });

  it("can be read without scripts", async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${site.url}/guide`);
    await page.getByRole("link", { name: "Errors" }).click();
    await page.waitForURL("**/guide/errors");
    await close();
  });
});
