import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { publishProgram, rulesOf } from "../src/testing/programs.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { browserAndApp } from "./support/dashboardVisit.ts";
import { textOf, visit } from "./support/visitor.ts";

/** A month of payouts, as a person of a shop makes it: a batch, its confirmation, and what became of each payout. */

const rules = rulesOf([
  {
    ...{ id: "cash", recipient: "advocate", on: { event: "purchase" } },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  },
]);
const LONG = "Maria-Magdalena von der Schulenburg-Wolfsburg";
const DUE = [
  ["ada", "Ada Lovelace", 124_000],
  ["dana", "דנה כהן", 4_550],
  ["long", LONG, 999],
  ["poor", "Poor Tom", 120],
  ["owes", "Owen Owes", -2_500],
] as const;

async function earn(api: ApiClient): Promise<void> {
  await publishProgram(api, "friends", rules);
  for (const [who, name, amountMinor] of DUE) {
    await api.put(`/v1/participants/${who}`, { name });
    const bonus = { unit: "cash:GBP", amountMinor, reason: "what they earned" };
    await api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `due-${who}` });
  }
}

const press = async (page: Page, selector: string) => {
  await page.locator(selector).focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
};

/** Selects payouts by the keyboard, and says of them what the page asks for. */
async function settle(page: Page, names: readonly string[], step: string, said: string): Promise<void> {
  for (const name of names) {
    await page.locator("tbody tr", { hasText: name }).locator("[name=ids]").focus();
    await page.keyboard.press("Space");
  }
  await page.locator("[data-selected]", { hasText: String(names.length) }).waitFor();
  await press(page, `[name=step][value=${step}]`);
  await page.locator("[name=said]").fill(said);
}

describe.skipIf(chromiumPath === null)("payouts in a browser", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s an owner makes a batch, confirms it, marks payouts as paid and one as failed, whose money is due again",
    async (language) => {
      const { tenant, api } = await shop.app.newTenant(`Tea shop ${language}`);
      const visitor = await visit(shop.browser, language, "payouts-");
      const { page } = visitor;
      const site = await serveDashboard(shop.app, (await signedIn(shop.app, "owner", tenant)).cookie);
      const at = `${site.url}/dashboard/t/${tenant.slug}/payouts`;
      await page.goto(at);
      await visitor.state("none");
      await earn(api);

      await page.goto(at);
      expect(await textOf(page.locator(".figure dd.value"))).toContain("1,296.69");
      await visitor.state("due");
      await press(page, ".empty a.primary");
      await visitor.state("new");
      await page.locator("[name=minimum]").fill("5");
      await press(page, "main form[method=get] .buttons button");
      expect(await page.locator("main table").first().locator("tbody tr").count()).toBe(3);
      expect(await page.locator("main table").last().locator("tbody tr").count()).toBe(2);
      await visitor.state("planned");

      await press(page, "main form[method=post] .primary");
      await page.locator(".toast.good").waitFor();
      await visitor.state("made");
      const opener = page.locator("[popovertarget=confirm-batch]").first();
      await opener.focus();
      await page.keyboard.press("Enter");
      await page.locator("#confirm-batch:popover-open").waitFor();
      expect(await textOf(page.locator("#confirm-batch"))).toMatch(/1,295\.49/);
      await visitor.state("asked-to-confirm");
      await press(page, "#confirm-batch .primary");
      await visitor.state("confirmed");

      await settle(page, ["Ada Lovelace", LONG], "paid", "BANK-2026-12");
      await visitor.state("asked-paid");
      await press(page, "main .form .primary");
      await settle(page, ["דנה כהן"], "failed", "the account is closed");
      await press(page, "main .form .primary");
      await page.locator(".toast.good").waitFor();
      expect(await page.locator("tbody .badge.good").count()).toBe(2);
      expect(await page.locator("tbody .badge.bad").count()).toBe(1);
      await visitor.state("settled");

      await page.goto(`${at}/all?status=failed`);
      expect(await textOf(page.locator("tbody"))).toMatch(/45\.50.*the account is closed/);
      await visitor.state("failed");
      await page.goto(at);
      expect(await textOf(page.locator(".figure dd.value"))).toContain("46.70");
      await visitor.state("batches");

      // From now on batches are drafted by themselves.
      await press(page, ".heading .actions a[href$='/setup/payouts']");
      await visitor.state("by-hand");
      const type = async (name: string, text: string) => {
        await page.locator(`[name=${name}]`).focus();
        await page.keyboard.press("ControlOrMeta+A");
        await page.keyboard.type(text);
      };
      await type("minimum", "12.50");
      await page.keyboard.press("Tab");
      await page.keyboard.press("End");
      await type("day", "32");
      await press(page, "main form .primary");
      expect(await page.locator("[name=minimum]").inputValue()).toBe("12.50");
      expect(await page.locator("[name=day][aria-invalid]").count()).toBe(1);
      await visitor.state("wrong-day", /422/);
      await type("day", "31");
      await page.locator("[name=autoConfirm]").focus();
      await page.keyboard.press("Space");
      await press(page, "main form .primary");
      await page.locator(".toast.good").waitFor();
      expect((await api.get("/v1/payout-settings")).body).toMatchObject({
        data: [{ minimumMinor: 1_250, schedule: { day: 31, lockDays: 14 }, autoConfirm: true }],
      });
      await visitor.state("set");
      await page.locator("[popovertarget=remove-cash-GBP]").first().focus();
      await page.keyboard.press("Enter");
      await page.locator("#remove-cash-GBP:popover-open").waitFor();
      await visitor.state("asked-to-remove");
      await press(page, "#remove-cash-GBP .danger");
      await page.locator(".toast.good").waitFor();
      expect((await api.get("/v1/payout-settings")).body).toEqual({ data: [] });
      await visitor.close();
      await site.close();
    },
  );
});
