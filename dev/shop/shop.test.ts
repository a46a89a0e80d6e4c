import type { Hono } from "hono";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { LANGUAGES } from "../../src/i18n/languages.ts";
import type { TestApp } from "../../src/testing/createTestApp.ts";
import { createTestApp } from "../../src/testing/createTestApp.ts";
import { demoShop, giveMaterials, sendFriendsToShop } from "./shop.ts";
import { SHOP_LANGUAGES } from "./texts.ts";

const ORIGIN = "http://api.test";

/** A browser with a cookie and nothing else. */
function browserOf(fetch: (request: Request) => Response | Promise<Response>, language = "en") {
  let cookie = "";
  const send = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(
      new Request(new URL(path, ORIGIN), {
        method: form === undefined ? "GET" : "POST",
        headers: { cookie, origin: ORIGIN, "accept-language": language },
        redirect: "manual",
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      }),
    );
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      headers: response.headers,
      text: await response.text(),
    };
  };
  return {
    open: (path: string) => send(path),
    post: (path: string, form: Record<string, string> = {}) => send(path, form),
  };
}

describe("the demo shop", () => {
  let app: TestApp;
  let site: Hono;
  const browser = (language?: string) => browserOf((request) => site.fetch(request), language);
  beforeAll(async () => {
    app = await createTestApp();
    site = createApp(app.deps);
    const options = { keys: { ...app.tenant, apiUrl: ORIGIN }, fetch: (request: Request) => app.fetch(request) };
    site.route("/demo", demoShop(options));
    await app.api.patch("/v1/programs/friends", { landingUrl: "http://127.0.0.1:1/demo" });
    await sendFriendsToShop(options);
  });
  afterAll(() => app.close());

  it("gives its customers texts and a picture to share, in each language, and leaves what is there as it is", async () => {
    const options = { keys: { ...app.tenant, apiUrl: ORIGIN }, fetch: (request: Request) => app.fetch(request) };
    await giveMaterials(options);
    const path = "/v1/programs/friends/materials";
    const titles = async () =>
      (await app.api.get<{ data: { title: string }[] }>(path)).body.data.map(({ title }) => title);
    expect(await titles()).toHaveLength(3 * LANGUAGES.length);
    await app.api.send("DELETE", `${path}/chat-en`);
    await giveMaterials(options);
    expect(await titles()).toHaveLength(3 * LANGUAGES.length - 1);
  });

  /** A friend who followed Maya's share link, signed up with it and has a coupon and a cart. */
  async function invitedFriend() {
    const issued = await app.api.post<{ code: string; shareUrl: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "shop-maya" },
    });
    const friend = browser();
    const followed = await friend.open(new URL(issued.body.shareUrl).pathname);
    const landing = new URL(followed.location);
    const form = {
      name: "Frieda",
      email: `f${Math.random()}@example.com`,
      referral_code: landing.searchParams.get("ref") ?? "",
      referral_clicks: landing.searchParams.get("click") ?? "",
    };
    const page = await friend.open(landing.pathname + landing.search);
    await friend.post("/demo/signup", form);
    await friend.post("/demo/cart/add", { sku: "POT-1" });
    await friend.post("/demo/cart/add", { sku: "BOOK-YEAR" });
    return { friend, landing, page };
  }
  const pending = async () => {
    const { body } = await app.api.get<{ balances: { unit: string; pendingMinor: number }[] }>(
      "/v1/participants/shop-maya",
    );
    return body.balances.find(({ unit }) => unit === "cash:GBP")?.pendingMinor ?? 0;
  };

  it("a friend lands, signs up, buys with the discount; the advocate is rewarded until it is all sent back", async () => {
    const { friend, landing, page } = await invitedFriend();
    expect(landing.origin + landing.pathname).toBe(`${ORIGIN}/demo`);
    expect(page.text).toContain("A friend is giving you 10% off. Create an account to use it.");
    const cart = await friend.open("/demo/cart");
    expect(cart.text).toContain("-£5.20");
    const paid = await friend.post("/demo/checkout");
    expect(paid.location).toMatch(/^\/demo\/orders\/[0-9A-F-]{13}\?thanks=1$/);
    expect(await pending()).toBe(1000);

    const order = paid.location.split("?")[0] ?? "";
    await friend.post(`${order}/return`, { sku: "BOOK-YEAR" });
    expect((await friend.open(order)).text).toContain("£16.20");
    expect(await pending()).toBe(1000);
    await friend.post(`${order}/return`);
    await friend.post(`${order}/return`);
    expect((await friend.open(order)).text).toContain("Refunded: <bdi>£46.80</bdi>");
    expect(await pending()).toBe(0);
  });

  it("a friend's coupon is in the cart by itself, stays out once it was taken out, and comes back when it is used", async () => {
    const { friend } = await invitedFriend();
    const coupon = /Coupon: <strong><bdi dir="ltr">([^<]+)</.exec((await friend.open("/demo/cart")).text)?.[1] ?? "";
    await friend.post("/demo/cart/coupon", { code: "" });
    const without = (await friend.open("/demo/cart")).text;
    expect(without).not.toContain("-£5.20");
    expect(without).toContain(`name="code" value="${coupon}"`);
    await friend.post("/demo/cart/coupon", { code: coupon });
    expect((await friend.open("/demo/cart")).text).toContain("-£5.20");
  });

  it("tells a visitor without an invitation what the program offers, and how to begin on either side", async () => {
    const { text } = await browser().open("/demo");
    expect(text).toContain("<h2>Give 10% off, get up to £20.00</h2>");
    expect(text).toContain('href="/demo/share"');
    expect(text).toContain('href="/demo/tour/friend"');
  });

  it("tells a visitor with a code that can't be used what to do, and offers nothing", async () => {
    const asked = { program: "friends", participant: { externalId: "switched-off" } };
    const { code } = (await app.api.post<{ code: string }>("/v1/codes", asked)).body;
    await app.api.patch(`/v1/codes/${code}`, { disabled: true });
    const { text } = await browser().open(`/demo?ref=${code}`);
    expect(text).toContain("has been switched off");
    expect(text).not.toContain("Create an account to use it.");
  });

  it("the guide leads from the advocate by the link, a friend and a purchase to the reward, and back to the return", async () => {
    const newcomer = browser();
    const stepOf = async (path: string) => /aria-current="step">([^<]+)</.exec((await newcomer.open(path)).text)?.[1];
    expect(await stepOf("/demo")).toBe("Advocate");
    await newcomer.post("/demo/signin", { customer: "shop-olena", to: "share" });
    const { text: share } = await newcomer.open("/demo/share");
    expect(await stepOf("/demo/share")).toBe("Link");
    const open = /href="(\/demo\/tour\/friend[^"]+)"/.exec(share)?.[1] ?? "";
    const link = await newcomer.open(open);
    const followed = await newcomer.open(link.location);
    const landing = new URL(followed.location);
    expect(await stepOf(landing.pathname + landing.search)).toBe("Friend");
    const form = (await newcomer.open("/demo/signup")).text;
    const filled = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]+)"`).exec(form)?.[1] ?? "";
    const [name, email] = [filled("name"), filled("email")];
    const arrival = {
      referral_code: landing.searchParams.get("ref") ?? "",
      referral_clicks: landing.searchParams.get("click") ?? "",
    };
    const welcome = await newcomer.post("/demo/signup", { name, email, ...arrival });
    const empty = (await newcomer.open(welcome.location)).text;
    expect(empty).toContain("You’re in. Add something and use your \u206810%\u2069.");
    expect(await stepOf("/demo")).toBe("Purchase");
    await newcomer.post("/demo/cart/add", { sku: "TEA-MINT" });
    await newcomer.post("/demo/checkout");
    expect((await newcomer.open("/demo")).text).toContain("This order earned no reward.");
    await newcomer.post("/demo/cart/add", { sku: "POT-1" });
    await newcomer.post("/demo/checkout");
    const bought = (await newcomer.open("/demo")).text;
    expect(bought).toContain("You bought something, so Olena has earned a reward.");
    expect(await stepOf("/demo")).toBe("Reward");
    await newcomer.post("/demo/signin", { customer: "shop-olena", to: "share" });
    const done = (await newcomer.open("/demo/share")).text;
    const back = /name="customer" value="([^"]+)">Return the order/.exec(done)?.[1] ?? "";
    expect((await newcomer.post("/demo/signin", { customer: back, to: "orders" })).location).toBe("/demo/orders");
    const order = /href="(\/demo\/orders\/[^"]+)"/.exec((await newcomer.open("/demo/orders")).text)?.[1] ?? "";
    await newcomer.post(`${order}/return`);
    expect((await newcomer.open(order)).text).toContain("Olena’s reward is cancelled.");
    await newcomer.post("/demo/signin", { customer: "shop-olena", to: "share" });
    expect((await newcomer.open("/demo/share")).text).toContain("That is the whole tour.");
    await newcomer.post("/demo/tour", { hidden: "yes" });
    expect((await newcomer.open("/demo")).text).not.toContain('class="tour"');
  });

  it("shows beside each step what the server sent and what came back, to be sent again, with no key in it", async () => {
    const { friend } = await invitedFriend();
    await friend.open("/demo/cart");
    const { location } = await friend.post("/demo/checkout");
    const { text } = await friend.open(location);
    const [drawer = ""] = /<section class="drawer".*?<\/section>/s.exec(text) ?? [];
    const [here = "", earlier = ""] = drawer.split("Earlier");
    expect(here).toContain("For this page");
    for (const call of ["check", "redeem"]) expect(here).toMatch(new RegExp(`POST /v1/coupons/\\w+/${call}</bdi>`));
    expect(here).toContain('POST /v1/events</bdi> <span class="tag">201</span>');
    expect(here).toContain("&quot;type&quot;: &quot;purchase&quot;");
    expect(here).toContain("&quot;ruleId&quot;: &quot;advocate-cash&quot;");
    expect(here).toContain("authorization: Bearer $REFERRAL_SECRET_KEY");
    expect(here).toContain(`data-copy="curl -X POST &#39;${ORIGIN}/v1/events&#39;`);
    expect(here).toContain("Token signed for the panel");
    expect(earlier).not.toContain("/redeem");
    const again = /<section class="drawer".*?<\/section>/s.exec((await friend.open("/demo/signin")).text)?.[0] ?? "";
    expect(again).toContain("For this page the server sent nothing.");
    expect(again.split("Earlier")[1]).toContain("POST /v1/events");
    for (const shown of [drawer, again])
      expect(shown).not.toMatch(new RegExp(`${app.tenant.secretKey}|${app.tenant.widgetSecret}`));
    expect((await browser().open("/demo/signin")).text).not.toContain("/v1/events");
  });

  it("a coupon that can't be used is said so, and takes nothing off", async () => {
    const { friend } = await invitedFriend();
    await friend.post("/demo/cart/coupon", { code: "NOTHING" });
    expect((await friend.open("/demo/cart")).text).toContain("This coupon can’t be used for this cart.");
    const paid = await friend.post("/demo/checkout");
    expect((await friend.open(paid.location)).text).not.toContain("Discount");
  });

  it("an order is for its customer's eyes alone", async () => {
    const { friend } = await invitedFriend();
    const { location } = await friend.post("/demo/checkout");
    const path = location.split("?")[0] ?? "";
    const stranger = browser();
    await stranger.post("/demo/signin", { customer: "shop-daniel" });
    expect((await stranger.open(path)).status).toBe(404);
    expect((await stranger.post(`${path}/return`)).status).toBe(404);
    expect((await stranger.open("/demo/orders")).text).not.toContain(path);
  });

  it("the panel's token is the customer's own and ends within the hour; without one the panel has none", async () => {
    const daniel = browser();
    expect((await daniel.open("/demo/share")).text).toContain(' token=""');
    await daniel.post("/demo/signin", { customer: "shop-daniel" });
    const token = / token="([^"]+)"/.exec((await daniel.open("/demo/share")).text)?.[1] ?? "";
    const { sub, aud, exp = 0, iat = 0 } = decodeJwt(token);
    expect([sub, aud, exp - iat]).toEqual(["shop-daniel", app.tenant.tenantId, 1800]);
  });

  it("no page holds a secret, and what people write is text", async () => {
    const hostile = `"><script>alert(1)</script>`;
    const mallory = browser();
    await mallory.post("/demo/signup", {
      name: hostile,
      email: "m@example.com",
      referral_code: hostile,
      referral_clicks: hostile,
    });
    await mallory.post("/demo/cart/add", { sku: "TEA-MINT" });
    await mallory.post("/demo/cart/coupon", { code: hostile });
    for (const path of ["", "/signin", "/signup", "/share", "/cart", "/orders", "/account"]) {
      const { text, headers, status } = await mallory.open(`/demo${path}`);
      expect(status).toBe(200);
      expect(text).not.toContain("<script>alert");
      expect(text).not.toContain(app.tenant.secretKey);
      expect(text).not.toContain(app.tenant.widgetSecret);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(text).not.toMatch(/ style="| onclick=|<style|<script>/);
    }
  });

  it("a form from another site is refused", async () => {
    const response = await site.fetch(
      new Request(`${ORIGIN}/demo/signin`, {
        method: "POST",
        headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
        body: "customer=shop-maya",
      }),
    );
    expect(response.status).toBe(403);
  });

  it.each(SHOP_LANGUAGES)("every page stands in %s", async (language) => {
    const visitor = browser(language);
    for (const path of ["", "/signin", "/signup", "/share", "/cart", "/account"]) {
      const { text } = await visitor.open(`/demo${path}`);
      expect(text).toContain(`<html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}">`);
      expect(text).not.toMatch(/undefined|\[object/);
    }
  });
});
