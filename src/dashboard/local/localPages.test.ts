import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import { everyEndpoint } from "../../everyEndpoint.ts";
import type { Database } from "../../ports.ts";
import { recipes } from "../../recipes/recipes.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { dashboardClient, signedIn } from "../../testing/signIn.ts";
import { localPages } from "./localPages.ts";
import { makeShop } from "./makeShop.ts";

let app: TestApp;
let local: DashboardClient;
let stranger: DashboardClient;
let elsewhere: DashboardClient;
let told = 0;

beforeAll(async () => {
  app = await createTestApp();
  const member = await signedIn(app, "viewer", app.tenant);
  const deps = { ...app.deps, dashboard: { ...app.deps.dashboard, isLocal: true } };
  const { tenant: year } = await app.newTenant("The year");
  const routes = [
    ...everyEndpoint,
    ...localPages(async () => {
      told += 1;
      return year;
    }),
  ];
  const mounted = createApp(deps, { routes, demoKey: app.tenant.secretKey });
  const fetch = async (request: Request) => await mounted.fetch(request);
  local = dashboardClient({ fetch }, member, app.tenant);
  stranger = dashboardClient({ fetch }, null, app.tenant);
  elsewhere = dashboardClient(app, member, app.tenant);
});
afterAll(() => app.close());

const spareIn = (text: string) => /name="spare" value="([a-z0-9]+)"/.exec(text)?.[1] ?? "";
const shop = (more: object = {}) => ({
  ...{ name: "Coffee & more", recipe: "per-sale", currency: "EUR", landingUrl: "http://localhost:3000/" },
  ...{ spare: "abc123", ...more },
});
const shopCount = async () => Number((await app.database.query("SELECT count(*) FROM tenants"))[0]?.[0]);

it("a new shop has a program that decides, and its keys are shown that once and work", async () => {
  const page = await local.get("/dashboard/new-shop");
  expect(page.status).toBe(200);
  const made = await local.post("/dashboard/new-shop", shop({ spare: spareIn(page.text) }));
  const key = /sk_test_\w{20,}/.exec(made.text)?.[0] ?? "";
  expect([made.status, made.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(made.text).toContain("/dashboard/t/coffee-more/setup/feed");
  for (const code of ["async function report", "function report", "def report"]) expect(made.text).toContain(code);
  const api = apiClient(app.fetch, key);
  const signup = { type: "signup", participant: { externalId: "bob" }, program: "per-sale" };
  expect((await api.post("/v1/events", signup)).status).toBe(201);
  expect((await local.get("/dashboard")).text).toContain("/dashboard/t/coffee-more");
  expect((await local.get("/dashboard/t/coffee-more/setup/members")).status).toBe(200);
});

it("a form that was sent twice makes one shop, also where the name has no letters for its address", async () => {
  for (const name of ["Teas", "חנות תה"]) {
    const before = await shopCount();
    expect((await local.post("/dashboard/new-shop", shop({ name }))).status).toBe(200);
    const again = await local.post("/dashboard/new-shop", shop({ name }));
    expect([again.status, again.text.includes("There is a shop of this name already.")]).toEqual([422, true]);
    expect(again.text).not.toMatch(/sk_test_\w/);
    expect(await shopCount()).toBe(before + 1);
  }
});

it("a shop belongs to its owner, wherever the process ended that made it", async () => {
  const [recipe] = recipes;
  if (recipe === undefined) throw new Error("there are no recipes");
  const email = "owner@dies.test";
  const landingUrl = "http://localhost:3000/";
  let isWhole = false;
  for (let sent = 1; !isWhole && sent < 20; sent += 1) {
    let left = sent;
    const query: Database["query"] = async (...asked) => {
      left -= 1;
      if (left < 0) throw new Error("the process ended");
      return await app.database.query(...asked);
    };
    const deps = { ...app.deps, database: { ...app.database, query } };
    const made = makeShop(deps, { name: `Dies ${sent}`, recipe, currency: "GBP", landingUrl, email, spare: "x" });
    isWhole = await made.then(
      () => true,
      () => false,
    );
  }
  const shops = await app.database.query(
    `SELECT t.slug, (SELECT u.email FROM members m JOIN auth_users u ON u.id = m.user_id
      WHERE m.tenant_id = t.id AND m.role = 'owner') FROM tenants t WHERE t.slug LIKE 'dies-%' ORDER BY 1`,
  );
  expect([isWhole, shops.length > 2]).toEqual([true, true]);
  for (const [slug, owner] of shops) expect([slug, owner]).toEqual([slug, email]);
});

it.each([
  [{ name: " " }, "Give the shop a name"],
  [{ name: "x".repeat(201) }, "Give the shop a name"],
  [{ name: "Other", landingUrl: "javascript:alert(1)" }, "Enter an address"],
])("what can't be is told at its box, and makes nothing: %o", async (more, message) => {
  const before = await shopCount();
  const refused = await local.post("/dashboard/new-shop", shop(more));
  expect([refused.status, refused.text.includes(message)]).toEqual([422, true]);
  expect(await shopCount()).toBe(before);
});

it("the year is begun by a button, and who asked for it is one of its owners", async () => {
  expect((await local.get("/dashboard")).text).toContain('action="/dashboard/demo-year"');
  const begun = await local.post("/dashboard/demo-year", {});
  expect([begun.status, begun.location, told]).toEqual([303, "/dashboard/t/the-year?telling=1&said=year_begun", 1]);
  expect((await local.get("/dashboard/t/the-year")).status).toBe(200);
});

it("those who are not signed in, and forms of other pages, make nothing", async () => {
  const before = await shopCount();
  for (const path of ["/dashboard/new-shop", "/dashboard/demo-year"]) {
    expect((await stranger.post(path, shop())).location).toBe("/dashboard/sign-in");
  }
  const foreign = await local.post("/dashboard/new-shop", shop({ name: "Foreign" }), {
    "sec-fetch-site": "cross-site",
  });
  expect([foreign.status, await shopCount()]).toEqual([403, before]);
});

it("where nothing is mounted, none of it is offered nor answered", async () => {
  const { text } = await elsewhere.get("/dashboard");
  expect(text).not.toMatch(/new-shop|demo-year/);
  expect((await elsewhere.get("/dashboard/new-shop")).status).toBe(404);
  expect((await elsewhere.post("/dashboard/demo-year", {})).status).toBe(404);
  expect(everyEndpoint.filter(({ path }) => /new-shop|demo-year/.test(path))).toEqual([]);
});
