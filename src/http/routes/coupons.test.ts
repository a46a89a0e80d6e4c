import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

interface Welcome {
  readonly rewardId: string;
  readonly coupon: string;
}

const rules = rulesOf([
  {
    id: "once",
    recipient: "friend",
    on: { event: "signup" },
    grant: { kind: "discount", percentBps: 1000, validDays: 30 },
  },
  {
    id: "thrice",
    recipient: "friend",
    on: { event: "signup" },
    grant: { kind: "discount", amountMinor: 500, currency: "GBP", minOrderMinor: 3000, maxUses: 3 },
  },
  {
    id: "held",
    recipient: "friend",
    on: { event: "signup" },
    grant: { kind: "discount", percentBps: 500, appliesTo: { skus: [], categories: ["tea"] } },
    holdDays: 5,
  },
]);

describe("coupons", () => {
  let app: TestApp;
  let code: string;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
    await publishProgram(app.api, "coupons", rules);
    code = await issueCode(app.api, "coupons", "adv");
  });
  afterAll(() => app.close());

  /** A new friend, and what their signup earned. */
  async function welcome() {
    const friend = `f-${++next}`;
    const signup = { type: "signup", participant: { externalId: friend }, code };
    const { body } = await app.api.post<{
      results: { rewards: { id: string; ruleId: string; coupon: { code: string } }[] }[];
    }>("/v1/events", signup);
    const of = (ruleId: string): Welcome => {
      const reward = body.results[0]?.rewards.find((given) => given.ruleId === ruleId);
      if (reward === undefined) throw new Error(`no reward ${ruleId}`);
      return { rewardId: reward.id, coupon: reward.coupon.code };
    };
    return { friend, once: of("once"), thrice: of("thrice"), held: of("held") };
  }

  const order = (amountMinor: number, more: object = {}) => ({ amountMinor, currency: "GBP", ...more });
  const check = (coupon: string, of: object) => app.api.post(`/v1/coupons/${coupon}/check`, { order: of });
  const redeem = (coupon: string, orderId: string, of: object) =>
    app.api.post(`/v1/coupons/${coupon}/redeem`, { orderId, ...of });
  const purchase = (friend: string, orderId: string, amountMinor: number, discounts: object[] = []) =>
    app.api.post("/v1/events", {
      type: "purchase",
      participant: { externalId: friend },
      orderId,
      amountMinor,
      currency: "GBP",
      discounts,
    });
  const refund = (orderId: string, amountMinor: number) =>
    app.api.post("/v1/events", {
      type: "refund",
      orderId,
      refundId: `r-${++next}`,
      amountMinor,
      currency: "GBP",
    });
  /** What the books say that discounts have cost. */
  const given = async (participant: string) => {
    const { body } = await app.api.get<{ data: { source: string; destination: string; amountMinor: number }[] }>(
      `/v1/ledger/postings?participant=${participant}`,
    );
    return body.data.flatMap(({ source, destination, amountMinor }) => {
      if (source.endsWith(":discounts_given") && destination === "world:cash:GBP") return [amountMinor];
      return destination.endsWith(":discounts_given") && source === "world:cash:GBP" ? [-amountMinor] : [];
    });
  };

  it("checking says what it takes off and changes nothing, however the code is written", async () => {
    const { once } = await welcome();
    const written = `${once.coupon.slice(0, 4)}-${once.coupon.slice(4, 8)} ${once.coupon.slice(8)}`.toLowerCase();
    const answer = await check(encodeURIComponent(written), order(4205));
    expect(answer.body).toMatchObject({
      valid: true,
      reason: null,
      discountMinor: 421,
      usesLeft: 1,
      missingMinor: null,
    });
    expect((await check(once.coupon, order(4205))).body).toEqual(answer.body);
    expect((await check("NOSUCHCODE", order(1))).body).toMatchObject({ status: 404, code: "unknown_coupon" });
    expect((await redeem("NOSUCHCODE", "o", order(1))).body).toMatchObject({ status: 404, code: "unknown_coupon" });
  });

  it("an order redeems it once, however often it asks; another order finds it used up", async () => {
    const { once } = await welcome();
    const first = await redeem(once.coupon, "o-once", order(4200));
    expect([first.status, first.body]).toMatchObject([201, { discountMinor: 420, status: "used", usesLeft: 0 }]);
    const again = await redeem(once.coupon, "o-once", order(4200));
    expect([again.status, again.body]).toMatchObject([200, { discountMinor: 420, duplicate: true }]);
    const other = await redeem(once.coupon, "o-other", order(4200));
    expect([other.status, other.body.code]).toEqual([409, "coupon_used_up"]);
    expect((await check(once.coupon, order(4200))).body).toMatchObject({ valid: false, reason: "used_up" });
  });

  it("one for three uses has three, and says what an order is short of its minimum", async () => {
    const { thrice } = await welcome();
    expect((await check(thrice.coupon, order(1800))).body).toMatchObject({
      valid: false,
      reason: "below_minimum",
      discountMinor: 0,
      missingMinor: 1200,
    });
    expect((await check(thrice.coupon, order(9000, { currency: "EUR" }))).body.reason).toBe("currency");
    expect((await redeem(thrice.coupon, "t-0", order(1800))).body.code).toBe("coupon_below_minimum");
    const redeemed = await Promise.all([1, 2, 3, 4].map((n) => redeem(thrice.coupon, `t-${n}`, order(3000))));
    expect(redeemed.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409]);
  });

  it("what is held can't be used before it is approved, and is for the items it names", async () => {
    const { held } = await welcome();
    const teas = order(2000, { items: [{ sku: "A", category: "tea", quantity: 2, amountMinor: 1000 }] });
    expect((await check(held.coupon, teas)).body).toMatchObject({ valid: false, reason: "held" });
    await app.api.post(`/v1/rewards/${held.rewardId}/approve`, {});
    expect((await check(held.coupon, teas)).body).toMatchObject({ valid: true, discountMinor: 50 });
    expect((await check(held.coupon, order(2000))).body).toMatchObject({ valid: false, reason: "not_applicable" });
  });

  it("a voided reward's coupon no longer redeems", async () => {
    const { once } = await welcome();
    await app.api.post(`/v1/rewards/${once.rewardId}/void`, {});
    expect((await check(once.coupon, order(4200))).body).toMatchObject({ valid: false, reason: "voided" });
    expect((await redeem(once.coupon, "o-void", order(4200))).body.code).toBe("coupon_voided");
  });

  it("the cost is in the books when the purchase reports it: once, and no money of the customer's", async () => {
    const { friend, once } = await welcome();
    await redeem(once.coupon, "o-books", order(4200));
    expect(await given(friend)).toEqual([]);
    const discounts = [
      { code: once.coupon.toLowerCase(), amountMinor: 420 },
      { code: once.coupon, amountMinor: 420 },
      { code: "SHOPS-OWN", amountMinor: 99 },
    ];
    expect((await purchase(friend, "o-books", 4200, discounts)).status).toBe(201);
    expect((await purchase(friend, "o-books", 4200, discounts)).status).toBe(200);
    expect(await given(friend)).toEqual([420]);
    const read = await app.api.get(`/v1/participants/${friend}`);
    expect(read.body.balances).toEqual([]);
    const books = await app.api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances");
    expect(books.body.totals.every(({ balanceMinor }) => balanceMinor === 0)).toBe(true);
    expect((await redeem(once.coupon, "o-late", order(4200))).body.code).toBe("coupon_used_up");
  });

  it("a use that only the purchase reports counts as one; redeeming it for that order is no second", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-reported", 4200, [{ code: once.coupon, amountMinor: 400 }]);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    const late = await redeem(once.coupon, "o-reported", order(4200));
    expect([late.status, late.body]).toMatchObject([200, { discountMinor: 400, duplicate: true }]);
  });

  it("a second report of the order may tell of the coupon: its cost is in the books once, and free again with the order", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-told-late", 4200);
    const discounts = [{ code: once.coupon, amountMinor: 420 }];
    for (const status of [201, 200])
      expect((await purchase(friend, "o-told-late", 4200, discounts)).status).toBe(status);
    await app.api.post("/v1/events", { type: "refund", orderId: "o-told-late", refundId: "r-told-late", rest: true });
    expect((await given(friend)).toSorted()).toEqual([-420, 420]);
  });

  it("a refund of the whole order undoes the use and its cost; a part of it does not", async () => {
    const { friend, once } = await welcome();
    await redeem(once.coupon, "o-back", order(4200));
    await purchase(friend, "o-back", 4200, [{ code: once.coupon, amountMinor: 420 }]);
    await refund("o-back", 4199);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    await refund("o-back", 1);
    await refund("o-back", 5);
    expect((await given(friend)).toSorted((a, b) => a - b)).toEqual([-420, 420]);
    expect((await check(once.coupon, order(4200))).body).toMatchObject({ valid: true, usesLeft: 1 });
    // A late repeat of the first redemption must not use it again.
    expect((await redeem(once.coupon, "o-back", order(4200))).body).toMatchObject({ status: "undone", usesLeft: 1 });
    expect((await redeem(once.coupon, "o-next", order(4200))).status).toBe(201);
  });

  it("an undone refund of the whole order uses it again and books it again, once", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-undo", 4200, [{ code: once.coupon, amountMinor: 420 }]);
    await refund("o-undo", 4200);
    const spent = async () => (await app.api.get<{ cost: object }>("/v1/reports/summary?program=coupons")).body.cost;
    const before = (await spent()) as { GBP: number };
    const undo = { type: "refund_reversal", refundId: `r-${next}`, orderId: "o-undo" };
    expect((await check(once.coupon, order(4200))).body.valid).toBe(true);
    expect((await app.api.post("/v1/events", undo)).status).toBe(201);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    expect((await given(friend)).toSorted((a, b) => a - b)).toEqual([-420, 420, 420]);
    expect(await spent()).toEqual({ GBP: before.GBP + 420 });
    await refund("o-undo", 4200);
    expect(await spent()).toEqual(before);
  });

  it("what a change of an order that was given back leaves of it uses the coupon again", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-grows", 4200, [{ code: once.coupon, amountMinor: 420 }]);
    await refund("o-grows", 4200);
    expect((await check(once.coupon, order(4200))).body.valid).toBe(true);
    const change = {
      type: "order_change",
      changeId: "c-grows",
      orderId: "o-grows",
      amountMinor: 5000,
      currency: "GBP",
    };
    await app.api.post("/v1/events", change);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    expect((await given(friend)).toSorted((a, b) => a - b)).toEqual([-420, 420, 420]);
  });

  it("a refund, its reversal and another refund in one batch end as one after the other", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-batch", 4200, [{ code: once.coupon, amountMinor: 420 }]);
    const whole = { type: "refund", orderId: "o-batch", amountMinor: 4200, currency: "GBP" };
    const undo = { type: "refund_reversal", refundId: "b-1", orderId: "o-batch" };
    const report = (events: object[]) => app.api.post("/v1/events/batch", { events });
    await report([{ ...whole, refundId: "b-1" }, undo]);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    await report([{ ...whole, refundId: "b-2" }]);
    await report([
      { type: "refund_reversal", refundId: "b-2", orderId: "o-batch" },
      { ...whole, refundId: "b-3" },
    ]);
    expect((await check(once.coupon, order(4200))).body).toMatchObject({ valid: true, usesLeft: 1 });
    expect((await given(friend)).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });

  it("a refund that came before its purchase undoes the use too", async () => {
    const { friend, once } = await welcome();
    await redeem(once.coupon, "o-early", order(4200));
    await refund("o-early", 4200);
    expect((await check(once.coupon, order(4200))).body.reason).toBe("used_up");
    await purchase(friend, "o-early", 4200, [{ code: once.coupon, amountMinor: 420 }]);
    expect((await check(once.coupon, order(4200))).body.valid).toBe(true);
    expect((await given(friend)).toSorted((a, b) => a - b)).toEqual([-420, 420]);
  });

  it("an order that was refunded in full redeems nothing", async () => {
    const { friend, once } = await welcome();
    await purchase(friend, "o-gone", 4200);
    await refund("o-gone", 4200);
    expect((await redeem(once.coupon, "o-gone", order(4200))).body.code).toBe("order_refunded");
  });

  it("one that ends soon is announced once, unless it can't be used any more", async () => {
    await runScheduledJobs(app.deps);
    const [open, used] = [await welcome(), await welcome()];
    await redeem(used.once.coupon, "o-used", order(4200));
    const run = (days: number) =>
      app.api.post("/v1/jobs/expire-coupons", {
        asOf: new Date(app.clock.now().getTime() + days * DAY_MS).toISOString(),
      });
    const announced = async (rewardId: string) => {
      const sql = "SELECT count(*)::int FROM outbox WHERE notices @> $1::jsonb";
      const notice = JSON.stringify([{ type: "coupon.expiring", subjectId: rewardId }]);
      return (await app.database.query(sql, [notice]))[0]?.[0];
    };
    await run(22);
    expect(await announced(open.once.rewardId)).toBe(0);
    expect((await run(23)).body).toMatchObject({ job: "expire-coupons", more: false });
    expect((await run(23)).body).toMatchObject({ count: 0 });
    expect(await announced(open.once.rewardId)).toBe(1);
    expect(await announced(used.once.rewardId)).toBe(0);
    expect(await announced(open.thrice.rewardId)).toBe(0);
  });

  it("one that has ended says so, and the schedule announces what ends for all tenants", async () => {
    const { once } = await welcome();
    app.clock.advance(24 * DAY_MS);
    expect((await runScheduledJobs(app.deps))["expire-coupons"]).toBeGreaterThanOrEqual(1);
    app.clock.advance(6 * DAY_MS);
    expect((await check(once.coupon, order(4200))).body).toMatchObject({ valid: false, reason: "expired" });
    expect((await redeem(once.coupon, "o-end", order(4200))).body.code).toBe("coupon_expired");
  });
});
