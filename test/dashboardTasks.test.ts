import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Browser, Locator, Page, Request, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startYear, YEAR_SLUG } from "../dev/demoYear/startYear.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { createTestApp } from "../src/testing/createTestApp.ts";
import { signedIn } from "../src/testing/signIn.ts";
import { chromiumPath, launchBrowser, openPage, type WatchedPage } from "./support/browser.ts";
import { openDashboard, pageOf } from "./support/dashboardVisit.ts";
import { textOf } from "./support/visitor.ts";
import { yearTests } from "./support/yearTests.ts";

/** What marketers come to do, with a year of a real shop behind it. */

const PROGRAM = "/programs/friends";
const FIFTH = "rewards.advocate-cash.tiers.steps.0.grant.amountMinor";
const EACH = "rewards.advocate-cash.grant.amountMinor";
const SHARE = "rewards.advocate-share.grant.rateBps";
const WELCOME = "rewards.friend-welcome.grant.percentBps";

interface Draft {
  readonly rewards: readonly {
    readonly id: string;
    readonly grant: { readonly amountMinor: number; readonly rateBps: number; readonly percentBps: number };
    readonly tiers: { readonly steps: readonly { readonly grant: { readonly amountMinor: number } }[] };
  }[];
}

let app: TestApp;
let dataDir: string;
let year: { readonly tenantId: string; readonly secretKey: string };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "marketer-"));
  app = await createTestApp();
  const { keys, told } = await startYear(app.deps, dataDir);
  await told;
  year = keys;
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

describe("a year of a shop", () => yearTests(() => ({ app, dataDir, secretKey: year.secretKey })));

