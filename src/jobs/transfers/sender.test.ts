import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PayoutReply } from "../../contract/payout.ts";
import { ANSWER_PROVIDER_WITHIN_MS } from "../../domain/transfers.ts";
import type { ProviderRequest } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { StripeFault } from "../../testing/stripeFake.ts";
import { deliverWithin, WORKER_LIMITS } from "../deliveries/deliverWithin.ts";
import { createSender } from "./sender.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
const KEY = "sk_test_shop_00000001";

let app: TestApp;
let people = 0;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  app.stripe.fault = () => null;
  app.stripe.balances.clear();
  const set = await app.api.put("/v1/tenant/stripe-key", { key: KEY });
  expect(set).toMatchObject({ status: 200, body: { stripe: { shown: "0001", account: "acct_shop", isLive: false } } });
});
afterAll(() => app.close());

const remove = (path: string) => app.api.send("DELETE", path);
/** @param withinMs how long an answer is waited for, where none comes or one that is late */
const send = (withinMs = ANSWER_PROVIDER_WITHIN_MS) => {
  const { payoutProvider } = app.deps;
  const deps = {
    ...app.deps,
    payoutProvider: { ask: (asked: ProviderRequest) => payoutProvider.ask({ ...asked, withinMs }) },
  };
  return deliverWithin(createSender(deps, WORKER_LIMITS), app.clock, 40_000);
};
const HURRIED_MS = 100;
const isSlow = ({ kind }: StripeFault) => kind === "late" || kind === "silent";
const sendFailing = (fault: StripeFault) => send(isSlow(fault) ? HURRIED_MS : ANSWER_PROVIDER_WITHIN_MS);

/** A participant who is due an amount, with an account at Stripe. */
async function due(unit = "cash:GBP", amountMinor = 1_000, accountId: string | null = null) {
  const who = `payee-${++people}`;
  await app.api.put(`/v1/participants/${who}`, {});
  const account = { kind: "stripe", accountId: accountId ?? `acct_${who.replace("-", "")}x` };
  await app.api.put(`/v1/participants/${who}/payout-details`, account);
  const bonus = { unit, amountMinor, reason: "thank you" };
  await app.api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `bonus-${who}` });
  return { who, accountId: account.accountId };
}

const batch = (participant: string, unit = "cash:GBP") =>
  app.api.post<{ id: string }>(
    "/v1/payout-batches",
    { unit, cutoff: app.clock.now().toISOString(), method: "stripe_connect", participant },
    { "idempotency-key": `batch-${participant}-${people}` },
  );

/** A payout that is confirmed. */
async function confirmed(unit = "cash:GBP", amountMinor = 1_000, accountId: string | null = null) {
  const payee = await due(unit, amountMinor, accountId);
  const { body } = await batch(payee.who, unit);
  await app.api.post(`/v1/payout-batches/${body.id}/confirm`, {});
  const read = async () => {
    const { data } = (await app.api.get<{ data: PayoutReply[] }>(`/v1/payouts?batch=${body.id}`)).body;
    const [payout] = data;
    if (payout === undefined) throw new Error("no payout");
    return payout;
  };
  const { id } = await read();
  const made = () => [...app.stripe.transfers.values()].flat().filter(({ transfer_group: group }) => group === id);
  const asked = () =>
    app.stripe.asked.filter(({ form, path }) => form.includes(id) || path.includes(id)).map(({ method }) => method);
  return { ...payee, id, read, made, asked };
}

/** Something goes wrong with the next transfers that are sent, one after the other. */
function failing(...faults: readonly (StripeFault | null)[]): void {
  let next = 0;
  app.stripe.fault = ({ method }) => (method === "POST" ? (faults[next++] ?? null) : null);
}

const available = async (who: string) => {
  const { body } = await app.api.get<{ balances: { availableMinor: number }[] }>(`/v1/participants/${who}`);
  return body.balances[0]?.availableMinor;
};

