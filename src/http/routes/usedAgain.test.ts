import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";

interface RewardTold {
  readonly status: string;
  readonly coupon: { readonly code: string };
}

describe("an order that has used the discount that it earned itself", () => {
  const grant = { kind: "discount", percentBps: 1000, validDays: 30 };
  const rulesWith = (more: object) =>
    rulesOf([{ id: "own", recipient: "friend", on: { event: "purchase" }, holdDays: 0, grant: { ...grant, ...more } }]);
  const own = rulesWith({});
  const atLeast = [{ field: "order.amountMinor", op: "gte", value: 3000 }];
  let app: TestApp;
  let code: string;
  let next = 0;
  beforeAll(async () => {
    app = await createTestApp();
    await publishProgram(app.api, "own", { ...own, qualifies: atLeast });
    code = await issueCode(app.api, "own", "adv");
  });
  afterAll(() => app.close());

  const report = (event: object) => app.api.post("/v1/events", event);
  const batch = (events: readonly object[]) => app.api.post("/v1/events/batch", { events });
  const orderOf = () => {
    const name = `f-${++next}`;
    const order = { orderId: `o-${name}`, amountMinor: 4200, currency: "GBP" };
    const purchase = { type: "purchase", participant: { externalId: name }, code, ...order };
    return {
      name,
      purchase: { ...purchase, discounts: [{ code, amountMinor: 420 }] },
      refund: (refundId: string) => ({ type: "refund", refundId: `${name}-${refundId}`, ...order }),
      undone: (refundId: string) => ({
        type: "refund_reversal",
        refundId: `${name}-${refundId}`,
        orderId: order.orderId,
      }),
      change: (changeId: string, amountMinor: number) => {
        return { type: "order_change", changeId: `${name}-${changeId}`, ...order, amountMinor };
      },
    };
  };
  /** What the friend has of it: each reward with what its coupon is told, then the program's whole cost. */
  const standingOf = async (name: string) => {
    const { body } = await app.api.get<{ data: readonly RewardTold[] }>(`/v1/rewards?participant=${name}`);
    const told = body.data.toReversed().map(async ({ status, coupon }) => {
      const order = { amountMinor: 4200, currency: "GBP" };
      const { body } = await app.api.post<{ reason: string | null }>(`/v1/coupons/${coupon.code}/check`, { order });
      return `${status} ${body.reason}`;
    });
    return await Promise.all(told);
  };
  const cost = async (program = "own") => {
    const { body } = await app.api.get<{ cost: { GBP?: number } }>(`/v1/reports/summary?program=${program}`);
    return body.cost.GBP ?? 0;
  };
  const booked = async () => {
    const [row] = await app.database.query(
      `SELECT coalesce(sum(CASE WHEN destination LIKE 'world:%' THEN amount ELSE -amount END), 0)::integer FROM postings
       WHERE 'discounts_given' IN (split_part(source, ':', 3), split_part(destination, ':', 3))`,
    );
    return Number(row?.[0]);
  };

  it("has used what returns when its refund is undone, each time, and gives the friend no second one", async () => {
    const before = [await cost(), await booked()] as const;
    const order = orderOf();
    await report(order.purchase);
    const ended: string[] = [];
    for (const id of ["r-1", "r-2", "r-3"]) {
      await report(order.refund(id));
      ended.push("clawed_back voided");
      expect([await standingOf(order.name), (await cost()) - before[0]]).toEqual([ended, 0]);
      await report(order.undone(id));
      expect(await standingOf(order.name)).toEqual([...ended, "fulfilled used_up"]);
      expect([(await cost()) - before[0], (await booked()) - before[1]]).toEqual([420, 420]);
    }
  });

  it("has used it too where that took nothing off, and while a dispute of it is open", async () => {
    const free = orderOf();
    await report({ ...free.purchase, discounts: [{ code, amountMinor: 0 }] });
    await report(free.refund("r-1"));
    await report(free.undone("r-1"));
    expect(await standingOf(free.name)).toEqual(["clawed_back voided", "fulfilled used_up"]);
    const disputed = orderOf();
    await report(disputed.purchase);
    await report(disputed.refund("r-1"));
    const { orderId } = disputed.purchase;
    await report({ type: "dispute", orderId, disputeId: `${orderId}-d`, status: "opened" });
    await report(disputed.undone("r-1"));
    expect(await standingOf(disputed.name)).toEqual(["clawed_back voided", "in_review held"]);
    await report({ type: "dispute", orderId, disputeId: `${orderId}-d`, status: "closed" });
    await app.api.post("/v1/jobs/release-rewards", {});
    expect(await standingOf(disputed.name)).toEqual(["clawed_back voided", "approved used_up"]);
  });

  it("has used it too where a change has ended it, and a part of the order was kept", async () => {
    const before = [await cost(), await booked()] as const;
    const order = orderOf();
    await report(order.purchase);
    await report(order.change("less", 2000));
    expect([await standingOf(order.name), (await cost()) - before[0]]).toEqual([["clawed_back voided"], 420]);
    await report(order.change("more", 4200));
    expect(await standingOf(order.name)).toEqual(["clawed_back voided", "fulfilled used_up"]);
    expect([(await cost()) - before[0], (await booked()) - before[1]]).toEqual([420, 420]);
  });

  it("costs nothing where its author says so, also when its use becomes one of what returns", async () => {
    await publishProgram(app.api, "free", { ...rulesWith({ costMinor: 0 }), qualifies: atLeast });
    const free = await issueCode(app.api, "free", "adv");
    const order = orderOf();
    await report({ ...order.purchase, code: free, discounts: [{ code: free, amountMinor: 420 }] });
    await report(order.change("less", 2000));
    await report(order.change("more", 4200));
    expect(await standingOf(order.name)).toEqual(["clawed_back voided", "fulfilled used_up"]);
    expect(await cost("free")).toBe(0);
    const given = `SELECT w.given_minor::integer FROM rewards w JOIN programs g ON g.id = w.program_id WHERE g.key = 'free'`;
    expect(await app.database.query(given)).toEqual([[0], [0]]);
  });

  it("has used it too where the conversion went to another order meanwhile, and comes back", async () => {
    const [rule] = (own as { rewards: readonly object[] }).rewards;
    const rules = { ...own, qualifies: atLeast, rewards: [{ ...rule, on: { event: "conversion" } }] };
    await publishProgram(app.api, "moved", rules);
    const brought = await issueCode(app.api, "moved", "adv");
    const order = orderOf();
    const next = { ...order.purchase, orderId: `${order.purchase.orderId}-2`, code: undefined, discounts: [] };
    const rest = { type: "refund", refundId: `${next.orderId}-r`, orderId: next.orderId, rest: true };
    for (const event of [
      { ...order.purchase, code: brought, discounts: [{ code: brought, amountMinor: 420 }] },
      next,
      order.change("less", 2000),
      order.change("more", 4200),
    ]) {
      expect((await report(event)).status).toBe(201);
    }
    expect(await standingOf(order.name)).toEqual(["clawed_back voided", "approved null"]);
    expect((await report(rest)).status).toBe(201);
    expect(await standingOf(order.name)).toEqual(["clawed_back voided", "voided voided", "fulfilled used_up"]);
    expect(await cost("moved")).toBe(420);
    const { body } = await app.api.post<{ backtest: { costMinor: number } }>("/v1/programs/moved/backtest", { rules });
    expect(body.backtest.costMinor).toBe(420);
  });

  it("comes to the same in one batch, and where the refund came first", async () => {
    const together = orderOf();
    const before = [await cost(), await booked()] as const;
    const twice = [together.refund("r-1"), together.undone("r-1"), together.refund("r-2"), together.undone("r-2")];
    await batch([together.purchase, ...twice]);
    const later = orderOf();
    await report(later.purchase);
    await report(later.refund("r-0"));
    await batch([later.undone("r-0"), later.refund("r-1"), later.undone("r-1")]);
    const early = orderOf();
    await report(early.refund("r-1"));
    await report(early.purchase);
    expect(await standingOf(early.name)).toEqual(["voided voided"]);
    await report(early.undone("r-1"));
    const waited = orderOf();
    for (const event of [waited.refund("r-1"), waited.undone("r-1"), waited.purchase]) await report(event);
    const standings = await Promise.all([together, later, early, waited].map(({ name }) => standingOf(name)));
    expect(standings.map((lines) => lines.filter((line) => !line.endsWith(" voided")))).toEqual(
      Array(4).fill(["fulfilled used_up"]),
    );
    expect([(await cost()) - before[0], (await booked()) - before[1]]).toEqual([4 * 420, 4 * 420]);
    await report(later.refund("r-4"));
    await report(early.refund("r-5"));
    expect([(await cost()) - before[0], (await booked()) - before[1]]).toEqual([2 * 420, 2 * 420]);
  });

  it("costs in a backtest what it has cost, also where hundreds of events lie between", async () => {
    const order = orderOf();
    const others = (part: string) =>
      Array.from({ length: 300 }, (_, n) => {
        return { type: "visit", eventId: `${part}-${n}`, participant: { externalId: "passer-by" } };
      });
    await report(order.purchase);
    await batch(others("a"));
    await report(order.refund("r-1"));
    await batch(others("b"));
    await report(order.undone("r-1"));
    // The next order would use what the friend had left.
    await report({ ...order.purchase, orderId: `${order.purchase.orderId}-2`, code: null, discounts: [] });
    await report(order.refund("r-2"));
    const { body } = await app.api.post<Record<"actual" | "backtest", { costMinor: number }>>(
      "/v1/programs/own/backtest",
      { rules: { ...own, qualifies: atLeast } },
    );
    expect(body.backtest.costMinor).toBe(body.actual.costMinor);
  });
});