describe.skipIf(chromiumPath === null)("over a year of a shop", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

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
    await retype(page, SHARE, "0.1");
    // Most of what is left is what friends get: the table of rewards begins with it.
    await cost.locator("tbody tr", { hasText: "0.1%" }).first().waitFor();
    expect(await cost.locator("tbody tr").first().textContent()).toContain("The friend: 10% off");
    await retype(page, WELCOME, "2.5");
    await cost.getByText("Under by").waitFor();
    await save(page);
    await page.getByRole("status").getByText("Saved.").waitFor();
    expect(await rule("advocate-cash")).toMatchObject({ grant: { amountMinor: 500 } });
    expect((await rule("advocate-cash"))?.tiers.steps[0]?.grant.amountMinor).toBe(1_800);
    expect((await rule("advocate-share"))?.grant.rateBps).toBe(10);
    expect((await rule("friend-welcome"))?.grant.percentBps).toBe(250);
    expect(complaints).toEqual([]);
    await close();
  });

  it("two people edit the same program at once: both see what the other changed, and neither loses a change", async () => {
    const [ann, bob] = [await come("marketer"), await come("marketer")];
    for (const { page } of [ann, bob]) await page.goto(address(`${PROGRAM}/edit`));
    await retype(ann.page, SHARE, "3");
    await save(ann.page);
    await ann.page.getByRole("status").getByText("Saved.").waitFor();
    // Another box: both changes are in the draft, and his page has hers.
    await retype(bob.page, EACH, "7");
    await save(bob.page);
    await bob.page.getByRole("status").getByText("Saved.").waitFor();
    expect((await rule("advocate-share"))?.grant.rateBps).toBe(300);
    expect((await rule("advocate-cash"))?.grant.amountMinor).toBe(700);
    expect(await boxOf(bob.page, SHARE).inputValue()).toBe("3");
    // The same box: the one who comes second is shown both, and decides.
    await ann.page.goto(address(`${PROGRAM}/edit`));
    expect(await boxOf(ann.page, EACH).inputValue()).toBe("7.00");
    await retype(ann.page, SHARE, "4");
    await save(ann.page);
    await ann.page.getByRole("status").getByText("Saved.").waitFor();
    await retype(bob.page, SHARE, "5");
    await save(bob.page);
    const told = bob.page.locator("section[role=alert]");
    await told.getByText("What they changed").waitFor();
    expect(await textOf(told)).toMatch(/4%.*What you changed.*5%/);
    expect(await boxOf(bob.page, SHARE).inputValue()).toBe("4");
    expect((await rule("advocate-share"))?.grant.rateBps).toBe(400);
    await told.getByRole("button", { name: "Take mine instead" }).click();
    await bob.page.locator(`[name="${SHARE}"][value="5"]`).waitFor();
    await save(bob.page);
    await bob.page.getByRole("status").getByText("Saved.").waitFor();
    expect((await rule("advocate-share"))?.grant.rateBps).toBe(500);
    expect((await rule("advocate-cash"))?.grant.amountMinor).toBe(700);
    expect([...ann.complaints, ...bob.complaints.filter((line) => !line.includes("409"))]).toEqual([]);
    await Promise.all([ann.close(), bob.close()]);
  });

  it("what a draft cost that was typed over is given up, and never stands where that of the newer one does", async () => {
    const { page, complaints, close } = await come("marketer");
    const cost = page.locator("#cost");
    const isCost = (request: Request) => request.url().endsWith("/edit/cost");
    await page.goto(address(`${PROGRAM}/edit`));
    await retype(page, SHARE, "0.5");
    await retype(page, FIFTH, "5");
    await retype(page, "$target", "55000");
    await cost.getByText("Under by").waitFor();
    const held: Route[] = [];
    await page.route("**/edit/cost", (route) => void held.push(route));
    // A page tells that it asks before the route is held, and a route that is let go twice fails its answer.
    const holds = (count: number) => expect.poll(() => held.length).toBe(count);
    const [asked] = await Promise.all([page.waitForRequest(isCost), boxOf(page, EACH).fill("90")]);
    await holds(1);
    const givenUp = page.waitForEvent("requestfailed", (request) => request === asked);
    await Promise.all([page.waitForRequest(isCost), boxOf(page, EACH).fill("0.01")]);
    await Promise.all([givenUp, holds(2)]);
    // The request that was given up ends nothing for the newer one, which takes long, and words outside say so.
    const told = page.locator("aside > [role=status]").getByText("The figures come in a moment.");
    await told.waitFor();
    expect(await cost.getAttribute("aria-busy")).toBe("true");
    await held[1]?.fallback();
    await cost.getByText("Under by").waitFor();
    await held[0]?.fallback();
    // Two turns of the page: whatever it does with an answer is done by then.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    expect(await cost.getByText("Over by").count()).toBe(0);
    expect([await told.count(), await cost.getAttribute("aria-busy")]).toEqual([0, null]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("where the figures of a cost do not come, it is said, what was there stays, and a button asks again", async () => {
    const { page, close } = await come("marketer");
    const cost = page.locator("#cost");
    const again = cost.getByRole("button", { name: "Calculate" });
    const failed = page.locator("aside > [role=status]").getByText("The figures did not come.");
    // The very first ones, since the network is away.
    await page.route("**/edit/cost", (route) => route.abort());
    await page.goto(address(`${PROGRAM}/edit`));
    await failed.waitFor();
    await page.unroute("**/edit/cost");
    await again.click();
    await cost.getByText("Costliest advocate").waitFor();
    expect([await failed.count(), await again.isVisible()]).toEqual([0, false]);
    // Later ones, since the server answers with a page that has none.
    await page.route("**/edit/cost", (route) =>
      route.fulfill({ status: 503, contentType: "text/html", body: "<main>" }),
    );
    await boxOf(page, EACH).fill("8");
    await failed.waitFor();
    await cost.getByText("Costliest advocate").waitFor();
    expect(await again.isVisible()).toBe(true);
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
  const box = boxOf(page, name);
  await box.focus();
  await box.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

function boxOf(page: Page, name: string): Locator {
  return page.locator(`[name="${name}"]`);
}

async function save(page: Page): Promise<void> {
  const button = page.locator(".save-bar .primary");
  await button.focus();
  await button.press("Enter");
}
