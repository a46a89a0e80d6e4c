import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser } from "./support/browser.ts";
import { FOCUSED, type PanelPages, panelPages } from "./support/panelPages.ts";
import { emptyPanel, fullPanel, ineligiblePanel, publicPanel } from "./support/panelReplies.ts";
import { type CannedReply, startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

const PANEL = "/v1/client/panel";
describe.skipIf(chromiumPath === null)("<referral-panel> in a browser", () => {
  let browser: Browser;
  let site: WidgetSite;
  let panels: PanelPages;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
    panels = panelPages(browser, site);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const open: PanelPages["open"] = (...asked) => panels.open(...asked);
  const reply = (canned: CannedReply | "never") => site.answer(PANEL, () => canned);
  const closeAll = () => panels.closeAll();

  describe.each(["en", "he"] as const)("in %s", (language) => {
    const states: ReadonlyArray<readonly [string, string, CannedReply | "never", string]> = [
      ["loading", "token=t", "never", ".bar"],
      ["full", "token=t", { body: fullPanel(language) }, ".friends"],
      ["empty", "token=t", { body: emptyPanel(language) }, ".friends"],
      ["signed out", "", { body: publicPanel(language) }, "#sign-in"],
      ["not an advocate", "token=t", { body: ineligiblePanel(language) }, "#apply"],
      ["in trouble", "token=t", { status: 503, body: { message: "No" } }, "#retry"],
      ["after a purchase", "token=t placement=after-purchase", { body: fullPanel(language) }, ".thanks"],
      ["as a dialog", "token=t placement=dialog open", { body: fullPanel(language) }, "dialog .friends"],
      ["as a button", "token=t placement=button", { body: fullPanel(language) }, ".open-button"],
    ];
    it.each(states)("axe finds nothing when it is %s, light and dark", async (_, attributes, canned, shown) => {
      reply(canned);
      for (const colorScheme of ["light", "dark"] as const) {
        const { page, complaints } = await open(attributes, language, { colorScheme, reducedMotion: "reduce" });
        await page.locator(shown).first().waitFor();
        await page.evaluate(`${ALL_DETAILS}.forEach((it) => { it.open = true })`);
        await page.locator("details > div:empty, .loading").first().waitFor({ state: "detached" });
        expect(await violations(page), colorScheme).toEqual([]);
        expect(complaints.filter((line) => !line.includes("status of 503"))).toEqual([]);
        await closeAll();
      }
    });

    it("draws no way to a step where it isn't told how much of it is behind", async () => {
      reply({ body: fullPanel(language) });
      const { page } = await open("token=t", language);
      const progress = page.locator(".progress");
      await progress.waitFor();
      expect(await progress.getByRole("progressbar").count()).toBe(1);
      expect(await progress.textContent()).toContain("500.00 GBP");
    });

    it("is laid out in the direction of its language", async () => {
      reply({ body: fullPanel(language) });
      const { page } = await open("token=t", language);
      const title = await page.locator(".share h3").boundingBox();
      const link = await page.locator("#link").boundingBox();
      const copy = await page.locator("#copy").boundingBox();
      expect(await page.locator(".card").getAttribute("dir")).toBe(language === "he" ? "rtl" : "ltr");
      expect(Math.sign((link?.x ?? 0) - (copy?.x ?? 0))).toBe(language === "he" ? 1 : -1);
      expect(title).not.toBeNull();
      await closeAll();
    });
  });

  it("can be used with the keyboard alone: opened, tabbed through, copied from and closed", async () => {
    reply({ body: fullPanel("en") });
    const { page } = await open("token=t placement=button", "en", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.locator("a").first().focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("dialog .share").waitFor();
    const seen = new Set<string>();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("Tab");
      const focused = String(await page.evaluate(FOCUSED));
      seen.add(focused);
      if (focused === "copy" && !seen.has("copied")) {
        await page.keyboard.press("Enter");
        await page.locator('[role="status"]', { hasText: "Copied" }).waitFor({ state: "attached" });
        seen.add("copied");
      }
    }
    // The page behind is out of reach, everything in the dialog is not.
    expect([...seen]).toEqual(expect.arrayContaining(["copy", "copied", "link", "a", "summary"]));
    expect([...seen]).not.toContain("page");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("https://refer.example/r/tea/KX7PM2QA");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
    expect(await page.evaluate(FOCUSED)).toBe("open-button");
    await closeAll();
  });

  it("every share link carries its channel, and says that it opens a window", async () => {
    reply({ body: fullPanel("en") });
    const { page } = await open("token=t", "en", { timezoneId: "Europe/Kyiv" });
    await page.locator("a.channel").first().waitFor();
    const told = (await page.evaluate(
      "Array.from(document.querySelector('referral-panel').shadowRoot.querySelectorAll('a.channel'), (it) => [it.href, it.rel, it.getAttribute('aria-label')])",
    )) as ReadonlyArray<readonly [string, string, string]>;
    expect(told.map(([href]) => /via(?:=|%3D)(\w+)/.exec(href)?.[1])).toEqual([
      "telegram",
      "whatsapp",
      "facebook",
      "email",
      "x",
      "linkedin",
    ]);
    for (const [, rel] of told) expect(rel).toBe("noopener noreferrer");
    expect(told[0]?.[2]).toBe("Share by Telegram (opens in a new window)");
    await closeAll();
  });

  it("without a token shows the offer and asks to sign in, and asks the service with the publishable key", async () => {
    reply({ body: publicPanel("en") });
    const { page } = await open("");
    await page.evaluate("document.addEventListener('referral-sign-in', () => { document.title = 'sign in' })");
    await page.locator("#sign-in").click();
    expect(await page.title()).toBe("sign in");
    expect(site.calls.at(-1)?.authorization).toBe("Bearer pk_test_1");
    await closeAll();
  });

  it("an expired token is replaced by a fresh one; without one the offer is shown", async () => {
    site.answer(PANEL, ({ authorization }) => {
      if (authorization === "Bearer fresh") return { body: fullPanel("en") };
      return authorization === "Bearer old" ? { status: 401, body: {} } : { body: publicPanel("en") };
    });
    const { page } = await open("token=old");
    await page.locator("#sign-in").waitFor();
    const event =
      "document.addEventListener('referral-token', (event) => event.detail.provide(Promise.resolve('fresh')))";
    await page.evaluate(`${event}; document.querySelector('referral-panel').setAttribute('token', '')`);
    await page.locator(".share").waitFor();
    await page.evaluate(
      `const it = document.querySelector('referral-panel'); it.tokenProvider = () => { throw 1 }; it.setAttribute('token', 'old')`,
    );
    await page.locator("#sign-in").waitFor();
    await closeAll();
  });

  it("offline says so, and loads by itself when the connection is back", async () => {
    reply({ body: fullPanel("en") });
    const { page } = await open("token=t");
    await page.locator(".share").waitFor();
    await page.context().setOffline(true);
    await page.evaluate("document.querySelector('referral-panel').setAttribute('program', 'other')");
    await page.getByText("You're offline").waitFor();
    await page.context().setOffline(false);
    await page.locator(".share").waitFor();
    await closeAll();
  });

  it("trouble is told in the service's own words, and trying again mends it", async () => {
    reply({ status: 429, body: { message: "Too many requests. Please wait a minute." } });
    const { page } = await open("token=t");
    await page.getByText("Too many requests. Please wait a minute.").waitFor();
    reply({ body: fullPanel("en") });
    await page.locator("#retry").click();
    await page.locator(".share").waitFor();
    await closeAll();
  });

  it("a vanity code, a choice and an application are sent, and what is refused says why", async () => {
    const panel = { ...fullPanel("en"), standing: ineligiblePanel("en").standing };
    reply({ body: panel });
    site.answer("/v1/client/vanity", ({ body }) => {
      const isTaken = (body as { vanity: string }).vanity === "taken";
      if (isTaken) return { status: 409, body: { message: "This code is taken." } };
      panel.advocate.vanity = "ADA";
      return { body: {} };
    });
    site.answer("/v1/client/choices", () => ({ body: {} }));
    site.answer("/v1/client/applications", () => ({ body: {} }));
    const { page } = await open("token=t");
    await page.getByText("Choose your own code").click();
    await page.locator("#vanity").fill("taken");
    await page.keyboard.press("Enter");
    await page.getByText("This code is taken.").waitFor();
    await page.locator("#vanity").fill("ada");
    await page.keyboard.press("Enter");
    await page.locator(".code", { hasText: "ADA" }).waitFor();
    // Another may be chosen in its place.
    expect(await page.locator("#vanity").inputValue()).toBe("");
    await page.locator(".choices summary").click();
    expect(await page.locator('input[type="radio"]:disabled').getAttribute("value")).toBe("0");
    await page.getByText("500 points").click();
    await page.locator("#choose-rwd_1").click();
    await page.locator('[role="status"]', { hasText: "Your choice is saved." }).waitFor({ state: "attached" });
    await page.locator("#apply").click();
    await page.locator('[role="status"]', { hasText: "We have your application." }).waitFor({ state: "attached" });
    const sent = site.calls.filter(({ method }) => method === "POST").map(({ path, body }) => [path, body]);
    expect(sent).toEqual([
      ["/v1/client/vanity", { program: "friends", vanity: "taken" }],
      ["/v1/client/vanity", { program: "friends", vanity: "ada" }],
      ["/v1/client/choices", { rewardId: "rwd_1", option: 1 }],
      ["/v1/client/applications", { program: "friends" }],
    ]);
    await closeAll();
  });

  it("loads its body only when it is seen or opened", async () => {
    reply({ body: fullPanel("en") });
    const { page, requests } = await open("token=t placement=dialog");
    const loaded = () => requests.filter((url) => url.includes("panelBody"));
    await page.evaluate(SETTLED);
    expect(loaded()).toEqual([]);
    await page.evaluate("document.querySelector('referral-panel').show()");
    await page.locator("dialog .share").waitFor();
    expect(loaded()).toHaveLength(1);
    await closeAll();
  });
});

/** What of a panel opens, as an array. */
const ALL_DETAILS = "Array.from(document.querySelector('referral-panel').shadowRoot.querySelectorAll('details'))";

/** The element is there and has been painted twice: what it does of its own accord it has begun. */
const SETTLED = `customElements.whenDefined('referral-panel').then(() =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))`;
