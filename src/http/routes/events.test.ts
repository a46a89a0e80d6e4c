import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface EventAnswer {
  readonly event: { readonly id: string; readonly duplicate: boolean };
  readonly results: readonly {
    readonly referral: { readonly id: string; readonly status: string };
    readonly rewards: readonly { readonly id: string }[];
  }[];
  readonly code?: string;
}

describe("events over HTTP", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    const issued = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "adv" },
    });
    code = issued.body.code;
  });
  afterAll(() => app.close());

  const report = (event: object, headers?: Record<string, string>) =>
    app.api.post<EventAnswer>("/v1/events", event, headers);
  const purchase = (orderId: string, more: object = {}) => {
    return {
      type: "purchase",
      participant: { externalId: "f-1" },
      orderId,
      amountMinor: 4200,
      currency: "GBP",
      ...more,
    };
  };

  it("a friend's way from signup to refund is seen by every read", async () => {
    const signup = await report({ type: "signup", participant: { externalId: "f-1" }, code: code.toLowerCase() });
    expect([signup.status, signup.body.results[0]?.referral.status]).toEqual([201, "attributed"]);
    const bought = await report(purchase("o-1"));
    expect(bought.body.results[0]?.referral.status).toBe("converted");
    const rewardId = bought.body.results[0]?.rewards[0]?.id;
    expect((await app.api.get(`/v1/rewards/${rewardId}`)).body).toMatchObject({
      amountMinor: 1000,
      orderId: "o-1",
      status: "pending",
    });
    expect((await app.api.get("/v1/participants/adv")).body).toMatchObject({
      balances: [{ unit: "cash:GBP", pendingMinor: 1000, availableMinor: 0, paidMinor: 0 }],
      stats: { clicks: 0, signups: 1, conversions: 1 },
    });
    const summary = await app.api.get("/v1/reports/summary?program=friends");
    expect(summary.body).toMatchObject({
      referrals: 1,
      conversions: 1,
      revenue: { GBP: 4200 },
      totals: { "cash:GBP": 1000 },
      costPerCustomer: { GBP: 1000 },
    });

    await report({ type: "refund", orderId: "o-1", refundId: "r-1", amountMinor: 4200, currency: "GBP" });
    expect((await app.api.get(`/v1/rewards/${rewardId}`)).body).toMatchObject({
      amountMinor: 0,
      status: "voided",
      voidReason: "refund",
    });
    const books = await app.api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
    expect(books.body.totals).toEqual([{ unit: "cash:GBP", balanceMinor: 0 }]);
    expect((await app.api.get("/v1/ledger/postings?participant=adv")).body.data).toHaveLength(2);
  });

  it("the same event again is 200 with the first decisions; with other content 409, and nothing changes", async () => {
    const first = await report(purchase("o-2"));
    const again = await report(purchase("o-2"));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.event).toMatchObject({ id: first.body.event.id, duplicate: true });
    const other = await report(purchase("o-2", { amountMinor: 4300 }));
    expect([other.status, other.body.code]).toEqual([409, "event_conflict"]);
  });

  it("an order that comes again with other content is told that order_change says what has changed, and what to send", async () => {
    await report(purchase("o-20"));
    const { body } = await report(purchase("o-20", { amountMinor: 4300 }));
    expect(body).toMatchObject({
      code: "event_conflict",
      detail: expect.stringMatching(/nothing was changed.*order_change.*orderId.*currency.*changeId.*amountMinor/),
    });
    await report({ type: "refund", orderId: "o-20", refundId: "r-8", amountMinor: 1, currency: "GBP" });
    const refund = await report({ type: "refund", orderId: "o-20", refundId: "r-8", amountMinor: 2, currency: "GBP" });
    expect(refund.body).toMatchObject({ code: "event_conflict", detail: expect.not.stringContaining("order_change") });
    const change = { type: "order_change", orderId: "o-20", currency: "GBP", changeId: "c-8", amountMinor: 4300 };
    expect((await report(change)).status).toBe(201);
  });

  it("an Idempotency-Key replays an event's reply as it was, and refuses another event", async () => {
    const key = { "idempotency-key": "e1" };
    const first = await report(purchase("o-3"), key);
    const again = await report(purchase("o-3"), key);
    expect([again.status, again.headers.get("idempotency-hit")]).toEqual([201, "true"]);
    expect(again.body).toEqual(first.body);
    expect((await report(purchase("o-4"), key)).body.code).toBe("idempotency_mismatch");
  });

  it("one bad event in a batch keeps its place and stops no other", async () => {
    const events = [
      purchase("o-5"),
      purchase("o-6", { items: [{ sku: "A", quantity: 0, amountMinor: 1 }] }),
      { type: "click" },
      purchase("o-5"),
      "x",
      purchase("o-7", { country: "\u0000" }),
      purchase("o-8"),
    ];
    const { status, body } = await app.api.post<{
      results: { status: number; problem?: { errors: { path: string }[] } }[];
    }>("/v1/events/batch", { events });
    expect(status).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual([201, 422, 422, 200, 422, 422, 201]);
    expect(body.results[1]?.problem?.errors.map(({ path }) => path)).toEqual(["items.0.quantity"]);
    expect(body.results[5]?.problem?.errors.map(({ path }) => path)).toEqual(["country"]);
  });

  it("a batch whose events are all bad is answered, for holders of a key alone", async () => {
    const all = await app.api.post<{ results: { status: number }[] }>("/v1/events/batch", { events: [{}, []] });
    expect(all.body.results.map(({ status }) => status)).toEqual([422, 422]);
    const bad = await app.api.send("POST", "/v1/events/batch", {
      body: JSON.stringify({ events: [{}] }),
      headers: { "content-type": "application/json", authorization: `Bearer sk_test_${"x".repeat(32)}` },
    });
    expect(bad.status).toBe(401);
    for (const events of [[], Array(501).fill({})])
      expect((await app.api.post("/v1/events/batch", { events })).status).toBe(422);
  });

  it("names that the engine makes itself, and times too far ahead, are refused with their path", async () => {
    for (const type of ["conversion", "click", "", "a b"]) {
      const { status, body } = await app.api.post("/v1/events", {
        type,
        eventId: "x",
        participant: { externalId: "f-1" },
      });
      expect([status, body.errors]).toEqual([422, [{ path: "type", message: expect.any(String) }]]);
    }
    const later = (minutes: number) => new Date(app.clock.now().getTime() + minutes * 60_000).toISOString();
    expect((await report(purchase("o-9", { occurredAt: later(6) }))).status).toBe(422);
    expect((await report(purchase("o-9", { occurredAt: later(4) }))).status).toBe(201);
    expect((await report(purchase("o-10", { occurredAt: "2026-01-01T10:00:00+02:00" }))).status).toBe(201);
    expect((await report(purchase("o-11", { occurredAt: "2026-01-01" }))).status).toBe(422);
    expect((await report(purchase("o-11", { currency: "gbp" }))).status).toBe(422);
  });

  it("a signup that is repeated is found again, by its code alone or with its program, and ties no friend twice", async () => {
    const signup = { type: "signup", participant: { externalId: "f-again" }, code };
    const first = await report(signup);
    const again = await report({ ...signup, code: `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}` });
    const named = await report({ ...signup, program: "friends", channel: "x" });
    expect([first.status, again.status, named.status]).toEqual([201, 200, 200]);
    expect(again.body).toEqual({ event: { ...first.body.event, duplicate: true }, results: first.body.results });
    const { body } = await app.api.get<{ data: unknown[] }>("/v1/referrals?friend=f-again");
    expect(body.data).toHaveLength(1);
  });
});
