import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startYear, YEAR_SLUG } from "../dev/demoYear/startYear.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { createTestApp } from "../src/testing/createTestApp.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath, launchBrowser, openPage, type WatchedPage } from "./support/browser.ts";
import { openDashboard, pageOf } from "./support/dashboardVisit.ts";

/** What marketers come to do, with a year of a real shop behind it. */

const PROGRAM = "/programs/friends";
const FIFTH = "rewards.advocate-cash.tiers.steps.0.grant.amountMinor";
const EACH = "rewards.advocate-cash.grant.amountMinor";
const SHARE = "rewards.advocate-share.grant.rateBps";

interface Draft {
  readonly rewards: readonly {
    readonly id: string;
    readonly grant: { readonly amountMinor: number; readonly rateBps: number };
    readonly tiers: { readonly steps: readonly { readonly grant: { readonly amountMinor: number } }[] };
  }[];
}

describe.skipIf(chromiumPath === null)("over a year of a shop", () => {
  let browser: Browser;
  let app: TestApp;
  let dataDir: string;
  let year: { readonly tenantId: string; readonly secretKey: string };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "marketer-"));
    [browser, app] = await Promise.all([launchBrowser(), createTestApp()]);
    const { keys, told } = await startYear(app.deps, dataDir);
    await told;
    year = keys;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await rm(dataDir, { recursive: true });
  });

  const come = async (role: "marketer" | "support"): Promise<WatchedPage> => {
    const watched = await openPage(browser, { viewport: { width: 1280, height: 900 }, locale: "en-GB" });
    await openDashboard(watched.page, app, await signedIn(app, role, year));
    return watched;
  };
  const address = (path: string) => pageOf({ tenant: { ...app.tenant, slug: YEAR_SLUG } }, path);
  const rule = async (id: string) => {
    const { body } = await apiClient(app.fetch, year.secretKey).get<{ draft: Draft }>(`/v1${PROGRAM}`);
    return body.draft.rewards.find((one) => one.id === id);
  };

  it("the reward from the fifth friend on is raised, and the year kept under 20,000, by the keyboard alone", async () => {
    const { page, complaints, close } = await come("marketer");
    await page.goto(address(`${PROGRAM}/edit`));
    const cost = page.locator("#cost");
    await cost.locator("svg").first().waitFor();
    await retype(page, FIFTH, "18");
    await retype(page, "$target", "20000");
    await cost.getByText("Over by").waitFor();
    await retype(page, EACH, "5");
    await retype(page, SHARE, "0.5");
    await cost.getByText("Under by").waitFor();
    await save(page);
    await page.getByRole("status").getByText("Saved.").waitFor();
    expect(await rule("advocate-cash")).toMatchObject({ grant: { amountMinor: 500 } });
    expect((await rule("advocate-cash"))?.tiers.steps[0]?.grant.amountMinor).toBe(1_800);
    expect((await rule("advocate-share"))?.grant.rateBps).toBe(50);
    expect(complaints).toEqual([]);
    await close();
  });

  it("who brought the most in spring comes as a file, which begins as the page does", async () => {
    const { page, complaints, close } = await come("marketer");
    const spring =
      app.clock.now().getUTCMonth() < 5 ? app.clock.now().getUTCFullYear() - 1 : app.clock.now().getUTCFullYear();
    await page.goto(address(`/reports/advocate?period=custom&from=${spring}-03-01&to=${spring}-05-31`));
    const first = await page.locator("main tbody tr").first().locator("td, th").first().textContent();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download CSV" }).click(),
    ]);
    const rows: Record<string, string>[] = parse(await readFile(await file.path(), "utf8"), {
      bom: true,
      columns: true,
    });
    expect(rows[0]?.Advocates).toBe(first?.trim());
    const revenue = rows.map((row) => Number(row.Revenue));
    expect(revenue[0]).toBeGreaterThan(0);
    expect(revenue).toEqual(revenue.toSorted((a, b) => b - a));
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    ["541431", "No one referred the buyer of this order"],
    ["536376", "Brought by 13748"],
    ["536376", "was not granted: it is for qualifying purchases number 2 to 12"],
  ])("order %s typed into the box of people tells why it paid as it did: %s", async (order, why) => {
    const { page, complaints, close } = await come("support");
    await page.goto(address("/people"));
    await page.getByRole("searchbox").focus();
    await page.keyboard.type(`#${order}`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `What became of order ${order}` }).waitFor();
    expect(await page.locator("main").textContent()).toContain(why);
    expect(complaints).toEqual([]);
    await close();
  });
});

/** As by hand: the box has the focus, and what stands there is typed over. */
async function retype(page: Page, name: string, text: string): Promise<void> {
  const box = page.locator(`[name="${name}"]`);
  await box.focus();
  await box.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function save(page: Page): Promise<void> {
  const button = page.locator(".save-bar .primary");
  await button.focus();
  await button.press("Enter");
}
