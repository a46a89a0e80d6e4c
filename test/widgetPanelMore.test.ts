import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pictureShapeOf } from "../src/domain/pictures.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { FOCUSED, type PanelPages, panelPages } from "./support/panelPages.ts";
import { fullPanel, sharedMaterials } from "./support/panelReplies.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

describe.skipIf(chromiumPath === null)("what a panel loads when it is opened", () => {
  let browser: Browser;
  let site: WidgetSite;
  let panels: PanelPages;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
    panels = panelPages(browser, site);
    site.answer("/v1/client/panel", () => ({ body: fullPanel("en") }));
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it("loads its second part once, when something of it is opened, and keeps it open when the panel is drawn anew", async () => {
    const nothingEarned = { progress: [], totals: [], friends: [], friendCount: 0, coupons: [] };
    site.answer("/v1/client/panel", () => ({ body: { ...fullPanel("en"), ...nothingEarned } }));
    const { page, requests } = await panels.open("token=t");
    const loaded = () => requests.filter((url) => url.includes("panelMore"));
    await page.locator("#own-code summary").waitFor();
    expect(loaded()).toEqual([]);
    await page.locator("#qr summary").click();
    await page.locator("svg.qr").waitFor();
    await page.locator("#own-code summary").click();
    await page.locator("#vanity").fill("ada");
    await page.locator(".choices summary").click();
    await page.getByText("500 points").click();
    site.answer("/v1/client/choices", () => ({ body: {} }));
    await page.locator("#choose-rwd_1").click();
    await page.locator('[role="status"]', { hasText: "Your choice is saved." }).waitFor({ state: "attached" });
    // What was open is whole again, and the keyboard is where it was.
    expect(await page.locator("svg.qr").isVisible()).toBe(true);
    expect(await page.evaluate(FOCUSED)).toBe("choose-rwd_1");
    expect(loaded()).toHaveLength(1);
    await panels.closeAll();
    site.answer("/v1/client/panel", () => ({ body: fullPanel("en") }));
  });

  it.each([
    ["en-GB", "", "en-GB,en-US"],
    ["en-GB", 'lang="en"', "en-GB,en-US"],
    ["he", "", "he,en-US"],
    ["", "", "en-US"],
  ])(
    "on a page in %s tells the service in which language to write, and days in whose form",
    async (lang, attributes, accepted) => {
      const { page, close } = await openPage(browser, { locale: "en-US" });
      await page.goto(
        site.page(`<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Shop</title>
        <script type="module" src="${site.api}/widget/panel.js"></script>
        <referral-panel key="pk" token="t" ${attributes}></referral-panel>`),
      );
      await page.locator(".share").waitFor();
      expect(site.calls.at(-1)?.acceptLanguage).toBe(accepted);
      await close();
    },
  );

  it("shows what was earned by itself, after the link and the offer, and says where that can't be had", async () => {
    site.lose("panelMore.js");
    const { page, requests } = await panels.open("token=t");
    await page.locator(".soon [role=alert]", { hasText: "This didn't load" }).waitFor();
    expect(await page.locator("#copy").isVisible()).toBe(true);
    site.lose(null);
    await page.locator("#retry-soon").click();
    await page.locator(".friends").waitFor();
    expect(await page.locator(".soon").count()).toBe(0);
    // A step stands in the ladder alone, and what is given at first in the offer too.
    const { advocate } = fullPanel("en").offer;
    const times = advocate.map((line) => page.locator("li", { hasText: line }).count());
    expect(await Promise.all(times)).toEqual([2, 1]);
    expect(requests.filter((url) => url.includes("panelMore"))).toHaveLength(2);
    const order = ".share, .sides, .progress, .totals, .friends, .coupons";
    expect(await page.locator(order).evaluateAll((parts) => parts.map((part) => part.className))).toEqual(
      order.replaceAll(".", "").split(", "),
    );
    await panels.closeAll();
  });

  it("a second part that can't be had is said to be missing, and comes when it is asked for again", async () => {
    site.lose("panelMore.js");
    const { page, complaints } = await panels.open("token=t");
    await page.locator("#qr summary").focus();
    await page.keyboard.press("Enter");
    await page.locator("#qr [role=alert]", { hasText: "This didn't load" }).waitFor();
    await page.locator("#retry-qr").focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(FOCUSED)).toBe("summary");
    await page.locator("#retry-qr").waitFor();
    site.lose(null);
    await page.locator("#retry-qr").click();
    await page.locator("svg.qr").waitFor();
    expect(await page.evaluate(FOCUSED)).toBe("summary");
    expect(complaints.filter((line) => !line.includes("status of 503"))).toEqual([]);
    await panels.closeAll();
  });

  it("the QR code can be saved, as a picture that is sharp in print", async () => {
    const { page } = await panels.open("token=t");
    await page.locator("#qr summary").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-qr").click()]);
    expect(download.suggestedFilename()).toBe("KX7PM2QA.png");
    const shape = pictureShapeOf(await readFile(await download.path()));
    expect(shape?.type).toBe("image/png");
    expect(shape?.width).toBeGreaterThanOrEqual(1_200);
    await panels.closeAll();
  });

  it("gives texts, pictures, documents and films to share, each with the advocate's own link", async () => {
    const { page, complaints } = await panels.open("token=t", "en", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const clipboard = () => page.evaluate("navigator.clipboard.readText()");
    await page.getByText("More to share (5)").click();
    await page.locator("#copy-chat").click();
    const link = "https://refer.example/r/tea/KX7PM2QA";
    expect(await clipboard()).toBe(`I love this tea. Here is 10 % off your first order:\n${link}?via=whatsapp`);
    const sent = page.getByRole("link", { name: "Share by WhatsApp: For a chat" });
    expect(await sent.getAttribute("href")).toBe(
      `https://wa.me/?text=${encodeURIComponent(String(await clipboard()))}`,
    );
    // A text without the link is not given out without it.
    await page.locator("#copy-post").click();
    expect(await clipboard()).toBe(`10 % off the first order\n${link}?via=forum`);
    await page.locator("#copy-leaflet").click();
    expect(await clipboard()).toBe(link);
    const film = page.getByRole("link", { name: "Watch the video: How we roast (opens in a new window)" });
    expect(await film.getAttribute("href")).toBe("https://films.example/tea");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-poster").click()]);
    expect(download.suggestedFilename()).toBe("poster.png");
    expect(pictureShapeOf(await readFile(await download.path()))).toMatchObject({ width: 1_200, height: 630 });
    // Painted, under a policy that allows no pictures.
    await expect.poll(() => page.evaluate(PAINTED)).toBe(255);
    expect(complaints).toEqual([]);
    await panels.closeAll();
  });

  it("materials that can't be read are said to be missing, and come when they are asked for again", async () => {
    site.answer("/v1/client/materials", () => ({ status: 503, body: { message: "Please wait a minute." } }));
    const { page } = await panels.open("token=t");
    await page.locator("#materials summary").click();
    await page.locator("#materials [role=alert]", { hasText: "Please wait a minute." }).waitFor();
    site.answer("/v1/client/materials", () => ({ body: { ...sharedMaterials("en"), materials: [] } }));
    await page.locator("#retry-list").click();
    await page.getByText("There is nothing to share at the moment.").waitFor();
    expect(await page.evaluate(FOCUSED)).toBe("summary");
    await panels.closeAll();
  });
});

/** How opaque the first picture is, from 0 to 255. */
const PAINTED = `document.querySelector('referral-panel').shadowRoot.querySelector('canvas').getContext('2d')
  .getImageData(400, 100, 1, 1).data[3]`;
