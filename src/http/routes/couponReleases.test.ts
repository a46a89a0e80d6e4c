import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPORT_WITHIN_HOURS } from "../../domain/coupons.ts";
import { HOUR_MS } from "../../domain/periods.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { referralAt } from "../../testing/explanations.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

const rules = rulesOf([
  {
    id: "welcome",
    recipient: "friend",
    on: { event: "signup" },
    grant: { kind: "discount", percentBps: 1000, minOrderMinor: 2000 },
  },
]);

/** Redemptions that became no order, or another one than was asked for first. */
describe("a redemption without an order", () => {
  let app: TestApp;
  let code: string;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
    await publishProgram(app.api, "releases", rules);
    code = await issueCode(app.api, "releases", "adv");
  });
  afterAll(() => app.close());

  /** A new friend with a coupon for one order, and what can be done with it. */
  async function welcome() {
    const friend = `f-${++next}`;
    interface Reply {
      results: { referral: { id: string }; rewards: { id: string; coupon: { code: string } }[] }[];
    }
    const signup = { type: "signup", participant: { externalId: friend }, code };
    const { body } = await app.api.post<Reply>("/v1/events", signup);
    const [reward] = body.results[0]?.rewards ?? [];
    const referral = referralAt(app.api, body.results[0]?.referral.id ?? "");
    const coupon = reward?.coupon.code ?? "";
    const ask = (what: string, more: object) => app.api.post(`/v1/coupons/${coupon}/${what}`, more);
    const buy = (orderId: string, discountMinor: number | null, amountMinor = 4200) =>
      app.api.post("/v1/events", {
        ...{ type: "purchase", participant: { externalId: friend }, orderId, amountMinor, currency: "GBP" },
        discounts: discountMinor === null ? [] : [{ code: coupon, amountMinor: discountMinor }],
      });
    return {
      ...{ friend, rewardId: reward?.id ?? "", coupon, buy, explain: referral.explain },
      redeem: (orderId: string, amountMinor = 4200, items: object[] = []) =>
        ask("redeem", { orderId, amountMinor, currency: "GBP", items }),
      release: (orderId: string, reason?: string) => ask("release", { orderId, ...(reason ? { reason } : {}) }),
      isFree: async () =>
        (await ask("check", { order: { amountMinor: 4200, currency: "GBP" } })).body.valid as unknown as boolean,
      refundAll: (orderId: string) =>
        app.api.post("/v1/events", { type: "refund", orderId, refundId: `r-${orderId}`, rest: true }),
    };
  }
  const usesOf = async (coupon: string) =>
    (await app.database.query("SELECT uses FROM coupons WHERE code = $1", [coupon]))[0]?.[0];
  const givenBy = async (rewardId: string) =>
    Number((await app.database.query("SELECT given_minor FROM rewards WHERE id = $1", [rewardId]))[0]?.[0]);
  const costs = async () =>
    (await app.api.get<{ cost: Record<string, number> }>("/v1/reports/summary?program=releases")).body.cost;

  it("is released, once however often it is asked for, and another order or the same one redeems the coupon", async () => {
    const { coupon, redeem, release, rewardId } = await welcome();
    await redeem("o-left");
    const first = await release("o-left", "the payment failed");
    expect([first.status, first.body]).toMatchObject([
      200,
      { status: "released", duplicate: false, discountMinor: 420, usesLeft: 1, reportBy: null },
    ]);
    const again = await release("o-left");
    expect([again.status, again.body]).toMatchObject([200, { status: "released", duplicate: true, usesLeft: 1 }]);
    expect((await redeem("o-left")).body).toMatchObject({ status: "used", duplicate: false, usesLeft: 0 });
    await release("o-left");
    expect((await redeem("o-other")).status).toBe(201);
    expect((await redeem("o-left")).body.code).toBe("coupon_used_up");
    expect(await usesOf(coupon)).toBe(1);
    const audit = await app.api.get<{ data: object[] }>(`/v1/audit?subject=${rewardId}&action=coupon.released`);
    expect(audit.body.data).toMatchObject([{}, { detail: { orderId: "o-left", reason: "the payment failed" } }]);
  });

  it("an order that never redeemed it, or has reported it, releases nothing and says why", async () => {
    const { release, redeem, buy } = await welcome();
    expect((await release("o-none")).body).toMatchObject({ status: 404, code: "coupon_not_redeemed" });
    await redeem("o-bought");
    await buy("o-bought", 420);
    expect((await release("o-bought")).body).toMatchObject({ status: 409, code: "coupon_reported" });
    expect((await app.api.post("/v1/coupons/NONE/release", { orderId: "o" })).body.code).toBe("unknown_coupon");
  });

  it("a release and a report of the order without the coupon leave it free, whichever comes first", async () => {
    const frees = [];
    for (const isFirst of [true, false]) {
      const { release, redeem, buy, isFree, refundAll } = await welcome();
      const orderId = `o-bare-${isFirst}`;
      await redeem(orderId);
      if (isFirst) await release(orderId);
      await buy(orderId, null);
      if (!isFirst) await release(orderId);
      frees.push(await isFree());
      // What was released is none that a refund and its end could bring back.
      await refundAll(orderId);
      await app.api.post("/v1/events", { type: "refund_reversal", refundId: `r-${orderId}`, orderId });
      frees.push(await isFree());
    }
    expect(frees).toEqual([true, true, true, true]);
  });

  it("a report that names the coupon counts, also after the release and when another order has used it meanwhile", async () => {
    const { coupon, rewardId, release, redeem, buy, refundAll } = await welcome();
    await redeem("o-late");
    await release("o-late");
    await redeem("o-second");
    await buy("o-late", 420);
    expect([await usesOf(coupon), await givenBy(rewardId)]).toEqual([2, 420]);
    expect((await release("o-late")).body.code).toBe("coupon_reported");
    // The other has its use, however many there are.
    expect((await redeem("o-second", 5000)).body).toMatchObject({ discountMinor: 500, usesLeft: 0 });
    await refundAll("o-late");
    expect([await usesOf(coupon), await givenBy(rewardId)]).toEqual([1, 0]);
  });

  it("a coupon that a second report names after all of the order was given back costs nothing", async () => {
    const { coupon, rewardId, redeem, buy, refundAll } = await welcome();
    await redeem("o-gone");
    await buy("o-gone", null);
    await refundAll("o-gone");
    await buy("o-gone", 420);
    expect([await usesOf(coupon), await givenBy(rewardId)]).toEqual([0, 0]);
  });

  it("is explained step by step: used, used anew for another cart, freed, and ended by itself", async () => {
    const { redeem, release, explain } = await welcome();
    await redeem("o-told");
    await redeem("o-told", 5000);
    await release("o-told");
    await redeem("o-told");
    app.clock.advance(REPORT_WITHIN_HOURS * HOUR_MS);
    await runScheduledJobs(app.deps);
    await redeem("o-next");
    const steps = ["used", "used_again", "freed", "used_again", "ended", "used"].map((step) => `coupon_${step}`);
    for (const audience of ["tenant", "friend"] as const) {
      const uses = (await explain(`audience=${audience}`)).body.rewards[0]?.uses ?? [];
      expect(uses.map(({ code: told }) => told)).toEqual(steps);
      // A coupon can be passed on: its owner does not read where it was used.
      const orders = audience === "tenant" ? ["o-told", "o-next"] : [];
      const named = ["o-told", "o-next"].filter((order) => uses.some(({ sentence }) => sentence.includes(order)));
      expect(named).toEqual(orders);
    }
    expect((await explain("audience=advocate")).body.rewards).toEqual([]);
    const told = (await explain("audience=friend")).body.rewards[0]?.uses.map(({ sentence }) => sentence);
    expect(told?.[4]).toMatch(/no purchase followed, so the use of the coupon ended by itself on/);
  });

  it("is explained as freed by a refund of the whole order, and by a release that an older version made", async () => {
    const { redeem, buy, refundAll, release, explain, coupon } = await welcome();
    await redeem("o-back");
    await buy("o-back", 420);
    await refundAll("o-back");
    await redeem("o-older");
    await release("o-older");
    await app.database.query("UPDATE coupon_uses SET steps = NULL WHERE code = $1", [coupon]);
    const uses = (await explain()).body.rewards[0]?.uses ?? [];
    expect(uses.map(({ code: told }) => told)).toEqual(["coupon_used", "coupon_freed", "coupon_used", "coupon_freed"]);
  });

  it("of very many steps and uses the latest are explained", async () => {
    const { redeem, release, explain, coupon } = await welcome();
    for (let round = 0; round < 12; round += 1) {
      await redeem("o-often");
      await release("o-often");
    }
    expect((await explain()).body.rewards[0]?.uses).toHaveLength(21);
    await app.database.query(
      `INSERT INTO coupon_uses (tenant_id, order_id, code, currency, created_at)
       SELECT tenant_id, 'o-' || n, code, 'GBP', created_at + n * interval '1 second'
       FROM coupon_uses, generate_series(1, 30) n WHERE code = $1`,
      [coupon],
    );
    const uses = (await explain()).body.rewards[0]?.uses ?? [];
    expect(uses.map(({ values }) => values.order)).toEqual(Array.from({ length: 20 }, (_, n) => `o-${n + 11}`));
  });

  it("costs nothing until its order is reported, and then what that says", async () => {
    const { redeem, buy } = await welcome();
    const before = await costs();
    await redeem("o-true");
    expect(await costs()).toEqual(before);
    await buy("o-true", 400);
    expect(await costs()).toEqual({ GBP: (before.GBP ?? 0) + 400 });
  });

  it("with another cart is judged anew: the answer is the new one's, and it is one use all the same", async () => {
    const { coupon, redeem, buy } = await welcome();
    expect((await redeem("o-cart")).status).toBe(201);
    const more = await redeem("o-cart", 9000);
    expect([more.status, more.body]).toMatchObject([200, { discountMinor: 900, duplicate: false, usesLeft: 0 }]);
    expect((await redeem("o-cart", 9000)).body).toMatchObject({ discountMinor: 900, duplicate: true });
    const items = [{ sku: "A", amountMinor: 9000 }];
    expect((await redeem("o-cart", 9000, items)).body).toMatchObject({ duplicate: false });
    const short = await redeem("o-cart", 1500);
    expect(short.body).toMatchObject({ status: 409, code: "coupon_below_minimum" });
    expect(await usesOf(coupon)).toBe(1);
    await buy("o-cart", 900, 9000);
    // What was reported is what it was.
    expect((await redeem("o-cart")).body.code).toBe("coupon_conflict");
  });

  it("ends by itself when no order is reported in time, and says by when; a later report counts", async () => {
    const run = () => app.api.post("/v1/jobs/release-coupons", {});
    app.clock.advance(REPORT_WITHIN_HOURS * HOUR_MS);
    await run();
    const [left, bought, bare] = [await welcome(), await welcome(), await welcome()];
    const redeemed = await left.redeem("o-forgotten");
    const by = new Date(app.clock.now().getTime() + REPORT_WITHIN_HOURS * HOUR_MS).toISOString();
    expect(redeemed.body.reportBy).toBe(by);
    await bought.redeem("o-in-time");
    await bought.buy("o-in-time", 420);
    await bare.redeem("o-unnamed");
    await bare.buy("o-unnamed", null);
    app.clock.advance(REPORT_WITHIN_HOURS * HOUR_MS - 1);
    expect((await run()).body).toMatchObject({ count: 0 });
    expect(await left.isFree()).toBe(false);
    app.clock.advance(1);
    // The one whose order says nothing of it goes on as used, and is looked at no more.
    expect((await run()).body).toMatchObject({ job: "release-coupons", count: 2, more: false });
    expect((await run()).body).toMatchObject({ count: 0 });
    expect([await left.isFree(), await bought.isFree(), await bare.isFree()]).toEqual([true, false, false]);
    await left.buy("o-forgotten", 420);
    expect([await usesOf(left.coupon), await givenBy(left.rewardId)]).toEqual([1, 420]);
  });

  it("an order that was reported before it redeems is waited for no more", async () => {
    const { redeem, buy } = await welcome();
    await buy("o-known", null);
    expect((await redeem("o-known")).body).toMatchObject({ status: "used", reportBy: null });
  });

  it("another cart begins its time anew, and the schedule ends it for every tenant", async () => {
    const { redeem, isFree } = await welcome();
    await redeem("o-slow");
    app.clock.advance(20 * HOUR_MS);
    await redeem("o-slow", 5000);
    app.clock.advance(20 * HOUR_MS);
    await runScheduledJobs(app.deps);
    expect(await isFree()).toBe(false);
    app.clock.advance(4 * HOUR_MS);
    expect((await runScheduledJobs(app.deps))["release-coupons"]).toBe(1);
    expect(await isFree()).toBe(true);
  });
});
