import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS } from "../../domain/periods.ts";
import { SPEND_MINUTES } from "../../domain/wallet.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openWallets } from "../../testing/wallets.ts";

let app: TestApp;
let wallets: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  app = await createTestApp();
  wallets = await openWallets(app);
});
afterAll(() => app.close());
const earner = (orders?: number) => wallets.earner(orders);
const report = (event: object) => wallets.report(event);
const balanced = () => wallets.balanced();

/** What becomes of the order that was paid with credit. */
describe("credit that an order was paid with", () => {
  it("comes back with all of the order, not with a part, and is taken again when the refund did not happen", async () => {
    const { spend, buy, refund, reverse, balance, order } = await earner();
    await spend(order, 700);
    await buy(order);
    await report({ type: "refund", orderId: order, refundId: `part-${order}`, amountMinor: 1000, currency: "GBP" });
    expect(await balance()).toEqual([300, 700]);
    await refund(order);
    expect(await balance()).toEqual([1000, 0]);
    expect((await spend(order, 1)).body.code).toBe("order_refunded");
    // It is spent on another order meanwhile, so that it is owed then.
    await spend(`${order}-2`, 1000);
    const { body } = await reverse(order);
    expect(body.event.flags).toEqual(["spend_late"]);
    expect(await balance()).toEqual([-700, 1700]);
    expect((await spend(`${order}-3`, 1)).body).toMatchObject({ code: "not_enough", current: { spendableMinor: 0 } });
    await balanced();
  });

  it("goes and comes with a change of the order to nothing and from it", async () => {
    const { spend, buy, balance, order } = await earner();
    await spend(order, 700);
    await buy(order);
    const change = (changeId: string, amountMinor: number) =>
      report({ type: "order_change", changeId, orderId: order, amountMinor, currency: "GBP" });
    await change(`${order}-a`, 0);
    expect(await balance()).toEqual([1000, 0]);
    expect((await change(`${order}-b`, 1)).body.event.flags).toEqual(["spend_late"]);
    expect(await balance()).toEqual([300, 700]);
    await balanced();
  });

  it("a refund that came before the order gives back what the order was paid with", async () => {
    const { spend, buy, refund, balance, order } = await earner();
    await spend(order, 700);
    await refund(order, { amountMinor: 4000, currency: "GBP" });
    expect(await balance()).toEqual([300, 700]);
    const { body } = await buy(order);
    expect([body.event.flags, await balance()]).toEqual([[], [1000, 0]]);
    await balanced();
  });

  it("comes back when the order is not reported in time, and is taken again if it comes after all", async () => {
    await app.api.patch("/v1/tenant", { spendMinutes: 30 });
    const [left, bought] = [await earner(), await earner()];
    const by = new Date(app.clock.now().getTime() + 30 * MINUTE_MS).toISOString();
    expect((await left.spend(left.order, 700)).body.reportBy).toBe(by);
    await bought.spend(bought.order, 700);
    await bought.buy(bought.order);
    app.clock.advance(30 * MINUTE_MS - 1);
    expect((await runScheduledJobs(app.deps))["release-spends"]).toBe(0);
    app.clock.advance(1);
    expect((await runScheduledJobs(app.deps))["release-spends"]).toBe(1);
    expect([await left.balance(), await bought.balance()]).toEqual([
      [1000, 0],
      [300, 700],
    ]);
    expect((await left.release(left.order)).body).toMatchObject({ status: "lapsed", duplicate: true });
    const { body } = await left.buy(left.order);
    expect([body.event.flags, await left.balance()]).toEqual([["spend_late"], [300, 700]]);
    await app.api.patch("/v1/tenant", { spendMinutes: SPEND_MINUTES });
    await balanced();
  });
});
