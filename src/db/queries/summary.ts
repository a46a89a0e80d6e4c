import { OWN_RECIPIENTS } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { Filter } from "./filtered.ts";
import { filtered, ownNameOf } from "./filtered.ts";
import { MAY_COST, REWARD_COST } from "./rewardCost.ts";
import { sqlList } from "./sqlList.ts";
import type { AdvocateCost, Groups, MonthCost, SummaryView } from "./summaryFigures.ts";
import { summaryOf } from "./summaryFigures.ts";

export interface SummaryFilter {
  readonly program: string | null;
  /** from <= t < to; null has no end. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The figures of a period, or of a part of one, before they are put together. */
export interface ReadGroups extends Groups {
  /** False when the program named does not exist. */
  readonly found: boolean;
  readonly advocates: readonly AdvocateCost[];
  readonly months: readonly MonthCost[];
}

/** What else may be asked of the groups. */
export interface MoreAsked {
  /** Only the skipped rules of events up to this `seq`; null for those of all. */
  readonly upTo: number | null;
  /** Whether it is added up what rewards cost by month, and by advocate, of whom there are any number. */
  readonly withCosts: boolean;
}

/** Goes on a WHERE: whether a time is in the period. Nothing where the period has no end. */
type Within = (column: string) => string;

const NONE = "'[]'::json";

const rowsOf = (from: string) => `(SELECT coalesce(json_agg(row_to_json(x)), '[]') FROM (${from}) x)`;

/*
 * Referrals count by when they were attributed, rewards, decisions and purchases by when what earned them
 * happened. Orders belong to no program, so those that wait or were refunded beyond their amount are the tenant's;
 * refunds that wait for their purchase have no period either, since only the purchase could give them one.
 */

/** The programs that are asked for. */
const PROGRAMS = `g AS MATERIALIZED (
    SELECT p.id, p.currency, p.timezone FROM programs p WHERE p.tenant_id = k.tenant_id AND ($2::text IS NULL OR p.key = $2)
  )`;

const WAITING = `(SELECT coalesce(sum(jsonb_array_length(p.refunds)), 0)::integer FROM purchases p
  WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NULL)`;

/** @param ends of the period: where it begins, and where it ends */
const clicksOf = (ends: string) => `(SELECT coalesce(sum(c.clicks), 0)::integer
  FROM clicks_of_time(k.tenant_id, ${ends}) c WHERE c.program_id IN (SELECT id FROM g))`;

/** `ReferralGroup`s. */
const referralsOf = (within: Within) =>
  rowsOf(`SELECT r.status, is_live_referral(r.status) AS live, r.rejected_reason AS reason, r.new_friend AS "newFriend",
      count(*)::integer, sum(r.reversals)::integer AS reversals
    FROM g JOIN referrals r ON r.tenant_id = k.tenant_id AND r.program_id = g.id${within("r.attributed_at")}
    GROUP BY 1, 2, 3, 4`);

/**
 * Those of a period by their events, which have an index by time and the same time. One by one, since the planner would
 * rather read the whole table for a join, as long as it is not large.
 */
const purchasesOf = (within: Within, hasEnds: boolean) =>
  hasEnds
    ? `events e CROSS JOIN LATERAL (
          SELECT p.* FROM purchases p WHERE p.tenant_id = k.tenant_id AND p.order_id = e.facts ->> 'orderId' OFFSET 0) p
        WHERE e.tenant_id = k.tenant_id AND e.type = 'purchase'${within("e.occurred_at")}`
    : "purchases p WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NOT NULL";

/** Whether an order qualifies in the program that is asked for, or in any: all but those under which memberships are. */
const qualifiesIn = (program: string | null) =>
  program === null
    ? `EXISTS (SELECT FROM jsonb_each(p.decided) s
        WHERE (s.value ->> 'qualifies')::boolean AND program_of_decided(s.key) = s.key)`
    : "coalesce((p.decided -> (SELECT id FROM g) ->> 'qualifies')::boolean, false)";

/** `OrderGroup`s. */
const ordersOf = (purchases: string, program: string | null) =>
  rowsOf(`SELECT p.currency, ${qualifiesIn(program)} AS qualifies, count(*)::integer,
      sum(p.amount_minor - p.refunded_minor)::text AS amount, sum(p.over_refunds)::integer AS "overRefunds"
    FROM ${purchases} GROUP BY 1, 2`);

const rewardsFrom = (within: Within) =>
  `g JOIN rewards w ON w.tenant_id = k.tenant_id AND w.program_id = g.id${within("w.occurred_at")}`;

/** `RewardGroup`s. */
const rewardsOf = (within: Within) =>
  rowsOf(`SELECT w.rule_id AS "ruleId", w.status, w.unit, g.currency,
      coalesce(w.void_reason = 'reassigned', false) AS "goesOn", is_live_reward(w.status) AS live, count(*)::integer, sum(w.amount_minor)::text AS amount, sum(${REWARD_COST})::text AS cost
    FROM ${rewardsFrom(within)} GROUP BY 1, 2, 3, 4, 5`);

/** `AdvocateCost`s: what the rewards for sharing cost. */
const advocatesOf = (within: Within) =>
  rowsOf(`SELECT ${ownNameOf("p")} AS "externalId", s.cost::text AS cost FROM (
      SELECT w.participant_id, sum(${REWARD_COST}) AS cost FROM ${rewardsFrom(within)}
      WHERE ${MAY_COST} AND w.recipient NOT IN (${sqlList(OWN_RECIPIENTS)}) GROUP BY 1) s
    JOIN participants p ON p.tenant_id = k.tenant_id AND p.id = s.participant_id`);

/** `MonthCost`s: what the rewards cost. */
const monthsOf = (within: Within) =>
  rowsOf(`SELECT period_key(w.occurred_at, 'month', g.timezone) AS month, sum(${REWARD_COST})::text AS cost
    FROM ${rewardsFrom(within)} WHERE ${MAY_COST} GROUP BY 1`);

/** `SkippedCount`s. Most events skip nothing, and those are told by a look that takes none of their decisions apart. */
const skippedOf = (within: Within, upTo: string) =>
  rowsOf(`SELECT d ->> 'ruleId' AS "ruleId", d ->> 'reason' AS reason, count(*)::integer
    FROM events e
    CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    CROSS JOIN LATERAL jsonb_array_elements(entry -> 'decisions') d
    WHERE e.tenant_id = k.tenant_id${within("e.occurred_at")}${upTo}
      AND e.decisions @> '[{"decisions": [{"outcome": "skipped"}]}]'
      AND entry ->> 'programId' IN (SELECT id FROM g) AND d ->> 'outcome' = 'skipped'
    GROUP BY 1, 2`);

/**
 * SQL of `ReadGroups`, a scalar subquery, with its parameters from `$2` on. An end that is not asked for is not in it,
 * and with one each table is read by an index of that time, so that what lies before and after costs nothing.
 */
export function groupsOf({ program, from, to }: SummaryFilter, { upTo, withCosts }: MoreAsked) {
  const params: unknown[] = [program];
  const and = (...filters: readonly Filter[]): string => {
    const made = filtered(filters, params.length + 2);
    params.push(...made.params);
    return made.and;
  };
  const ends = and(["%t >= ?::timestamptz", from], ["%t < ?::timestamptz", to]);
  const within: Within = (column) => ends.replaceAll("%t", column);
  const purchases = purchasesOf(within, from !== null || to !== null);
  const added = (time: string | null) => `$${params.push(time) + 1}::timestamptz`;
  const clickEnds = `${added(from)}, ${added(to)}`;
  const select = `WITH ${PROGRAMS} SELECT json_build_object(
    'found', $2::text IS NULL OR EXISTS (SELECT FROM g), 'waiting', ${WAITING},
    'clicks', ${clicksOf(clickEnds)}, 'referrals', ${referralsOf(within)}, 'orders', ${ordersOf(purchases, program)},
    'rewards', ${rewardsOf(within)}, 'advocates', ${withCosts ? advocatesOf(within) : NONE},
    'months', ${withCosts ? monthsOf(within) : NONE},
    'skipped', ${skippedOf(within, and(["e.seq <= ?::bigint", upTo]))})`;
  return { select, params };
}

/** Reads the figures of a period in one statement, which sees them as they were at one moment. */
export async function readSummaryAtOnce(
  database: Database,
  asker: TenantAsker,
  filter: SummaryFilter,
  more: MoreAsked,
): Promise<Authorized<SummaryView> | null> {
  const { select, params } = groupsOf(filter, more);
  const read = await readAsTenant<ReadGroups>(database, asker, select, params);
  return read === null ? null : { ...read, body: summaryOf(read.body) };
}
