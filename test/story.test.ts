import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CURRENCY, productOf } from "../dev/shop/products.ts";
import { money, TEXTS } from "../dev/shop/texts.ts";
import { clientTextsOf } from "../src/i18n/clientTexts.ts";
import { REFUSAL_TEXTS } from "../src/i18n/lists/refusals.ts";
import { widgetTexts } from "../src/i18n/widgetTexts.ts";
import { chromiumPath, launchBrowser } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";
import { plain, textOf, type Visitor, visit } from "./support/visitor.ts";

/** The browser says of every 404 that there was one. */
const NOT_FOUND = /status of 404/;

const PEOPLE = {
  en: { advocate: "Maya", id: "shop-maya", unknown: "This code does not exist." },
  he: { advocate: "Daniel", id: "shop-daniel", unknown: "קוד זה אינו קיים." },
} as const;
type Told = keyof typeof PEOPLE;

describe.skipIf(chromiumPath === null)("the shop, in browsers", () => {
  let browser: Browser;
  let site: DemoSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDemoSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** What the story says and does in a language. */
  const inLanguage = (language: Told) => {
    const t = TEXTS[language];
    const name = (sku: string) => productOf(sku)?.name[language] ?? "";
    return {
      t,
      name,
      amount: (minor: number) => plain(money(minor, CURRENCY, language)),
      async buy({ page }: Visitor, ...skus: string[]) {
        for (const sku of skus) {
          await page.goto(`${site.url}/demo`);
          await page.getByRole("button", { name: `${t.add}: ${name(sku)}` }).click();
          await page.getByText(t.added).waitFor();
        }
      },
      async pay({ page }: Visitor) {
        await page.getByRole("button", { name: t.pay }).click();
        await page.getByText(t.thanks).waitFor();
        return page.url().split("?")[0] ?? "";
      },
      /** Sends back one article of an order, or all that is left of it. */
      async sendBack({ page }: Visitor, order: string, sku?: string) {
        await page.goto(order);
        const before = await page.getByText(t.returned, { exact: true }).count();
        const button = sku === undefined ? t.returnAll : `${t.returnItem}: ${name(sku)}`;
        await page.getByRole("button", { name: button, exact: true }).click();
        await page.getByText(t.returned, { exact: true }).nth(before).waitFor();
      },
      async signUp({ page }: Visitor, who: string) {
        await page.getByLabel(t.name).fill(who);
        await page.getByLabel(t.email).fill(`${who.toLowerCase()}.${language}@example.com`);
        await page.getByRole("main").getByRole("button", { name: t.signUp }).click();
        await page.locator(".banner[role=status]").waitFor();
      },
      /** The advocate's panel as it is now. */
      async friendsOf({ page }: Visitor) {
        await page.goto(`${site.url}/demo/share`);
        return await textOf(page.locator(".friends"));
      },
    };
  };
  // In the form of the visitor's browser (`visit`).
  const day = (at: string, language: Told) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(
      new Date(at),
    );
  const said = (text: unknown, values: Record<string, string> = {}) =>
    String(text).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const panelLink = (page: Page) => page.locator("#link");

  it.each(["en", "he"] as const)(
    "in %s: shared, followed, signed up, bought with the discount, rewarded, sent back",
    async (language) => {
      const { advocate: who, id } = PEOPLE[language];
      const { t, name, amount, buy, pay, sendBack, signUp, friendsOf } = inLanguage(language);
      const [w, c] = [widgetTexts[language], clientTextsOf(language)];
      const [advocate, friend] = await Promise.all([visit(browser, language, "a"), visit(browser, language, "f")]);

      await advocate.page.goto(`${site.url}/demo`);
      expect(await advocate.page.locator("html").getAttribute("dir")).toBe(language === "he" ? "rtl" : "ltr");
      await advocate.state("home");
      await advocate.page.locator(".hero a").click();
      await advocate.page.getByRole("heading", { name: w.signInTitle }).waitFor();
      await advocate.state("signed-out");
      await advocate.page.locator("referral-panel").getByRole("link", { name: w.signIn }).click();
      await advocate.page.getByRole("heading", { name: t.signInTitle }).waitFor();
      await advocate.state("sign-in");
      await advocate.page.locator(".people").getByRole("button", { name: who }).click();
      await advocate.page.locator("referral-panel").getByText(w.friendsEmpty).waitFor();
      await advocate.state("panel-empty");
      await advocate.page.locator("#copy").click();
      await advocate.page.locator("#copy", { hasText: w.copied }).waitFor();
      const link = String(await advocate.page.evaluate("navigator.clipboard.readText()"));
      expect(link).toBe(await panelLink(advocate.page).inputValue());

      await friend.page.goto(link);
      expect(new URL(friend.page.url()).pathname).toBe("/demo");
      await friend.page.getByText(t.invitedUse).waitFor();
      await friend.state("landed");
      await friend.page.locator(".banner a").click();
      const field = friend.page.locator("referral-code #code");
      await friend.page.locator("referral-code [data-state=valid]").waitFor();
      expect(await field.inputValue()).toBe(link.split("/").at(-1));
      await friend.state("sign-up");
      await signUp(friend, "Frieda");
      expect(await textOf(friend.page.locator(".banner"))).toBe(said(t.welcomeCoupon, { discount: "10%" }));
      await friend.state("welcome");

      await buy(friend, "POT-1", "BOOK-YEAR");
      await friend.page.getByRole("button", { name: t.couponRemove }).click();
      await friend.page.locator(".yours").waitFor();
      await friend.state("cart");
      await friend.page.locator(".yours").getByRole("button", { name: t.couponUse }).click();
      await friend.page.getByText(t.couponRemove).waitFor();
      const totals = await textOf(friend.page.locator(".totals"));
      for (const sum of [5200, -520, 4680]) expect(totals).toContain(amount(sum));
      await friend.state("cart-with-coupon");
      const first = await pay(friend);
      await friend.page.locator("referral-panel").getByText(w.thanks).waitFor();
      for (const summary of await friend.page.locator(".drawer summary").all()) await summary.click();
      await friend.state("order-with-drawer");
      await friend.page.locator(".drawer [data-copy]").last().click();
      expect(String(await friend.page.evaluate("navigator.clipboard.readText()"))).toMatch(/^curl -X POST '.+\/v1\//);

      const { body } = await site.api.get<{ data: { holdUntil: string; createdAt: string }[] }>(
        `/v1/rewards?participant=${id}`,
      );
      const bought = said(c.friendBought, { day: day(body.data[0]?.createdAt ?? "", language) });
      const pending = said(c.rewardPending, { day: day(body.data[0]?.holdUntil ?? "", language) });
      const rewarded = await friendsOf(advocate);
      for (const text of [bought, pending, amount(1000)]) expect(rewarded).toContain(text);
      expect(await textOf(advocate.page.locator(".totals"))).toContain(amount(1000));
      await advocate.state("panel-pending");
      await advocate.page.goto(`${site.url}/demo/account`);
      await advocate.page.locator(".friends li").first().waitFor();
      await advocate.state("account");

      await buy(friend, "POT-1", "CUP-1");
      const second = await pay(friend);
      expect(await friendsOf(advocate)).toContain(amount(96));
      await sendBack(friend, second, "CUP-1");
      await friend.state("order-part-sent-back");
      expect(await friendsOf(advocate), "a share shrinks with the order").toContain(amount(68));
      await sendBack(friend, first, "BOOK-YEAR");
      expect(await friendsOf(advocate), "a fixed amount stays while the order qualifies").toContain(amount(1000));
      await sendBack(friend, second);
      await sendBack(friend, first);
      await friend.state("order-sent-back");
      await friend.page.goto(`${site.url}/demo/orders`);
      await friend.page.getByText(name("POT-1")).count();
      await friend.state("orders");

      const gone = await friendsOf(advocate);
      expect(gone).toContain(said(c.rewardVoidedRefund));
      expect(gone).not.toContain(pending);
      expect(await advocate.page.locator(".totals").count(), "nothing is left to be paid").toBe(0);
      for (const summary of await advocate.page.locator("summary").all()) await summary.click();
      await advocate.state("panel-gone");
      await Promise.all([advocate.close(), friend.close()]);
    },
  );

  it.each(["en", "he"] as const)(
    "in %s: a code typed in the cart brings the coupon; of an unknown one and one's own it says why not",
    async (language) => {
      const { t, buy, pay, signUp } = inLanguage(language);
      const { advocate: who, id, unknown } = PEOPLE[language];
      const { body } = await site.api.post<{ code: string }>("/v1/codes", {
        program: "friends",
        participant: { externalId: id },
      });
      const code = body.code;
      const friend = await visit(browser, language, "t");
      const { page } = friend;
      const openField = async () => {
        await page.getByText(t.codeLate).click();
        await page.locator("#code").waitFor();
      };

      await page.goto(`${site.url}/demo/signup`);
      await signUp(friend, "Theo");
      await buy(friend, "POT-1");
      await openField();
      await page.locator("#code").fill("NOBODYS1");
      await page.locator("#message").filter({ hasText: unknown }).waitFor();
      await friend.state("code-unknown", NOT_FOUND);
      await page.locator("#code").fill(`${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase());
      await page.locator("referral-code [data-state=valid]").waitFor();
      await friend.state("code-known");
      await page.locator("referral-code button").click();
      await page.getByText(t.couponApplied).waitFor();
      await page.getByText(t.couponRemove).waitFor();
      await pay(friend);

      const advocate = await visit(browser, language, "o");
      await advocate.page.goto(`${site.url}/demo/signin`);
      await advocate.page.locator(".people").getByRole("button", { name: who }).click();
      await advocate.page.locator(".friends li").first().waitFor();
      await buy(advocate, "POT-1");
      await advocate.page.getByText(t.codeLate).click();
      await advocate.page.locator("#code").fill(code);
      // As whoever is no new customer reads it: only the shop reads that it is their own.
      const notNew = String(REFUSAL_TEXTS.not_new[language]);
      await advocate.page.locator("#message").filter({ hasText: notNew }).waitFor();
      await advocate.page.locator("[name=code]").fill("NOTHING");
      await advocate.state("code-own");
      await advocate.page.locator("form.coupon button").click();
      await advocate.page.getByText(t.couponRefused).waitFor();
      await advocate.state("coupon-refused");
      await Promise.all([advocate.close(), friend.close()]);
    },
  );

  it.each(["en", "he"] as const)(
    "in %s: the pages for shops without their own are sound in every state",
    async (language) => {
      const issued = await Promise.all(
        ["pages-open", "pages-off"].map((externalId) =>
          site.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId } }),
        ),
      );
      const [open = "", off = ""] = issued.map(({ body }) => body.code);
      await site.api.patch(`/v1/codes/${off}`, { disabled: true });
      const { page, state, close } = await visit(browser, language, "p");
      await page.goto(`${site.url}/join/demo/${open}`);
      await page.getByRole("button").click();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(open);
      await state("join");
      await page.goto(`${site.url}/join/demo/${off}`);
      await state("join-off");
      await page.goto(`${site.url}/join/demo/NOBODYS1`);
      await state("join-unknown", NOT_FOUND);
      await page.goto(`${site.url}/share/demo`);
      await state("share");
      await page.goto(`${site.url}/demo/signin`);
      await page.getByRole("button", { name: "Olena" }).click();
      const token = await page.locator("referral-panel").getAttribute("token");
      await page.goto(`${site.url}/share/demo#token=${token}`);
      await panelLink(page).waitFor();
      expect(page.url()).not.toContain("token");
      await state("share-panel");
      await page.goto(`${site.url}/demo/nowhere`);
      await page.getByRole("heading", { name: TEXTS[language].notFound }).waitFor();
      await state("not-found", NOT_FOUND);
      await close();
    },
  );
});
