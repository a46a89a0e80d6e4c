import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Points for one's own purchases and reviews, beside cash for what friends buy. */
const rules = {
  ...(demoProgram.rules as object),
  qualifies: [],
  rewards: [
    { id: "own", recipient: "actor", on: { event: "purchase" }, grant: { kind: "points", rateBps: 100 } },
    { id: "review", recipient: "actor", on: { event: "review" }, grant: { kind: "points", amount: 10 } },
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
    },
  ],
};

interface Answer {
  readonly results: readonly {
    readonly referral: object | null;
    readonly rewards: readonly { readonly id: string }[];
  }[];
}

describe("a program that rewards its actors", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    await app.api.post("/v1/programs", { ...demoProgram, key: "points", rules });
    await app.api.post("/v1/programs/points/publish", {});
    const participant = { externalId: "adv" };
    code = (await app.api.post<{ code: string }>("/v1/codes", { program: "points", participant })).body.code;
  });
  afterAll(() => app.close());

  const report = async (event: object) => (await app.api.post<Answer>("/v1/events", event)).body;
  const purchase = (orderId: string, who: string, more: object = {}) => {
    return { type: "purchase", participant: { externalId: who }, orderId, amountMinor: 5000, currency: "GBP", ...more };
  };
  const points = async (who: string) => {
    const { body } = await app.api.get<{ balances: { availableMinor: number }[] }>(`/v1/participants/${who}`);
    return body.balances.map(({ availableMinor }) => availableMinor);
  };

  it("gives points to a participant whom no one referred, and every read shows them without a referral", async () => {
    const bought = await report(purchase("o-1", "c-1"));
    expect(bought.results).toMatchObject([
      { program: "points", referral: null, rewards: [{ recipient: "actor", amountMinor: 50, referralId: null }] },
    ]);
    await report({ type: "review", eventId: "r-1", participant: { externalId: "c-1" } });
    expect(await points("c-1")).toEqual([60]);
    const rewardId = bought.results[0]?.rewards[0]?.id;
    expect((await app.api.get(`/v1/rewards/${rewardId}`)).body).toMatchObject({ referralId: null, orderId: "o-1" });
    expect((await app.api.get("/v1/referrals?friend=c-1")).body).toMatchObject({ data: [] });
    expect((await app.api.get("/v1/reports/summary?program=points")).body).toMatchObject({
      referrals: 0,
      revenue: {},
      totals: { points: 60 },
      byRule: { own: { granted: 1 }, review: { granted: 1 } },
    });
  });

  it("answers a repeat with the first decisions", async () => {
    const again = await app.api.post<Answer>("/v1/events", purchase("o-1", "c-1"));
    expect(again).toMatchObject({ status: 200, body: { event: { duplicate: true }, results: [{ referral: null }] } });
    expect(await points("c-1")).toEqual([60]);
  });

  it("takes the points of a refunded purchase back", async () => {
    const part = { type: "refund", orderId: "o-1", refundId: "x-1", amountMinor: 2500, currency: "GBP" };
    expect((await report(part)).results).toMatchObject([{ referral: null, rewards: [{ amountMinor: 25 }] }]);
    expect(await points("c-1")).toEqual([35]);
  });

  it("rewards a purchase once though its buyer becomes a friend later", async () => {
    await report(purchase("o-2", "c-2", { occurredAt: "2026-01-05T09:00:00Z" }));
    const joined = await report({
      type: "signup",
      participant: { externalId: "c-2" },
      code,
      occurredAt: "2026-01-05T08:00:00Z",
    });
    expect(joined.results).toMatchObject([{ referral: { status: "converted" }, rewards: [{ ruleId: "cash" }] }]);
    expect(await points("c-2")).toEqual([50]);
    const refund = { type: "refund", orderId: "o-2", refundId: "x-2", amountMinor: 5000, currency: "GBP" };
    const refunded = await report(refund);
    expect(refunded.results).toMatchObject([
      { referral: { status: "attributed" }, rewards: [{ ruleId: "cash", status: "voided" }] },
      { referral: null, rewards: [{ ruleId: "own", status: "voided" }] },
    ]);
    expect(await points("c-2")).toEqual([0]);
  });

  it("takes the rules of the newest version for the next purchase, and those of its own for a refund", async () => {
    await report(purchase("o-3", "c-3"));
    const dearer = { ...rules, qualifies: [{ field: "order.amountMinor", op: "gte", value: 5000 }] };
    await app.api.patch("/v1/programs/points", { rules: dearer });
    await app.api.post("/v1/programs/points/publish", {});
    const small = await report(purchase("o-4", "c-3", { amountMinor: 4999 }));
    expect(small.results).toMatchObject([{ decisions: [{ reason: "not_qualifying", ruleId: "own" }], rewards: [] }]);
    await report({ type: "refund", orderId: "o-3", refundId: "x-3", amountMinor: 1000, currency: "GBP" });
    expect(await points("c-3")).toEqual([40]);
  });
});
