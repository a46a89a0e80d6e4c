import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { issueCode, publishProgram, rulesOf } from "../src/testing/programs.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath } from "./support/browser.ts";
import { serveDashboard } from "./support/dashboardSite.ts";
import { browserAndApp } from "./support/dashboardVisit.ts";
import { visit } from "./support/visitor.ts";

/** Two accounts of one person, made one by the keyboard alone. */

const rules = rulesOf([
  {
    ...{ id: "cash", recipient: "advocate", on: { event: "purchase" }, holdDays: 30 },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  },
  {
    ...{ id: "off", recipient: "friend", on: { event: "signup" } },
    grant: { kind: "discount", percentBps: 1000, maxUses: 1, costMinor: 100 },
  },
]);
const KEPT = "a-customer-with-a-name-that-has-no-room-in-a-line-0123456789";
const OTHER = "דנה";
const MOST_STEPS = 60;

/** Each of the two is the friend of another advocate, and one brought a friend. */
async function twins(api: ApiClient): Promise<void> {
  await publishProgram(api, "friends", rules);
  const [ann, ben] = [await issueCode(api, "friends", "ann"), await issueCode(api, "friends", "ben")];
  const signUp = (externalId: string, code: string) =>
    api.post("/v1/events", { type: "signup", participant: { externalId }, code });
  await signUp(KEPT, ann);
  await signUp(OTHER, ben);
  await signUp("fay", await issueCode(api, "friends", OTHER));
  await buy(api, OTHER, "order-1");
  await buy(api, "fay", "order-2");
  await api.put(`/v1/participants/${encodeURIComponent(OTHER)}`, { name: "Dana Tea", country: "GB" });
}

const buy = (api: ApiClient, externalId: string, orderId: string) => {
  const order = { type: "purchase", orderId, amountMinor: 4200, currency: "GBP" };
  return api.post("/v1/events", { ...order, participant: { externalId } });
};

/** Tabs until what is asked for has the keyboard, which is seen on all that has it on the way. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const { what, isThere, isSeen } = (await page.evaluate(`(() => {
      const it = document.activeElement;
      const { top, bottom } = it.getBoundingClientRect();
      // A link of a row has the outline around all of it, and a box around what is in it.
      const isOutlined = [it, it.closest("tr"), it.closest(".box")].some((each) => {
        if (each === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      const isSeen = it === document.body || (isOutlined && bottom > 0 && top < innerHeight);
      return { what: it.outerHTML.slice(0, 200), isThere: it.matches(${JSON.stringify(selector)}), isSeen };
    })()`)) as { what: string; isThere: boolean; isSeen: boolean };
    expect(isSeen, what).toBe(true);
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} can't be reached from the keyboard`);
}

async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

describe.skipIf(chromiumPath === null)("the page that merges two, in a browser", () => {
  const shop = browserAndApp();

  it.each(["en", "he"] as const)(
    "in %s a person sees what moves, is told what has changed meanwhile, and reads what moved",
    async (language) => {
      const { tenant, api } = await shop.app.newTenant(`Tea shop ${language}`);
      await twins(api);
      const visitor = await visit(shop.browser, language, "merge-");
      const { page } = visitor;
      const site = await serveDashboard(shop.app, (await signedIn(shop.app, "support", tenant)).cookie);
      const [[id] = []] = await shop.app.database.query(
        "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = $2",
        [tenant.tenantId, KEPT],
      );
      const person = `${site.url}/dashboard/t/${tenant.slug}/people/${String(id)}`;
      await page.goto(`${person}/merge/${encodeURIComponent(KEPT)}`);
      await page.locator("[role=alert]").waitFor();
      await visitor.state("hindered");

      await page.goto(`${person}/merge/${encodeURIComponent(OTHER)}`);
      await page.locator("[name=seen]").waitFor({ state: "attached" });
      await visitor.state("look");

      // Without a reason nothing is merged, and the box that lacks it is named.
      await page.evaluate("document.querySelector('main form').noValidate = true");
      await press(page, "main form .danger");
      await page.locator("#field-reason-error").waitFor();
      await visitor.state("reason", /422/);

      await buy(api, OTHER, "order-3");
      await tabTo(page, "[name=reason]");
      await page.keyboard.type("rang us");
      await press(page, "main form .danger");
      await page.locator("[role=alert]").waitFor();
      expect(await page.locator("[name=reason]").inputValue()).toBe("rang us");
      await visitor.state("changed", /409/);

      await press(page, "main form .danger");
      await page.locator(".toast.good").waitFor();
      expect(await page.locator("[name=seen]").count()).toBe(0);
      await visitor.state("done");
      const { body } = await api.get<{ aliases: readonly string[] }>(`/v1/participants/${KEPT}`);
      expect(body.aliases).toEqual([OTHER]);
      await visitor.close();
      await site.close();
    },
  );
});
