import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, TEST_NOW } from "../../testing/createTestApp.ts";

const REASON = "many accounts";

describe("a blocked participant", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    code = await codeOf("adv");
    await signUp("old", code);
  });
  afterAll(() => app.close());

  const codeOf = async (externalId: string) => {
    const asked = { program: "friends", participant: { externalId } };
    return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
  };
  const signUp = async (externalId: string, used: string) => {
    const signup = { type: "signup", participant: { externalId }, code: used };
    const { body } = await app.api.post<{ results: { referral: { id: string } }[] }>("/v1/events", signup);
    return body.results[0]?.referral;
  };
  const block = (externalId: string, reason = REASON) =>
    app.api.post(`/v1/participants/${externalId}/block`, { reason });
  const unblock = (externalId: string, body: object | null = null) =>
    app.api.post(`/v1/participants/${externalId}/unblock`, body ?? {});
  const blocked = async (externalId: string) => {
    return (await app.api.get<{ blocked: unknown }>(`/v1/participants/${externalId}`)).body.blocked;
  };

  it("is blocked once, by the first request, and shown with the reason", async () => {
    expect(await blocked("adv")).toBeNull();
    const first = await block("adv");
    expect(first).toMatchObject({
      status: 200,
      body: { externalId: "adv", blocked: { at: TEST_NOW, reason: REASON } },
    });
    app.clock.advance(1000);
    expect((await block("adv")).body).toEqual(first.body);
    expect(await blocked("adv")).toEqual({ at: TEST_NOW, reason: REASON });
    const audited = await app.database.query(
      "SELECT action, actor, detail FROM audit WHERE action LIKE 'participant.%'",
    );
    const actor = expect.objectContaining({ type: "apiKey" });
    expect(audited).toEqual([["participant.blocked", actor, { reason: REASON, was: null }]]);
  });

  it("refers no friends: the refusal says so, and the code is not redeemable", async () => {
    expect(await signUp("new", code)).toMatchObject({ status: "rejected", rejectedReason: "blocked", advocate: "adv" });
    expect((await app.api.get(`/v1/codes/${code}`)).body).toMatchObject({ redeemable: false, reason: "blocked" });
    await app.api.patch(`/v1/codes/${code}`, { disabled: true });
    expect((await app.api.get(`/v1/codes/${code}`)).body).toMatchObject({ reason: "code_disabled" });
    await app.api.patch(`/v1/codes/${code}`, { disabled: false });
  });

  it("tells in plain words why a referral was refused", async () => {
    const { body } = await app.api.get<{ data: { id: string }[] }>("/v1/referrals?friend=new");
    const { body: told } = await app.api.get(`/v1/referrals/${body.data[0]?.id}/explanation`);
    expect(JSON.stringify(told)).toContain("The referral was stopped by a check.");
    expect(JSON.stringify(told)).not.toContain(REASON);
  });

  it("gets no code, not even the one they have; in a batch that row alone is refused", async () => {
    const asked = { program: "friends", participant: { externalId: "adv" } };
    const problem = { status: 409, body: { code: "participant_blocked" } };
    expect(await app.api.post("/v1/codes", asked)).toMatchObject(problem);
    const rows = [{ participant: { externalId: "adv" } }, { participant: { externalId: "adv-2" } }];
    const batch = await app.api.post("/v1/codes/batch", { program: "friends", codes: rows });
    expect(batch.body).toMatchObject({
      results: [{ status: 409, problem: { code: "participant_blocked" } }, { status: 201 }],
    });
  });

  it("goes on earning by the referrals they have", async () => {
    const bought = {
      type: "purchase",
      participant: { externalId: "old" },
      orderId: "o-1",
      amountMinor: 5000,
      currency: "GBP",
    };
    const { body } = await app.api.post("/v1/events", bought);
    expect(body).toMatchObject({ results: [{ referral: { status: "converted", advocate: "adv" } }] });
  });

  it("becomes no one's friend either", async () => {
    await app.api.put("/v1/participants/sly", {});
    await block("sly");
    expect(await signUp("sly", await codeOf("other"))).toMatchObject({ status: "rejected", rejectedReason: "blocked" });
  });

  it("keeps the time of the first block when the reason changes", async () => {
    const again = await block("adv", "a family of five");
    expect(again.body).toMatchObject({ blocked: { at: TEST_NOW, reason: "a family of five" } });
  });

  it("is let in again, once, and what was refused stays refused", async () => {
    expect(await unblock("adv", { reason: "a mistake" })).toMatchObject({
      status: 200,
      body: { externalId: "adv", blocked: null },
    });
    expect((await unblock("adv")).body).toEqual({ externalId: "adv", blocked: null });
    const audited = await app.database.query("SELECT detail FROM audit WHERE action = 'participant.unblocked'");
    expect(audited).toEqual([[{ reason: "a mistake", was: { at: TEST_NOW, reason: "a family of five" } }]]);
    expect((await app.api.get(`/v1/codes/${code}`)).body).toMatchObject({ redeemable: true, reason: null });
    expect((await app.api.get("/v1/referrals?friend=new")).body).toMatchObject({ data: [{ status: "rejected" }] });
    expect(await signUp("newer", code)).toMatchObject({ status: "attributed" });
  });

  it("has to exist, and to be blocked for a reason", async () => {
    expect(await block("unknown")).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await unblock("unknown")).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect((await app.api.post("/v1/participants/adv/block", {})).status).toBe(422);
    expect(await blocked("adv")).toBeNull();
  });
});
