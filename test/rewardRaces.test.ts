import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { RewardStep } from "../src/domain/rewardState.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import { releaseRewards } from "../src/jobs/releaseRewards.ts";
import type { Database } from "../src/ports.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { redeemCoupon } from "../src/usecases/coupons/useCoupon.ts";
import { stepReward } from "../src/usecases/rewards/stepReward.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import {
  codeOf,
  createEngineTenant,
  depsOn,
  dispute,
  purchase,
  refund,
  reversal,
  signup,
  stateOf,
} from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { isCommit, pausing } from "./support/pausing.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people and jobs do to rewards and coupons, beside events and beside each other, on a real PostgreSQL. */

const attribution = attributionOf();
const rules = {
  schemaVersion: 1,
  attribution,
  qualifies: [],
  rewards: [
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "cash", amountMinor: 500, currency: "GBP" },
      limits: [{ per: "recipient", period: "month", count: 1 }],
      holdDays: 5,
    },
    // Whether it still lives decides, and changes nothing of it, when a refund moves the conversion.
    {
      id: "kept",
      recipient: "advocate",
      on: { event: "conversion" },
      grant: { kind: "points", amount: 5 },
      onRefund: "keep",
    },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: { kind: "credit", rateBps: 1000 } },
  ],
  budget: { amountMinor: 1100, currency: "GBP", period: "lifetime", onExhausted: "skip" },
};

const before: readonly ReportedEvent[] = [
  signup("f1", "a", day(1)),
  signup("f2", "a", day(1)),
  purchase("f1", "o1", 2000, day(2)),
  purchase("f1", "o4", 2000, day(3)),
];

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });

const step =
  (ruleId: string, name: RewardStep): Act =>
  async (tenant, on) => {
    const rewardId = await rewardOf(tenant, ruleId);
    return endOf(await stepReward(depsOn(on), requestOf(tenant), { rewardId, step: name, reason: null }));
  };
const release: Act = async (tenant, on) => endOf(await releaseRewards.run(depsOn(on), requestOf(tenant), null));

const steps: Readonly<Record<string, Act>> = {
  "release of what is due": release,
  "approval of the cash": step("cash", "approve"),
  "voiding of the cash": step("cash", "void"),
  "voiding of what a refund keeps": step("kept", "void"),
  "voiding of the share": step("share", "void"),
  "fulfilment of the share": step("share", "fulfill"),
};
const contenders: Readonly<Record<string, Act>> = {
  ...steps,
  "full refund": report(refund("o1", "r1", 2000, day(6))),
  "partial refund": report(refund("o1", "r2", 500, day(6))),
  "another purchase of the friend": report(purchase("f1", "o2", 3000, day(4))),
  "purchase of another friend": report(purchase("f2", "o3", 3000, day(4))),
  "dispute of the order": report(dispute("o1", "d1", "opened", day(6))),
  "dispute of the order that the conversion would move to": report(dispute("o4", "d2", "opened", day(6))),
};

/** Of an order that is disputed from the beginning. */
const reviews: Readonly<Record<string, Act>> = {
  "letting the cash go": step("cash", "release"),
  "letting the share go": step("share", "release"),
  "the end of the dispute": report(dispute("o1", "d1", "closed", day(6))),
};
const besideReviews: Readonly<Record<string, Act>> = {
  ...reviews,
  ...steps,
  "another dispute": report(dispute("o1", "d2", "opened", day(6))),
  "full refund": report(refund("o1", "r1", 2000, day(6))),
  "partial refund": report(refund("o1", "r2", 500, day(6))),
};

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "reward_races", MIGRATED_TEMPLATE), {
    max: RACING_CONNECTIONS,
  });
});
afterAll(() => database.close());

async function rewardOf({ tenantId }: EngineTenant, ruleId: string): Promise<string> {
  const sql = "SELECT id FROM rewards WHERE tenant_id = $1 AND rule_id = $2 AND source IN ('order:o1', 'signup')";
  return String((await database.query(sql, [tenantId, ruleId]))[0]?.[0]);
}

async function begun(): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, rules, ["a"]);
  await tenant.report(database, before);
  return tenant;
}

