import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../adapters/database/pglite.ts";
import { openPglite } from "../adapters/database/pglite.ts";
import { nanoIds } from "../adapters/nanoIds.ts";
import { isActive, isExpired, isLiveReferral, MAX_ANCESTORS, REFERRAL_STATUSES } from "../domain/attribution.ts";
import { clickIdsOf } from "../domain/clickTimes.ts";
import { MAX_HOLDERS } from "../domain/contacts.ts";
import type { CounterPlan } from "../domain/counters.ts";
import { BUDGET, limitMetric, momentsCounter, PROGRAM, planOf } from "../domain/counters.ts";
import { checkCoupon } from "../domain/coupons.ts";
import { MAX_LOADED } from "../domain/decisionSize.ts";
import { ADJUSTMENTS, discountUsed, earned, released, spent } from "../domain/ledger.ts";
import { costOfReward } from "../domain/metrics.ts";
import { HOLD_HOURS, MAX_FLAGGED } from "../domain/payoutDetails.ts";
import { DAY_MS, PERIODS, periodKey } from "../domain/periods.ts";
import { REVIEW_REASONS } from "../domain/reviewReasons.ts";
import { isLive, REWARD_STATUSES, waitsForReview } from "../domain/rewardState.ts";
import { MAX_ANCESTOR } from "../domain/rules.ts";
import { DECIDE_AFTER_HOURS } from "../domain/transfers.ts";
import { membershipKey } from "../engine/decide/memberships.ts";
import { orderSource } from "../engine/decide/purchaseFacts.ts";
import type { EngineEvent } from "../engine/events/events.ts";
import { additionKey, refundKey } from "../engine/events/events.ts";
import { prepareEvent } from "../engine/events/report.ts";
import { versionName } from "../engine/loop/rulesCache.ts";
import { documentOf, points, ruleOf } from "../engine/testing/documents.ts";
import { rulesFrom } from "../engine/testing/snapshots.ts";
import { migratedDump } from "../testing/migratedDump.ts";
import { MEMBERSHIP_PREFIX } from "./rows/referral.ts";

/** `drizzle/functions/domain.sql` says again what the domain says: here each word of it is held against the domain's. */

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
});
afterAll(() => database.close());

/** What SQL makes of each case; `x` is the case as JSON. */
async function inSql<T>(expression: string, cases: readonly T[]): Promise<unknown[]> {
  const rows = await database.query(
    `SELECT ${expression} FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given(x, nth) ORDER BY nth`,
    [JSON.stringify(cases)],
  );
  return rows.map(([value]) => value);
}

type BuiltIn = Exclude<EngineEvent["type"], "custom">;

const TEXT = "x #>> '{}'";
const NOW = "2026-03-29T10:00:00.000Z";
const now = Date.parse(NOW);
/** Just before it, at it, and after it; null is no such instant. */
const AROUND = ["2026-03-29T09:59:59.999Z", NOW, "2026-03-29T10:00:00.001Z", null];
const REASONS = [[], [...REVIEW_REASONS]];
const instant = (at: string | null) => (at === null ? null : Date.parse(at));

