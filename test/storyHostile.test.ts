import { Hono } from "hono";
import { html } from "hono/html";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT_TEXTS, isReplaceable } from "../src/i18n/clientTexts.ts";
import { widgetTexts } from "../src/i18n/widgetTexts.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import { chromiumPath, launchBrowser, openPage, type WatchedPage } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";
import { HOSTILE_TEXTS } from "./support/hostileTexts.ts";
import { type OtherShop, openOtherShop } from "./support/otherShop.ts";
import { overflows, picture } from "./support/visitor.ts";

const HOST = "localhost";
const MAX_NAME = 200;
/** Of people, whose names no one else may read. */
const PRIVATE = /zaphira|beeblebrox/i;

/** As many of them as a name may hold: control characters are refused where names are taken. */
const NAMES = HOSTILE_TEXTS.filter((text) => text !== "" && text.isWellFormed() && !/\p{Cc}/u.test(text)).reduce<
  string[]
>((names, text) => {
  const joined = `${names.at(-1) ?? ""} ${text}`.trim();
  if (names.length > 0 && joined.length <= MAX_NAME) names[names.length - 1] = joined;
  else names.push(text.slice(0, MAX_NAME).toWellFormed());
  return names;
}, []);

const HELD = `[document.documentElement, ...Array.from(document.querySelectorAll("*"), (it) => it.shadowRoot)]
  .map((root) => root?.innerHTML).join()`;

const REPLACEABLE = [...Object.keys(widgetTexts.en), ...Object.keys(CLIENT_TEXTS)].filter(isReplaceable);

