import { OWN_RECIPIENTS } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { sqlList } from "./sqlList.ts";
import type { Groups, PeopleFigures, SummaryView } from "./summaryFigures.ts";
import { summaryOf } from "./summaryFigures.ts";

export interface SummaryFilter {
  readonly program: string | null;
  /** from <= t < to; null has no end. */
  readonly from: string | null;
  readonly to: string | null;
}

const within = (column: string) =>
  `($3::timestamptz IS NULL OR ${column} >= $3::timestamptz) AND ($4::timestamptz IS NULL OR ${column} < $4::timestamptz)`;

const rowsOf = (from: string) => `(SELECT coalesce(json_agg(row_to_json(x)), '[]') FROM (${from}) x)`;

/*
 * Referrals count by when they were attributed, rewards, decisions and purchases by when what earned them
 * happened. Orders belong to no program, so those that wait or were refunded beyond their amount are the tenant's;
 * refunds that wait for their purchase have no period either, since only the purchase could give them one.
 */

/** The programs that are asked for: `$2` is a program's key, `$3` and `$4` are the period of every part. */
export const PROGRAMS = `g AS MATERIALIZED (
    SELECT p.id, p.currency FROM programs p WHERE p.tenant_id = k.tenant_id AND ($2::text IS NULL OR p.key = $2)
  )`;

/** `PeopleFigures`. */
export const PEOPLE = `WITH ${PROGRAMS}, r AS MATERIALIZED (
    SELECT r.status, r.rejected_reason, r.new_friend, count(*) AS n, sum(r.reversals) AS reversals FROM referrals r
    WHERE r.tenant_id = k.tenant_id AND r.program_id IN (SELECT id FROM g) AND ${within("r.attributed_at")}
    GROUP BY 1, 2, 3
  )
  SELECT json_build_object(
    'found', $2::text IS NULL OR EXISTS (SELECT FROM g),
    'clicks', (SELECT count(*)::integer FROM clicks c
      WHERE c.tenant_id = k.tenant_id AND c.program_id IN (SELECT id FROM g) AND ${within("c.occurred_at")}),
    'referrals', (SELECT coalesce(sum(n), 0)::integer FROM r WHERE is_live_referral(status)),
    'newFriends', (SELECT coalesce(sum(n), 0)::integer FROM r WHERE is_live_referral(status) AND new_friend),
    'converted', (SELECT coalesce(sum(n), 0)::integer FROM r WHERE status = 'converted'),
    'reversals', (SELECT coalesce(sum(reversals), 0)::integer FROM r),
    'rejected', ${rowsOf(`SELECT rejected_reason AS reason, sum(n)::integer AS count FROM r WHERE status = 'rejected'
      GROUP BY 1 ORDER BY 1`)},
    'waiting', (SELECT coalesce(sum(jsonb_array_length(p.refunds)), 0)::integer FROM purchases p
      WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NULL))`;

/**
 * `OrderGroup`s.
 *
 * @param purchases the rows of `purchases` that are looked at, as a relation; so with the others
 */
export const ordersOf = (purchases: string) =>
  rowsOf(`SELECT p.currency, EXISTS (
      SELECT FROM jsonb_each(p.decided) s JOIN g ON g.id = s.key WHERE (s.value ->> 'qualifies')::boolean) AS qualifies,
      count(*)::integer, sum(p.amount_minor - p.refunded_minor)::text AS amount,
      sum(p.over_refunds)::integer AS "overRefunds"
    FROM ${purchases} p
    WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NOT NULL AND ${within("p.occurred_at")}
    GROUP BY 1, 2`);

const rewardsFrom = (rewards: string) => `${rewards} w JOIN g ON g.id = w.program_id
    WHERE w.tenant_id = k.tenant_id AND ${within("w.occurred_at")}`;

/** `RewardGroup`s. */
export const rewardsOf = (rewards: string) =>
  rowsOf(`SELECT w.rule_id AS "ruleId", w.status, w.unit, g.currency, is_live_reward(w.status) AS live,
      count(*)::integer, sum(w.amount_minor)::text AS amount, sum(w.cost_minor)::text AS cost
    FROM ${rewardsFrom(rewards)} GROUP BY 1, 2, 3, 4`);

/** `AdvocateCost`s: what the rewards for sharing cost that live. */
export const advocatesOf = (rewards: string) =>
  rowsOf(`SELECT p.external_id AS "externalId", s.cost::text AS cost FROM (
      SELECT w.participant_id, sum(w.cost_minor) AS cost
      FROM ${rewardsFrom(rewards)} AND is_live_reward(w.status) AND w.recipient NOT IN (${sqlList(OWN_RECIPIENTS)})
      GROUP BY 1) s
    JOIN participants p ON p.tenant_id = k.tenant_id AND p.id = s.participant_id`);

/** `SkippedCount`s. */
export const skippedOf = (events: string) =>
  rowsOf(`SELECT d ->> 'ruleId' AS "ruleId", d ->> 'reason' AS reason, count(*)::integer
    FROM ${events} e
    CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    CROSS JOIN LATERAL jsonb_array_elements(entry -> 'decisions') d
    WHERE e.tenant_id = k.tenant_id AND e.decisions <> '[]' AND ${within("e.occurred_at")}
      AND entry ->> 'programId' IN (SELECT id FROM g) AND d ->> 'outcome' = 'skipped'
    GROUP BY 1, 2`);

const SUMMARY = `SELECT json_build_object('people', (${PEOPLE}),
  'groups', (WITH ${PROGRAMS} SELECT json_build_object('orders', ${ordersOf("purchases")},
    'rewards', ${rewardsOf("rewards")}, 'skipped', ${skippedOf("events")})))`;

/** Reads the figures of a period. */
export async function readSummary(
  database: Database,
  asker: TenantAsker,
  { program, from, to }: SummaryFilter,
): Promise<Authorized<SummaryView> | null> {
  const params = [program, from, to];
  const read = await readAsTenant<{ people: PeopleFigures; groups: Groups }>(database, asker, SUMMARY, params);
  return read === null ? null : { ...read, body: summaryOf(read.body.people, read.body.groups) };
}
