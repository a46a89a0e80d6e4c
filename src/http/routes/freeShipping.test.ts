import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";
import { signIn } from "../../testing/signIn.ts";

const shipping = { kind: "discount", freeShipping: true };
const toFriend = { recipient: "friend", on: { event: "signup" } };
const rules = rulesOf([
  { id: "welcome", ...toFriend, grant: { ...shipping, validDays: 30 } },
  { id: "dear", ...toFriend, grant: { ...shipping, minOrderMinor: 5000, maxUses: 2, costMinor: 600 } },
]);

describe("free shipping as a discount", () => {
  let app: TestApp;
  let code: string;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
    await publishProgram(app.api, "shipping", rules);
    code = await issueCode(app.api, "shipping", "adv");
  });
  afterAll(() => app.close());

  async function welcome() {
    const friend = `f-${++next}`;
    const signup = { type: "signup", participant: { externalId: friend }, code };
    interface Reply {
      results: { rewards: { id: string; ruleId: string; coupon: { code: string } }[] }[];
    }
    const { body } = await app.api.post<Reply>("/v1/events", signup);
    const of = (rule: string) => {
      const reward = body.results[0]?.rewards.find(({ ruleId }) => ruleId === rule);
      if (reward === undefined) throw new Error(`no reward of ${rule}`);
      return reward;
    };
    return { friend, welcome: of("welcome"), dear: of("dear") };
  }
  const order = { amountMinor: 4200, currency: "GBP" };
  const costs = async () =>
    (await app.api.get<{ cost: { GBP: number } }>("/v1/reports/summary?program=shipping")).body.cost;

  it("a coupon says that it takes the shipping off, names no sum, and is used like any other", async () => {
    const { welcome: given, dear } = await welcome();
    expect(given.coupon).toMatchObject({ freeShipping: true, percentBps: null, amountMinor: null, currency: null });
    const checked = await app.api.post(`/v1/coupons/${given.coupon.code}/check`, { order });
    expect(checked.body).toMatchObject({ valid: true, freeShipping: true, discountMinor: 0, usesLeft: 1 });
    const short = await app.api.post(`/v1/coupons/${dear.coupon.code}/check`, { order });
    expect(short.body).toMatchObject({ valid: false, reason: "below_minimum", missingMinor: 800 });
    const redeem = (orderId: string) => app.api.post(`/v1/coupons/${given.coupon.code}/redeem`, { orderId, ...order });
    const first = await redeem("s-1");
    expect([first.status, first.body]).toMatchObject([201, { freeShipping: true, discountMinor: 0, usesLeft: 0 }]);
    expect((await redeem("s-2")).body.code).toBe("coupon_used_up");
    await app.api.post(`/v1/coupons/${given.coupon.code}/release`, { orderId: "s-1" });
    expect((await redeem("s-2")).status).toBe(201);
  });

  it("costs what its order reports, or what its author said, and takes it back with the order", async () => {
    const { friend, welcome: given, dear } = await welcome();
    const before = (await costs()).GBP;
    const bought = {
      type: "purchase",
      participant: { externalId: friend },
      orderId: "s-3",
      ...order,
      amountMinor: 6000,
    };
    const discounts = [
      { code: given.coupon.code, amountMinor: 495 },
      { code: dear.coupon.code, amountMinor: 300 },
    ];
    await app.api.post("/v1/events", { ...bought, discounts });
    expect((await costs()).GBP).toBe(before + 495);
    await app.api.post("/v1/events", { type: "refund", orderId: "s-3", refundId: "s-r3", rest: true });
    expect((await costs()).GBP).toBe(before);
  });

  it("is told to the friend and the staff in words, without a sum", async () => {
    const { friend, welcome: given } = await welcome();
    const support = await signIn(app, "support");
    const { text } = await support.get(`/coupons?q=${given.coupon.code}`);
    expect(text).toContain("Free shipping");
    const client = apiClient(app.fetch, await participantToken(app.tenant, friend, app.clock.now()));
    const panel = await client.get<{ coupons: { message: string }[] }>("/v1/client/panel?program=shipping");
    const told = panel.body.coupons.map(({ message }) => message.replaceAll(/[\u2066-\u2069]/g, ""));
    expect(told.toSorted()).toEqual(["Free shipping", "Free shipping on orders of £50.00 or more"]);
  });

  it("a backtest counts it as what it took off on average so far, and says so where that is not known", async () => {
    const open = rulesOf([{ id: "open", ...toFriend, grant: shipping }]);
    await publishProgram(app.api, "tried", open);
    const tried = async () => {
      interface Reply {
        coupons: { shippingMinor?: number | null };
      }
      return (await app.api.post<Reply>("/v1/programs/tried/backtest", { rules: open })).body.coupons;
    };
    expect(await tried()).toMatchObject({ given: 0, shippingMinor: null });
    const invitation = await issueCode(app.api, "tried", "adv");
    for (const [friend, amountMinor] of [
      ["t-1", 495],
      ["t-2", 300],
      ["t-3", null],
    ] as const) {
      const signup = { type: "signup", participant: { externalId: friend }, code: invitation };
      const { body } = await app.api.post<{ results: { rewards: { coupon: { code: string } }[] }[] }>(
        "/v1/events",
        signup,
      );
      const coupon = body.results[0]?.rewards[0]?.coupon.code;
      if (amountMinor === null)
        await app.api.post(`/v1/coupons/${coupon}/redeem`, { orderId: `s-${friend}`, ...order });
      const discounts = amountMinor === null ? [] : [{ code: coupon, amountMinor }];
      const bought = { type: "purchase", participant: { externalId: friend }, orderId: `s-${friend}`, ...order };
      await app.api.post("/v1/events", { ...bought, discounts });
    }
    // Half up: 397.5 of two; the third has reported nothing.
    expect(await tried()).toMatchObject({ given: 3, used: 3, shippingMinor: 398 });
    const plain = rulesOf([{ id: "open", ...toFriend, grant: { kind: "discount", percentBps: 500 } }]);
    const other = await app.api.post<{ coupons: object }>("/v1/programs/tried/backtest", { rules: plain });
    // What is compared with has free shipping still.
    expect(other.body.coupons).toMatchObject({ shippingMinor: 398 });
    expect(
      (await app.api.post<{ coupons: object }>("/v1/programs/friends/backtest", { rules: plain })).body.coupons,
    ).not.toHaveProperty("shippingMinor");
  });

  it.each([
    ["with a share", { ...shipping, percentBps: 1000 }, "shipping_alone"],
    ["with an amount", { ...shipping, amountMinor: 100, currency: "GBP" }, "shipping_alone"],
    ["in another currency", { ...shipping, currency: "EUR" }, "currency_differs"],
    ["set to false", { ...shipping, freeShipping: false }, null],
    ["of a sum", { ...shipping, freeShipping: 500 }, null],
  ])("rules that give it %s are refused", async (_, grant, problem) => {
    const program = { key: "bad", name: "x", landingUrl: "https://shop.example", currency: "GBP" };
    const { status, body } = await app.api.post<{ errors: { code?: string }[] }>("/v1/programs", {
      ...program,
      rules: rulesOf([{ id: "c", ...toFriend, grant }]),
    });
    expect(status).toBe(422);
    if (problem !== null) expect(body.errors.map((error) => error.code)).toEqual([problem]);
  });
});
