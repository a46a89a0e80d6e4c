import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { localPages } from "../src/dashboard/local/localPages.ts";
import { everyEndpoint } from "../src/everyEndpoint.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { createTestApp } from "../src/testing/createTestApp.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath, launchBrowser } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { visit } from "./support/visitor.ts";

describe.skipIf(chromiumPath === null)("a shop that is made on one's own machine", () => {
  let browser: Browser;
  let app: TestApp;
  beforeAll(async () => {
    [browser, app] = await Promise.all([launchBrowser(), createTestApp()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each(["en", "he"] as const)(
    "in %s is made by a form, shows its keys once, and waits for its first event in sight",
    async (language) => {
      const deps = { ...app.deps, dashboard: { ...app.deps.dashboard, isLocal: true } };
      const routes = [...everyEndpoint, ...localPages(async () => app.tenant)];
      const local = createApp(deps, { routes, demoKey: app.tenant.secretKey });
      const { cookie } = await signedIn(app, "owner", app.tenant);
      const site = await serveDashboard({ fetch: async (request) => await local.fetch(request) }, cookie);
      const visitor = await visit(browser, language, "local-");
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
