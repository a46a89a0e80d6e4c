import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

const FIRST = "?ref=KX7PM2QA&click=clk_1.KX7PM2QA.mac&utm_source=mail";
const BARE = "?ref=KX7PM2QA";
const SECOND = "?ref=ADA&click=clk_2.ADA.mac";
const FORM = `<form id="form" data-referral method="get" action="/done"><input name="email" value="a@b.c"><button>Go</button></form>`;

describe.skipIf(chromiumPath === null)("the attribution script in a browser", () => {
  let browser: Browser;
  let site: WidgetSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const shop = (attributes = "", body = FORM, before = "") =>
    site.page(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${before}
       <script async src="${site.api}/widget/attribution.js" ${attributes}></script>${body}`,
      // Scripts of the test's own page, and the script; nothing evaluates text.
      `default-src 'none'; script-src ${site.api} 'unsafe-inline'; form-action 'self'`,
    );
  const visit = async (url: string) => {
    const opened = await openPage(browser);
    await opened.page.goto(url);
    await opened.page.waitForFunction("window.referral?.ready");
    const fields = async () =>
      (await opened.page.evaluate("Object.fromEntries(new FormData(document.getElementById('form')))")) as object;
    const stored = () => opened.page.evaluate("localStorage.length + document.cookie.length");
    const push = (command: string) => opened.page.evaluate(`window.referral.push(${command})`);
    return { ...opened, fields, stored, push };
  };

  it("fills the shop's forms with all clicks in order, which tell their codes, and leaves the address alone", async () => {
    const url = shop();
    const { page, complaints, fields, close } = await visit(url + FIRST);
    expect(page.url()).toBe(url + FIRST);
    expect(await fields()).toEqual({
      email: "a@b.c",
      referral_clicks: "clk_1.KX7PM2QA.mac",
    });
    await page.goto(url + SECOND);
    await page.goto(url + FIRST);
    await page.goto(url);
    await page.locator('[name="referral_clicks"]').waitFor({ state: "attached" });
    const expected = { email: "a@b.c", referral_clicks: "clk_1.KX7PM2QA.mac,clk_2.ADA.mac" };
    expect(await fields()).toEqual(expected);
    await page.locator("button").click();
    await page.waitForURL(/\/done/);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(expected);
    expect(complaints.filter((line) => !line.includes("404"))).toEqual([]);
    await close();
  });

  it("stores nothing while it waits for consent, all of it once there is, and nothing after it is withdrawn", async () => {
    const { page, fields, stored, push, close } = await visit(shop('data-consent="wait"') + FIRST);
    expect(await fields()).toMatchObject({ referral_clicks: "clk_1.KX7PM2QA.mac" });
    expect(await stored()).toBe(0);
    await push('["consent", true]');
    expect(await stored()).toBe(1);
    await push('["consent", false]');
    expect(await stored()).toBe(0);
    expect(await fields()).toEqual({ email: "a@b.c" });
    await page.evaluate("document.body.append(document.createElement('p'))");
    await push('["fill"]');
    expect(await stored()).toBe(0);
    await push('["consent", true]');
    expect(await fields()).toMatchObject({ referral_clicks: "clk_1.KX7PM2QA.mac" });
    await close();
  });

  it("takes commands from before it was loaded, and answers them", async () => {
    const early = `<script>window.referral = window.referral || []; referral.push(["get", (it) => { window.told = it }], ["nonsense"], null, ["get", 7])</script>`;
    const { page, complaints, push, close } = await visit(shop("", FORM, early) + FIRST);
    const told = { code: "KX7PM2QA", clicks: ["clk_1.KX7PM2QA.mac"] };
    expect(await page.evaluate("window.told")).toEqual(told);
    await push('["get", () => { throw new Error("the page\'s own") }]');
    await push('["clear"]');
    await push('["get", (it) => { window.told = it }]');
    expect(await page.evaluate("window.told")).toEqual({ code: "", clicks: [] });
    expect(complaints).toEqual([]);
    await close();
  });

  it("fills forms that come later and fields of the shop's own, but nothing that a visitor has emptied", async () => {
    const own = `<form id="form" data-referral><input name="referral_code"></form>`;
    const { page, fields, close } = await visit(shop("", own) + BARE);
    expect(await fields()).toMatchObject({ referral_code: "KX7PM2QA" });
    await page.locator('[name="referral_code"]').fill("");
    await page.evaluate(
      "const late = document.createElement('form'); late.dataset.referral = ''; late.id = 'late'; document.body.append(late)",
    );
    await page.locator("#late [name=referral_code]").waitFor({ state: "attached" });
    expect(await fields()).toMatchObject({ referral_code: "" });
    await close();
  });

  it("works on where storage is refused, and says nothing", async () => {
    const refuse = `<script>Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })</script>`;
    const { complaints, fields, close } = await visit(shop("", FORM, refuse) + FIRST);
    expect(await fields()).toEqual({ email: "a@b.c", referral_clicks: "clk_1.KX7PM2QA.mac" });
    expect(complaints).toEqual([]);
    await close();
  });

  it("keeps to a cookie of the shop's domain where it is asked to, which the server can read", async () => {
    const url = shop('data-domain="localhost" data-days="7"');
    const { page, fields, push, close } = await visit(url + FIRST);
    const [cookie] = await page.context().cookies();
    expect(cookie?.name).toBe("refer-a-friend");
    expect((cookie?.expires ?? 0) - Date.now() / 1_000).toBeLessThanOrEqual(7 * 86_400);
    await page.goto(url);
    await page.locator('[name="referral_clicks"]').waitFor({ state: "attached" });
    expect(await fields()).toMatchObject({ referral_clicks: "clk_1.KX7PM2QA.mac" });
    await push('["clear"]');
    expect(await page.context().cookies()).toEqual([]);
    await close();
  });

  it("another tab's withdrawal holds in this one, too", async () => {
    const { page, stored, push, close } = await visit(shop() + FIRST);
    await page.evaluate("localStorage.clear()");
    await push('["fill"]');
    expect(await stored()).toBe(0);
    await close();
  });

  it("leaves what others stored, and makes nothing of what it can't read", async () => {
    const spoil = `<script>localStorage.setItem("refer-a-friend", "{broken"); localStorage.setItem("theirs", "1")</script>`;
    const { page, complaints, fields, push, close } = await visit(shop("", FORM, spoil) + SECOND);
    expect(await fields()).toMatchObject({ referral_clicks: "clk_2.ADA.mac" });
    await push('["clear"]');
    expect(await page.evaluate("localStorage.getItem('theirs')")).toBe("1");
    expect(complaints).toEqual([]);
    await close();
  });
});
