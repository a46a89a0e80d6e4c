import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";
import { openWallets } from "../../testing/wallets.ts";

/** What two who become one have spent, are paid, and where: it is answered by their merge. */

let app: TestApp;
let payouts: Awaited<ReturnType<typeof openPayouts>>;
let wallets: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  app = await createTestApp();
  [payouts, wallets] = [await openPayouts(app), await openWallets(app)];
});
afterAll(() => app.close());

const merge = async (kept: string, alias: string) => {
  const { status, body } = await app.api.put<{ merged: object }>(`/v1/participants/${kept}/aliases/${alias}`, {
    merge: true,
  });
  expect(status).toBe(201);
  return body.merged;
};
const payTo = (who: string, email: string) =>
  app.api.put(`/v1/participants/${who}/payout-details`, { kind: "paypal", email });
const paidTo = async (who: string) =>
  (await app.api.get<{ last4: string }>(`/v1/participants/${who}/payout-details`)).body;

it("a merge beside a payout under way answers what is set aside and paid, and not what came back", async () => {
  const [old, kept] = [await payouts.earner(3), await payouts.earner()];
  const sending = await old.send();
  await old.buy();
  const back = await old.send();
  await payouts.report(back, "failed", { reason: "no such account" });
  expect(await merge(kept.who, old.who)).toMatchObject({
    payouts: [{ id: sending, unit: "cash:GBP", amountMinor: 3000 }],
    balances: [{ unit: "cash:GBP", pendingMinor: 0, availableMinor: 1000 }],
    payoutDetails: null,
  });
  // It goes on as it was, for the one who was kept.
  expect(await payouts.report(sending, "paid")).toMatchObject({ status: 200, body: { status: "paid" } });
  expect(await payouts.balance(kept.who)).toEqual([2000, 3000]);
  await payouts.balanced();
});

it("of a balance it answers what is left, and what orders are paid with of it", async () => {
  const [old, kept] = [await wallets.earner(2), await wallets.earner()];
  await app.api.post(
    `/v1/participants/${old.who}/spend`,
    { orderId: old.order, amountMinor: 1300, unit: "credit:GBP" },
    { "idempotency-key": "spent" },
  );
  expect(await merge(kept.who, old.who)).toMatchObject({
    lots: [{ id: old.rewards[1], unit: "credit:GBP", leftMinor: 700, expiresAt: null }],
    spends: [{ orderId: old.order, unit: "credit:GBP", amountMinor: 1300 }],
    balances: [{ unit: "credit:GBP", availableMinor: 700 }],
    payouts: [],
  });
});

it("says whose account the person is paid to: the kept one's, or the other's where they have none", async () => {
  for (const who of ["one", "two", "three", "four"]) await app.api.put(`/v1/participants/${who}`, {});
  await payTo("one", "one@example.com");
  await payTo("two", "two@example.com");
  await payTo("four", "four@example.com");
  const own = await paidTo("one");
  expect(await merge("one", "two")).toMatchObject({ payoutDetails: "kept" });
  expect(await paidTo("one")).toEqual(own);
  expect(await merge("three", "four")).toMatchObject({ payoutDetails: "merged" });
  expect(await merge("three", "one")).toMatchObject({ payoutDetails: "kept" });
});
