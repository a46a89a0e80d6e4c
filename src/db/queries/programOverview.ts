import { PACE_DAYS } from "../../domain/attention.ts";
import type { ProgramStatus } from "../../domain/attribution.ts";
import type { BudgetPeriod } from "../../domain/rules.ts";
import type { Parameters } from "./reports/scope.ts";

/** A tenant has no more programs (`MAX_PROGRAMS`), give or take those made at one moment. */
const MOST = 250;

/** A program with what tells how it goes. Amounts are decimal strings of minor units of its own currency. */
export interface ProgramOverview {
  readonly key: string;
  readonly name: string;
  readonly currency: string;
  readonly status: ProgramStatus;
  readonly pausedReason: "budget" | "person" | null;
  /** 0 before the first publish. */
  readonly version: number;
  readonly hasDraft: boolean;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly hasCodes: boolean;
  /** At most a hundred of them. */
  readonly applicationsWaiting: number;
  /** Of the latest version, as written. */
  readonly budget: { readonly amountMinor: number; readonly period: BudgetPeriod } | null;
  /** Of the budget in its period that is running. */
  readonly spent: string;
  /** What the rewards of the last `PACE_DAYS` cost. */
  readonly recentCost: string;
  /** What they have taken from a budget that does not begin anew, which goes by what is expected; zero without such a one. */
  readonly recentSpent: string;
  /** Referrals that converted in these days. */
  readonly recentConversions: number;
}

/**
 * The statement that yields `ProgramOverview`s, the oldest first.
 *
 * @param key of the one program that is asked for; null is all of them
 */
export function programOverviewSql(now: string, key: string | null, parameters: Parameters): string {
  const at = `${parameters.add(now)}::timestamptz`;
  // A time just now is in the period, and one that many days before is not.
  const [since, until] = [`${at} - days(${PACE_DAYS}) + interval '1 microsecond'`, `${at} + interval '1 microsecond'`];
  const named = key === null ? "" : ` AND g.key = ${parameters.add(key)}`;
  const chosen = `(SELECT * FROM programs g WHERE g.tenant_id = k.tenant_id${named} ORDER BY g.created_at, g.id LIMIT ${MOST}) g`;
  return `SELECT coalesce(json_agg(json_build_object('key', g.key, 'name', g.name, 'currency', g.currency,
      'status', g.status, 'pausedReason', g.paused_reason, 'version', g.version, 'hasDraft', g.draft_rules IS NOT NULL,
      'startsAt', g.starts_at, 'endsAt', g.ends_at,
      'hasCodes', EXISTS (SELECT FROM codes c WHERE c.tenant_id = g.tenant_id AND c.program_id = g.id),
      'applicationsWaiting', (SELECT count(*) FROM (SELECT FROM applications a
        WHERE a.tenant_id = g.tenant_id AND a.program_id = g.id AND a.status = 'applied' LIMIT 100) a),
      'budget', v.rules -> 'budget',
      'spent', coalesce((SELECT c.value FROM counters c WHERE c.tenant_id = g.tenant_id AND c.program_id = g.id
        AND c.subject = program_subject() AND c.metric = budget_metric()
        AND c.period_key = period_key(${at}, v.rules -> 'budget' ->> 'period', g.timezone)), 0)::text,
      'recentCost', coalesce(s.cost_minor, 0)::text, 'recentSpent', CASE WHEN v.rules -> 'budget' ->> 'period' = 'lifetime' THEN (
        SELECT coalesce(sum(w.cost_minor), 0) FROM rewards w WHERE w.tenant_id = g.tenant_id AND w.program_id = g.id
          AND is_live_reward(w.status) AND w.occurred_at >= ${since} AND w.occurred_at < ${until}) ELSE 0 END::text,
      'recentConversions', coalesce(s.new_customers, 0)) ORDER BY g.created_at, g.id), '[]')
    FROM ${chosen}
    LEFT JOIN sums_of_programs(k.tenant_id, ARRAY(SELECT g.id FROM ${chosen}), ${since}, ${until}) s ON s.program_id = g.id
    LEFT JOIN program_versions v ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version`;
}
