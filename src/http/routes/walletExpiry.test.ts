import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { issueCode, publishProgram, rulesOf } from "../../testing/programs.ts";
import { CREDIT, openWallets } from "../../testing/wallets.ts";

const VALID_DAYS = 30;
/** What an order gives back can be spent for so long. */
const AGAIN_DAYS = 14;

interface Wallet {
  readonly balances: readonly {
    readonly availableMinor: number;
    readonly spendableMinor: number;
    readonly expiring: readonly { readonly at: string; readonly amountMinor: number }[];
  }[];
}
interface Reward {
  readonly status: string;
  readonly amountMinor: number;
  readonly expiry: { readonly validDays: number; readonly expiresAt: string | null; readonly expiredMinor: number };
}

let app: TestApp;
let wallets: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  app = await createTestApp();
  wallets = await openWallets(app, { validDays: VALID_DAYS });
});
afterAll(() => app.close());
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
const jobs = () => runScheduledJobs(app.deps);
async function walletOf(who: string) {
  const { body } = await app.api.get<Wallet>(`/v1/participants/${who}/wallet`);
  const [balance] = body.balances;
  return [balance?.availableMinor, balance?.spendableMinor, balance?.expiring];
}
const rewardOf = async (id = "") => (await app.api.get<Reward>(`/v1/rewards/${id}`)).body;
const told = async (rewardId = "") =>
  (
    await app.database.query(
      "SELECT n ->> 'type' FROM outbox, jsonb_array_elements(notices) n WHERE n ->> 'subjectId' = $1 ORDER BY id",
      [rewardId],
    )
  ).map(([type]) => type);
const dispute = (orderId: string, status: string) =>
  wallets.report({ type: "dispute", orderId, disputeId: `d-${orderId}`, status });
/** What has expired of the rewards named; and the books say the same of all. */
async function expiredOf(...ids: readonly (string | undefined)[]): Promise<number> {
  const { body } = await app.api.get<{ data: { account: string; balanceMinor: number }[] }>("/v1/ledger/balances");
  const posted = body.data.find(({ account }) => account.endsWith(":expired"))?.balanceMinor ?? 0;
  const [[kept] = []] = await app.database.query("SELECT sum(expired_minor)::integer FROM rewards");
  expect(posted).toBe(kept);
  const all = await Promise.all(ids.map(rewardOf));
  return all.reduce((sum, { expiry }) => sum + expiry.expiredMinor, 0);
}

