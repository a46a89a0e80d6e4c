import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser, openPage } from "./support/browser.ts";
import { type DemoSite, startDemoSite } from "./support/demoSite.ts";

describe.skipIf(chromiumPath === null)("the reference, in a browser", () => {
  let browser: Browser;
  let site: DemoSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDemoSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it("asks no other host, breaks no policy, and sends a trial request with the demo's key", async () => {
    const { page, complaints, requests, close } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    await page.goto(`${site.url}/docs#tag/programs/GET/v1/programs`);
    const operation = page.locator("[id='api-1/tag/programs/GET/v1/programs']");
    await operation.getByText(`${site.url}/v1/programs`).first().waitFor();
    await operation.getByRole("button", { name: "Test Request" }).click();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().startsWith(`${site.url}/v1/programs`)),
      page.getByRole("button", { name: "Send" }).first().click(),
    ]);
    expect(answer.status()).toBe(200);
    // Its library of schemas tries whether it may make code, is told that it may not, and goes on without.
    const isExpected = (line: string) => line.startsWith("info:") || /policy: script-src eval /.test(line);
    expect(complaints.filter((line) => !isExpected(line))).toEqual([]);
    const elsewhere = requests.filter((url) => !url.startsWith(`${site.url}/`) && !url.startsWith("data:"));
    expect(elsewhere).toEqual([]);
    await close();
  });
});
