import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { TestApp } from "../../src/testing/createTestApp.ts";
import { createTestApp, DASHBOARD_URL } from "../../src/testing/createTestApp.ts";
import type { SignedIn } from "../../src/testing/signIn.ts";
import { launchBrowser } from "./browser.ts";

/** A browser and an app for the tests of a suite, from before its first test to after its last. */
export interface BrowserAndApp {
  readonly browser: Browser;
  readonly app: TestApp;
}

/** Opens both before the tests of the suite in which it is called, and closes them after. */
export function browserAndApp(): BrowserAndApp {
  let opened: BrowserAndApp | null = null;
  beforeAll(async () => {
    const [browser, app] = await Promise.all([launchBrowser(), createTestApp()]);
    opened = { browser, app };
  });
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.app.close();
  });
  const now = (): BrowserAndApp => {
    if (opened === null) throw new Error("there are a browser and an app in tests alone");
    return opened;
  };
  return {
    get browser() {
      return now().browser;
    },
    get app() {
      return now().app;
    },
  };
}

/**
 * Lets a page reach the dashboard of a test's app as the member who is signed in. No server listens: what the browser
 * asks for is answered by the app itself.
 */
export async function openDashboard(page: Page, app: TestApp, { cookie }: SignedIn): Promise<void> {
  await page.route(`${DASHBOARD_URL}/**`, async (route) => {
    const asked = route.request();
    const body = asked.postDataBuffer();
    const request = new Request(asked.url(), {
      method: asked.method(),
      headers: { ...(await asked.allHeaders()), cookie, "sec-fetch-site": "same-origin" },
      redirect: "manual",
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    });
    const response = await app.fetch(request);
    const headers = Object.fromEntries(response.headers);
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
  });
}

/** The address of a page of the tenant's own. */
export function pageOf({ tenant }: Pick<TestApp, "tenant">, path: string): string {
  return `${DASHBOARD_URL}/dashboard/t/${tenant.slug}${path}`;
}
