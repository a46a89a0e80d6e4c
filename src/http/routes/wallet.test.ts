import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { CREDIT, openWallets } from "../../testing/wallets.ts";

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

/** Orders that are paid with what was earned. */
describe("credit that is spent", () => {
  it("is taken once, and never more than there is", async () => {
    const { spend, balance, order } = await earner(2);
    const first = await spend(order, 1500);
    expect([first.status, first.body]).toMatchObject([
      201,
      { amountMinor: 1500, duplicate: false, spendableMinor: 500 },
    ]);
    const again = await spend(order, 1500);
    expect([again.status, again.body]).toMatchObject([
      200,
      { amountMinor: 1500, duplicate: true, spendableMinor: 500 },
    ]);
    const refused = await spend(`${order}-2`, 501);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "not_enough", current: { spendableMinor: 500 } },
    ]);
    expect((await spend(`${order}-2`, 800, { partly: true })).body).toMatchObject({
      amountMinor: 500,
      spendableMinor: 0,
    });
    expect((await spend(`${order}-3`, 1, { partly: true })).body.code).toBe("not_enough");
    expect(await balance()).toEqual([0, 2000]);
    await balanced();
  });

  it("a retry under its key is answered as the first time, and another request under it is refused", async () => {
    const { spend, release, order } = await earner();
    const first = await spend(order, 400, {}, "retried");
    await release(order);
    const retried = await spend(order, 400, {}, "retried");
    expect([retried.headers.get("idempotency-hit"), retried.body]).toEqual(["true", first.body]);
    expect((await spend(order, 401, {}, "retried")).body.code).toBe("idempotency_mismatch");
    // Under another key it is a new one.
    expect([(await spend(order, 400)).status, (await release(order)).body.duplicate]).toEqual([201, false]);
    const unnamed = await app.api.post("/v1/participants/adv-1/spend", { unit: CREDIT, orderId: "o", amountMinor: 1 });
    expect(unnamed.body.code).toBe("idempotency_key_required");
  });

  it("another amount takes the place of the first until the order is reported", async () => {
    const { spend, buy, balance, order } = await earner(2);
    await spend(order, 1500);
    const more = await spend(order, 2000);
    expect([more.status, more.body]).toMatchObject([200, { amountMinor: 2000, duplicate: false, spendableMinor: 0 }]);
    // What is asked for beyond what there is changes nothing.
    expect((await spend(order, 2001)).body).toMatchObject({ code: "not_enough", current: { spendableMinor: 2000 } });
    expect((await spend(order, 300)).body).toMatchObject({ amountMinor: 300, spendableMinor: 1700 });
    await buy(order);
    expect((await spend(order, 400)).body.code).toBe("spend_reported");
    expect((await spend(order, 300)).body).toMatchObject({ duplicate: true, amountMinor: 300, reportBy: null });
    expect(await balance()).toEqual([1700, 300]);
    await balanced();
  });

  it("is given back when the shop says so, and not once the order was reported", async () => {
    const { spend, release, buy, balance, order } = await earner();
    expect((await release(order)).body.code).toBe("spend_not_found");
    await spend(order, 700);
    expect((await release(order)).body).toMatchObject({ status: "released", duplicate: false, spendableMinor: 1000 });
    expect((await release(order)).body).toMatchObject({ status: "released", duplicate: true, spendableMinor: 1000 });
    expect((await spend(order, 600)).status).toBe(201);
    await buy(order);
    expect((await release(order)).body.code).toBe("spend_reported");
    expect(await balance()).toEqual([400, 600]);
    // What the shop gave back stays given back when the order comes after all.
    await spend(`${order}-2`, 400);
    await release(`${order}-2`);
    await buy(`${order}-2`);
    expect(await balance()).toEqual([400, 600]);
    await balanced();
  });

  it("an order of nothing, which credit has paid for whole, can still give it back", async () => {
    const { spend, release, buy, balance, order } = await earner();
    await spend(order, 1000);
    await buy(order, 0);
    expect(await balance()).toEqual([0, 1000]);
    expect((await release(order)).body).toMatchObject({ status: "released", spendableMinor: 1000 });
  });

  it("one order is paid for by one participant", async () => {
    const [one, two] = [await earner(), await earner()];
    await one.spend(one.order, 100);
    expect((await two.spend(one.order, 100)).body.code).toBe("spend_conflict");
    expect((await two.release(one.order)).body.code).toBe("spend_not_found");
    await one.release(one.order);
    expect((await two.spend(one.order, 100)).status).toBe(201);
    expect([await one.balance(), await two.balance()]).toEqual([
      [1000, 0],
      [900, 100],
    ]);
    await balanced();
  });

  it("leaves less than nothing when what earned it is refunded, and what is earned next fills it up", async () => {
    const { spend, refund, earnedBy, balance, order, rewards } = await earner();
    await spend(order, 700);
    await refund(earnedBy(1));
    expect(await balance()).toEqual([-700, 700]);
    const reward = await app.api.get<{ status: string }>(`/v1/rewards/${rewards[0]}`);
    expect(reward.body.status).toBe("voided");
    expect((await spend(`${order}-2`, 1)).body.code).toBe("not_enough");
    await balanced();
  });

  it("can't be given out by hand once something of it was spent; what is left of other rewards can", async () => {
    const { spend, release, balance, order, rewards } = await earner(2);
    await spend(order, 1);
    const fulfil = (id = "") => app.api.post(`/v1/rewards/${id}/fulfill`, {});
    const partly = rewards.toSorted()[0];
    const whole = rewards.toSorted()[1];
    expect((await fulfil(partly)).body).toMatchObject({ status: 409, code: "partly_spent" });
    expect((await fulfil(whole)).body.status).toBe("fulfilled");
    expect(await balance()).toEqual([999, 1001]);
    expect((await spend(`${order}-2`, 1000)).body).toMatchObject({
      code: "not_enough",
      current: { spendableMinor: 999 },
    });
    await release(order);
    expect((await fulfil(partly)).body.status).toBe("fulfilled");
    expect(await balance()).toEqual([0, 2000]);
    await balanced();
  });

  it("of an order in an open dispute nothing can be spent until it is closed", async () => {
    const { spend, earnedBy, order } = await earner(2);
    const dispute = (status: string) =>
      report({ type: "dispute", orderId: earnedBy(1), disputeId: `d-${order}`, status });
    await dispute("opened");
    expect((await spend(order, 1001)).body).toMatchObject({ code: "not_enough", current: { spendableMinor: 1000 } });
    await spend(order, 600);
    expect((await spend(order, 1000)).body).toMatchObject({ amountMinor: 1000, spendableMinor: 0 });
    await dispute("closed");
  });

  it("bonuses are spent too, and a correction takes from what can be", async () => {
    const { who, spend, order, balance } = await earner();
    const adjust = (amountMinor: number) =>
      app.api.post(
        `/v1/participants/${who}/adjustments`,
        { unit: CREDIT, amountMinor, reason: "x" },
        { "idempotency-key": `${who} ${amountMinor}` },
      );
    await adjust(500);
    await adjust(-300);
    expect((await spend(order, 1201)).body).toMatchObject({ code: "not_enough", current: { spendableMinor: 1200 } });
    await spend(order, 1200);
    expect(await balance()).toEqual([0, 1200]);
    await balanced();
  });

  it("goes over to the participant with whom its owner is merged, with what orders have spent of it", async () => {
    const [kept, merged] = [await earner(), await earner()];
    await merged.spend(merged.order, 300);
    const { status } = await app.api.put(`/v1/participants/${kept.who}/aliases/${merged.who}`, { merge: true });
    expect(status).toBe(201);
    expect(await kept.balance()).toEqual([1700, 300]);
    // By either name.
    expect((await kept.spend(kept.order, 1700)).body).toMatchObject({ amountMinor: 1700, spendableMinor: 0 });
    expect((await merged.release(merged.order)).body).toMatchObject({ status: "released", spendableMinor: 300 });
    expect(await kept.balance()).toEqual([300, 1700]);
  });

  it.each([
    { unit: "cash:GBP", orderId: "o", amountMinor: 1 },
    { unit: CREDIT, orderId: "o", amountMinor: 0 },
    { unit: CREDIT, orderId: "", amountMinor: 1 },
    { unit: CREDIT, amountMinor: 1 },
    { unit: CREDIT, orderId: "o", amountMinor: 1, partly: "yes" },
  ])("refuses %j", async (body) => {
    const answer = await app.api.post("/v1/participants/adv-1/spend", body, { "idempotency-key": "refused" });
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });
});
