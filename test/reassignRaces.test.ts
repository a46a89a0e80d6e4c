import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import type { Database } from "../src/ports.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { redeemCoupon } from "../src/usecases/coupons/useCoupon.ts";
import { reassignReferral } from "../src/usecases/people/reassignReferral.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import {
  change,
  createEngineTenant,
  custom,
  depsOn,
  dispute,
  purchase,
  refund,
  signup,
  stateOf,
} from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";
import { countedNumbers, keptNumbers } from "./support/storedHistory.ts";

/** A friend who is given to another advocate, beside whatever else happens to those concerned, on a real PostgreSQL. */

const steps = [
  { from: 1, grant: { kind: "cash", amountMinor: 500, currency: "GBP" } },
  { from: 2, grant: { kind: "cash", amountMinor: 700, currency: "GBP" } },
];
const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    {
      ...{ id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: steps[0]?.grant, holdDays: 5 },
      tiers: { by: "conversions", window: "lifetime", steps },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1000 } },
    { id: "up", recipient: { ancestor: 2 }, on: { event: "purchase" }, grant: { kind: "points", amount: 1 } },
    {
      ...{ id: "off", recipient: "advocate", on: { event: "signup" } },
      grant: { kind: "discount", percentBps: 1000, maxUses: 1, costMinor: 100 },
    },
    {
      ...{ id: "early", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "points", amount: 3 } },
      tiers: {
        by: "revenue",
        window: { rollingDays: 30 },
        steps: [
          { from: 1, grant: { kind: "points", amount: 3 } },
          { from: 4000, grant: { kind: "points", amount: 4 } },
        ],
      },
    },
  ],
};
const before: readonly ReportedEvent[] = [
  signup("b", "c", day(1)),
  signup("f1", "a", day(1)),
  signup("f2", "a", day(1)),
  purchase("f1", "o1", 2000, day(2)),
  purchase("f1", "o4", 2000, day(3)),
  signup("g", "f1", day(3)),
];

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? (outcome.refusal.reason ?? outcome.refusal.code) : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

const give =
  (friend: string, advocate: string): Act =>
  async (tenant, on) => {
    const sql = `SELECT r.id FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
      WHERE r.tenant_id = $1 AND f.external_id = $2 AND r.status <> 'rejected'`;
    const [[id] = []] = await database.query(sql, [tenant.tenantId, friend]);
    const input = { referralId: String(id), advocate, reason: "wrong link" };
    return endOf(await reassignReferral(depsOn(on), requestOf(tenant), input));
  };
/** Of the reward that f1 first earned by a rule. */
const step =
  (ruleId: string, name: RewardStep): Act =>
  async (tenant, on) => {
    const [[rewardId] = []] = await database.query(
      `SELECT w.id FROM rewards w JOIN referrals r ON r.tenant_id = w.tenant_id AND r.id = w.referral_id
        JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
      WHERE w.tenant_id = $1 AND w.rule_id = $2 AND f.external_id = 'f1' ORDER BY w.id LIMIT 1`,
      [tenant.tenantId, ruleId],
    );
    const input = { rewardId: String(rewardId), step: name, reason: null };
    return endOf(await stepReward(depsOn(on), requestOf(tenant), input));
  };
const redeem: Act = async (tenant, on) => {
  const [[code] = []] = await database.query(
    `SELECT c.code FROM coupons c JOIN rewards w ON w.tenant_id = c.tenant_id AND w.id = c.reward_id
      JOIN referrals r ON r.tenant_id = w.tenant_id AND r.id = w.referral_id
      JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
    WHERE c.tenant_id = $1 AND f.external_id = 'f1' ORDER BY w.id LIMIT 1`,
    [tenant.tenantId],
  );
  const order = { orderId: "own", amountMinor: 5000, currency: "GBP", items: [] };
  return endOf(await redeemCoupon(depsOn(on), requestOf(tenant), String(code), order));
};
const release: Act = async (tenant, on) => endOf(await releaseRewards.run(depsOn(on), requestOf(tenant), null));

const giving: Readonly<Record<string, Act>> = { "f1 to b": give("f1", "b"), "f1 to c": give("f1", "c") };
const contenders: Readonly<Record<string, Act>> = {
  ...giving,
  "f2 to b": give("f2", "b"),
  "b, who is above, to f1": give("b", "f1"),
  "purchase of the friend": report(purchase("f1", "o2", 3000, day(4))),
  "purchase of whom they brought": report(purchase("g", "o5", 3000, day(4))),
  "purchase of another friend of a": report(purchase("f2", "o3", 3000, day(4))),
  "signup of another friend of b": report(signup("h", "b", day(4))),
  "signup of c under the friend": report(signup("c", "a", day(4))),
  "full refund": report(refund("o1", "r1", 2000, day(6))),
  "partial refund": report(refund("o1", "r2", 500, day(6))),
  "change of the order": report(change("o1", "ch", 3000, day(6))),
  "dispute of the order": report(dispute("o1", "d1", "opened", day(6))),
  "an event of the friend": report(custom("lead", "f1", "e1", day(6))),
  "approval of the cash": step("cash", "approve"),
  "voiding of the cash": step("cash", "void"),
  "fulfilment of the share": step("share", "fulfill"),
  "release of what is due": release,
  "a use of the coupon": redeem,
};

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "reassign_races", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
});
afterAll(() => database.close());

/** How many friends and referrals each advocate has, as it is kept and as it is counted. */
async function friendsOf({ tenantId }: EngineTenant) {
  const kept = await database.query(
    `SELECT p.external_id, c.friends - c.moved_away, c.referrals FROM friend_counts c
      JOIN participants p ON p.tenant_id = c.tenant_id AND p.id = c.advocate_id
    WHERE c.tenant_id = $1 AND c.referrals > 0 ORDER BY 1`,
    [tenantId],
  );
  const counted = await database.query(
    `SELECT p.external_id, count(DISTINCT r.friend_id)::integer, count(*)::integer FROM referrals r
      JOIN participants p ON p.tenant_id = r.tenant_id AND p.id = r.advocate_id WHERE r.tenant_id = $1 GROUP BY 1 ORDER BY 1`,
    [tenantId],
  );
  expect(kept).toEqual(counted);
  const numbers = await database.query(
    "SELECT count(*) = count(DISTINCT (advocate_id, friend_number)) FROM referrals WHERE tenant_id = $1",
    [tenantId],
  );
  expect(numbers).toEqual([[true]]);
  return kept;
}

describe("a friend who is given to another advocate beside anything else ends as one after the other", () => {
  for (const pairs of pairsOf(giving, contenders)) {
    it(`${pairs.name}, beside itself and every other`, async () => {
      const begun = await createEngineTenant(database, rules, ["a", "b", "c", "f1"]);
      await begun.report(database, before);
      const state = async (tenant: EngineTenant) => {
        expect(await keptNumbers(database, tenant)).toEqual(await countedNumbers(database, tenant, null));
        return { ...(await stateOf(database, tenant)), friends: await friendsOf(tenant) };
      };
      await raceEach({ database, begun, stateOf: state }, pairs);
    });
  }
});