describe("a step of a reward beside anything else ends as one after the other", () => {
  for (const pairs of pairsOf(steps, contenders)) {
    it(`${pairs.name}, beside itself and every other`, async () => {
      const races = { database, begun: await begun(), stateOf: (tenant: EngineTenant) => stateOf(database, tenant) };
      await raceEach(races, pairs);
    });
  }

  for (const pairs of pairsOf(reviews, besideReviews)) {
    it(`in review: ${pairs.name}, beside itself and every other`, async () => {
      const tenant = await begun();
      await tenant.report(database, [dispute("o1", "d1", "opened", day(5))]);
      await raceEach({ database, begun: tenant, stateOf: (of: EngineTenant) => stateOf(database, of) }, pairs);
    });
  }

  it("five releases at once approve each reward once", async () => {
    const tenant = await begun();
    await Promise.all(Array.from({ length: 5 }, () => release(tenant, database)));
    const posted = await database.query(
      "SELECT reward_id, count(*)::int FROM postings WHERE tenant_id = $1 AND source LIKE '%:pending' GROUP BY 1",
      [tenant.tenantId],
    );
    expect(posted).toEqual([[await rewardOf(tenant, "cash"), 1]]);
  });
});

describe("coupons under concurrency", () => {
  const couponRules = (maxUses: number) => ({
    schemaVersion: 1,
    attribution,
    qualifies: [],
    rewards: [
      {
        id: "coupon",
        recipient: "friend",
        on: { event: "signup" },
        grant: { kind: "discount", percentBps: 1000, maxUses },
      },
      {
        ...{ id: "thanks", recipient: "friend", on: { event: "purchase" } },
        grant: { kind: "discount", percentBps: 1000, maxUses },
      },
    ],
  });

  async function withCoupon(maxUses: number): Promise<{ tenant: EngineTenant; coupon: string }> {
    const tenant = await createEngineTenant(database, couponRules(maxUses), ["a"]);
    await tenant.report(database, [signup("f1", "a", day(1))]);
    const [row] = await database.query("SELECT code FROM coupons WHERE tenant_id = $1", [tenant.tenantId]);
    return { tenant, coupon: String(row?.[0]) };
  }
  const redeem =
    (coupon: string, orderId: string): Act =>
    async (tenant, on) => {
      const order = { orderId, amountMinor: 2000, currency: "GBP", items: [] };
      return endOf(await redeemCoupon(depsOn(on), requestOf(tenant), coupon, order));
    };
  /** Uses counted, and the orders that hold one. */
  const usesOf = async ({ tenantId }: EngineTenant) => {
    const [row] = await database.query(
      `SELECT c.uses, (SELECT count(*)::int FROM coupon_uses u
         WHERE u.tenant_id = c.tenant_id AND u.code = c.code AND u.undone_at IS NULL)
       FROM coupons c WHERE c.tenant_id = $1`,
      [tenantId],
    );
    return row;
  };

  it.each([1, 3])("a coupon for %i uses is redeemed by as many of ten orders at once", async (maxUses) => {
    const { tenant, coupon } = await withCoupon(maxUses);
    const ends = await Promise.all(Array.from({ length: 10 }, (_, n) => redeem(coupon, `o-${n}`)(tenant, database)));
    expect(ends.filter((end) => end === 201)).toHaveLength(maxUses);
    expect(ends.filter((end) => end === "coupon_used_up")).toHaveLength(10 - maxUses);
    expect(await usesOf(tenant)).toEqual([maxUses, maxUses]);
  });

  it("one order that redeems ten times at once uses one of three", async () => {
    const { tenant, coupon } = await withCoupon(3);
    const ends = await Promise.all(Array.from({ length: 10 }, () => redeem(coupon, "o-1")(tenant, database)));
    expect(ends.filter((end) => end === 201)).toHaveLength(1);
    expect(ends.filter((end) => end === 200)).toHaveLength(9);
    expect(await usesOf(tenant)).toEqual([1, 1]);
  });

  const overtake = async (slow: Act, quick: Act, tenant: EngineTenant) => {
    const { paused, release: go, atGate } = pausing(database, isCommit);
    const late = slow(tenant, paused);
    await atGate;
    const early = await quick(tenant, database);
    go();
    return [early, await late];
  };

  it("a redemption that the voiding of its reward overtakes is refused", async () => {
    const { tenant, coupon } = await withCoupon(1);
    expect(await overtake(redeem(coupon, "o-1"), step("coupon", "void"), tenant)).toEqual([200, "coupon_voided"]);
    expect(await usesOf(tenant)).toEqual([0, 0]);
  });

  it("a redemption that a dispute of the order that earned it overtakes is refused", async () => {
    const { tenant } = await withCoupon(1);
    await tenant.report(database, [purchase("f1", "o-1", 2000, day(2))]);
    const sql =
      "SELECT c.code FROM coupons c JOIN rewards w ON w.id = c.reward_id WHERE c.tenant_id = $1 AND w.rule_id = 'thanks'";
    const coupon = String((await database.query(sql, [tenant.tenantId]))[0]?.[0]);
    const opened = report(dispute("o-1", "d-1", "opened", day(3)));
    expect(await overtake(redeem(coupon, "o-2"), opened, tenant)).toEqual([201, "coupon_held"]);
  });

  it("a redemption that the full refund of its order overtakes is refused; the other way round it is undone", async () => {
    for (const isLate of [true, false]) {
      const { tenant, coupon } = await withCoupon(1);
      await tenant.report(database, [purchase("f1", "o-1", 2000, day(2))]);
      const refundIt = report(refund("o-1", "r-1", 2000, day(3)));
      const acts = [redeem(coupon, "o-1"), refundIt] as const;
      const ends = isLate ? await overtake(acts[0], acts[1], tenant) : await overtake(acts[1], acts[0], tenant);
      expect(ends).toEqual(isLate ? [201, "order_refunded"] : [201, 201]);
      expect(await usesOf(tenant)).toEqual([0, 0]);
    }
  });

  it("a redemption that a purchase and its full refund overtake leaves no use behind", async () => {
    const { tenant, coupon } = await withCoupon(1);
    const both: Act = async (_, on) => {
      const replies = await tenant.report(on, [
        purchase("f1", "o-1", 2000, day(2)),
        refund("o-1", "r-1", 2000, day(3)),
      ]);
      return replies.map(({ status }) => status);
    };
    expect(await overtake(redeem(coupon, "o-1"), both, tenant)).toEqual([[201, 201], "order_refunded"]);
    expect(await usesOf(tenant)).toEqual([0, 0]);
  });

  it("a redemption and the purchase that reports it at once are one use", async () => {
    const { tenant, coupon } = await withCoupon(2);
    const bought = { ...purchase("f1", "o-1", 2000, day(2)), discounts: [{ code: coupon, amountMinor: 200 }] };
    const acts = [redeem(coupon, "o-1"), report(bought as ReportedEvent)] as const;
    await overtake(acts[0], acts[1], tenant);
    expect(await usesOf(tenant)).toEqual([1, 1]);
    const second = await withCoupon(2);
    const again = { ...bought, discounts: [{ code: second.coupon, amountMinor: 200 }] };
    await overtake(report(again as ReportedEvent), redeem(second.coupon, "o-1"), second.tenant);
    expect(await usesOf(second.tenant)).toEqual([1, 1]);
  });

  it("an order that used its friend's discount at once, its refund and what undoes that end as one after the other", async () => {
    const named = { code: codeOf("a"), amountMinor: 200 };
    const bought = { ...purchase("f9", "o-9", 2000, day(2), "a"), discounts: [named] };
    const [back, undo] = [refund("o-9", "r-9", 2000, day(3)), reversal("o-9", "r-9", day(4))];
    const sums = `SELECT w.given_minor::int, c.uses, (SELECT sum(CASE WHEN p.source LIKE 'world%' THEN -p.amount ELSE p.amount END)::int
      FROM postings p WHERE p.reward_id = w.id) FROM coupons c JOIN rewards w ON w.id = c.reward_id
      JOIN participants f ON f.id = w.participant_id WHERE w.tenant_id = $1 AND f.external_id = 'f9' AND w.rule_id = 'coupon'`;
    const given = async (before: readonly ReportedEvent[], first: ReportedEvent, second: ReportedEvent) => {
      const { tenant } = await withCoupon(1);
      if (before.length > 0) await tenant.report(database, before);
      await overtake(report(first), report(second), tenant);
      return (await database.query(sums, [tenant.tenantId]))[0];
    };
    expect(await given([], bought, back)).toEqual([0, 0, 0]);
    expect(await given([], back, bought)).toEqual([0, 0, 0]);
    expect(await given([bought], back, undo)).toEqual([200, 1, 200]);
    expect(await given([bought], undo, back)).toEqual([200, 1, 200]);
    // The report that names the discount comes after the one that brings the code.
    const bare = { ...bought, discounts: [] };
    const late = { ...bought, code: null };
    expect(await given([bare], late, back)).toEqual([0, 0, 0]);
    expect(await given([bare], back, late)).toEqual([0, 0, 0]);
  });
});
