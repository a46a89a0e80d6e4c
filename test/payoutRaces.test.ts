import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { BalancesDifferError, checkBalances } from "../src/jobs/checkBalances.ts";
import { settleChoices } from "../src/jobs/settleChoices.ts";
import type { Database } from "../src/ports.ts";
import { setPayoutDetails } from "../src/usecases/payees/payoutDetails.ts";
import { adjustBalance } from "../src/usecases/people/adjustBalance.ts";
import { blockParticipant } from "../src/usecases/people/blockParticipant.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { chooseReward } from "../src/usecases/rewards/chooseReward.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import { spendFromWallet } from "../src/usecases/wallet/spendFromWallet.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, dispute, purchase, refund, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import {
  CHOICE,
  cashRules,
  endOf,
  goOn,
  make,
  payoutState,
  reported,
  requestOf,
  stepBatch,
  UNIT,
} from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What is set aside to be paid, at every step of it, beside everything that changes what is due, on a real PostgreSQL. */

let database: Database;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "payout_races", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());
const stateOf = (tenant: EngineTenant) => payoutState(database, tenant);

const rewardOf = async ({ tenantId }: EngineTenant, source: string, rule: string) => {
  const sql = "SELECT id FROM rewards WHERE tenant_id = $1 AND source = $2 AND rule_id = $3";
  return String((await database.query(sql, [tenantId, source, rule]))[0]?.[0]);
};
const step =
  (name: "void" | "fulfill"): Act =>
  async (tenant, on) => {
    const rewardId = await rewardOf(tenant, "order:e2", "share");
    return endOf(await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: name, reason: null }));
  };
const choose =
  (option: number): Act =>
  async (tenant, on) => {
    const input = { rewardId: await rewardOf(tenant, "order:e2", "pick"), option };
    return endOf(await chooseReward(depsOn(on), requestOf(tenant), input, () => null));
  };
const correct: Act = async (tenant, on) => {
  const input = { externalId: "a", amountMinor: -300, unit: UNIT, reason: "x" };
  return endOf(await adjustBalance(depsOn(on), requestOf(tenant), input));
};
const merge: Act = async (tenant, on) => {
  const input = { whom: { externalId: "b" }, alias: "a", reason: null };
  return endOf(await mergeParticipant(depsOn(on), requestOf(tenant), input));
};
const block: Act = async (tenant, on) => {
  const input = { whom: { externalId: "a" }, blocks: true, reason: "x" };
  return endOf(await blockParticipant(depsOn(on), requestOf(tenant), input));
};
const details: Act = async (tenant, on) => {
  const said = { kind: "paypal", email: "new@example.com" } as const;
  return endOf(await setPayoutDetails(depsOn(on), requestOf(tenant), { externalId: "a" }, said));
};
const spend: Act = async (tenant, on) => {
  const input = { externalId: "a", orderId: "o1", unit: "credit:GBP", amountMinor: 200, partly: false };
  return endOf(await spendFromWallet(depsOn(on), requestOf(tenant), input));
};
const runOut: Act = async (tenant, on) => endOf(await settleChoices.run(depsOn(on), requestOf(tenant), null));

/** What changes what is due to someone, or who they are. */
const others: Readonly<Record<string, Act>> = {
  "a batch under another key": make("two"),
  "a full refund": report(refundOfRest("e1", "r1", day(6))),
  "a part of a refund": report(refund("e2", "r2", 1000, day(6))),
  "a dispute": report(dispute("e1", "d1", "opened", day(6))),
  "the end of a dispute": report(dispute("e3", "d3", "closed", day(6))),
  "what is earned next": report(purchase("f", "e4", 3000, day(6))),
  "voiding of a reward": step("void"),
  "giving a reward out": step("fulfill"),
  "a choice of cash": choose(0),
  "a choice of credit": choose(1),
  "choices that run out": runOut,
  "a spend of credit": spend,
  "a correction": correct,
  "a merge": merge,
  "a block": block,
  "payout details": details,
};

/**
 * Of three orders the advocate has 20.00 that are due, 10.00 in dispute, and for each 5.00 to choose of. The time of the
 * first choice is over. A bonus of credit can be spent.
 */
async function begun(...more: readonly Act[]): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, cashRules([CHOICE]), ["a", "b"]);
  await tenant.report(database, [
    signup("f", "a", day(1)),
    ...["e1", "e2", "e3"].map((order, n) => purchase("f", order, 3000, day(2 + n))),
    dispute("e3", "d3", "opened", day(5)),
  ]);
  const bonus = { externalId: "a", amountMinor: 300, unit: "credit:GBP", reason: "x" };
  await adjustBalance(depsOn(database), requestOf(tenant), bonus);
  const sql =
    "UPDATE rewards SET choose_by = now() + $2::interval WHERE tenant_id = $1 AND choose_by IS NOT NULL AND (source = 'order:e1') = $3";
  await database.query(sql, [tenant.tenantId, "-1 hour", true]);
  await database.query(sql, [tenant.tenantId, "1 day", false]);
  for (const act of more) await act(tenant, database);
  return tenant;
}

/** As a commit leaves it that had more payouts to move, or more participants to look at, than one commit does. */
const left =
  (status: "collecting" | "confirming" | "cancelling"): Act =>
  ({ tenantId }) =>
    database.query("UPDATE payout_batches SET status = $2 WHERE tenant_id = $1", [tenantId, status]);