describe("credit that is good for a time", () => {
  it("is told when it expires, and a week before that once, and expires to the millisecond", async () => {
    const { who, spend, buy, order, rewards } = await wallets.earner();
    const expiresAt = inDays(VALID_DAYS);
    await spend(order, 300);
    await buy(order);
    const expiry = { validDays: VALID_DAYS, expiresAt, expiredMinor: 0 };
    expect(await rewardOf(rewards[0])).toMatchObject({ status: "approved", amountMinor: 1000, expiry });
    expect(await walletOf(who)).toEqual([700, 700, [{ at: expiresAt, amountMinor: 700 }]]);
    const token = await participantToken(app.tenant, who, app.clock.now());
    const own = await apiClient(app.fetch, token).get<Wallet>("/v1/client/wallet?lang=en");
    expect(own.body.balances[0]?.expiring).toMatchObject([
      { at: expiresAt, amountMinor: 700, amount: "£7.00 store credit", day: expect.stringMatching(/\d/) },
    ]);
    const panel = await apiClient(app.fetch, token).get<{ totals: readonly { readonly expires?: string }[] }>(
      "/v1/client/panel?program=spends&lang=en",
    );
    expect(panel.body.totals[0]?.expires).toMatch(/^Expires on \w+ \d+, \d{4} unless spent: £7\.00 store credit$/);

    app.clock.advance((VALID_DAYS - 7) * DAY_MS - 1);
    expect(await jobs()).toMatchObject({ "announce-expiry": 0, "expire-rewards": 0 });
    app.clock.advance(1);
    expect(await jobs()).toMatchObject({ "announce-expiry": 1 });
    expect(await jobs()).toMatchObject({ "announce-expiry": 0 });
    expect(await told(rewards[0])).toEqual(["reward.approved", "reward.expiring"]);

    app.clock.advance(7 * DAY_MS - 1);
    expect(await jobs()).toMatchObject({ "expire-rewards": 0 });
    expect((await spend(`${order}-2`, 200)).status).toBe(201);
    app.clock.advance(1);
    // From now on, also before the job says so.
    expect(await walletOf(who)).toEqual([500, 0, []]);
    expect((await spend(`${order}-3`, 1, { partly: true })).body).toMatchObject({
      code: "not_enough",
      current: { spendableMinor: 0 },
    });
    expect(await jobs()).toMatchObject({ "expire-rewards": 1 });
    expect(await jobs()).toMatchObject({ "expire-rewards": 0 });
    expect(await walletOf(who)).toEqual([0, 0, []]);
    expect(await rewardOf(rewards[0])).toMatchObject({ amountMinor: 1000, expiry: { ...expiry, expiredMinor: 500 } });
    expect(await expiredOf(rewards[0])).toBe(500);
    expect((await app.api.post(`/v1/rewards/${rewards[0]}/fulfill`, {})).body.code).toBe("partly_spent");
    await wallets.balanced();
  });

  it("is spent before what expires later, and that before what never does", async () => {
    const first = await wallets.earner();
    const { who, spend, order } = first;
    const bonus = { unit: CREDIT, amountMinor: 100, reason: "x" };
    await app.api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `bonus ${who}` });
    app.clock.advance(DAY_MS);
    await wallets.report({
      ...{ type: "purchase", participant: { externalId: who.replace("adv", "fri") }, orderId: `later-${who}` },
      ...{ amountMinor: 5000, currency: "GBP" },
    });
    const [soon, later] = [inDays(VALID_DAYS - 1), inDays(VALID_DAYS)];
    await spend(order, 400);
    expect(await walletOf(who)).toEqual([
      1700,
      1700,
      [
        { at: soon, amountMinor: 600 },
        { at: later, amountMinor: 1000 },
      ],
    ]);
    await spend(`${order}-2`, 1650);
    expect(await walletOf(who)).toEqual([50, 50, []]);
  });

  it("that was refunded after it expired is taken from what expired, and owed only as far as it was spent", async () => {
    const [whole, partly] = [await wallets.earner(), await wallets.earner()];
    await partly.spend(partly.order, 300);
    await partly.buy(partly.order);
    app.clock.advance(VALID_DAYS * DAY_MS);
    await jobs();
    expect(await expiredOf(whole.rewards[0], partly.rewards[0])).toBe(1700);
    await whole.refund(whole.earnedBy(1));
    await partly.refund(partly.earnedBy(1));
    expect([await whole.balance(), await partly.balance()]).toEqual([
      [0, 0],
      [-300, 300],
    ]);
    expect(await rewardOf(whole.rewards[0])).toMatchObject({ status: "voided", expiry: { expiredMinor: 0 } });
    expect(await expiredOf(whole.rewards[0], partly.rewards[0])).toBe(0);
    await wallets.balanced();
  });

  it("expires when it is released after its time, and is good for two weeks when its order comes back", async () => {
    const [left, back] = [await wallets.earner(), await wallets.earner()];
    await app.api.patch("/v1/tenant", { spendMinutes: 43_200 });
    await back.spend(back.order, 700);
    await back.buy(back.order);
    app.clock.advance((VALID_DAYS - 1) * DAY_MS);
    await left.spend(left.order, 700);
    app.clock.advance(DAY_MS);
    await jobs();
    expect((await left.release(left.order)).body).toMatchObject({ status: "released", spendableMinor: 0 });
    expect(await walletOf(left.who)).toEqual([700, 0, []]);
    expect(await jobs()).toMatchObject({ "expire-rewards": 1 });
    expect(await walletOf(left.who)).toEqual([0, 0, []]);

    await back.refund(back.order);
    const until = inDays(AGAIN_DAYS);
    expect(await walletOf(back.who)).toEqual([700, 700, [{ at: until, amountMinor: 700 }]]);
    expect((await back.spend(`${back.order}-2`, 200)).status).toBe(201);
    app.clock.advance(AGAIN_DAYS * DAY_MS);
    await jobs();
    expect(await walletOf(back.who)).toEqual([0, 0, []]);
    expect((await rewardOf(back.rewards[0])).expiry.expiredMinor).toBe(800);
    await wallets.balanced();
  });

  it("in a dispute neither expires nor is announced, and can be spent for two weeks when that is closed", async () => {
    const { who, earnedBy, rewards } = await wallets.earner();
    await dispute(earnedBy(1), "opened");
    app.clock.advance((VALID_DAYS - 1) * DAY_MS);
    await jobs();
    app.clock.advance(2 * DAY_MS);
    expect(await jobs()).toMatchObject({ "expire-rewards": 0 });
    expect(await walletOf(who)).toEqual([1000, 0, []]);
    expect(await told(rewards[0])).not.toContain("reward.expiring");
    await dispute(earnedBy(1), "closed");
    const expiresAt = inDays(AGAIN_DAYS);
    expect(await walletOf(who)).toEqual([1000, 1000, [{ at: expiresAt, amountMinor: 1000 }]]);
    expect((await rewardOf(rewards[0])).expiry.expiresAt).toBe(expiresAt);
    app.clock.advance(AGAIN_DAYS * DAY_MS);
    expect(await jobs()).toMatchObject({ "expire-rewards": 1 });
  });

  it("of an open choice can't be spent, and is good from when it is taken, for as long as that option says", async () => {
    const options = [
      { kind: "credit", amountMinor: 1000, currency: "GBP", validDays: VALID_DAYS },
      { kind: "points", amount: 50, validDays: 10 },
    ];
    const grant = { kind: "choice", options, chooseWithinDays: 40 };
    const rule = { id: "pick", recipient: "advocate", on: { event: "purchase" }, grant };
    await publishProgram(app.api, "choices", rulesOf([rule]));
    const spends = async (who: string) => {
      const asked = { unit: CREDIT, orderId: `by-${who}`, amountMinor: 1, partly: true };
      const key = { "idempotency-key": `${who} ${app.clock.now().getTime()}` };
      return (await app.api.post<{ code?: string }>(`/v1/participants/${who}/spend`, asked, key)).body.code ?? "spent";
    };
    for (const [who, option] of [
      ["cho-1", 0],
      ["cho-2", 1],
      ["cho-3", null],
    ] as const) {
      const code = await issueCode(app.api, "choices", who);
      const friend = { externalId: `fri-${who}` };
      await wallets.report({ type: "signup", participant: friend, code });
      const order = { orderId: `earn-${who}`, amountMinor: 5000, currency: "GBP" };
      const { body } = await wallets.report({ type: "purchase", participant: friend, ...order });
      const id = body.results[0]?.rewards[0]?.id ?? "";
      expect(await walletOf(who)).toEqual([1000, 0, []]);
      expect(await spends(who)).toBe("not_enough");
      expect((await rewardOf(id)).expiry.expiresAt).toBeNull();
      app.clock.advance((option === null ? 41 : 35) * DAY_MS);
      if (option === null) await jobs();
      else await app.api.post(`/v1/rewards/${id}/choose`, { option });
      const { expiry } = await rewardOf(id);
      const days = options[option ?? 0]?.validDays ?? 0;
      expect(expiry).toEqual({ validDays: days, expiresAt: inDays(days), expiredMinor: 0 });
      const { body: wallet } = await app.api.get<Wallet>(`/v1/participants/${who}/wallet`);
      expect(wallet.balances.flatMap(({ expiring }) => expiring)).toEqual([
        { at: inDays(days), amountMinor: option === 1 ? 50 : 1000 },
      ]);
      expect(await spends(who)).toBe(option === 1 ? "not_enough" : "spent");
    }
    await wallets.balanced();
  });

  it("is explained with its end, and with what has expired", async () => {
    const { spend, buy, order } = await wallets.earner();
    const [[id] = []] = await app.database.query("SELECT id FROM referrals ORDER BY created_at DESC LIMIT 1");
    const explained = async () =>
      JSON.stringify((await app.api.get<object>(`/v1/referrals/${id}/explanation?lang=en`)).body);
    expect(await explained()).toMatch(/It is approved\. What is not spent expires on \w+ \d+, \d{4}\./);
    await spend(order, 400);
    await buy(order);
    app.clock.advance(VALID_DAYS * DAY_MS);
    expect(await explained()).toContain('It is approved."');
    await jobs();
    expect(await explained()).toContain("Of this £6.00 store credit was not spent in time and has expired.");
  });
});