describe.skipIf(chromiumPath === null)("hostile texts in everything that tenants, customers and links say", () => {
  let browser: Browser;
  let site: DemoSite;
  let shop: OtherShop;
  let token = "";
  let code = "";
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDemoSite()]);
    // Without a policy: nothing but the elements' own care keeps a text from running.
    const pages = new Hono().get("/", (context) => {
      const { publishableKey: key } = site.keys;
      return context.html(html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script async src="${site.url}/widget/attribution.js"></script>
<script type="module" src="${site.url}/widget/panel.js"></script>
<script type="module" src="${site.url}/widget/code.js"></script>
<referral-panel key="${key}" token="${token}" program="friends" lang="en"></referral-panel>
<form data-referral><referral-code key="${key}" program="friends" lang="en" value="${code}"></referral-code></form>`);
    });
    shop = await openOtherShop(pages, HOST);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([shop?.close(), site?.close()]);
  });

  /** Everything that a page shows or holds, the elements' insides included. */
  const heldBy = async (page: Page) => String(await page.evaluate(HELD));

  async function expectHarmless({ page, complaints }: WatchedPage, where: string, expected?: RegExp) {
    expect(await page.evaluate("window.hacked"), where).toBeUndefined();
    // A picture that the tenant gave is served from here, under the hash of its bytes.
    const odd = page.locator(
      "img:not(.picture[src^='/media/']), iframe, object, embed, template, svg[onload], [onerror], [ontoggle]",
    );
    expect(await odd.count(), where).toBe(0);
    for (const href of await page.locator("a").evaluateAll((all) => all.map((it) => String(Reflect.get(it, "href"))))) {
      expect(href, where).toMatch(/^(https?|mailto|sms):/);
    }
    expect(await overflows(page), where).toEqual([]);
    expect(await heldBy(page), where).not.toMatch(PRIVATE);
    expect(
      complaints.filter((line) => !expected?.test(line)),
      where,
    ).toEqual([]);
    complaints.length = 0;
  }

  it("run nothing, widen no page and name no one: on the panel, the code field, /join, /share and the card", async () => {
    const participant = (name: string, index: number) => ({
      externalId: `hostile-${index}`,
      name: `Zaphira ${name}`.slice(0, MAX_NAME),
      email: `"<img/src=x/onerror=window.hacked=1>"zaphira${index}@beeblebrox.example`,
      locale: "en",
    });
    const phone = { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" } as const;
    const [elements, join, share, card] = await Promise.all([
      openPage(browser, phone),
      openPage(browser, phone),
      openPage(browser, phone),
      openPage(browser, { ...phone, userAgent: "WhatsApp/2.23.20.0 A" }),
    ]);
    for (const [index, name] of NAMES.entries()) {
      const rule = { en: { name } };
      const changed = await Promise.all([
        site.api.patch("/v1/tenant", { name }),
        site.api.patch("/v1/programs/friends", {
          name,
          texts: {
            $widget: { en: Object.fromEntries(REPLACEABLE.map((key) => [key, name])) },
            $offer: { en: { headline: name, welcome: name, image: name } },
            "friend-welcome": rule,
            "advocate-cash": rule,
            "advocate-share": rule,
          },
        }),
      ]);
      expect(
        changed.map(({ status }) => status),
        JSON.stringify(changed.map(({ body }) => body)).slice(0, 2000),
      ).toEqual([200, 200]);
      const advocate = participant(name, index);
      const issued = await site.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: advocate });
      code = issued.body.code;
      const friend = { ...participant(name, 1_000 + index), externalId: `Zaphira ${name}`.slice(0, MAX_NAME) };
      await site.api.post("/v1/events", { type: "signup", program: "friends", participant: friend, code });
      token = await participantToken(site.keys, advocate.externalId, new Date());

      await elements.page.goto(`${shop.origin}/`);
      await elements.page.locator(".friend").waitFor();
      await elements.page.locator("referral-code [data-state=valid]").waitFor();
      for (const summary of await elements.page.locator("summary").all()) await summary.click();
      await expectHarmless(elements, `the elements, ${name}`);
      await picture(elements.page, `hostile-${index}-elements`);
      await join.page.goto(`${site.url}/join/demo/${code}`);
      await join.page.locator("h1").waitFor();
      await expectHarmless(join, `/join, ${name}`);
      await picture(join.page, `hostile-${index}-join`);
      await share.page.goto(`${site.url}/share/demo`);
      await expectHarmless(share, `/share, ${name}`);
      await share.page.goto(`${site.url}/share/demo?with#token=${token}`);
      await share.page.locator(".friend").waitFor();
      await expectHarmless(share, `/share with a token, ${name}`);
      await card.page.goto(`${site.url}/r/demo/${code}`);
      const title = await card.page.locator("meta[property='og:title']").getAttribute("content");
      // Beside it stands what the rules give, which no mark in it may turn around.
      expect(title).toContain(name.replaceAll(/\p{Bidi_Control}/gu, ""));
      expect(title).not.toMatch(/[\u202a-\u202e]/);
      expect(title).toMatch(/ · A friend is giving you 10% off$/);
      await expectHarmless(card, `the card, ${name}`);
    }
    await Promise.all([elements, join, share, card].map((one) => one.close()));
  });

  it("run nothing in links: codes, clicks, languages and tokens that a stranger made up", async () => {
    const opened = await openPage(browser, { viewport: { width: 360, height: 740 } });
    const { page } = opened;
    token = "";
    code = "";
    for (const text of HOSTILE_TEXTS.map((it) => encodeURIComponent(it.toWellFormed().slice(0, MAX_NAME)))) {
      for (const path of [
        `/join/demo/${text}x?lang=${text}&click=${text}`,
        `/demo/signup?ref=${text}&click=${text}&lang=${text}`,
      ]) {
        await page.goto(site.url + path);
        await expectHarmless(opened, path, /status of 404/);
      }
    }
    await page.goto(`${site.url}/share/demo#token=${encodeURIComponent(HOSTILE_TEXTS[1] ?? "")}`);
    await page.locator("#retry").or(page.locator(".invitation")).waitFor();
    await expectHarmless(opened, "/share", /status of 401/);
    await opened.close();
  });
});