/** A batch whose first part has found none who is due anything. */
const collecting: Act = ({ tenantId }) =>
  database.query(
    `INSERT INTO payout_batches (tenant_id, id, idempotency_key, request_hash, unit, method, cutoff, minimum_minor, status,
       collected_to, payouts, amount_minor, left_out, version, created_at, updated_at)
     VALUES ($1, 'bat_0', 'first', 'first', $2, 'csv', now(), 0, 'collecting', 'par_', 0, 0, 0, 1, now(), now())`,
    [tenantId, UNIT],
  );
const [confirm, cancel] = [stepBatch("first", "confirm"), stepBatch("first", "cancel")];

/** Of an advocate who is paid for the first time once two friends have bought: one has, and the other may have. */
const friends: Readonly<Record<string, readonly [boughtBefore: boolean, other: Act]>> = {
  "the second friend's first order": [false, report(purchase("g", "e3", 3000, day(6)))],
  "a refund of the second friend's only order": [true, report(refundOfRest("e3", "r1", day(6)))],
};

for (const [name, [boughtBefore, other]] of Object.entries(friends)) {
  it(`a batch, beside ${name}, pays an advocate for the first time as one after the other`, async () => {
    const tenant = await createEngineTenant(database, { ...cashRules(), payouts: { firstFriends: 2 } }, ["a", "b"]);
    await tenant.report(database, [
      signup("f", "a", day(1)),
      signup("g", "a", day(1)),
      purchase("f", "e1", 3000, day(2)),
      ...(boughtBefore ? [purchase("g", "e3", 3000, day(3))] : []),
    ]);
    for (const pairs of pairsOf({ "a batch": make("first") }, { [name]: other }))
      await raceEach({ database, begun: tenant, stateOf }, pairs);
  });
}

/** How far a batch is, and what can happen to it then. */
const steps: Readonly<Record<string, readonly [before: readonly Act[], acts: Readonly<Record<string, Act>>]>> = {
  "no batch": [[], { "a batch": make("first") }],
  "a batch that collects": [[collecting], { "the job": goOn, "its cancellation": cancel }],
  "a batch that is ready": [[make("first")], { "its confirmation": confirm, "its cancellation": cancel }],
  "a batch that becomes confirmed": [[make("first"), left("confirming")], { "the job": goOn }],
  "a batch that becomes cancelled": [[make("first"), left("cancelling")], { "the job": goOn }],
  "a payout that is set aside": [[make("first")], { "its end": reported("cancel") }],
  "a payout under way": [
    [make("first"), confirm],
    { "it was paid": reported("paid"), "it failed": reported("failed") },
  ],
  "a payout that was paid": [[make("first"), confirm, reported("paid")], { "it came back": reported("returned") }],
  "a payout that failed": [[make("first"), confirm, reported("failed")], { "it was paid after all": reported("paid") }],
};
for (const [name, [before, acts]] of Object.entries(steps)) {
  it(`of ${name}: ${Object.keys(acts).join(" and ")}, beside every other`, async () => {
    const tenant = await begun(...before);
    for (const pairs of pairsOf(acts, { ...acts, ...others }))
      await raceEach({ database, begun: tenant, stateOf }, pairs);
  });
}

it("an order in dispute by the time a batch is written is not paid by it", async () => {
  const tenant = await begun();
  const { paused, release, atGate } = pausing(database, isCommit);
  const made = make("one")(tenant, paused);
  await atGate;
  await report(dispute("e1", "d1", "opened", day(6)))(tenant, database);
  release();
  expect(await made).toBe(1000);
  const sql = "SELECT source, status FROM rewards WHERE tenant_id = $1 AND rule_id = 'share' ORDER BY source";
  expect(await database.query(sql, [tenant.tenantId])).toEqual([
    ["order:e1", "approved"],
    ["order:e2", "fulfilled"],
    ["order:e3", "approved"],
  ]);
});

it("check-balances holds payouts against what is set aside for them, of a person under all their names", async () => {
  const tenant = await begun();
  const deps = depsOn(database);
  const differences = async () => {
    deps.clock.advance(25 * 3_600_000);
    return await checkBalances.runFor(deps, tenant.tenantId).then(
      () => [],
      (error) => (error instanceof BalancesDifferError ? error.differences : [error]),
    );
  };
  await make("one")(tenant, database);
  await merge(tenant, database);
  expect(await differences()).toEqual([]);
  await database.query("UPDATE payouts SET status = 'paid' WHERE tenant_id = $1", [tenant.tenantId]);
  expect(await differences()).toMatchObject([{ unit: UNIT, setAside: "2000", payouts: "0" }]);
});

it("of 200 requests at once, half of them under one key, one makes a batch and one payout", async () => {
  const tenant = await begun();
  const ends = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      for (;;) {
        const ended = await make(n % 2 === 0 ? "one" : `other ${n}`)(tenant, database).catch(() => null);
        if (ended !== null) return ended;
      }
    }),
  );
  expect(new Set(ends)).toEqual(new Set([2000, "nothing_to_pay"]));
  const [made] = await database.query(
    "SELECT count(*)::integer, (SELECT count(*)::integer FROM payouts WHERE tenant_id = $1) FROM payout_batches WHERE tenant_id = $1",
    [tenant.tenantId],
  );
  expect(made).toEqual([1, 1]);
});
