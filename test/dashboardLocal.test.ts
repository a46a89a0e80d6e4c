import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { localPages } from "../src/dashboard/local/localPages.ts";
import { everyEndpoint } from "../src/everyEndpoint.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { browserAndApp } from "./support/dashboardVisit.ts";
import { visit } from "./support/visitor.ts";

describe.skipIf(chromiumPath === null)("a shop that is made on one's own machine", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s is made by a form, shows its keys once, and waits for its first event in sight",
    async (language) => {
      const deps = { ...shop.app.deps, dashboard: { ...shop.app.deps.dashboard, isLocal: true } };
      const routes = [...everyEndpoint, ...localPages(async () => shop.app.tenant)];
      const local = createApp(deps, { routes, demoKey: shop.app.tenant.secretKey });
      const { cookie } = await signedIn(shop.app, "owner", shop.app.tenant);
      const site = await serveDashboard({ fetch: async (request) => await local.fetch(request) }, cookie);
      const visitor = await visit(shop.browser, language, "local-");
      const { page } = visitor;
      await page.goto(`${site.url}/dashboard`);
      await visitor.state("shops");
      await page.locator('a[href="/dashboard/new-shop"]').click();
      await page.locator('[name="name"]').waitFor();
      await visitor.state("new");
      await page.locator('[name="name"]').fill(`Coffee ${language}`);
      await page.locator("form.form .primary").click();
      await page.locator("pre").first().waitFor();
      expect(await page.locator("main").textContent()).toMatch(/sk_test_\w{20,}/);
      await page.locator("summary").first().click();
      await visitor.state("made");
      await page.locator("a.primary").click();
      await page.locator("#feed .empty").waitFor();
      await visitor.close();
      await site.close();
    },
  );
});
