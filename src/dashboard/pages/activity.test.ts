import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;
let viewer: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  await app.api.put("/v1/participants/ann@shop.example", { name: "Ann Tea" });
  await app.api.put("/v1/participants/bob", { name: "Bob" });
  await app.api.post("/v1/participants/ann@shop.example/block", { reason: "same card as eve@shop.example" });
  const adjustment = { amountMinor: 500, unit: "cash:GBP", reason: "sorry" };
  await app.api.post("/v1/participants/bob/adjustments", adjustment, { "idempotency-key": "1" });
  [owner, viewer] = [await signIn(app, "owner"), await signIn(app, "viewer")];
  const [[id] = []] = await app.database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'bob'",
    [app.tenant.tenantId],
  );
  await owner.post(`/people/${id}/block`, { reason: "a third account" });
});
afterAll(() => app.close());

const rowsOf = async (client: DashboardClient, query = "") => {
  const { status, text } = await client.get(`/activity${query}`);
  expect(status).toBe(200);
  return [...text.matchAll(/<tr id="aud_[^"]+">([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
    row
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
};

it("who did what to whom and why stands in words", async () => {
  const rows = await rowsOf(owner);
  expect(rows.find((row) => row.includes("third"))).toContain(
    `Person blocked Bob ${owner.member?.email} a third account`,
  );
  expect(rows.find((row) => row.includes("sorry"))).toMatch(
    /^Balance changed by hand Bob key sk_test_\S+ £5\.00: sorry/,
  );
});

it("it is narrowed by who did it, what was done and what it was about", async () => {
  expect(await rowsOf(owner, `?actor=${owner.member?.userId}`)).toHaveLength(1);
  expect(await rowsOf(owner, "?action=participant.blocked")).toHaveLength(2);
  expect(await rowsOf(owner, "?about=bob")).toHaveLength(1);
  expect((await rowsOf(owner, "?about=friends")).every((row) => row.includes("friends"))).toBe(true);
  expect(await rowsOf(owner, "?about=nothing")).toEqual([]);
});

it("to those who may not see people no name and no address is told, nor found", async () => {
  const text = (await rowsOf(viewer)).join(" ");
  expect(text).not.toMatch(/Ann|Bob|@shop\.example/);
  expect(text).toContain("Person blocked");
  expect(await rowsOf(viewer, "?about=ann%40shop.example")).toEqual([]);
  expect(await rowsOf(owner, "?about=ann%40shop.example")).toHaveLength(1);
});
