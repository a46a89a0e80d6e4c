import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { CREDIT, openWallets } from "../../testing/wallets.ts";
import { encodeCursor } from "../request/page.ts";

interface Wallet {
  readonly participant: string;
  readonly balances: readonly Readonly<Record<string, unknown>>[];
  readonly data: readonly { readonly orderId: string; readonly unit: string; readonly status: string }[];
  readonly nextCursor: string | null;
  readonly code?: string;
  readonly errors?: readonly object[];
}

let app: TestApp;
let wallets: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  app = await createTestApp();
  wallets = await openWallets(app);
});
afterAll(() => app.close());
const read = (who: string, query = "") => app.api.get<Wallet>(`/v1/participants/${who}/wallet${query}`);
const give = (who: string, unit: string, amountMinor: number) =>
  app.api.post(
    `/v1/participants/${who}/adjustments`,
    { unit, amountMinor, reason: "x" },
    { "idempotency-key": `${who} ${unit} ${amountMinor}` },
  );
async function own(who: string, query = "") {
  const token = await participantToken(app.tenant, who, app.clock.now());
  return apiClient(app.fetch, token).get<{ balances: readonly object[] }>(`/v1/client/wallet${query}`);
}
const holding = (unit: string, amounts: readonly number[]) => {
  const [pendingMinor, availableMinor, waitingMinor, spendableMinor, paidMinor] = amounts;
  return { unit, pendingMinor, availableMinor, waitingMinor, spendableMinor, paidMinor, expiring: [] };
};

describe("a wallet", () => {
  it("tells what there is of each unit but cash, and what of it can be spent now", async () => {
    const { who, spend, earnedBy, order } = await wallets.earner(2);
    await give(who, "points", 30);
    await give(who, "cash:GBP", 40);
    await spend(order, 600);
    const dispute = { type: "dispute", orderId: earnedBy(2), disputeId: `d-${order}` };
    await wallets.report({ ...dispute, status: "opened" });
    const { balances } = (await read(who)).body;
    expect(balances).toEqual([holding(CREDIT, [0, 1400, 1000, 400, 600]), holding("points", [0, 30, 0, 30, 0])]);
    // As much as can be spent, and no more.
    expect((await spend(`${order}-2`, 401)).body.code).toBe("not_enough");
    expect((await spend(`${order}-2`, 400)).status).toBe(201);
    await wallets.report({ ...dispute, status: "closed" });
  });

  it("is told in the panel so that what is available is what an order takes", async () => {
    const { who, spend, earnedBy, order } = await wallets.earner(2);
    await spend(order, 600);
    const token = await participantToken(app.tenant, who, app.clock.now());
    const totals = async () =>
      (await apiClient(app.fetch, token).get<{ totals: readonly object[] }>("/v1/client/panel?program=spends")).body
        .totals;
    const told = (pending: string, available: string) => {
      return [
        {
          unit: CREDIT,
          pending: `${pending} store credit`,
          available: `${available} store credit`,
          paid: "£6.00 store credit",
        },
      ];
    };
    expect(await totals()).toEqual(told("£0.00", "£14.00"));
    const dispute = { type: "dispute", orderId: earnedBy(2), disputeId: `d-${order}` };
    await wallets.report({ ...dispute, status: "opened" });
    expect(await totals()).toEqual(told("£10.00", "£4.00"));
    expect((await spend(`${order}-2`, 401)).body.code).toBe("not_enough");
    await wallets.report({ ...dispute, status: "closed" });
    expect(await totals()).toEqual(told("£0.00", "£14.00"));
  });

  it("that owes has nothing to be spent", async () => {
    const { who, spend, refund, earnedBy, order } = await wallets.earner();
    await spend(order, 700);
    await refund(earnedBy(1));
    expect((await read(who)).body.balances).toEqual([holding(CREDIT, [0, -700, 0, 0, 700])]);
    expect((await own(who)).body.balances).toEqual([
      { unit: CREDIT, spendableMinor: 0, spendable: "£0.00 store credit", expiring: [] },
    ]);
  });

  it("tells which orders have spent what in pages, the latest first, those of one moment each once", async () => {
    const { who, spend, release, order } = await wallets.earner();
    await give(who, "points", 30);
    for (const n of [1, 2, 3]) {
      await spend(`${order}-${n}`, 100);
      await spend(`${order}-${n}`, 1, { unit: "points" });
      if (n === 2) app.clock.advance(1_000);
    }
    await release(`${order}-1`);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await read(who, `?limit=2${cursor}`);
      expect(body.data.length).toBeLessThanOrEqual(2);
      seen.push(...body.data.map(({ orderId, unit, status }) => `${orderId.slice(order.length)} ${unit} ${status}`));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor !== "");
    expect(seen).toEqual([
      "-3 points spent",
      "-3 credit:GBP spent",
      "-2 points spent",
      "-2 credit:GBP spent",
      "-1 points spent",
      "-1 credit:GBP released",
    ]);
  });

  it("is one by all names of a person", async () => {
    const [kept, merged] = [await wallets.earner(), await wallets.earner()];
    await merged.spend(merged.order, 300);
    app.clock.advance(1_000);
    await kept.spend(kept.order, 200);
    await app.api.put(`/v1/participants/${kept.who}/aliases/${merged.who}`, { merge: true });
    const { body } = await read(merged.who);
    expect(body).toMatchObject({
      participant: kept.who,
      balances: [holding(CREDIT, [0, 1500, 0, 1500, 500])],
      data: [{ orderId: kept.order }, { orderId: merged.order }],
    });
    expect((await read(kept.who)).body).toEqual(body);
    expect((await own(merged.who)).body).toEqual((await own(kept.who)).body);
  });

  it.each(["x", encodeCursor(["soon", "o", "points"]), encodeCursor(["1", "o", "cash:GBP"]), encodeCursor(["1", "o"])])(
    "refuses the cursor %s",
    async (cursor) => {
      const { who } = await wallets.earner();
      const { status, body } = await read(who, `?cursor=${cursor}`);
      expect([status, body.errors]).toMatchObject([422, [{ path: "cursor" }]]);
    },
  );

  it("of a participant who is not there is not found, and holds nothing yet for the one who asks", async () => {
    expect((await read("unknown")).body.code).toBe("not_found");
    expect((await own("unknown")).body).toEqual({ balances: [], language: "en" });
  });

  it("tells participants their own, in their language, and nothing of friends and orders", async () => {
    const { who } = await wallets.earner();
    await give(who, "points", 30);
    const { body } = await own(who, "?lang=ru");
    expect(body).toEqual({
      balances: [
        { unit: CREDIT, spendableMinor: 1000, spendable: "10,00\u00a0£ на счёт в магазине", expiring: [] },
        { unit: "points", spendableMinor: 30, spendable: "30 баллов", expiring: [] },
      ],
      language: "ru",
    });
  });
});
