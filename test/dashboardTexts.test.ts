import { describe, expect, it } from "vitest";
import { publishFriends } from "../src/testing/createTestApp.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { browserAndApp, openDashboard, pageOf } from "./support/dashboardVisit.ts";
import { visit } from "./support/visitor.ts";

const HEADLINES = { en: "Tea for two", he: "תה לשניים" } as const;

describe.skipIf(chromiumPath === null)("a program's own texts in a browser", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s a marketer writes a headline by the keyboard, reads it as customers will, mends a mistake and saves",
    async (language) => {
      const { tenant, api } = await shop.app.newTenant(`Tea shop ${language}`);
      await publishFriends(api);
      const visitor = await visit(shop.browser, language, "texts-");
      const { page } = visitor;
      await openDashboard(page, shop.app, await signedIn(shop.app, "marketer", tenant));
      await page.goto(pageOf({ tenant }, "/programs/friends/texts"));
      await visitor.state("begin");
      const headline = page.locator('[name="$offer.headline"]');
      await headline.focus();
      await page.keyboard.type(HEADLINES[language]);
      // Enter in a box shows the preview, and saves nothing.
      await page.keyboard.press("Enter");
      await page.locator("aside .lead", { hasText: HEADLINES[language] }).waitFor();
      await page.locator('[name="$offer.welcome"]').fill("{amount}");
      await page.locator(".save-bar .primary").click();
      // The box that is wrong has the keyboard, so that it is also in sight.
      await page.locator('[name="$offer.welcome"][aria-invalid]:focus').waitFor();
      await visitor.state("wrong", /422/);
      await page.locator('[name="$offer.welcome"]').fill("");
      await page.locator(".save-bar .primary").click();
      await page.waitForURL("**/texts?in=*");
      const { body } = await api.get<{ texts: { $offer: unknown } }>("/v1/programs/friends");
      expect(body.texts.$offer).toEqual({ [language]: { headline: HEADLINES[language] } });
      await visitor.close();
    },
  );
});
