import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

/** A program's (or every program's) figures in a period. Sums are decimal strings of minor units. */
export interface SummaryView {
  /** False when the program named does not exist. */
  readonly found: boolean;
  readonly clicks: number;
  readonly referrals: number;
  /** Of these, the first of their friend and advocate: the rest are more orders of the same friends. */
  readonly newFriends: number;
  readonly converted: number;
  readonly reversals: number;
  readonly rejected: readonly { readonly reason: string; readonly count: number }[];
  readonly purchases: number;
  readonly revenue: readonly { readonly currency: string; readonly amount: string }[];
  readonly waiting: number;
  readonly overRefunds: number;
  readonly rules: readonly {
    readonly ruleId: string;
    readonly granted: number;
    readonly live: number;
    readonly amount: string;
  }[];
  readonly skipped: readonly { readonly ruleId: string; readonly reason: string; readonly count: number }[];
  readonly statuses: readonly { readonly status: string; readonly count: number }[];
  readonly totals: readonly { readonly unit: string; readonly amount: string }[];
  readonly cost: readonly { readonly currency: string; readonly amount: string }[];
}

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
/** A scalar subquery: $2 is the program's key, $3 and $4 are the period. */
export const SUMMARY = `WITH g AS MATERIALIZED (
    SELECT p.id, p.currency FROM programs p WHERE p.tenant_id = k.tenant_id AND ($2::text IS NULL OR p.key = $2)
  ), r AS MATERIALIZED (
    SELECT r.status, r.reversals, r.rejected_reason, r.new_friend FROM referrals r
    WHERE r.tenant_id = k.tenant_id AND r.program_id IN (SELECT id FROM g) AND ${within("r.attributed_at")}
  ), w AS MATERIALIZED (
    SELECT w.rule_id, w.status, w.unit, w.amount_minor, w.cost_minor, g.currency,
      is_live_reward(w.status) AS live
    FROM rewards w JOIN g ON g.id = w.program_id
    WHERE w.tenant_id = k.tenant_id AND ${within("w.occurred_at")}
  ), decisions AS MATERIALIZED (
    SELECT d ->> 'ruleId' AS rule_id, d ->> 'reason' AS reason
    FROM events e
    CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    CROSS JOIN LATERAL jsonb_array_elements(entry -> 'decisions') d
    WHERE e.tenant_id = k.tenant_id AND e.decisions <> '[]' AND ${within("e.occurred_at")}
      AND entry ->> 'programId' IN (SELECT id FROM g) AND d ->> 'outcome' = 'skipped'
  ), bought AS MATERIALIZED (
    SELECT p.amount_minor - p.refunded_minor AS net, p.currency, p.over_refunds, EXISTS (
        SELECT FROM jsonb_each(p.decided) s JOIN g ON g.id = s.key WHERE (s.value ->> 'qualifies')::boolean) AS qualifies
    FROM purchases p
    WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NOT NULL AND ${within("p.occurred_at")}
  )
  SELECT json_build_object(
    'found', $2::text IS NULL OR EXISTS (SELECT FROM g),
    'clicks', (SELECT count(*)::integer FROM clicks c
      WHERE c.tenant_id = k.tenant_id AND c.program_id IN (SELECT id FROM g) AND ${within("c.occurred_at")}),
    'referrals', (SELECT count(*)::integer FROM r WHERE is_live_referral(status)),
    'newFriends', (SELECT count(*)::integer FROM r WHERE is_live_referral(status) AND new_friend),
    'converted', (SELECT count(*)::integer FROM r WHERE status = 'converted'),
    'reversals', (SELECT coalesce(sum(reversals), 0)::integer FROM r),
    'rejected', ${rowsOf(`SELECT rejected_reason AS reason, count(*)::integer FROM r WHERE status = 'rejected'
      GROUP BY 1 ORDER BY 1`)},
    'purchases', (SELECT count(*)::integer FROM bought WHERE qualifies),
    'revenue', ${rowsOf("SELECT currency, sum(net)::text AS amount FROM bought WHERE qualifies GROUP BY 1 ORDER BY 1")},
    'waiting', (SELECT coalesce(sum(jsonb_array_length(p.refunds)), 0)::integer FROM purchases p
      WHERE p.tenant_id = k.tenant_id AND p.amount_minor IS NULL),
    'overRefunds', (SELECT coalesce(sum(over_refunds), 0)::integer FROM bought),
    'rules', ${rowsOf(`SELECT rule_id AS "ruleId", count(*)::integer AS granted,
      (count(*) FILTER (WHERE live))::integer AS live, sum(amount_minor)::text AS amount FROM w GROUP BY 1 ORDER BY 1`)},
    'skipped', ${rowsOf(`SELECT rule_id AS "ruleId", reason, count(*)::integer FROM decisions
      GROUP BY 1, 2 ORDER BY 1, 2`)},
    'statuses', ${rowsOf("SELECT status, count(*)::integer FROM w GROUP BY 1 ORDER BY 1")},
    'totals', ${rowsOf(`SELECT unit, sum(amount_minor)::text AS amount FROM w WHERE unit IS NOT NULL AND live
      GROUP BY 1 HAVING sum(amount_minor) > 0 ORDER BY 1`)},
    'cost', ${rowsOf("SELECT currency, sum(cost_minor)::text AS amount FROM w WHERE live GROUP BY 1 ORDER BY 1")})`;

/** Reads the figures of a period. */
export function readSummary(
  database: Database,
  asker: TenantAsker,
  { program, from, to }: SummaryFilter,
): Promise<Authorized<SummaryView> | null> {
  return readAsTenant(database, asker, SUMMARY, [program, from, to]);
}
