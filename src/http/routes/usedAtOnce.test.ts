import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

/** Shops where the advocate's code is typed as a coupon, and the order brings it as both. */

const discount = (id: string, more: object = {}) => ({
  ...{ id, recipient: "friend", on: { event: "signup" }, holdDays: 5 },
  grant: { kind: "discount", percentBps: 1000, validDays: 30 },
  ...more,
});
const rules = rulesOf([
  discount("thanks", { recipient: "advocate", on: { event: "conversion" } }),
  discount("welcome"),
  discount("second"),
]);

interface Rewarded {
  readonly results: {
    readonly rewards: {
      readonly id: string;
      readonly ruleId: string;
      readonly status: string;
      coupon: { code: string };
    }[];
    readonly referral: { readonly id: string };
  }[];
}

describe("an order that names the friend's code among its discounts", () => {
  let app: TestApp;
  let code: string;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
    await publishProgram(app.api, "at-once", rules);
    code = await issueCode(app.api, "at-once", "adv");
  });
  afterAll(() => app.close());

  const bodyOf = (discounts: object[], more: object = {}) => {
    const name = `f-${++next}`;
    const order = { orderId: `o-${name}`, amountMinor: 4200, currency: "GBP" };
    return { type: "purchase", participant: { externalId: name }, code, ...order, discounts, ...more };
  };
  const buy = (body: object) => app.api.post<Rewarded>("/v1/events", body);
  const statuses = ({ results }: Rewarded) => results[0]?.rewards.map(({ ruleId, status }) => `${ruleId} ${status}`);
  const couponOf = ({ results }: Rewarded, rule: string) =>
    results[0]?.rewards.find(({ ruleId }) => ruleId === rule)?.coupon.code ?? "";
  const check = async (coupon: string) => {
    const order = { amountMinor: 4200, currency: "GBP" };
    return (await app.api.post<{ reason: string | null }>(`/v1/coupons/${coupon}/check`, { order })).body.reason;
  };
  const cost = async () => {
    const { body } = await app.api.get<{ cost: { GBP?: number } }>("/v1/reports/summary?program=at-once");
    return body.cost.GBP ?? 0;
  };
  const whole = ({ orderId }: { orderId: string }, refundId: string) => {
    return { type: "refund", refundId, orderId, amountMinor: 4200, currency: "GBP" };
  };

  it("has used the friend's first discount: it is given out at once, and costs what the order says", async () => {
    const before = await cost();
    const body = bodyOf([
      { code: "SHOPS-OWN", amountMinor: 9 },
      { code: code.toLowerCase(), amountMinor: 415 },
    ]);
    const bought = await buy(body);
    expect(statuses(bought.body)).toEqual(["thanks pending", "welcome fulfilled", "second pending"]);
    expect([await check(couponOf(bought.body, "welcome")), await check(couponOf(bought.body, "second"))]).toEqual([
      "used_up",
      "held",
    ]);
    expect((await cost()) - before).toBe(415);
    expect(statuses((await buy(body)).body)).toEqual(statuses(bought.body));
    expect((await cost()) - before).toBe(415);
  });

  it("is told of to the shop and to the friend, and to no advocate", async () => {
    const { results } = (await buy(bodyOf([{ code, amountMinor: 420 }]))).body;
    const told = async (audience: string) => {
      const path = `/v1/referrals/${results[0]?.referral.id}/explanation?audience=${audience}`;
      return JSON.stringify((await app.api.get(path)).body).includes("used with this very order");
    };
    expect([await told("tenant"), await told("friend"), await told("advocate")]).toEqual([true, true, false]);
  });

  it("uses none where its discounts name no such code, or where it ties no one", async () => {
    const [other, none] = [bodyOf([{ code: "SHOPS-OWN", amountMinor: 9 }]), bodyOf([])];
    for (const body of [other, none]) {
      expect(statuses((await buy(body)).body)).toEqual(["thanks pending", "welcome pending", "second pending"]);
    }
    const again = { ...other, orderId: "o-again", discounts: [{ code, amountMinor: 420 }] };
    const before = await cost();
    await buy(again);
    expect(await cost()).toBe(before);
  });

  it("names it in whichever report comes before the one that brings the code, or together with it", async () => {
    const [named, bare] = [{ code: undefined }, { code: undefined, discounts: [] }];
    for (const reports of [[named], [bare], [bare, named]]) {
      const whole = bodyOf([{ code, amountMinor: 420 }]);
      const before = await cost();
      for (const report of reports) await buy({ ...whole, ...report });
      const bought = await buy(reports.includes(named) ? { ...whole, discounts: [] } : whole);
      expect(statuses(bought.body)).toEqual(["thanks pending", "welcome fulfilled", "second pending"]);
      expect([await check(couponOf(bought.body, "welcome")), (await cost()) - before]).toEqual(["used_up", 420]);
    }
  });

  it("names it in a report after the one that brings the code, also in one batch, and is told of it once more", async () => {
    const before = await cost();
    const [one, two] = [bodyOf([]), bodyOf([])];
    const late = (body: object) => ({ ...body, code: undefined, discounts: [{ code, amountMinor: 420 }] });
    const first = (await buy(one)).body;
    expect(statuses(first)).toEqual(["thanks pending", "welcome pending", "second pending"]);
    expect([await check(couponOf(first, "welcome")), (await cost()) - before]).toEqual(["held", 0]);
    const all = ["thanks pending", "welcome fulfilled", "second pending"];
    for (const [report, told] of [
      [late(one), ["welcome fulfilled"]],
      [late(one), ["welcome fulfilled"]],
      [{ ...late(one), code }, all],
    ] as const) {
      expect(statuses((await buy(report)).body)).toEqual(told);
      expect([await check(couponOf(first, "welcome")), (await cost()) - before]).toEqual(["used_up", 420]);
    }
    const { body } = await app.api.post<{ results: Rewarded[] }>("/v1/events/batch", { events: [two, late(two)] });
    expect(body.results.map(statuses)[1]).toEqual(["welcome fulfilled"]);
    expect((await cost()) - before).toBe(840);
    for (const { orderId } of [one, two]) await buy(whole({ orderId }, `late-${orderId}`));
    expect([await check(couponOf(first, "welcome")), (await cost()) - before]).toEqual([null, 0]);
  });

  it("names another code of the same advocate, whichever of their codes it brings and whichever report names it", async () => {
    const before = await cost();
    const advocate = { program: "at-once", participant: { externalId: "adv" } };
    await app.api.post("/v1/codes", { ...advocate, vanity: "ADVICE" });
    await app.api.post("/v1/codes", { ...advocate, vanity: "ADVANCE" });
    const [named, bare] = [{ code: undefined }, { discounts: [] }];
    const pairs = [
      [code, "advance"],
      ["ADVANCE", code],
      [code, "Advice"],
    ] as const;
    for (const [brought, other] of pairs) {
      for (const reports of [[{}], [named, bare], [bare, named]]) {
        const whole = bodyOf([{ code: other, amountMinor: 420 }], { code: brought });
        const told: unknown[] = [];
        for (const report of reports) told.push(...(statuses((await buy({ ...whole, ...report })).body) ?? []));
        expect(told).toContain("welcome fulfilled");
      }
    }
    expect((await cost()) - before).toBe(9 * 420);
    const { body } = await app.api.post("/v1/codes", { program: "at-once", participant: { externalId: "other" } });
    const whole = bodyOf([{ code: (body as { code: string }).code, amountMinor: 420 }]);
    expect(statuses((await buy(whole)).body)).toContain("welcome pending");
  });

  it("names it in a report after the order has gone back, and uses it when that is undone", async () => {
    const before = await cost();
    const body = bodyOf([]);
    const coupon = couponOf((await buy(body)).body, "welcome");
    await buy(whole(body, "r-between"));
    await buy({ ...body, code: undefined, discounts: [{ code, amountMinor: 420 }] });
    expect([await check(coupon), (await cost()) - before]).toEqual([null, 0]);
    await buy({ type: "refund_reversal", refundId: "r-between", orderId: body.orderId });
    expect([await check(coupon), (await cost()) - before]).toEqual(["used_up", 420]);
  });

  it("uses none where another order has tied its buyer", async () => {
    const before = await cost();
    const body = bodyOf([]);
    const coupon = couponOf((await buy(body)).body, "welcome");
    const other = { ...body, orderId: `${body.orderId}-2` };
    await buy(other);
    await buy({ ...other, discounts: [{ code, amountMinor: 420 }] });
    expect([await check(coupon), (await cost()) - before]).toEqual(["held", 0]);
  });

  it("frees the coupon when all of it goes back, and has used it again when that is undone", async () => {
    const before = await cost();
    const body = bodyOf([{ code, amountMinor: 420 }]);
    const coupon = couponOf((await buy(body)).body, "welcome");
    await buy(whole(body, "r-1"));
    expect([await check(coupon), (await cost()) - before]).toEqual([null, 0]);
    await buy({ type: "refund_reversal", refundId: "r-1", orderId: body.orderId });
    expect([await check(coupon), (await cost()) - before]).toEqual(["used_up", 420]);
  });

  it("that went back before it came, or in the same batch, has used nothing in the end", async () => {
    const before = await cost();
    const [early, together] = [bodyOf([{ code, amountMinor: 420 }]), bodyOf([{ code, amountMinor: 420 }])];
    await buy(whole(early, "r-early"));
    const bought = (await buy(early)).body;
    expect(await check(couponOf(bought, "welcome"))).toBeNull();
    const events = [together, whole(together, "r-together")];
    const { body } = await app.api.post<{ results: Rewarded[] }>("/v1/events/batch", { events });
    expect(body.results).toHaveLength(2);
    expect(await cost()).toBe(before);
  });

  it("is tried and tried out as it would be decided", async () => {
    const event = bodyOf([{ code, amountMinor: 420 }]);
    const { body } = await app.api.post<Rewarded>("/v1/programs/at-once/dry-run", { event });
    expect(JSON.stringify(body)).toContain('"fulfilled"');
    const tried = await app.api.post<{ actual: { costMinor: number }; backtest: { byRule: object } }>(
      "/v1/programs/at-once/backtest",
      { rules },
    );
    expect(tried.body.backtest.byRule).toMatchObject({ welcome: { costMinor: tried.body.actual.costMinor } });
  });
});