describe("a payout by Stripe", () => {
  it("is one transfer under the payout's id, and paid with its reference", async () => {
    const payout = await confirmed();
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { tries: 0, needsDecision: null } });
    await send();
    const [transfer] = payout.made();
    expect(transfer).toMatchObject({
      ...{ amount: 1_000, currency: "gbp", destination: payout.accountId },
      metadata: { payout: payout.id },
    });
    const transfer0 = { tries: 1, problem: null, needsDecision: null };
    expect(await payout.read()).toMatchObject({ status: "paid", reference: transfer?.id, transfer: transfer0 });
    await send();
    expect(payout.asked()).toEqual(["POST"]);
  });

  it.each<[string, StripeFault]>([
    ["comes too late", { kind: "late", ms: 300 }],
    ["is a failure of Stripe's own", { kind: "failsAfter" }],
    ["is not JSON", { kind: "says", text: "<html>" }],
    ["is of something else", { kind: "says", text: '{"object":"charge","id":"ch_1"}' }],
    ["is cut off", { kind: "cut", isDone: true }],
    ["never comes", { kind: "silent", isDone: true }],
  ])("is looked up where the answer %s, and not sent again", async (_, fault) => {
    const payout = await confirmed();
    failing(fault);
    await sendFailing(fault);
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { tries: 1, needsDecision: null } });
    app.clock.advance(MINUTE);
    await send();
    expect(await payout.read()).toMatchObject({ status: "paid", reference: payout.made()[0]?.id });
    expect(payout.asked()).toEqual(["POST", "GET"]);
    expect(payout.made()).toHaveLength(1);
  });

  it.each<[string, StripeFault]>([
    ["was cut off before it was heard", { kind: "cut", isDone: false }],
    ["was never heard", { kind: "silent", isDone: false }],
    ["has to wait", { kind: "refuses", status: 429, retryAfter: "2" }],
    ["is still worked on", { kind: "refuses", status: 409 }],
  ])("is sent once more, as it was, where it %s", async (_, fault) => {
    const payout = await confirmed();
    failing(fault);
    await sendFailing(fault);
    app.clock.advance(MINUTE);
    await send();
    const posted = app.stripe.asked.filter(({ form }) => form.includes(payout.id));
    expect(posted).toHaveLength(2);
    expect(posted[0]).toEqual(posted[1]);
    expect(posted[0]?.idempotencyKey).toBe(payout.id);
    expect(await payout.read()).toMatchObject({ status: "paid" });
    expect(payout.made()).toHaveLength(1);
  });

  it("is left to a person where the answer names another amount, and told once", async () => {
    const payout = await confirmed();
    failing({ kind: "wrongAmount" });
    await send();
    await send();
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { needsDecision: "differs" } });
    const told = await app.database.query(
      "SELECT count(*)::integer FROM outbox o WHERE o.notices::text LIKE '%payout.needs_decision%' AND o.notices::text LIKE $1",
      [`%${payout.id}%`],
    );
    expect(told).toEqual([[1]]);
    // Newer than `payout.created`, which was told with version 2.
    const version = "SELECT version FROM payouts WHERE id = $1";
    expect(await app.database.query(version, [payout.id])).toEqual([[3]]);
    const paid = await app.api.post(`/v1/payouts/${payout.id}/paid`, { reference: "looked up" });
    expect(paid).toMatchObject({ status: 200, body: { status: "paid", transfer: { needsDecision: null } } });
  });

  it("fails where its account can't be paid, and what it was worth waits for the next", async () => {
    for (const account of ["acct_missing1", "acct_closed1"]) {
      const payout = await confirmed("cash:GBP", 700, account);
      await send();
      expect(await payout.read()).toMatchObject({ status: "failed", reason: "account_refused", reference: null });
      expect(await available(payout.who)).toBe(700);
      expect(payout.made()).toEqual([]);
    }
  });

  it("waits for the balance under another key, since Stripe keeps its refusal", async () => {
    const payout = await confirmed();
    app.stripe.balances.set("acct_shop test", 10);
    await send();
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { problem: "balance_insufficient" } });
    app.stripe.balances.set("acct_shop test", 5_000);
    app.clock.advance(10 * MINUTE);
    await send();
    expect(await payout.read()).toMatchObject({ status: "paid", transfer: { problem: null } });
    const keys = app.stripe.asked
      .filter(({ form }) => form.includes(payout.id))
      .map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toEqual([payout.id, `${payout.id}-2`]);
    expect(payout.made()).toHaveLength(1);
  });

  it("can't be paid in another way while Stripe may be asked, and a person decides after 23 hours", async () => {
    const payout = await confirmed();
    app.stripe.fault = () => ({ kind: "cut", isDone: false });
    await send();
    for (const step of ["paid", "failed"]) {
      const refused = await app.api.post(`/v1/payouts/${payout.id}/${step}`, {});
      expect(refused).toMatchObject({ status: 409, body: { code: "payout_state" } });
    }
    app.clock.advance(23 * HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { needsDecision: "outcome_unknown" } });
    app.stripe.fault = () => null;
    app.clock.advance(HOUR);
    await send();
    expect(payout.asked()).toEqual(["POST", "GET"]);
    const failed = await app.api.post(`/v1/payouts/${payout.id}/failed`, { reason: "not at Stripe" });
    expect(failed).toMatchObject({ status: 200, body: { status: "failed" } });
    expect(await available(payout.who)).toBe(1_000);
  });

  it("that was sent is found also when it is too late to send it", async () => {
    const payout = await confirmed();
    failing({ kind: "silent", isDone: true });
    await send(HURRIED_MS);
    app.clock.advance(24 * HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ status: "paid", reference: payout.made()[0]?.id });
  });

  it("that Stripe never had is not sent when it is too late", async () => {
    const payout = await confirmed();
    failing({ kind: "silent", isDone: false });
    await send(HURRIED_MS);
    app.clock.advance(24 * HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ status: "sending", transfer: { needsDecision: "not_sent" } });
    expect(payout.made()).toEqual([]);
  });

  it("waits for a key of the account with which it was begun", async () => {
    const payout = await confirmed();
    failing({ kind: "silent", isDone: false });
    await send(HURRIED_MS);
    await app.api.put("/v1/tenant/stripe-key", { key: "sk_test_other_00000001" });
    app.clock.advance(10 * MINUTE);
    await send();
    expect(await payout.read()).toMatchObject({ transfer: { problem: "other_account" } });
    await app.api.put("/v1/tenant/stripe-key", { key: "sk_live_shop_00000001" });
    app.clock.advance(HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ transfer: { problem: "other_account" } });
    await remove("/v1/tenant/stripe-key");
    app.clock.advance(HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ transfer: { problem: "no_key" } });
    await app.api.put("/v1/tenant/stripe-key", { key: "sk_test_shop_00000002" });
    app.clock.advance(HOUR);
    await send();
    expect(await payout.read()).toMatchObject({ status: "paid" });
    expect(payout.made()).toHaveLength(1);
  });

  it("is not sent to who was blocked since, or whose account is gone", async () => {
    const [blocked, gone] = [await confirmed(), await confirmed()];
    await app.api.post(`/v1/participants/${blocked.who}/block`, { reason: "many accounts" });
    await remove(`/v1/participants/${gone.who}/payout-details`);
    await send();
    expect(await blocked.read()).toMatchObject({ status: "failed", reason: "blocked" });
    expect(await gone.read()).toMatchObject({ status: "failed", reason: "no_details" });
    expect([...blocked.made(), ...gone.made()]).toEqual([]);
  });

  it("is made of whole amounts as Stripe counts them", async () => {
    const sums: unknown[] = [];
    for (const [unit, amountMinor] of [
      ["cash:JPY", 500],
      ["cash:ISK", 1_500],
      ["cash:MGA", 12_345],
      ["cash:KWD", 5_129],
    ] as const) {
      const payout = await confirmed(unit, amountMinor);
      await send();
      const { status, amountMinor: paid } = await payout.read();
      sums.push([unit, status, paid, payout.made()[0]?.amount, await available(payout.who)]);
    }
    expect(sums).toEqual([
      ["cash:JPY", "paid", 500, 500, 0],
      ["cash:ISK", "paid", 1_500, 150_000, 0],
      ["cash:MGA", "paid", 12_300, 123, 45],
      ["cash:KWD", "paid", 5_120, 5_120, 9],
    ]);
  });
});

describe("a batch by Stripe", () => {
  it("is not made without a key", async () => {
    const { who } = await due();
    await remove("/v1/tenant/stripe-key");
    expect(await batch(who)).toMatchObject({ status: 409, body: { code: "no_stripe_key" } });
  });

  it("leaves out who has no account there", async () => {
    const { who } = await due("cash:CHF");
    const other = await due("cash:CHF");
    await app.api.put(`/v1/participants/${other.who}/payout-details`, { kind: "paypal", email: "o@example.com" });
    app.clock.advance(73 * HOUR);
    const asked = { unit: "cash:CHF", cutoff: app.clock.now().toISOString(), method: "stripe_connect", dryRun: true };
    const { body } = await app.api.post("/v1/payout-batches", asked, { "idempotency-key": "dry" });
    expect(body).toMatchObject({
      payouts: [{ participant: who }],
      leftOut: [{ participant: other.who, reason: "no_details", amountMinor: 1_000 }],
    });
  });
});
