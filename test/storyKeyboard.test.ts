import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { productOf } from "../dev/shop/products.ts";
import { TEXTS } from "../dev/shop/texts.ts";
import { widgetTexts } from "../src/i18n/widgetTexts.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";

/** So many steps a page has at most. */
const MAX_STEPS = 80;

interface Focused {
  readonly name: string;
  readonly isSeen: boolean;
  /** The element of ours that it is in. */
  readonly host: string | null;
}

/** What has the keyboard, by the name that is read out, and whether one sees that: an outline, inside of the window. */
const FOCUSED = `(() => {
  let it = document.activeElement;
  const host = it?.shadowRoot ? it.localName : null;
  while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
  if (!it || it === document.body) return { name: "", isSeen: true, host };
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const { top, bottom, width } = it.getBoundingClientRect();
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 0 && bottom > 0 && top < innerHeight;
  const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
  return { name: name.trim(), isSeen, host };
})()`;

/** Tabs until it is there; whatever has the keyboard on the way has to be seen. */
async function tabTo(page: Page, name: string, host: string | null = null): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < MAX_STEPS; step++) {
    await page.keyboard.press("Tab");
    const focused = (await page.evaluate(FOCUSED)) as Focused;
    expect(focused.isSeen, focused.name).toBe(true);
    if (focused.host === host && focused.name.startsWith(name)) return;
    passed.push(focused.name);
  }
  throw new Error(`"${name}" can't be reached from the keyboard, only ${passed.join(", ")}`);
}

describe.skipIf(chromiumPath === null)("the shop, with the keyboard alone", () => {
  let browser: Browser;
  let site: DemoSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDemoSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each(["en", "he"] as const)(
    "in %s: signed in, shared, followed, signed up, bought and sent back",
    async (language) => {
      const [t, w] = [TEXTS[language], widgetTexts[language]];
      const options = { locale: language, permissions: ["clipboard-read", "clipboard-write"] };
      const [advocate, friend] = await Promise.all([openPage(browser, options), openPage(browser, options)]);
      const { page } = advocate;

      await page.goto(`${site.url}/demo`);
      await tabTo(page, t.skip);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.closest('.hero') !== null"), "past the menu").toBe(true);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: w.signInTitle }).waitFor();
      await tabTo(page, w.signIn, "referral-panel");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: t.signInTitle }).waitFor();
      await tabTo(page, "Maya");
      await page.keyboard.press("Space");
      await page.locator("#copy").waitFor();
      await tabTo(page, w.copyLink, "referral-panel");
      await page.keyboard.press("Enter");
      await page.locator("#copy", { hasText: w.copied }).waitFor();
      await tabTo(page, w.showQr, "referral-panel");
      await page.keyboard.press("Space");
      await page.locator("svg.qr").waitFor();
      await page.keyboard.press("Enter");
      await page.locator("svg.qr").waitFor({ state: "hidden" });
      const link = String(await page.evaluate("navigator.clipboard.readText()"));

      await friend.page.goto(link);
      await tabTo(friend.page, t.signUp);
      await friend.page.keyboard.press("Enter");
      await friend.page.locator("referral-code [data-state=valid]").waitFor();
      await tabTo(friend.page, t.name);
      await friend.page.keyboard.type("Keira");
      await tabTo(friend.page, t.email);
      await friend.page.keyboard.type(`keira.${language}@example.com`);
      await tabTo(friend.page, w.codeLabel, "referral-code");
      await tabTo(friend.page, t.signUp);
      await friend.page.keyboard.press("Enter");
      await friend.page.locator(".banner[role=status]").waitFor();
      await tabTo(friend.page, t.shop);
      await friend.page.keyboard.press("Enter");
      await friend.page.locator(".product").first().waitFor();
      await tabTo(friend.page, `${t.add}: ${productOf("POT-1")?.name[language]}`);
      await friend.page.keyboard.press("Enter");
      await friend.page.getByText(t.added).waitFor();
      await friend.page.getByText(t.couponRemove).waitFor();
      await tabTo(friend.page, t.pay);
      await friend.page.keyboard.press("Enter");
      await friend.page.getByText(t.thanks).waitFor();
      await tabTo(friend.page, t.returnAll);
      await friend.page.keyboard.press("Enter");
      await friend.page.locator(".refunded").waitFor();
      expect([...advocate.complaints, ...friend.complaints]).toEqual([]);
      await Promise.all([advocate.close(), friend.close()]);
    },
  );
});
