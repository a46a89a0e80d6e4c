import type { Page } from "playwright-core";
import type { TestApp } from "../../src/testing/createTestApp.ts";
import { DASHBOARD_URL } from "../../src/testing/createTestApp.ts";
import type { SignedIn } from "../../src/testing/signIn.ts";

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