describe("in SQL as in the domain", () => {
  it("every status of a reward is live or is not", async () => {
    expect(await inSql(`is_live_reward(${TEXT})`, REWARD_STATUSES)).toEqual(REWARD_STATUSES.map(isLive));
  });

  it("the ids of a millisecond's clicks begin alike", async () => {
    const times = [
      ...AROUND.slice(0, 3),
      "1970-01-01T00:00:00.000Z",
      "1960-05-05T05:05:05.555Z",
      "2059-12-31T23:59:59.999Z",
    ];
    const begin = times.map((at) => clickIdsOf(Date.parse(at ?? "")));
    expect(await inSql(`click_ids_of((${TEXT})::timestamptz)`, times)).toEqual(begin);
  });

  it("a reward of every status costs what is expected of it or what was given", async () => {
    const cases = REWARD_STATUSES.flatMap((status) =>
      [0, 7].flatMap((expected) => [0, 5].map((given) => ({ status, expected, given }))),
    );
    const sums = "(x ->> 'expected')::bigint, (x ->> 'given')::bigint";
    expect(await inSql(`reward_cost(x ->> 'status', ${sums})::integer`, cases)).toEqual(
      cases.map(({ status, expected, given }) => {
        const cost = { isLive: isLive(status), expectedMinor: BigInt(expected), givenMinor: BigInt(given) };
        return Number(costOfReward(cost));
      }),
    );
  });

  it("every status of a referral is live or is not", async () => {
    expect(await inSql(`is_live_referral(${TEXT})`, REFERRAL_STATUSES)).toEqual(REFERRAL_STATUSES.map(isLiveReferral));
  });

  it("a referral of every status expires with its credit window, to the millisecond", async () => {
    const cases = REFERRAL_STATUSES.flatMap((status) =>
      [-1, 0, 1].flatMap((more) =>
        [0, 30, null].map((days) => {
          return { status, days, attributedAt: new Date(now - (days ?? 0) * DAY_MS + more).toISOString() };
        }),
      ),
    );
    const attributed = "(x ->> 'attributedAt')::timestamptz, (x ->> 'days')::integer";
    expect(await inSql(`is_expired(x ->> 'status', ${attributed}, '${NOW}')`, cases)).toEqual(
      cases.map(({ status, days, attributedAt }) =>
        isExpired({ status, attributedAt: Date.parse(attributedAt) }, days, now),
      ),
    );
  });

  it("payout details that take the place of others are held as long, and as many others are looked at", async () => {
    expect(await inSql("extract(epoch FROM payout_hold())::integer / 3600", [0])).toEqual([HOLD_HOURS]);
    expect(await inSql("max_flagged()", [0])).toEqual([MAX_FLAGGED]);
  });

  it("a person decides about a payout by Stripe as long after it was confirmed", async () => {
    expect(await inSql("extract(epoch FROM decide_after())::integer / 3600", [0])).toEqual([DECIDE_AFTER_HOURS]);
  });

  it("a day has 24 hours, also where clocks change", async () => {
    await database.query("SET TIME ZONE 'Europe/London'");
    const count = [0, 1, 30, 3650];
    const sql = `(extract(epoch FROM '2026-03-01T00:00:00Z'::timestamptz + days((${TEXT})::integer)) * 1000)::bigint`;
    expect((await inSql(sql, count)).map(Number)).toEqual(
      count.map((days) => Date.parse("2026-03-01T00:00:00Z") + days * DAY_MS),
    );
    await database.query("SET TIME ZONE 'UTC'");
  });

  it("every period has the same name, around its ends and in any time zone", async () => {
    const instants = ["2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-03-29T01:30:00Z", "2026-09-30T20:00:00Z"];
    const zones = ["UTC", "Asia/Tashkent", "America/New_York", "Pacific/Kiritimati", "Europe/London"];
    const cases = instants.flatMap((at) => zones.flatMap((zone) => PERIODS.map((period) => ({ at, zone, period }))));
    expect(await inSql("period_key((x ->> 'at')::timestamptz, x ->> 'period', x ->> 'zone')", cases)).toEqual(
      cases.map(({ at, zone, period }) => periodKey(Date.parse(at), period, zone)),
    );
  });

  it("a program of every status takes friends from its start until before its end", async () => {
    const statuses = ["draft", "active", "paused", "ended"] as const;
    const cases = statuses.flatMap((status) =>
      AROUND.flatMap((startsAt) => AROUND.map((endsAt) => ({ status, startsAt, endsAt }))),
    );
    const span = "(x ->> 'startsAt')::timestamptz, (x ->> 'endsAt')::timestamptz";
    expect(await inSql(`is_active_program(x ->> 'status', ${span}, '${NOW}')`, cases)).toEqual(
      cases.map(({ status, startsAt, endsAt }) => {
        return isActive({ status, startsAt: instant(startsAt), endsAt: instant(endsAt) }, now);
      }),
    );
  });

  it("a coupon is usable as the domain finds an order for which it is", async () => {
    const cases = REWARD_STATUSES.flatMap((status) =>
      AROUND.flatMap((expiresAt) =>
        [0, 1, 2, 3].flatMap((uses) =>
          REASONS.map((reviewReasons) => ({ status, reviewReasons, expiresAt, uses, maxUses: 2 })),
        ),
      ),
    );
    const coupon = `jsonb_populate_record(NULL::coupons, jsonb_build_object('expires_at', x -> 'expiresAt',
      'uses', x -> 'uses', 'max_uses', x -> 'maxUses'))`;
    const anyOrder = {
      freeShipping: false,
      percentBps: 1000,
      amountMinor: null,
      currency: null,
      minOrderMinor: null,
      appliesTo: null,
    };
    const order = { amountMinor: 1000n, currency: "GBP", items: [] };
    expect(await inSql(`is_usable_coupon(${coupon}, x ->> 'status', x -> 'reviewReasons', '${NOW}')`, cases)).toEqual(
      cases.map(({ expiresAt, ...terms }) => {
        return checkCoupon({ ...anyOrder, ...terms, expiresAt: instant(expiresAt) }, order, now).valid;
      }),
    );
  });

  it("a reward waits for review by the same states and reasons", async () => {
    const cases = REWARD_STATUSES.flatMap((status) => REASONS.map((reasons) => ({ status, reasons })));
    expect(await inSql("waits_for_review(x ->> 'status', x -> 'reasons')", cases)).toEqual(
      cases.map(({ status, reasons }) => waitsForReview(status, reasons)),
    );
  });

  it("as far is looked upwards", async () => {
    expect(await database.query("SELECT max_ancestors(), max_recipient_level()")).toEqual([
      [MAX_ANCESTORS, MAX_ANCESTOR],
    ]);
  });

  it("as much is loaded at most", async () => {
    expect(await database.query("SELECT max_loaded(), max_holders()")).toEqual([[MAX_LOADED, MAX_HOLDERS]]);
  });

  it("numbers have the same names", async () => {
    const { periodKey: always } = momentsCounter({ id: "prog_1" }, "par_1");
    expect(await database.query("SELECT program_subject(), budget_metric(), moments_period()")).toEqual([
      [PROGRAM, BUDGET, always],
    ]);
    const limits = [
      { measure: "count", ruleId: "a" },
      { measure: "amount", ruleId: "a-b" },
    ] as const;
    expect(await inSql("limit_metric(x ->> 'measure', x ->> 'ruleId')", limits)).toEqual(limits.map(limitMetric));
  });

  it("a plan says whether it has limits of single referrals", async () => {
    const plans = [["recipient"], ["referral"], ["recipient", "referral"], []].map((whose) => {
      const limits = whose.map((per) => ({ per, period: "lifetime", count: 1 }));
      return planOf(rulesFrom(documentOf([ruleOf("a", { limits })])));
    });
    const hasAny = (plan: CounterPlan) => plan.limits.some(({ per }) => per === "referral");
    expect(await inSql("limits_referrals(x)", plans)).toEqual(plans.map(hasAny));
  });

  it("plans keep the periods of their tiers, budgets and limits, and the one that rolling windows rely on", async () => {
    const limits = [{ per: "recipient", period: "day", count: 1 }] as const;
    const tiers = { by: "conversions", window: "month", steps: [{ from: 2, grant: points(2) }] } as const;
    const budget = { period: "year", amountMinor: 100, currency: "GBP", onExhausted: "skip" } as const;
    const plans = [
      documentOf([ruleOf("a")]),
      documentOf([ruleOf("a", { limits })]),
      documentOf([ruleOf("a", { grant: points(1), tiers })], { budget }),
    ].map((document) => planOf(rulesFrom(document)));
    const keptBy = ({ tiers, budget, limits }: CounterPlan) => [
      ...[...tiers.map(({ window }) => window), ...budget, ...limits.map(({ period }) => period)],
    ];
    const lists = [[], [0], [1], [2], [0, 1, 2]].map((some) => some.flatMap((index) => plans[index] ?? []));
    const { periodKey: always } = momentsCounter({ id: "prog_1" }, "par_1");
    const expected = lists.map((list) => [always, ...list.flatMap(keptBy)].toSorted());
    const kept = (await inSql("kept_periods(x)", lists)) as string[][];
    expect(kept.map((periods) => periods.toSorted())).toEqual(expected);
    expect(new Set(expected.flat())).toEqual(new Set(["day", "lifetime", "month", "year"]));
  });

  it("versions have the same names, which tell them apart", async () => {
    const version = { programId: "prog_1", version: 12 };
    const name = versionName(version);
    expect(await inSql("version_name(x ->> 'programId', (x ->> 'version')::integer)", [version])).toEqual([name]);
    expect(await inSql(`program_of_version(${TEXT})`, [name])).toEqual([version.programId]);
    expect(await inSql(`number_of_version(${TEXT})`, [name])).toEqual([version.version]);
  });

  it.each(["version_name(p.id, p.version)", "kept_periods(jsonb_build_array(p.counter_plan))"])(
    "%s, which every load asks, costs no call",
    async (call) => {
      const plan = (await database.query(`EXPLAIN VERBOSE SELECT ${call} FROM programs p`)).flat().join("\n");
      expect(plan).not.toContain(call.slice(0, call.indexOf("(") + 1));
    },
  );

  it("of all types of events, only the shop's own are custom", async () => {
    const ofOrders = { refund: 0, order_change: 0, refund_reversal: 0, order_addition: 0, dispute: 0 } as const;
    const made = {
      click: 0,
      customer_since: 0,
      referral_by_hand: 0,
      referral_reassigned: 0,
      participant_merged: 0,
    } as const;
    const types = Object.keys({ signup: 0, purchase: 0, ...ofOrders, ...made } satisfies Record<BuiltIn, 0>);
    expect(await inSql(`is_custom_event(${TEXT})`, [...types, "lead"])).toEqual([...types.map(() => false), true]);
  });

  it("orders, their purchases and memberships have the same names", async () => {
    const said = { type: "purchase", participant: { externalId: "ann" }, amountMinor: 1, currency: "GBP" } as const;
    const order = { country: null, items: [], subscription: false, discounts: [], metadata: {} };
    const reported = { ...said, ...order, orderId: "1:2", code: null, clickIds: [], channel: null, occurredAt: NOW };
    const { naturalKey } = prepareEvent(reported, new Date(now), nanoIds, "key").event;
    expect(await database.query("SELECT order_source('1:2'), purchase_key('1:2')")).toEqual([
      [orderSource("1:2"), naturalKey],
    ]);
    expect(await inSql(`is_membership(${TEXT})`, [`${MEMBERSHIP_PREFIX}1`, "ref_1"])).toEqual([true, false]);
    expect(await inSql(`program_of_decided(${TEXT})`, [membershipKey("prog_1"), "prog_1"])).toEqual([
      "prog_1",
      "prog_1",
    ]);
  });

  it("of natural keys, those of additions alone are additions", async () => {
    const keys = [additionKey("1:2", "ab"), "change:1:2", "purchase:1:2", refundKey("change:")];
    expect(await inSql(`is_addition_key(${TEXT})`, keys)).toEqual([true, false, false, false]);
  });

  it("accounts have the same names, and say whose they are and what has been paid", async () => {
    const parties = { programId: "prog_1", participantId: "par_1" };
    const { source: cost, destination: pending } = earned(parties, "pending", 1n);
    const { destination: available } = released(parties, 1n);
    expect(
      await database.query(
        "SELECT reward_cost_account($1), held_account($2, 'pending'), held_account($2, 'available')",
        ["prog_1", "par_1"],
      ),
    ).toEqual([[cost, pending, available]]);
    const world = spent(parties, "cash:GBP", 1n).destination;
    const { source: discounts } = discountUsed("prog_1", "cash:GBP", 1n);
    const accounts = [cost, discounts, pending, available, world, ADJUSTMENTS];
    expect(await inSql(`participant_of(${TEXT})`, accounts)).toEqual([null, null, "par_1", "par_1", null, null]);
    expect(await inSql(`program_of(${TEXT})`, accounts)).toEqual(["prog_1", "prog_1", null, null, null, null]);
    expect(await inSql(`is_paid_out(${TEXT})`, accounts)).toEqual([false, false, false, false, true, false]);
  });
});
