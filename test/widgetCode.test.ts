import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { publicPanel, type TestLanguage } from "./support/panelReplies.ts";
import { type Call, type CannedReply, startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

/** Longer than the field waits for more typing, and shorter than it waits for an answer. */
const PAUSE_MS = 2_000;

const words = {
  en: { good: "10 % off your first order", bad: "This code has ended.", label: "Referral code" },
  he: { good: "10% הנחה על ההזמנה הראשונה", bad: "תוקפו של קוד זה פג.", label: "קוד הזמנה" },
} as const;

describe.skipIf(chromiumPath === null)("<referral-code> in a browser", () => {
  let browser: Browser;
  let site: WidgetSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const answer = (language: TestLanguage, redeem: (call: Call) => CannedReply = () => ({ status: 401, body: {} })) => {
    const as = { language, direction: language === "he" ? "rtl" : "ltr" };
    const { good, bad } = words[language === "he" ? "he" : "en"];
    site.calls.length = 0;
    site.answer("/v1/client/panel", () => ({ body: publicPanel(language) }));
    site.answer("/v1/client/codes/", ({ path }) =>
      path.endsWith("KX7PM2QA")
        ? { body: { redeemable: true, reason: null, message: good, ...as } }
        : { body: { redeemable: false, reason: "code_expired", message: bad, ...as } },
    );
    site.answer("/v1/client/redemptions", redeem);
  };
  const open = async (
    attributes = "",
    language: TestLanguage = "en",
    options: Parameters<typeof openPage>[1] = {},
    query = "",
  ) => {
    const opened = await openPage(browser, options);
    await opened.page.addInitScript(
      "window.told = []; for (const name of ['valid', 'applied']) document.addEventListener('referral-code-' + name, (event) => told.push([name, event.detail.code]))",
    );
    const html = `<!doctype html><html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}"><meta charset="utf-8"><title>Shop</title>
      <script type="module" src="${site.api}/widget/code.js"></script>
      <script async src="${site.api}/widget/attribution.js"></script>
      <main><h1>Shop</h1><form id="form" data-referral>
      <referral-code key="pk" lang="${language}" ${attributes}></referral-code></form></main>`;
    await opened.page.goto(
      site.page(html, `default-src 'none'; script-src ${site.api}; connect-src ${site.api}`) + query,
    );
    await opened.page.locator("#code").waitFor();
    const fields = () => opened.page.evaluate("Array.from(new FormData(document.getElementById('form')))");
    const said = (text: string) => opened.page.locator("#message", { hasText: text }).waitFor();
    return { ...opened, fields, said };
  };

  it.each(["en", "he"] as const)("axe finds nothing in any state, light and dark, in %s", async (language) => {
    answer(language);
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, complaints, said, close } = await open("", language, { colorScheme });
      await page.getByLabel(words[language].label).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator("#code").fill("OLD123");
      await said(words[language].bad);
      expect(await violations(page)).toEqual([]);
      await page.locator("#code").fill("KX7PM2QA");
      await said(words[language].good);
      await page.locator("button").click();
      await page.locator("[data-state=applied]").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  it("checks what was typed once, folded, and gives the form what can be used", async () => {
    answer("en");
    const { page, fields, said, close } = await open('name="friend_code"');
    await page.locator("#code").pressSequentially("kx7p-m2 qa", { delay: 20 });
    await said(words.en.good);
    expect(site.calls.filter(({ path }) => path.includes("/codes/")).map(({ path }) => path)).toEqual([
      "/v1/client/codes/KX7PM2QA",
    ]);
    expect(await fields()).toEqual([["friend_code", "KX7PM2QA"]]);
    await page.locator("#code").fill("OLD123");
    await said(words.en.bad);
    expect(await fields()).toEqual([]);
    expect(await page.locator("#code").getAttribute("aria-invalid")).toBe("true");
    expect(await page.evaluate("told")).toEqual([["valid", "KX7PM2QA"]]);
    await close();
  });

  it("is prefilled from the share link that a visitor followed, and hands its clicks to the form once", async () => {
    answer("en");
    const { page, fields, said, close } = await open("", "en", {}, "?ref=kx7pm2qa&click=clk_1.KX7PM2QA.mac");
    await said(words.en.good);
    await page.evaluate("window.referral.push(['fill'])");
    expect(await fields()).toEqual(
      expect.arrayContaining([
        ["referral_code", "KX7PM2QA"],
        ["referral_clicks", "clk_1.KX7PM2QA.mac"],
      ]),
    );
    expect(await fields()).toHaveLength(2);
    await page.evaluate("document.getElementById('form').reset()");
    expect(await fields()).toEqual([["referral_clicks", "clk_1.KX7PM2QA.mac"]]);
    await close();
  });

  it("with a token redeems by keyboard, tells the page, and shows the coupon", async () => {
    answer("en", () => ({
      body: {
        status: "attributed",
        message: "Welcome!",
        coupons: [{ code: "TQ4MX9", message: "10 % off", expires: "Valid until 5 February" }],
      },
    }));
    const { page, said, close } = await open(
      'token="t" program="friends"',
      "en",
      {},
      "?ref=KX7PM2QA&click=clk_1.KX7PM2QA.mac",
    );
    await said(words.en.good);
    await page.locator("#code").press("Enter");
    await said("Welcome!");
    expect(await page.locator("#message").textContent(), "the service's own words, once").toBe("Welcome!");
    expect(await page.locator(".coupon").textContent()).toBe("TQ4MX9");
    expect(await page.locator("button").count()).toBe(1);
    expect(await page.locator("button").isVisible()).toBe(false);
    const sent = site.calls.find(({ path }) => path === "/v1/client/redemptions");
    expect(sent?.body).toEqual({ code: "KX7PM2QA", clickIds: ["clk_1.KX7PM2QA.mac"], program: "friends" });
    expect(sent?.authorization).toBe("Bearer t");
    expect(await page.evaluate("told")).toEqual([
      ["valid", "KX7PM2QA"],
      ["applied", "KX7PM2QA"],
    ]);
    await close();
  });

  it("says why a redemption was refused", async () => {
    answer("en", () => ({
      body: { status: "rejected", reason: "not_new", message: "This is your own code.", coupons: [] },
    }));
    const { page, said, close } = await open('token="t" value="KX7PM2QA"');
    await said(words.en.good);
    await page.locator("button").click();
    await said("This is your own code.");
    expect(await page.evaluate("told")).toEqual([["valid", "KX7PM2QA"]]);
    await close();
  });

  it("keeps a code that could not be checked, says so, and checks it when the connection is back", async () => {
    answer("en");
    const { page, fields, said, close } = await open();
    await page.context().setOffline(true);
    await page.locator("#code").fill("KX7PM2QA");
    await said("You're offline.");
    expect(await fields()).toEqual([["referral_code", "KX7PM2QA"]]);
    await page.context().setOffline(false);
    await said(words.en.good);
    site.answer("/v1/client/codes/", () => ({ status: 503, body: { message: "Try again in a minute." } }));
    await page.locator("#code").fill("OTHER1");
    await said("Try again in a minute.");
    expect(await fields()).toEqual([["referral_code", "OTHER1"]]);
    await close();
  });

  it("asks about nothing that can't be a code", async () => {
    answer("en");
    const { page, said, close } = await open();
    await page.clock.install();
    for (const text of ["a", "<b>", "x".repeat(41), "KX7PM2QA"]) {
      await page.locator("#code").fill(text);
      await page.clock.runFor(PAUSE_MS);
    }
    await said(words.en.good);
    const asked = site.calls.filter(({ path }) => path.includes("/codes/"));
    expect(asked.map(({ path }) => path)).toEqual(["/v1/client/codes/KX7PM2QA"]);
    await close();
  });
});
