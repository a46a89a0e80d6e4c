import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\u202E`;
const WHATSAPP = "WhatsApp/2.23.20.0 A";

describe("pages for customers", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    const participant = { externalId: "adv-secret", email: "ada@example.com", name: "Ada Lovelace", locale: "ru" };
    const issued = await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant });
    code = issued.body.code;
  });
  afterAll(() => app.close());

  const open = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.fetch(new Request(new URL(path, "http://api.test"), { headers, redirect: "manual" }));
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const clicks = async () => {
    await app.deps.clicks.flush();
    return Number((await app.database.query("SELECT count(*) FROM clicks"))[0]?.[0]);
  };

  it("a share link shown to a preview agent is a card in no one's name, and no click", async () => {
    const before = await clicks();
    for (const agent of [WHATSAPP, "TelegramBot (like TwitterBot)", "Twitterbot/1.0", "Slackbot 1.0"]) {
      const card = await open(`/r/tea-shop/${code}?via=whatsapp`, { "user-agent": agent, "accept-language": "en" });
      expect(card.status).toBe(200);
      expect(card.text).toContain('<meta property="og:title" content="A friend is giving you 10% off">');
      expect(card.text).toContain(`<meta property="og:url" content="http://api.test/r/tea-shop/${code}">`);
      expect(card.text).toContain('<meta property="og:site_name" content="Tea shop">');
      expect(card.text).toContain('<meta property="og:image" content="http://api.test/media/invitation.png">');
      expect(card.text).not.toMatch(/Ada|Lovelace|adv-secret|example\.com/);
      expect(card.headers.get("x-robots-tag")).toBe("noindex");
    }
    expect(await clicks()).toBe(before);
    const followed = await open(`/r/tea-shop/${code}`, { "user-agent": "Mozilla/5.0 Safari/604.1" });
    expect(followed.status).toBe(302);
    expect(await clicks()).toBe(before + 1);
  });

  it("a card is in the language of its reader, else of the advocate who shared it", async () => {
    const card = (headers: Record<string, string>) =>
      open(`/r/tea-shop/${code}`, { "user-agent": WHATSAPP, ...headers });
    expect((await card({ "accept-language": "he-IL" })).text).toContain('<html lang="he" dir="rtl">');
    expect((await card({})).text).toContain('<html lang="ru" dir="ltr">');
    expect((await card({ "accept-language": "fr" })).text).toContain('<html lang="ru" dir="ltr">');
  });

  it("the landing page says the offer and the code, and leads to the shop with the code and the click", async () => {
    const followed = await open(`/r/tea-shop/${code}`);
    const click = new URL(followed.headers.get("location") ?? "").searchParams.get("click");
    const page = await open(`/join/tea-shop/${code.toLowerCase()}?click=${click}&lang=en`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<strong dir="ltr">${code}</strong>`);
    expect(page.text).toContain(`href="https://shop.example/welcome?ref=${code}&amp;click=${click}"`);
    expect(page.text).toContain("Welcome discount · You get 10% off the first order (valid for 30 days)");
    expect(page.text).toContain("What your friend gets");
    expect(page.text).toContain("Up to £20.00 when you make your first purchase of at least £30.00");
    expect(page.text).toContain("For new customers.");
    expect(page.text).not.toMatch(/Ada|Lovelace|adv-secret|example\.com/);
  });

  it("shows the picture that advocates are given, in the reader's language or in English, while it is shared", async () => {
    const material = (id: string) => `/v1/programs/friends/materials/${id}`;
    const add = async (id: string, side: number, more: object) => {
      const file = { body: tinyPng(side, 3), headers: { "content-type": "image/png" } };
      const { sha256 } = (await app.api.send<{ sha256: string }>("POST", "/v1/media", file)).body;
      await app.api.put(material(id), { kind: "picture", title: "Post", picture: sha256, ...more });
      return `http://api.test/media/${sha256}`;
    };
    const english = await add("a", 11, { language: "en" });
    await add("b", 12, { language: "en" });
    await add("c", 13, { language: "ru", lastDay: "2020-01-01" });
    const seen = async (language: string, path = `/join/tea-shop/${code}`) => {
      const { text } = await open(`${path}?lang=${language}`, { "user-agent": WHATSAPP });
      const [image, width] = [/og:image" content="([^"]+)"/, /og:image:width" content="([^"]+)"/].map(
        (one) => one.exec(text)?.[1],
      );
      return { image, width, shown: /<img class="picture" src="([^"]+)" alt="" width="11"/.exec(text)?.[1] };
    };
    const path = new URL(english).pathname;
    expect(await seen("en")).toEqual({ image: english, width: "11", shown: path });
    expect(await seen("ru")).toEqual({ image: english, width: "11", shown: path });
    expect(await seen("en", `/r/tea-shop/${code}`)).toMatchObject({ image: english });
    await app.api.patch("/v1/programs/friends", { status: "paused" });
    expect(await seen("en")).toEqual({
      ...{ image: "http://api.test/media/invitation.png", width: "1200", shown: undefined },
    });
    await app.api.patch("/v1/programs/friends", { status: "active" });
    for (const id of ["a", "b", "c"]) await app.api.send("DELETE", material(id));
    expect((await seen("en")).image).toBe("http://api.test/media/invitation.png");
  });

  it("a program may have the page as its landing page: the share link leads there, and on to the tenant's shop", async () => {
    await app.api.patch("/v1/programs/friends", { landingUrl: "http://api.test/join/tea-shop" });
    await app.database.query("UPDATE tenants SET landing_url = 'https://tea.example/?a=1#top' WHERE slug = 'tea-shop'");
    const { headers } = await open(`/r/tea-shop/${code}`);
    const location = headers.get("location") ?? "";
    expect(location).toMatch(`http://api.test/join/tea-shop?ref=${code}&click=clk_`);
    const page = await open(location);
    expect(page.text).toMatch(
      new RegExp(`href="https://tea\\.example/\\?a=1&amp;ref=${code}&amp;click=clk_[^"]+#top"`),
    );
    await app.api.patch("/v1/programs/friends", { landingUrl: "https://shop.example/welcome" });
    await app.database.query("UPDATE tenants SET landing_url = NULL");
  });

  it("an unknown code, a code that can't be one and an unknown tenant get a page that helps", async () => {
    for (const path of [
      "NO-CODE",
      "%00",
      "a.b",
      "x".repeat(100),
      "-",
      "tea-shop/NO-CODE",
      "no-shop/NO-CODE",
      "tea-shop",
    ]) {
      const page = await open(`/join/${path}?lang=en`);
      expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
      expect(page.text).toContain("This invite link doesn’t work");
      expect(page.text).not.toContain("data-copy");
    }
  });

  it("a code that can't be used says why, and the shop stays open without it", async () => {
    const issued = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "off" },
    });
    await app.api.patch(`/v1/codes/${issued.body.code}`, { disabled: true });
    const page = await open(`/join/tea-shop/${issued.body.code}?lang=en`);
    expect(page.text).toContain("The code has been switched off.");
    expect(page.text).toContain('href="https://shop.example/welcome"');
    expect(page.text).not.toContain("10%");
    const card = await open(`/r/tea-shop/${issued.body.code}?lang=en`, { "user-agent": WHATSAPP });
    expect(card.text).toContain("This invitation can’t be used any more");
  });

  it("each reason against a code has words of its own that say what to do, and whether it may be valid again", async () => {
    const participant = { externalId: "closed" };
    const issued = await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant });
    const own = issued.body.code;
    const told = async () => {
      const { text } = await open(`/join/tea-shop/${own}?lang=en`);
      return [/<h1>([^<]+)</, /<\/h1>\n<p>([^<]+)</].map((one) => one.exec(text)?.[1]);
    };
    const ended = "This invitation can’t be used any more";
    const notNow = "This invitation isn’t valid right now";
    await app.api.patch(`/v1/codes/${own}`, { disabled: true });
    expect(await told()).toEqual([ended, "The code has been switched off. Ask your friend for another link."]);
    await app.api.patch(`/v1/codes/${own}`, { disabled: false, expiresAt: "2020-01-01T00:00:00Z" });
    expect(await told()).toEqual([ended, "The code has expired. Ask your friend for a new one."]);
    await app.api.patch(`/v1/codes/${own}`, { expiresAt: null, maxUses: 1 });
    const signup = { type: "signup", program: "friends", participant: { externalId: "closed-1" }, code: own };
    await app.api.post("/v1/events", signup);
    expect(await told()).toEqual([ended, "The code has reached its limit. Ask your friend if they have another one."]);
    await app.api.patch(`/v1/codes/${own}`, { maxUses: null });
    await app.api.patch("/v1/programs/friends", { status: "paused" });
    expect(await told()).toEqual([
      notNow,
      "The offer is not running at the moment. Keep the link and try again later.",
    ]);
    await app.api.patch("/v1/programs/friends", { status: "active" });
    await app.api.post("/v1/participants/closed/block", { reason: "test" });
    expect(await told()).toEqual([notNow, "The code is not valid at the moment. Ask your friend about it."]);
  });

  it.each(LANGUAGES)("stands in %s with the others beside it", async (language) => {
    for (const path of [`/join/tea-shop/${code}`, "/share/tea-shop", "/share"]) {
      const page = await open(`${path}?lang=${language}&x=%26`);
      expect(page.text).toContain(`<html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}">`);
      expect(page.headers.get("content-language")).toBe(language);
      for (const other of LANGUAGES) expect(page.text).toContain(`href="?lang=${other}&amp;x=%26"`);
      expect(page.text).not.toMatch(/undefined|\[object|\{\w+\}(?!<\/script>)\s*</);
    }
  });

  it("the page of advocates shows the offer to everyone, and its script gives the panel to a visitor with a token", async () => {
    const page = await open("/share/tea-shop?lang=en");
    expect(page.text).toContain("Give 10% off, get up to £20.00");
    expect(page.text).toContain('src="/widget/panel.js"');
    expect(page.text).not.toMatch(/pk_|sk_|Ada/);
    expect((await open("/share/tea-shop?program=nothing&lang=en")).text).toContain("There is no offer to share");
    expect((await open("/share/no-shop")).status).toBe(404);
  });

  it("nothing that a tenant or a visitor writes is more than text", async () => {
    const name = HOSTILE.slice(0, 60);
    const changed = await app.api.patch("/v1/programs/friends", {
      texts: {
        "friend-welcome": { en: { name } },
        "advocate-cash": { en: { name } },
        $offer: { en: { welcome: name, headline: name, image: `https://x.example/"onerror="alert(1)` } },
      },
    });
    expect(changed.status).toBe(200);
    await app.database.query("UPDATE tenants SET name = $1", [HOSTILE]);
    const hostile = encodeURIComponent(HOSTILE);
    const pages = [
      await open(`/r/tea-shop/${code}?lang=en`, { "user-agent": WHATSAPP }),
      await open(`/join/tea-shop/${code}?click=${hostile}&x=${hostile}&${hostile}=1`),
      await open(`/join/tea-shop/${hostile}`),
      await open(`/share/tea-shop?lang=en&x=${hostile}`),
    ];
    for (const { text, headers } of pages) {
      expect(text).not.toMatch(/<script>alert|<img|onerror=alert\(1\)>|"onerror/);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; /);
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect(pages[0]?.text).toContain('<meta property="og:title" content="&quot;&gt;&lt;script&gt;alert(1)');
    expect(pages[0]?.text).toContain('content="https://x.example/&quot;onerror=&quot;alert(1)"');
  });
});
