import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "./support/browser.ts";
import { FOCUSED, type PanelPages, panelPages } from "./support/panelPages.ts";
import { fullPanel } from "./support/panelReplies.ts";
import { startWidgetSite, type WidgetSite } from "./support/widgetSite.ts";

describe.skipIf(chromiumPath === null)("a customer says in the panel where they are paid", () => {
  let browser: Browser;
  let site: WidgetSite;
  let panels: PanelPages;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startWidgetSite()]);
    panels = panelPages(browser, site);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it("by the keyboard alone: what is wrong is said, what is right is sent as its kind asks, and is shown by its end", async () => {
    const panel = {
      ...fullPanel("en"),
      payee: { kinds: ["iban", "paypal", "bank_account"], details: null as object | null },
    };
    site.answer("/v1/client/panel", () => ({ body: panel }));
    site.answer("/v1/client/payout-details", ({ body }) => {
      if ((body as { iban?: string }).iban === "DE00")
        return { status: 422, body: { message: "The request is not valid." } };
      panel.payee.details = { kind: "bank_account", shown: "6819", heldUntil: "2026-01-08T10:00:00.000Z" };
      return { body: {} };
    });
    const { page, complaints } = await panels.open("token=t", "en", { timezoneId: "UTC" });
    await page.locator("#payee summary").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("IBAN", { exact: true }).fill("DE00");
    await page.getByLabel("Account holder").fill("Ann Lee");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "Please check them." }).waitFor();

    await page.locator("#payee-iban").focus();
    for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    expect(await page.getByLabel("IBAN", { exact: true }).count()).toBe(0);
    for (const [label, value] of [
      ["Country", "gb"],
      ["Sort code", "40-12-76"],
      ["Account number", " 31926819 "],
      ["Account holder", "Ann Lee"],
    ] as const) {
      await page.getByLabel(label).fill(value);
    }
    await page.locator("#payee-save").focus();
    await page.keyboard.press("Enter");
    await page
      .locator('[role="status"]', { hasText: "You are paid there from now on." })
      .waitFor({ state: "attached" });
    expect(await page.evaluate(FOCUSED)).toBe("payee-save");
    const said = ((await page.locator("#payee").textContent()) ?? "").replaceAll(/[\u2066-\u2069]/g, "");
    expect(said).toContain("Paid to: \u2022\u2022\u2022\u2022 6819");
    expect(said).toContain("Nothing is paid before Jan 8, 2026, 10:00");
    // What was typed is gone, and its kind stays.
    expect(await page.locator("#payee-bank_account").isChecked()).toBe(true);
    expect(await page.getByLabel("Account number").inputValue()).toBe("");
    const sent = site.calls.filter(({ method }) => method === "POST").map(({ path, body }) => [path, body]);
    expect(sent).toEqual([
      ["/v1/client/payout-details", { kind: "iban", iban: "DE00", holder: "Ann Lee" }],
      [
        "/v1/client/payout-details",
        { kind: "bank_account", country: "GB", bankCode: "40-12-76", accountNumber: "31926819", holder: "Ann Lee" },
      ],
    ]);
    expect(complaints.filter((line) => !line.includes("status of 422"))).toEqual([]);
    await panels.closeAll();
  });

  it("reads of their payouts, and is not asked where the shop does not ask", async () => {
    const { payee: _, ...panel } = fullPanel("en");
    site.answer("/v1/client/panel", () => ({ body: panel }));
    const { page } = await panels.open("token=t");
    await page.locator(".totals").getByText("Next payout: February 1, 2026").waitFor();
    expect(await page.locator("#payee").count()).toBe(0);
    await panels.closeAll();
  });
});
