import { RETENTION_DAYS } from "../../../domain/metrics.ts";
import type { Database } from "../../../ports.ts";
import type { Authorized, TenantAsker } from "../asker.ts";
import { readAsTenant } from "../asker.ts";
import type { ReportScope, ScopeView } from "./scope.ts";
import { Parameters, scopeSql } from "./scope.ts";

export interface RetentionFilter extends ReportScope {
  readonly now: string;
}

export interface RetentionView extends ScopeView {
  /** Referred customers and all others; a kind of which there are none is not there. */
  readonly groups: readonly RetentionGroup[];
}

export interface RetentionGroup {
  readonly isReferred: boolean;
  /** Whose first order is in the period. */
  readonly customers: string;
  /** One for each of `RETENTION_DAYS`; sums as decimal strings. */
  readonly windows: ReadonlyArray<{
    readonly days: number;
    readonly customers: string;
    readonly retained: string;
    readonly revenue: string;
  }>;
}

/** Of each customer, how many orders they had within the days, and what is left of these. */
const WITHIN = RETENTION_DAYS.map((days) => {
  const early = `FILTER (WHERE o.at <= f.at + days(${days}))`;
  return `count(*) ${early} AS orders_${days}, sum(o.net) ${early} AS revenue_${days}`;
}).join(", ");

const WINDOWS = RETENTION_DAYS.map((days) => {
  const isOld = `c.at + days(${days}) <= %now%`;
  return `json_build_object('days', ${days}, 'customers', count(*) FILTER (WHERE ${isOld})::text,
    'retained', count(*) FILTER (WHERE ${isOld} AND c.orders_${days} > 1)::text,
    'revenue', coalesce(sum(c.revenue_${days}) FILTER (WHERE ${isOld}), 0)::text)`;
}).join(", ");

/** Reads whether customers came back, by whether an advocate brought them; the period is that of their first order. */
export function readRetention(
  database: Database,
  asker: TenantAsker,
  { now, ...scope }: RetentionFilter,
): Promise<Authorized<RetentionView> | null> {
  const parameters = new Parameters();
  const sql = scopeSql(scope, parameters);
  const asked = `${parameters.add(now)}::timestamptz`;
  const select = `WITH ${sql.relations}, orders AS MATERIALIZED (
      SELECT p.participant_id, p.occurred_at AS at, p.amount_minor - p.refunded_minor AS net FROM purchases p
      WHERE p.tenant_id = k.tenant_id AND p.currency = (SELECT currency FROM u) AND p.amount_minor > p.refunded_minor
    ), firsts AS MATERIALIZED (
      SELECT f.* FROM (SELECT o.participant_id, min(o.at) AS at FROM orders o GROUP BY 1) f WHERE true ${sql.within("f.at")}
    ), customers AS (
      SELECT f.participant_id, f.at, ${WITHIN} FROM firsts f JOIN orders o ON o.participant_id = f.participant_id
      GROUP BY 1, 2
    ), friends AS MATERIALIZED (
      SELECT r.friend_id, min(r.attributed_at) AS at FROM referrals r
      WHERE r.tenant_id = k.tenant_id AND r.program_id IN (SELECT g.id FROM g) AND is_live_referral(r.status) GROUP BY 1
    )
    SELECT (${sql.view})::jsonb || jsonb_build_object('groups', (SELECT coalesce(json_agg(x), '[]') FROM (
      SELECT r.friend_id IS NOT NULL AS "isReferred", count(*)::text AS customers,
        json_build_array(${WINDOWS.replaceAll("%now%", asked)}) AS windows
      FROM customers c LEFT JOIN friends r ON r.friend_id = c.participant_id AND r.at <= c.at
      GROUP BY 1 ORDER BY 1 DESC) x))`;
  return readAsTenant<RetentionView>(database, asker, select, parameters.values);
}
