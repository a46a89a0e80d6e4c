import { Hono } from "hono";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./support/axe.ts";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";
import { documented, type OtherShop, openOtherShop } from "./support/otherShop.ts";

const HOST = "shop.example";
type Signer = (of: { tenantId: string; widgetSecret: string; customerId: string }) => string;

/** The page that shops follow, followed: its own code, on a shop of another origin that allows what it says and no more. */
describe.skipIf(chromiumPath === null)("a shop that is not ours, made by the page for shops", () => {
  let browser: Browser;
  let site: DemoSite;
  let shop: OtherShop;
  const customers: string[] = [];
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(HOST), startDemoSite()]);
    shop = await openOtherShop(await pagesOf(site), HOST);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([shop?.close(), site?.close()]);
  });

  /** The shop's own server, with the documented code on its pages. */
  async function pagesOf({ url: api, keys }: DemoSite): Promise<Hono> {
    const code = (part: string) => documented(part, { api, key: keys.publishableKey });
    const source = `data:text/javascript,${encodeURIComponent(code("export function referralToken"))}`;
    const { referralToken } = (await import(/* @vite-ignore */ source)) as { referralToken: Signer };
    const { tenantId, widgetSecret } = keys;
    const policy = `default-src 'none'; ${code("connect-src")}`;
    const pages = new Hono();
    const frame = (
      main: string,
      more = "",
    ) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
${code("attribution.js")}${more}</head><body><main><h1>Shop</h1>${main}</main></body></html>`;
    pages.get("/", (context) => context.html(frame("<p>Welcome</p>"), 200, { "content-security-policy": policy }));
    pages.get("/join", (context) => {
      const form = code("<referral-code").replace("</form>", '<button id="send">Sign up</button></form>');
      return context.html(frame(form), 200, { "content-security-policy": policy });
    });
    pages.post("/signup", async (context) => {
      const form = await context.req.parseBody();
      const participant = { externalId: `friend-${customers.push("friend")}`, email: null };
      const [entered, clicks] = [String(form.referral_code ?? ""), String(form.referral_clicks ?? "")];
      // As documented for step 3.
      const event = { type: "signup", program: "friends", participant, code: entered || null };
      await site.api.post("/v1/events", { ...event, clickIds: clicks.split(",").filter(Boolean) });
      return context.redirect("/", 303);
    });
    pages.get("/share", (context) => {
      const token = referralToken({ tenantId, widgetSecret, customerId: "theirs-1" });
      const panel = code("<referral-panel").replace("<referral-panel", `<referral-panel token="${token}"`);
      return context.html(frame(panel), 200, { "content-security-policy": policy });
    });
    // With the shop's own script, which asks its own server for tokens.
    pages.get("/button", (context) => {
      const panel = code("<referral-panel").replace("<referral-panel", '<referral-panel placement="button"');
      const own = policy.replaceAll("-src http", "-src 'self' http");
      const html = frame(
        `<a href="#before">Before</a>${panel}<a href="#after">After</a>`,
        '<script src="/shop.js"></script>',
      );
      return context.html(html, 200, { "content-security-policy": own });
    });
    pages.get("/shop.js", (context) => {
      return context.body(code('referral-token"'), 200, { "content-type": "text/javascript" });
    });
    pages.get("/referral-token", (context) =>
      context.text(referralToken({ tenantId, widgetSecret, customerId: "theirs-1" })),
    );
    return pages;
  }

  it("hears only which origin to add until it is allowed, then shows the panel, keeps the arrival and sends the friend's code", async () => {
    const advocate = await openPage(browser, { locale: "en-GB" });
    await advocate.page.goto(`${shop.origin}/share`);
    await advocate.page.locator("#retry").waitFor();
    const told = advocate.complaints.filter((line) => !/Failed to load/.test(line));
    expect(new Set(told)).toEqual(
      new Set([expect.stringContaining(`Add ${shop.origin} to the tenant's allowedOrigins`)]),
    );
    advocate.complaints.length = 0;
    const { status } = await site.api.patch("/v1/tenant", { allowedOrigins: [shop.origin] });
    expect(status).toBe(200);
    await site.api.patch("/v1/programs/friends", { landingUrl: `${shop.origin}/` });
    await advocate.page.locator("#retry").click();
    await advocate.page.locator("#link").waitFor();
    expect(await violations(advocate.page)).toEqual([]);
    const link = await advocate.page.locator("#link").inputValue();

    const friend = await openPage(browser, { locale: "en-GB" });
    await friend.page.goto(link);
    expect(new URL(friend.page.url()).origin).toBe(shop.origin);
    await friend.page.goto(`${shop.origin}/join`);
    await friend.page.locator("[data-state=valid]").waitFor();
    expect(await violations(friend.page)).toEqual([]);
    await friend.page.locator("#send").click();
    await friend.page.getByText("Welcome").waitFor();

    await advocate.page.reload();
    await advocate.page.getByText("Friend 1").waitFor();
    const { body } = await site.api.get<{ data: { source: string; status: string }[] }>("/v1/referrals");
    expect(body.data.map(({ source, status: state }) => [source, state])).toEqual([["click", "attributed"]]);
    expect([...advocate.complaints, ...friend.complaints]).toEqual([]);
    await Promise.all([advocate.close(), friend.close()]);
  });

  it("opens the panel from a button by keyboard with a token that it asks for; Escape closes it and gives the focus back", async () => {
    await site.api.patch("/v1/tenant", { allowedOrigins: [shop.origin] });
    const { page, complaints, close } = await openPage(browser, { locale: "en-GB" });
    await page.goto(`${shop.origin}/button`);
    const opener = page.locator(".open-button");
    await opener.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const hasFocus = "document.querySelector('referral-panel').shadowRoot.activeElement?.className";
    expect(await page.evaluate(hasFocus)).toBe("open-button");
    await page.keyboard.press("Enter");
    await page.locator("dialog #copy").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
    expect(await page.evaluate(hasFocus)).toBe("open-button");
    expect(complaints).toEqual([]);
    await close();
  });
});
