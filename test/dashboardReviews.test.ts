import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { issueCode, publishProgram, rulesOf } from "../src/testing/programs.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { browserAndApp } from "./support/dashboardVisit.ts";
import { linesOf, visit } from "./support/visitor.ts";

/** Orders whose payment is disputed: what they earned waits until a person decides. */

const rules = rulesOf([
  {
    ...{ id: "cash", recipient: "advocate", on: { event: "purchase" }, holdDays: 30 },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  },
]);
const LONG = "a-customer-with-a-name-that-has-no-room-in-a-line-0123456789";
const FRIENDS = ["bob", "cyd", "דנה", "eve", LONG];

async function dispute(api: ApiClient): Promise<void> {
  await publishProgram(api, "friends", rules);
  const code = await issueCode(api, "friends", "ann");
  for (const externalId of FRIENDS) {
    const orderId = `order-of-${externalId}`;
    await api.post("/v1/events", { type: "signup", participant: { externalId }, code });
    await api.post("/v1/events", {
      ...{ type: "purchase", participant: { externalId }, orderId, amountMinor: 4200, currency: "GBP" },
    });
    await api.post("/v1/events", { type: "dispute", orderId, disputeId: `dispute-${externalId}`, status: "opened" });
  }
}

/**
 * Selects the rewards of some friends by the keyboard, gives one reason for all, and presses a button. Enter in the box
 * of the reason presses none.
 */
async function decide(page: Page, friends: readonly string[], reason: string, step: string): Promise<void> {
  for (const friend of friends) {
    const box = page.locator("tbody tr", { hasText: `order-of-${friend}` }).locator("[name=ids]");
    await box.focus();
    await page.keyboard.press("Space");
  }
  await page.locator("[data-selected]", { hasText: String(friends.length) }).waitFor();
  await page.locator("[name=reason]").focus();
  await page.keyboard.type(reason);
  await page.keyboard.press("Enter");
  const button = page.locator(`[name=step][value=${step}]`);
  await button.focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

/** Answers the page that asks, by the keyboard. */
async function confirm(page: Page): Promise<void> {
  const button = page.locator("main .form .danger");
  await button.focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

describe.skipIf(chromiumPath === null)("the page of reviews in a browser", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s a person lets several go and ends several, each with one reason, and what is left waits",
    async (language) => {
      const { tenant, api } = await shop.app.newTenant(`Tea shop ${language}`);
      await dispute(api);
      const visitor = await visit(shop.browser, language, "reviews-");
      const { page } = visitor;
      const site = await serveDashboard(shop.app, (await signedIn(shop.app, "support", tenant)).cookie);
      await page.goto(`${site.url}/dashboard/t/${tenant.slug}/reviews`);
      expect(await page.locator("tbody tr").count()).toBe(FRIENDS.length);
      await visitor.state("rows");
      // Where there is room, which a desk has, an amount is not broken.
      expect(await linesOf(page.locator("tbody td.end").first())).toBe(1);
      await page.locator("thead [type=checkbox]").click();
      await page.locator("[data-selected]", { hasText: String(FRIENDS.length) }).waitFor();
      await visitor.state("selected");
      await page.locator("thead [type=checkbox]").click();

      await decide(page, ["bob", "cyd"], "the bank called", "release");
      await page.locator(".toast.good").waitFor();
      await decide(page, ["דנה", "eve"], "a stolen card", "void");
      // What can't be undone is asked first: the reason is there, and nothing has changed.
      expect(await page.locator("[name=reason]").inputValue()).toBe("a stolen card");
      await visitor.state("asked");
      await page.locator("main .form a.button").click();
      expect(await page.locator("tbody tr").count()).toBe(FRIENDS.length - 2);
      await decide(page, ["דנה", "eve"], "a stolen card", "void");
      await confirm(page);
      await page.locator(".toast.good").waitFor();
      expect(await page.locator("tbody tr").count()).toBe(1);
      await visitor.state("decided");

      const ended = "SELECT source, status FROM rewards WHERE tenant_id = $1";
      const rows = await shop.app.database.query(ended, [tenant.tenantId]);
      expect(Object.fromEntries(rows)).toEqual({
        ...{ "order:order-of-bob": "pending", "order:order-of-cyd": "pending" },
        ...{ "order:order-of-דנה": "voided", "order:order-of-eve": "voided" },
        [`order:order-of-${LONG}`]: "in_review",
      });
      const audit = await api.get<{ data: { action: string; detail: { reason?: string } }[] }>("/v1/audit");
      const reasons = audit.body.data.flatMap(({ action, detail }) =>
        action.startsWith("reward.") ? [`${action}: ${detail.reason}`] : [],
      );
      expect(reasons.toSorted()).toEqual([
        ...["reward.released: the bank called", "reward.released: the bank called"],
        ...["reward.voided: a stolen card", "reward.voided: a stolen card"],
      ]);
      await visitor.close();
      await site.close();
    },
  );
});
