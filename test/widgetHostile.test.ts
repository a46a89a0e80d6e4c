import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { HOSTILE_TEXTS } from "./support/hostileTexts.ts";
import { fullPanel, ineligiblePanel, sharedMaterials } from "./support/panelReplies.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

/** What the elements treat as a choice of ours, not as a text. */
const KEPT = ["direction", "language", "program", "signedIn", "size", "mayApply", "position", "next", "friendCount"];

/** The same reply with every text replaced. */
function poisoned(value: unknown, text: string, key = ""): unknown {
  if (KEPT.includes(key)) return value;
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, text, name)]));
}

describe.skipIf(chromiumPath === null)("hostile texts in what the service says", () => {
  let browser: Browser;
  let site: WidgetSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  // Without any policy: nothing but the elements' own care keeps it from running.
  it("run nothing, become no element and no address, wherever they stand", async () => {
    const { page, complaints, close } = await openPage(browser);
    await page.goto(
      site.page(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
        <script type="module" src="${site.api}/widget/panel.js"></script>
        <referral-panel token="t" sign-in-url="javascript:window.hacked=1"></referral-panel>`),
    );
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const panel = { ...fullPanel("en"), signedIn: false, standing: ineligiblePanel("en").standing };
      site.answer("/v1/client/panel", () => ({ body: poisoned(panel, text) }));
      site.answer("/v1/client/materials", () => ({ body: poisoned(sharedMaterials("en"), text) }));
      await page.evaluate(`document.querySelector('referral-panel').setAttribute('program', 'p${index}')`);
      await page.waitForFunction(
        `document.querySelector('referral-panel').shadowRoot.querySelector('.headline')?.textContent === ${JSON.stringify(text)}`,
      );
      const inside = "document.querySelector('referral-panel').shadowRoot";
      await page.evaluate(`${inside}.querySelectorAll('details').forEach((it) => { it.open = true })`);
      await page.locator(".material").first().waitFor();
      expect(await page.evaluate(`${inside}.querySelectorAll('script, img, iframe, template').length`)).toBe(0);
      const addresses = (await page.evaluate(
        `Array.from(${inside}.querySelectorAll('a'), (it) => it.href)`,
      )) as string[];
      for (const address of addresses) expect(address).toMatch(/^(https?|mailto|sms):/);
      for (const button of await page.locator("button:visible").all()) await button.dispatchEvent("click");
      expect(await page.evaluate("window.hacked"), text).toBeUndefined();
    }
    // The browser itself says that a drawing's path is odd, and that nothing here answers the panel's forms.
    expect(complaints.filter((line) => !/<path> attribute d|status of 404/.test(line))).toEqual([]);
    await close();
  });

  it("and in attributes and typed codes run nothing either", async () => {
    site.answer("/v1/client/panel", () => ({ body: fullPanel("en") }));
    site.answer("/v1/client/codes/", ({ path }) => ({
      body: {
        redeemable: false,
        reason: "unknown_code",
        message: path,
        language: "en",
        direction: "ltr",
      },
    }));
    const { page, complaints, close } = await openPage(browser);
    await page.goto(
      site.page(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
        <script type="module" src="${site.api}/widget/code.js"></script>
        <script async src="${site.api}/widget/attribution.js"></script>
        <form data-referral><referral-code key="pk"></referral-code></form>`),
    );
    await page.locator("#code").waitFor();
    for (const text of HOSTILE_TEXTS) {
      await page.locator("#code").fill(text);
      await page.locator("button").click();
      await page.evaluate(
        `const it = document.querySelector('referral-code'); for (const name of ['name', 'lang', 'program', 'value', 'theme']) it.setAttribute(name, ${JSON.stringify(text)})`,
      );
      expect(await page.evaluate("window.hacked"), text).toBeUndefined();
    }
    for (const text of HOSTILE_TEXTS) {
      const value = encodeURIComponent(text.toWellFormed());
      const url = `${page.url().split("?")[0]}?ref=${value}&click=${value}`;
      await page.goto(url);
      await page.locator("#code").waitFor();
      expect(await page.evaluate("window.hacked"), text).toBeUndefined();
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
