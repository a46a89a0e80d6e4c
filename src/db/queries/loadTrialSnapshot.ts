import type { Database } from "../../ports.ts";
import { readAsTenant } from "./asker.ts";
import type { NewCounterRow } from "./commitEffects.ts";
import type { RawSnapshot, SnapshotRequest } from "./loadSnapshot.ts";
import { SNAPSHOT, snapshotParams } from "./loadSnapshot.ts";

export interface TrialNumbers {
  /** The key of the program whose numbers are counted. */
  readonly program: string;
  readonly wanted: readonly Omit<NewCounterRow, "programId" | "timezone">[];
}

interface Trial {
  readonly snapshot: RawSnapshot;
  readonly counted: unknown;
}

/** Whether the program keeps a number by itself; then it is in the snapshot as it stands. */
const KEPT = `CASE x.metric
    WHEN 'conversions' THEN g.counter_plan -> 'tiers' @> jsonb_build_array(jsonb_build_object('by', x.metric, 'window', x.period))
    WHEN 'signups' THEN g.counter_plan -> 'tiers' @> jsonb_build_array(jsonb_build_object('by', x.metric, 'window', x.period))
    WHEN 'revenue' THEN g.counter_plan -> 'tiers' @> jsonb_build_array(jsonb_build_object('by', x.metric, 'window', x.period))
    WHEN 'budget' THEN g.counter_plan -> 'budget' ? x.period
    ELSE g.counter_plan -> 'limits' @> jsonb_build_array(jsonb_build_object('ruleId', x."ruleId", 'per', x.per,
      'period', x.period, 'measure', split_part(x.metric, ':', 1))) END`;

/** A list of the snapshot; one without rows is null there. */
const listOf = (name: string) => `CASE WHEN json_typeof(loaded.body -> '${name}') = 'array'
    THEN loaded.body -> '${name}' ELSE '[]'::json END`;

/*
 * The same counting as in `commit_effects` when a version is published, for those alone whom the event can
 * concern: it stores nothing, so it has to be done for each event anew.
 */
const TRIAL = `WITH loaded AS MATERIALIZED (${SNAPSHOT} AS body)
SELECT json_build_object('snapshot', loaded.body, 'counted', (
  WITH s AS MATERIALIZED (
    SELECT loaded.body ->> 'tenantId' AS tenant_id
  ), g AS MATERIALIZED (
    SELECT p.id, p.timezone, p.counter_plan FROM programs p JOIN s ON s.tenant_id = p.tenant_id WHERE p.key = $9
  ), x AS MATERIALIZED (
    SELECT x.* FROM g CROSS JOIN jsonb_to_recordset($10::jsonb) AS x(metric text, period text, per text, "ruleId" text)
    WHERE NOT (${KEPT})
  ), people AS MATERIALIZED (
    SELECT person ->> 'id' AS id FROM json_array_elements(${listOf("participants")}) person
  ), friends AS MATERIALIZED (
    SELECT referral ->> 'id' AS id FROM json_array_elements(${listOf("referrals")}) referral
  ), numbers AS (
    SELECT r.advocate_id AS subject, x.metric, period_key(r.converted_at, x.period, g.timezone) AS period_key,
      count(*)::numeric AS value
    FROM x CROSS JOIN g CROSS JOIN s JOIN referrals r ON r.tenant_id = s.tenant_id AND r.program_id = g.id
      AND r.status = 'converted' AND r.advocate_id = ANY (ARRAY(SELECT id FROM people))
    WHERE x.metric = 'conversions' GROUP BY 1, 2, 3
    UNION ALL
    SELECT r.advocate_id, x.metric, period_key(r.attributed_at, x.period, g.timezone), count(*)
    FROM x CROSS JOIN g CROSS JOIN s JOIN referrals r ON r.tenant_id = s.tenant_id AND r.program_id = g.id
      AND r.status <> 'rejected' AND r.new_friend AND r.advocate_id = ANY (ARRAY(SELECT id FROM people))
    WHERE x.metric = 'signups' GROUP BY 1, 2, 3
    UNION ALL
    SELECT r.advocate_id, x.metric, period_key(p.occurred_at, x.period, g.timezone),
      sum(p.amount_minor - p.refunded_minor)
    FROM x CROSS JOIN g CROSS JOIN s JOIN referrals r ON r.tenant_id = s.tenant_id AND r.program_id = g.id
      AND r.status <> 'rejected' AND r.advocate_id = ANY (ARRAY(SELECT id FROM people))
    CROSS JOIN LATERAL counted_purchases(r) p
    WHERE x.metric = 'revenue' GROUP BY 1, 2, 3
    UNION ALL
    SELECT CASE x.per WHEN 'recipient' THEN w.participant_id ELSE w.referral_id END, x.metric,
      period_key(w.occurred_at, x.period, g.timezone),
      sum(CASE WHEN x.metric LIKE 'count:%' THEN 1 ELSE w.amount_minor END)
    FROM x CROSS JOIN g CROSS JOIN s JOIN rewards w ON w.tenant_id = s.tenant_id AND w.program_id = g.id
      AND w.rule_id = x."ruleId" AND w.status NOT IN ('voided', 'clawed_back')
      AND (x.per = 'recipient' AND w.participant_id = ANY (ARRAY(SELECT id FROM people))
        OR x.per = 'referral' AND w.referral_id = ANY (ARRAY(SELECT id FROM friends)))
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'program', x.metric, period_key(w.occurred_at, x.period, g.timezone), sum(w.cost_minor)
    FROM x CROSS JOIN g CROSS JOIN s JOIN rewards w ON w.tenant_id = s.tenant_id AND w.program_id = g.id
      AND w.status NOT IN ('voided', 'clawed_back')
    WHERE x.metric = 'budget' GROUP BY 1, 2, 3
  )
  SELECT json_agg(json_build_object('programId', g.id, 'subject', n.subject, 'metric', n.metric,
    'periodKey', n.period_key, 'value', n.value::text))
  FROM numbers n CROSS JOIN g
)) FROM loaded`;

/**
 * Reads what deciding one event needs, and beside it the numbers of rules that are not in force; null when the asker
 * is not proved.
 */
export async function loadTrialSnapshot(
  database: Database,
  request: SnapshotRequest,
  { program, wanted }: TrialNumbers,
): Promise<RawSnapshot | null> {
  const params = [...snapshotParams(request), program, JSON.stringify(wanted)];
  const read = await readAsTenant<Trial>(database, request.asker, TRIAL, params);
  return read === null ? null : { ...read.body.snapshot, counted: read.body.counted };
}
