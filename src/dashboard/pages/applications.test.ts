import { afterAll, beforeAll, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let support: DashboardClient;
let viewer: DashboardClient;

const PAGE = "/programs/friends/applications";

beforeAll(async () => {
  app = await createTestApp();
  for (const externalId of ["ann@shop.example", "bob"]) {
    app.clock.advance(60_000);
    await app.api.post(`/v1${PAGE}`, { participant: { externalId } });
  }
  [support, viewer] = [await signIn(app, "support"), await signIn(app, "viewer")];
});
afterAll(() => app.close());

const formsOf = (text: string, verdict: "approve" | "refuse") =>
  [...text.matchAll(new RegExp(`action="([^"]*/${verdict})"`, "g"))].map(([, action = ""]) => action);

it("an application is approved and refused with a reason, whatever was decided before, and the audit has who did", async () => {
  const [, ofAnn = ""] = formsOf((await support.get(PAGE)).text, "approve");
  expect((await support.post(ofAnn, { reason: "a regular" })).location).toContain(`${PAGE}?said=saved`);
  const approved = (await support.get(`${PAGE}?status=approved`)).text;
  for (const part of ["ann@shop.example", "a regular", support.member?.email ?? ""]) expect(approved).toContain(part);
  expect(formsOf(approved, "approve")).toEqual([]);
  const [refuse = ""] = formsOf(approved, "refuse");
  app.clock.advance(60_000);
  await support.post(refuse, {});
  expect((await support.get(`${PAGE}?status=refused`)).text).toContain("ann@shop.example");
  const { body } = await app.api.get<{ data: readonly { action: string; actor: object }[] }>(
    "/v1/audit?participant=ann@shop.example",
  );
  expect(body.data.slice(0, 2)).toEqual([
    expect.objectContaining({ action: "application.refused", actor: { type: "user", id: support.member?.userId } }),
    expect.objectContaining({ action: "application.approved" }),
  ]);
});

it("those who may not see people are told no address and may decide nothing", async () => {
  const { text } = await viewer.get(PAGE);
  expect(text).toContain("bob");
  expect(text.replaceAll(viewer.member?.email ?? "", "").replaceAll(support.member?.email ?? "", "")).not.toContain(
    "@",
  );
  expect([...formsOf(text, "approve"), ...formsOf(text, "refuse")]).toEqual([]);
});

it("the button that sends the filters is there for pages without script alone", async () => {
  for (const page of [PAGE, "/rewards"]) {
    const [form = ""] = /<form class="filters".*?<\/form>/s.exec((await support.get(page)).text) ?? [];
    expect(form).toContain('<button class="button only-plain" type="submit">');
  }
});

it("who decided and why is said in words, whether it was a key or a job", async () => {
  const eligibility = { approval: "application", minimum: { by: "conversions", atLeast: 1, withinDays: 10 } };
  const rules = { ...(demoProgram.rules as object), qualifies: [], eligibility };
  await app.api.post("/v1/programs", { ...demoProgram, key: "minimum", rules });
  await app.api.post("/v1/programs/minimum/publish", {});
  const page = "/programs/minimum/applications";
  await app.api.post(`/v1${page}`, { participant: { externalId: "cat" } });
  await app.api.post(`/v1${page}/cat/approve`, { reason: "minimum_met" });
  const byKey = (await support.get(page)).text;
  expect(byKey).toMatch(/<bdi>key sk_test_\w{6}<\/bdi>/);
  expect(byKey).not.toContain("key_");
  // A person's own words stay as they are.
  expect(byKey).toContain("<bdi>minimum_met</bdi>");
  app.clock.advance(10 * DAY_MS);
  await app.api.post("/v1/jobs/review-advocates", {});
  const byJob = (await support.get(page)).text;
  for (const part of ["by itself: review of advocates", "Brought too few sales"]) {
    expect(byJob).toContain(`<bdi>${part}</bdi>`);
  }
});
