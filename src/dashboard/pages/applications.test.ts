import { afterAll, beforeAll, expect, it } from "vitest";
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
