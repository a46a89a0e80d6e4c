import { describe, expect, it } from "vitest";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { browserAndApp, openDashboard, pageOf } from "./support/dashboardVisit.ts";
import { linesOf, visit } from "./support/visitor.ts";

/** A shop is connected: what it sends appears, what was refused is told why, and neither is lost while one reads. */

const order = (orderId: string, more: object = {}) => ({
  ...{ type: "purchase", participant: { externalId: "bob", name: "Bob" }, orderId, amountMinor: 4200, currency: "GBP" },
  ...{ items: [{ sku: "A-1", category: "tea", quantity: 2, amountMinor: 4200 }], metadata: { gift: true }, ...more },
});

describe.skipIf(chromiumPath === null)("the live feed in a browser", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s what comes appears by itself, is announced, and leaves open what one reads",
    async (language) => {
      const { tenant, api } = await shop.app.newTenant(`Tea shop ${language}`);
      const visitor = await visit(shop.browser, language, "feed-");
      const { page } = visitor;
      await openDashboard(page, shop.app, await signedIn(shop.app, "owner", tenant));
      await page.goto(pageOf({ tenant }, "/setup/feed"));
      await page.locator(".empty").waitFor();
      await visitor.state("empty");

      await api.post("/v1/events", order("first"));
      const first = page.locator(".feed > li", { hasText: "first" });
      await first.waitFor();
      await expect.poll(() => page.getByRole("status").filter({ hasText: "first" }).count()).toBe(1);
      await first.locator("summary").click();

      await api.post("/v1/events", order("second", { currency: "Pounds" }));
      await shop.app.deps.refusals.flush();
      await page.locator(".feed .badge.bad").waitFor();
      await first.locator("dl").waitFor();
      expect(await page.locator(".feed > li").count()).toBe(2);
      await visitor.state("refused");
      await page.setViewportSize({ width: 320, height: 640 });
      // On a phone what was understood stands under its name, and no word of it is broken.
      expect(await linesOf(first.locator("dd", { hasText: "purchase" }))).toBe(1);
      await visitor.close();
    },
  );

  it("a session that has ended leads to signing in, and trouble on the way leaves the list as it is", async () => {
    const visitor = await visit(shop.browser, "en", "feed-");
    const { page } = visitor;
    const member = await signedIn(shop.app, "owner", shop.app.tenant);
    const site = await serveDashboard(shop.app, member.cookie);
    await shop.app.api.post("/v1/events", order("third"));
    await page.goto(`${site.url}/dashboard/t/${shop.app.tenant.slug}/setup/feed`);
    await page.locator(".feed > li").first().waitFor();
    let failures = 0;
    await page.route("**/setup/feed?since=*", async (route) => {
      failures += 1;
      if (failures > 2) await route.fallback();
      else await route.fulfill({ status: 503, contentType: "text/html", body: "<p>trouble</p>" });
    });
    await expect.poll(() => failures, { timeout: 30_000 }).toBeGreaterThan(2);
    expect(await page.locator(".feed > li").count()).toBe(1);
    await shop.app.database.query("DELETE FROM auth_sessions WHERE token = $1", [member.token]);
    await page.waitForURL("**/dashboard/sign-in?*");
    await visitor.close();
    await site.close();
  });
});
