import { describe, expect, it } from "vitest";
import { demoProgram } from "../src/demo/demoProgram.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath, openPage } from "./support/browser.ts";
import { browserAndApp, openDashboard, pageOf } from "./support/dashboardVisit.ts";
import { visitDashboard } from "./support/visitor.ts";

/** So long after a change the cost of the rules is asked for. */
const SETTLED_MS = 400;

describe.skipIf(chromiumPath === null)("the rule editor", () => {
  const shop = browserAndApp();

  const create = (key: string) => shop.app.api.post("/v1/programs", { ...demoProgram, key });
  /** More rules than a page shows the boxes of. */
  const createMany = (key: string) => {
    const { rewards, ...rules } = demoProgram.rules as unknown as { readonly rewards: readonly object[] };
    const many = Array.from({ length: 12 }, (_, nth) => ({
      ...rewards[nth % rewards.length],
      id: `rule-${nth}`,
      group: undefined,
    }));
    return shop.app.api.post("/v1/programs", { ...demoProgram, key, texts: {}, rules: { ...rules, rewards: many } });
  };
  const draftOf = async (key: string) => {
    const { body } = await shop.app.api.get<{ draft: { rewards: { id: string; grant: { amountMinor: number } }[] } }>(
      `/v1/programs/${key}`,
    );
    return body.draft;
  };

  it.each(["en", "he"] as const)(
    "in %s: its pages fit every screen, and in English, or in a long run, are accessible",
    async (language) => {
      const key = `look-${language}`;
      await create(key);
      const member = await signedIn(shop.app, "owner", shop.app.tenant);
      const visitor = await visitDashboard(shop.browser, language, "editor-");
      await openDashboard(visitor.page, shop.app, member);
      for (const page of ["edit", "edit?tab=json", "publish"]) {
        await visitor.page.goto(pageOf(shop.app, `/programs/${key}/${page}`));
        await visitor.state(page.replace("?tab=", "-"));
      }
      await createMany(`many-${language}`);
      await visitor.page.goto(pageOf(shop.app, `/programs/many-${language}/edit`));
      await visitor.state("edit-many");
      await visitor.page.locator('[value="open:rewards.rule-2"]').click();
      await visitor.page.locator('[name="rewards.rule-2.grant.kind"]').waitFor();
      await visitor.state("edit-many-open");
      await visitor.close();
    },
  );

  it("of many rules opens one in place of another by the keyboard alone: the focus stays, and so does what was typed", async () => {
    await createMany("folds");
    const { page, complaints, close } = await openPage(shop.browser, { viewport: { width: 1280, height: 900 } });
    await openDashboard(page, shop.app, await signedIn(shop.app, "marketer", shop.app.tenant));
    await page.goto(pageOf(shop.app, "/programs/folds/edit"));
    const hold = (rule: string) => page.locator(`[name="rewards.${rule}.holdDays"]`);
    const open = async (rule: string) => {
      const title = page.locator(`[value="open:rewards.${rule}"]`);
      await title.focus();
      await title.press("Enter");
      await page.locator(`[value="close:rewards.${rule}"]:focus`).waitFor();
      await page.locator(`[id="part-rewards-${rule}-more"] > summary`).click();
    };
    await open("rule-1");
    await hold("rule-1").fill("11");
    await open("rule-4");
    expect(await hold("rule-1").count()).toBe(0);
    await hold("rule-4").fill("14");
    const save = page.locator(".save-bar .primary");
    await save.focus();
    await save.press("Enter");
    await page.getByRole("status").getByText("Saved.").waitFor();
    const held = (await draftOf("folds"))?.rewards.map((rule) => (rule as { holdDays?: number }).holdDays);
    expect([held?.[1], held?.[4]]).toEqual([11, 14]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("asks again what the rules cost when a button has changed them, and not when one only opens a card", async () => {
    await createMany("costs");
    const { page, complaints, close } = await openPage(shop.browser, { viewport: { width: 1280, height: 900 } });
    await openDashboard(page, shop.app, await signedIn(shop.app, "marketer", shop.app.tenant));
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/edit/cost")) asked++;
    });
    await page.goto(pageOf(shop.app, "/programs/costs/edit"));
    const cost = page.locator("#cost tbody tr").first();
    await cost.waitFor();
    const before = await cost.textContent();
    await page.locator('[value="open:rewards.rule-1"]').click();
    await page.locator('[value="close:rewards.rule-1"]').waitFor();
    await page.waitForTimeout(2 * SETTLED_MS);
    expect(asked).toBe(1);
    await page.locator('[value="remove:rewards.rule-1"]').click();
    await page.waitForFunction((old) => document.querySelector("#cost tbody tr")?.textContent !== old, before);
    const askedAgain = page.waitForRequest((request) => request.url().endsWith("/edit/cost"));
    await page.locator('[value^="add."][value$=":rewards"]').first().click();
    await askedAgain;
    expect(complaints).toEqual([]);
    await close();
  });

  it("can be used by the keyboard alone: Enter in a box takes nothing away, and a new step has the focus near it", async () => {
    await create("keys");
    const { page, complaints, close } = await openPage(shop.browser, { viewport: { width: 1280, height: 900 } });
    await openDashboard(page, shop.app, await signedIn(shop.app, "marketer", shop.app.tenant));
    await page.goto(pageOf(shop.app, "/programs/keys/edit"));
    const amount = page.locator('[name="rewards.advocate-cash.grant.amountMinor"]');
    await amount.fill("12");
    await amount.press("Enter");
    await page.locator('[name="rewards.advocate-cash.grant.amountMinor"][value="12.00"]').waitFor();
    const add = page.locator('[value="add.one:rewards.advocate-cash.tiers.steps"]');
    await add.focus();
    await add.press("Enter");
    await page.locator('[name="rewards.advocate-cash.tiers.steps.2.from"]').waitFor();
    const save = page.locator(".save-bar .primary");
    await save.focus();
    await save.press("Enter");
    await page.getByRole("status").getByText("Saved.").waitFor();
    expect((await draftOf("keys"))?.rewards).toHaveLength(demoRules());
    expect((await draftOf("keys"))?.rewards.find(({ id }) => id === "advocate-cash")).toMatchObject({
      grant: { amountMinor: 1_200 },
      tiers: { steps: { length: 3 } },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it("another kind of reward brings its own boxes at once", async () => {
    await create("kinds");
    const { page, complaints, close } = await openPage(shop.browser, { viewport: { width: 1280, height: 900 } });
    await openDashboard(page, shop.app, await signedIn(shop.app, "marketer", shop.app.tenant));
    await page.goto(pageOf(shop.app, "/programs/kinds/edit"));
    await page.locator('[name="rewards.advocate-cash.grant.kind"]').selectOption("item");
    await page.locator('[name="rewards.advocate-cash.grant.sku"]').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

const demoRules = () => (demoProgram.rules as unknown as { readonly rewards: readonly object[] }).rewards.length;
