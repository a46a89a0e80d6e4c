import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { DAY_MS } from "../../domain/periods.ts";
import { MAX_REVIEWED } from "../../jobs/reviewAdvocates.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { createTenant } from "../../usecases/tenants/createTenant.ts";

interface Applications {
  readonly data: readonly { readonly participant: string; readonly status: string }[];
}

describe("the job that reviews advocates", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  /** A program that asks for a minimum; advocates of it are approved by `join`. */
  const publish = async (key: string, minimum: object) => {
    const eligibility = { approval: "application", minimum };
    const rules = { ...(demoProgram.rules as object), qualifies: [], eligibility };
    expect((await app.api.post("/v1/programs", { ...demoProgram, key, rules })).status).toBe(201);
    expect((await app.api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
  };
  const join = async (program: string, externalId: string) => {
    await app.api.post(`/v1/programs/${program}/applications`, { participant: { externalId } });
    await app.api.post(`/v1/programs/${program}/applications/${externalId}/approve`, {});
    return (await app.api.post<{ code: string }>("/v1/codes", { program, participant: { externalId } })).body.code;
  };
  const buys = async (friend: string, code: string) => {
    const participant = { externalId: friend };
    await app.api.post("/v1/events", { type: "signup", participant, code });
    app.clock.advance(1);
    const purchase = { type: "purchase", participant, orderId: `o-${friend}`, amountMinor: 100, currency: "GBP" };
    expect((await app.api.post("/v1/events", purchase)).status).toBe(201);
  };
  const run = async (body: object = {}) => (await app.api.post("/v1/jobs/review-advocates", body)).body;
  const statusOf = async (program: string) => {
    const { data } = (await app.api.get<Applications>(`/v1/programs/${program}/applications`)).body;
    return Object.fromEntries(data.map(({ participant, status }) => [participant, status]));
  };

  it("counts conversions where the rules do, in each program by itself", async () => {
    await publish("two", { by: "conversions", atLeast: 2, withinDays: 10 });
    await publish("one", { by: "conversions", atLeast: 1, withinDays: 10 });
    const codes = { two: await join("two", "ada"), one: await join("one", "ada"), bob: await join("two", "bob") };
    await buys("f-1", codes.two);
    await buys("f-2", codes.bob);
    await buys("f-3", codes.bob);
    await buys("f-4", codes.one);
    await app.api.post("/v1/events", {
      type: "refund",
      orderId: "o-f-3",
      refundId: "r-1",
      amountMinor: 100,
      currency: "GBP",
    });
    await buys("f-5", codes.bob);
    app.clock.advance(10 * DAY_MS);
    expect(await run()).toMatchObject({ count: 3 });
    expect(await statusOf("two")).toEqual({ ada: "refused", bob: "approved" });
    expect(await statusOf("one")).toEqual({ ada: "approved" });
  });

  it("is in the audit with what was asked and what was brought", async () => {
    const audit = await app.database.query(
      `SELECT a.action, a.actor, a.detail - 'program' FROM audit a JOIN participants p ON p.id = a.subject
       WHERE p.external_id = 'bob' AND a.actor ->> 'type' = 'job'`,
    );
    const minimum = { by: "conversions", atLeast: 2, withinDays: 10 };
    const detail = { reason: "minimum_met", was: "approved", minimum, conversions: 2, revenueMinor: 200, buyers: 2 };
    expect(audit).toEqual([["application.approved", { type: "job", id: "review-advocates" }, detail]]);
  });

  it("may be rehearsed for another time with a key of test mode alone", async () => {
    const asOf = new Date(app.clock.now().getTime() + 10 * DAY_MS).toISOString();
    expect(await run({ asOf })).toMatchObject({ asOf, count: 2 });
    const live = await createTenant(app.deps, { name: "Live", slug: null, landingUrl: null, live: true });
    const refused = await apiClient(app.fetch, live.secretKey).post("/v1/jobs/review-advocates", { asOf });
    expect([refused.status, refused.body.code]).toEqual([422, "test_mode_only"]);
  });

  it("does the rest in the runs that follow, for every tenant", async () => {
    await publish("many", { by: "revenue", atLeast: 1, withinDays: 1 });
    await join("many", "first");
    await app.database.query(
      `WITH made AS (
         INSERT INTO participants SELECT (jsonb_populate_record(p, jsonb_build_object(
           'id', p.id || '-' || n, 'external_id', p.external_id || '-' || n))).*
         FROM participants p, generate_series(1, ${MAX_REVIEWED}) n WHERE p.external_id = 'first' RETURNING tenant_id, id)
       INSERT INTO applications SELECT (jsonb_populate_record(a, jsonb_build_object('participant_id', m.id))).*
       FROM made m JOIN participants p ON p.tenant_id = m.tenant_id AND p.external_id = 'first'
       JOIN applications a ON a.tenant_id = m.tenant_id AND a.participant_id = p.id`,
    );
    app.clock.advance(DAY_MS);
    expect(await run()).toMatchObject({ count: MAX_REVIEWED, more: true });
    expect((await runScheduledJobs(app.deps))["review-advocates"]).toBe(1);
    expect(await run()).toMatchObject({ count: 0, more: false });
  });

  const as = async (externalId: string) =>
    apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now()));
  const standing = async (externalId: string, program: string, language = "en") => {
    const client = await as(externalId);
    const panel = await client.get<{ standing: unknown }>(`/v1/client/panel?program=${program}`, {
      "accept-language": language,
    });
    return panel.body.standing;
  };

  it("one who lapsed reads what was asked and what they brought, applies again at once and waits for a person", async () => {
    const asked = "To stay an advocate you needed 2 friends who bought within 10 days.";
    const message = `${asked} 1 friend bought. You can apply again now.`;
    expect(await standing("ada", "two")).toEqual({ reason: "application_refused", message, mayApply: true });
    expect(await standing("ada", "two", "he")).toMatchObject({ message: expect.stringContaining("חבר אחד קנה") });
    const applied = await (await as("ada")).post("/v1/client/applications", { program: "two" });
    expect(applied).toMatchObject({
      status: 201,
      body: { standing: { reason: "application_pending", mayApply: false } },
    });
    expect(await statusOf("two")).toMatchObject({ ada: "applied" });
    const { data } = (await app.api.get<{ data: readonly object[] }>("/v1/programs/two/applications?status=applied"))
      .body;
    const appliedAt = app.clock.now().toISOString();
    expect(data).toMatchObject([{ participant: "ada", reason: null, decidedAt: null, decidedBy: null, appliedAt }]);
    // A person's word is the last one.
    await app.api.post("/v1/programs/two/applications/ada/refuse", { reason: "minimum_not_met" });
    expect((await (await as("ada")).post("/v1/client/applications", { program: "two" })).status).toBe(200);
    expect(await standing("ada", "two")).toMatchObject({ mayApply: false });
  });

  it("what friends bought for is told as one sum of three friends or more, and of fewer only that it was less", async () => {
    await publish("sums", { by: "revenue", atLeast: 1000, withinDays: 10 });
    const codes = { few: await join("sums", "few"), many: await join("sums", "many") };
    for (const friend of ["s-1", "s-2"]) await buys(friend, codes.few);
    for (const friend of ["s-3", "s-4", "s-5"]) await buys(friend, codes.many);
    app.clock.advance(10 * DAY_MS);
    await run();
    const asked = "To stay an advocate, your friends' purchases had to come to £10.00 within 10 days.";
    const again = "You can apply again now.";
    expect(await standing("few", "sums")).toMatchObject({ message: `${asked} They came to less. ${again}` });
    expect(await standing("many", "sums")).toMatchObject({ message: `${asked} They came to £3.00. ${again}` });
  });
});
