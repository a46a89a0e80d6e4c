import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { JOB_TEXTS } from "../../i18n/dashboard/activityJobs.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { scheduledJobs } from "../../jobs/scheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";
import { changeMemberHere } from "../../usecases/members/changeMember.ts";

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

it("why a job did something stands in words, too", async () => {
  const publishAt = new Date(app.clock.now().getTime() + DAY_MS).toISOString();
  await app.api.post("/v1/programs/friends/publish", { version: 1, publishAt });
  await app.api.patch("/v1/programs/friends", { status: "ended" });
  app.clock.advance(DAY_MS);
  await runScheduledJobs(app.deps);
  expect((await rowsOf(owner, "?action=program.schedule_cancelled")).join()).toContain("The program has ended");
});

it("who did it stands in words too where it was a job or the person who runs the server", async () => {
  const rows = await rowsOf(owner, "?action=program.schedule_cancelled");
  expect(rows.join()).toContain("by itself: scheduled publishing");
  const invitation = { act: "invite", email: "cyd@staff.example", role: "viewer" } as const;
  await changeMemberHere(app.deps, app.tenant.tenantId, invitation);
  const invited = await rowsOf(owner, "?action=member.invited");
  expect(invited.join()).toContain("the person who runs the server");
  expect([...rows, ...invited].join()).not.toMatch(/publish-scheduled|command-line/);
});

it("every job has words, as it may come to stand there", () => {
  for (const { name } of scheduledJobs) expect(Object.keys(JOB_TEXTS)).toContain(name);
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
