import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { DAY_MS } from "../src/domain/periods.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import { announceExpiry } from "../src/jobs/announceExpiry.ts";
import type { Job } from "../src/jobs/batchJob.ts";
import { expireRewards } from "../src/jobs/expireRewards.ts";
import { releaseSpends } from "../src/jobs/releaseSpends.ts";
import type { Database } from "../src/ports.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn, dispute, purchase, refund, refundOfRest, signup } from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import { cashRules, endOf, make, requestOf, UNIT } from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { adjust, overFor, spend } from "./support/walletActs.ts";

/**
 * What a commit of money compares beside sums: each is overtaken, between its load and its commit, by things that together
 * leave the sum as it was.
 */

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "money_guards", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

/** How an act ends that has loaded before the others are done, and commits after them. */
async function overtaken(tenant: EngineTenant, slow: Act, ...quick: readonly Act[]): Promise<unknown> {
  const { paused, release, atGate } = pausing(database, isCommit);
  const ends = slow(tenant, paused);
  await atGate;
  for (const act of quick) await act(tenant, database);
  release();
  return await ends;
}

const job =
  (of: Job): Act =>
  async (tenant, on) =>
    endOf(await of.run(depsOn(on), requestOf(tenant), null));
const step =
  (source: string, name: RewardStep): Act =>
  async (tenant, on) => {
    const sql = "SELECT id FROM rewards WHERE tenant_id = $1 AND source = $2";
    const rewardId = String((await database.query(sql, [tenant.tenantId, source]))[0]?.[0]);
    return endOf(await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: name, reason: null }));
  };

/** An advocate who has earned by these orders, of 30.00 each. */
async function begun(grant: object, ...orders: readonly string[]): Promise<EngineTenant> {
  const rule = { id: "share", recipient: "advocate", on: { event: "purchase" }, grant };
  const tenant = await createEngineTenant(database, { ...cashRules(), rewards: [rule] }, ["a", "b"]);
  await tenant.report(database, [
    signup("f", "a", day(1)),
    ...orders.map((order, n) => purchase("f", order, 3000, day(2 + n))),
  ]);
  return tenant;
}

describe("credit", () => {
  const credit = { kind: "credit", amountMinor: 1000, currency: "GBP", validDays: 30 };
  /** What is left by the orders that earned it. */
  const leftOf = ({ tenantId }: EngineTenant) =>
    database.query(
      `SELECT coalesce(r.source, 'bonus'), l.left_minor::integer FROM lots l LEFT JOIN rewards r ON r.tenant_id = l.tenant_id
         AND r.id = l.id WHERE l.tenant_id = $1 ORDER BY 1`,
      [tenantId],
    );

  it("of an order in dispute by the time a spend is written is not taken, but that of another", async () => {
    const tenant = await begun(credit, "e1", "e2");
    await overFor(database, "none")(tenant, database);
    await overtaken(tenant, spend("o1", 400), report(dispute("e1", "d1", "opened", day(6))));
    expect((await leftOf(tenant)).find(([source]) => source === "order:e1")).toEqual(["order:e1", 1000]);
    expect((await leftOf(tenant)).find(([source]) => source === "order:e2")).toEqual(["order:e2", 600]);
  });

  it("of a reward that ended is not spent, though a bonus makes up for it", async () => {
    const tenant = await begun(credit, "e1");
    await overtaken(tenant, spend("o1", 400), step("order:e1", "void"), adjust(1000));
    expect(await leftOf(tenant)).toEqual([
      ["bonus", 600],
      ["order:e1", 0],
    ]);
  });

  it("that came back with an order does not expire with the rest, though as much was spent since", async () => {
    const tenant = await begun(credit, "e1");
    await spend("paid", 700)(tenant, database);
    await report(purchase("a", "paid", 4000, day(5)))(tenant, database);
    await overFor(database, "order:e1")(tenant, database);
    const back = report(refundOfRest("paid", "r1", day(6)));
    await overtaken(tenant, job(expireRewards), back, spend("o2", 700));
    expect(await leftOf(tenant)).toEqual([["order:e1", 300]]);
  });

  it("is said to expire once, by two that look at the same time", async () => {
    const tenant = await begun(credit, "e1");
    await overFor(database, "none")(tenant, database);
    await overtaken(tenant, job(announceExpiry), job(announceExpiry));
    const told = await database.query(
      "SELECT n ->> 'type' FROM outbox o, jsonb_array_elements(o.notices) n WHERE o.tenant_id = $1 AND n ->> 'type' = 'reward.expiring'",
      [tenant.tenantId],
    );
    expect(told).toEqual([["reward.expiring"]]);
  });

  it("of an order that was refunded before it was reported is good for two weeks when the job gives it back", async () => {
    const tenant = await begun(credit, "e1");
    await report(refund("o1", "r1", 4000, day(6)))(tenant, database);
    // The order of another, which is reported in the moment in which it is paid.
    expect(await overtaken(tenant, report(purchase("g", "o1", 4000, day(5))), spend("o1", 300))).toBe(201);
    await overFor(database, "none")(tenant, database);
    await database.query("UPDATE spends SET report_by = now() - interval '1 hour' WHERE tenant_id = $1", [
      tenant.tenantId,
    ]);
    await job(releaseSpends)(tenant, database);
    const [row] = await database.query(
      `SELECT s.status, l.left_minor::integer, l.expires_at > now() + $2::integer * interval '1 millisecond'
       FROM spends s JOIN lots l ON l.tenant_id = s.tenant_id WHERE s.tenant_id = $1`,
      [tenant.tenantId, 13 * DAY_MS],
    );
    expect(row).toEqual(["returned", 1000, true]);
  });
});

describe("cash", () => {
  const cash = { kind: "cash", rateBps: 10_000 };
  const paid = ({ tenantId }: EngineTenant) =>
    database.query("SELECT amount_minor::integer, rewards FROM payouts WHERE tenant_id = $1", [tenantId]);

  it.each([
    ["has ended", step("order:e2", "void"), 3000, [[3000, 1]]],
    ["was given out by hand", step("order:e2", "fulfill"), 3000, [[3000, 1]]],
    ["is less", report(refund("e2", "r1", 1000, day(6))), 1000, [[5000, 2]]],
  ])("of a reward that %s is not paid, though a bonus makes up for it", async (_, act, bonus, payouts) => {
    const tenant = await begun(cash, "e1", "e2");
    await overtaken(tenant, make("one"), act, adjust(bonus, UNIT));
    expect(await paid(tenant)).toEqual(payouts);
  });

  it("that comes to nothing is netted for whom the participant has become", async () => {
    const tenant = await begun(cash, "e1");
    await adjust(-3000, UNIT)(tenant, database);
    // They have had something before.
    for (const amount of [5, -5]) await adjust(amount, UNIT, "b")(tenant, database);
    const merge: Act = async (of, on) => {
      const input = { whom: { externalId: "b" }, alias: "a", reason: null };
      return endOf(await mergeParticipant(depsOn(on), requestOf(of), input));
    };
    await overtaken(tenant, make("one"), merge);
    const sql = `SELECT m.external_id, p.amount_minor::integer, r.participant_id = p.participant_id FROM payouts p
      JOIN participants m ON m.tenant_id = p.tenant_id AND m.id = p.participant_id
      JOIN rewards r ON r.tenant_id = p.tenant_id AND r.payout_id = p.id WHERE p.tenant_id = $1`;
    expect(await database.query(sql, [tenant.tenantId])).toEqual([["b", 0, true]]);
  });
});
