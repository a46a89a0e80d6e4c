import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Order {
  readonly status: string;
  readonly amountMinor: number | null;
  readonly refundedMinor: number;
  readonly netMinor: number | null;
  readonly refunds: readonly { readonly takenMinor: number }[];
  readonly programs: readonly {
    readonly program: string;
    readonly referral: { readonly status: string } | null;
    readonly qualifies: boolean;
    readonly isConversion: boolean;
    readonly decisions: readonly { readonly ruleId: string; readonly reason: string | null }[];
    readonly rewards: readonly {
      readonly id: string;
      readonly ruleId: string;
      readonly status: string;
      readonly amountMinor: number;
    }[];
  }[];
}

let app: TestApp;
let code = "";
beforeAll(async () => {
  app = await createTestApp();
  const asked = { program: "friends", participant: { externalId: "ada" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
});
afterAll(() => app.close());

const report = (event: object) => app.api.post("/v1/events", event);
const join = (friend: string) => report({ type: "signup", participant: { externalId: friend }, code });
const buy = (friend: string, orderId: string, more: object = {}) =>
  report({
    type: "purchase",
    participant: { externalId: friend },
    orderId,
    amountMinor: 4200,
    currency: "GBP",
    ...more,
  });
const orderOf = async (orderId: string) => (await app.api.get<Order>(`/v1/orders/${orderId}`)).body;

describe("an order", () => {
  it("tells what was paid, what went back and what is left, and how much each refund took", async () => {
    await buy("bob", "sums", { paid: { amountMinor: 6000, currency: "USD" } });
    await report({ type: "refund", orderId: "sums", refundId: "r-1", amountMinor: 1000, currency: "GBP" });
    await report({ type: "refund", orderId: "sums", refundId: "r-2", paid: { amountMinor: 3000, currency: "USD" } });
    await report({ type: "refund", orderId: "sums", refundId: "r-3", rest: true });
    const order = await orderOf("sums");
    expect(order).toMatchObject({
      ...{ status: "reported", participant: "bob", currency: "GBP", amountMinor: 4200 },
      ...{ paid: { amountMinor: 6000, currency: "USD" }, refundedMinor: 4200, netMinor: 0, programs: [] },
    });
    expect(order.refunds).toMatchObject([
      { refundId: "r-1", amountMinor: 1000, rest: false, takenMinor: 1000 },
      { refundId: "r-2", paid: { amountMinor: 3000, currency: "USD" }, takenMinor: 2100 },
      { refundId: "r-3", rest: true, takenMinor: 1100 },
    ]);
  });

  it("tells what each program made of it: decisions, and rewards as they are now, those that have ended too", async () => {
    await join("cal");
    await buy("cal", "made");
    const [before] = (await orderOf("made")).programs;
    expect(before).toMatchObject({
      program: "friends",
      qualifies: true,
      isConversion: true,
      referral: { status: "converted" },
    });
    expect(before?.rewards).toMatchObject([{ ruleId: "advocate-cash", status: "pending", amountMinor: 1000 }]);
    await report({ type: "refund", orderId: "made", refundId: "made-r", amountMinor: 4200, currency: "GBP" });
    const [after] = (await orderOf("made")).programs;
    expect(after).toMatchObject({ qualifies: false, isConversion: false, referral: { status: "attributed" } });
    expect(after?.rewards).toMatchObject([{ ruleId: "advocate-cash", status: "voided", amountMinor: 0 }]);
    expect(after?.decisions.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ["advocate-cash", null],
      ["advocate-share", "not_nth"],
    ]);
  });

  it("tells what was decided late, and by the refund of another order", async () => {
    app.clock.advance(1000);
    const joined = app.clock.now().toISOString();
    app.clock.advance(1000);
    await buy("dee", "late-1");
    await buy("dee", "late-2");
    await report({ type: "signup", participant: { externalId: "dee" }, code, occurredAt: joined });
    const [late] = (await orderOf("late-2")).programs;
    expect(late?.decisions.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([["advocate-share", null]]);
    await report({ type: "refund", orderId: "late-1", refundId: "late-r", amountMinor: 4200, currency: "GBP" });
    const [moved] = (await orderOf("late-2")).programs;
    expect(moved?.isConversion).toBe(true);
    expect(moved?.decisions.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ["advocate-share", null],
      ["advocate-cash", null],
    ]);
  });

  it("that is waited for shows what waits, and has no amount yet", async () => {
    await report({ type: "refund", orderId: "waits", refundId: "waits-r", amountMinor: 100, currency: "GBP" });
    await report({ type: "dispute", orderId: "waits", disputeId: "waits-d", status: "opened" });
    expect(await orderOf("waits")).toMatchObject({
      ...{ status: "waiting", participant: null, currency: "GBP", amountMinor: null, netMinor: null, refundedMinor: 0 },
      ...{ refunds: [{ refundId: "waits-r", takenMinor: 0 }], disputes: [{ disputeId: "waits-d", status: "opened" }] },
    });
  });

  it("of another tenant is as unknown as none", async () => {
    const other = await app.newTenant("Coffee shop");
    const told = await Promise.all([other.api.get("/v1/orders/sums"), other.api.get("/v1/orders/none")]);
    expect(told.map(({ status }) => status)).toEqual([404, 404]);
  });

  it("a total that went back is told in the currency in which the order was paid, whichever report said that", async () => {
    await join("gil");
    await buy("gil", "said", { paid: { amountMinor: 6000, currency: "USD" } });
    await buy("gil", "changed");
    await report({ type: "refund", orderId: "changed", refundId: "c-1", totalPaidMinor: 100 });
    const paid = { amountMinor: 5000, currency: "EUR" };
    await report({ type: "order_change", orderId: "changed", changeId: "changed-1", currency: "GBP", paid });
    const { body } = await report({ type: "refund", orderId: "said", refundId: "s-1", totalPaidMinor: 2500 });
    await report({ type: "refund", orderId: "changed", refundId: "c-2", totalPaidMinor: 2600 });
    const { results } = body as { results: { referral: { id: string } }[] };
    const explained = await app.api.get(`/v1/referrals/${results[0]?.referral.id}/explanation`);
    const told = JSON.stringify(explained.body).match(/By [^"]* in all/g);
    expect(told?.map((text) => /(\S+) of order (\S+)/.exec(text.replaceAll(/[\u2066-\u2069]/g, ""))?.slice(1))).toEqual(
      [
        ["£1.00", "changed"],
        ["$25.00", "said"],
        ["€26.00", "changed"],
      ],
    );
  });

  it("what is in another currency is refused at the very field", async () => {
    await buy("eve", "paths", { paid: { amountMinor: 6000, currency: "USD" } });
    const refund = { type: "refund", orderId: "paths", refundId: "p-1" };
    const change = { type: "order_change", orderId: "paths", changeId: "p-1" };
    const foreign = { amountMinor: 1, currency: "EUR" };
    const cases = [
      [{ ...refund, ...foreign }, "currency", "order paths is in GBP"],
      [{ ...refund, paid: foreign }, "paid.currency", "order paths was paid in USD"],
      [{ ...refund, totalPaidMinor: 1, currency: "GBP" }, "currency", "order paths was paid in USD"],
      [{ ...change, ...foreign }, "currency", "order paths is in GBP"],
      [{ ...change, currency: "GBP", paid: foreign }, "paid.currency", "order paths was paid in USD"],
    ] as const;
    for (const [event, path, message] of cases) {
      const { status, body } = await report(event);
      expect([status, body]).toMatchObject([422, { code: "currency_mismatch", errors: [{ path, message }] }]);
    }
  });
});

describe("an order that changes", () => {
  it("gives again what a refund took, and never what a person ended", async () => {
    await join("cyd");
    await buy("cyd", "voided");
    await report({ type: "refund", orderId: "voided", refundId: "r-7", rest: true });
    await report({ type: "refund_reversal", orderId: "voided", refundId: "r-7" });
    const [ended, back] = (await orderOf("voided")).programs[0]?.rewards ?? [];
    expect([ended?.status, back?.status, back?.amountMinor]).toEqual(["voided", "pending", 1000]);
    await app.api.post(`/v1/rewards/${back?.id}/void`, { reason: "a mistake" });
    await report({ type: "order_change", orderId: "voided", changeId: "c-7", amountMinor: 9000, currency: "GBP" });
    const { programs } = await orderOf("voided");
    expect(programs[0]).toMatchObject({ qualifies: true, isConversion: true });
    expect(programs[0]?.rewards.map(({ status }) => status)).toEqual(["voided", "voided"]);
  });

  it("tells of each change what it said anew", async () => {
    await buy("eve", "edited");
    const change = { type: "order_change", orderId: "edited", currency: "GBP" };
    await report({ ...change, changeId: "e-1", amountMinor: 4300, metadata: { gift: true } });
    await report({ ...change, changeId: "e-2", items: [{ sku: "A1", amountMinor: 4300 }] });
    const { body } = await app.api.get<{ changes: readonly object[] }>("/v1/orders/edited");
    expect(body.changes).toMatchObject([
      { changeId: "e-1", amountMinor: 4300, paid: null, brought: ["amountMinor", "metadata"] },
      { changeId: "e-2", amountMinor: null, paid: null, brought: ["items"] },
    ]);
  });
});
