import type { SumName } from "../../../domain/metrics.ts";
import type { Database } from "../../../ports.ts";
import type { Authorized, TenantAsker } from "../asker.ts";
import { readAsTenant } from "../asker.ts";
import { ADDED_UP, SORTED_SUMS } from "./facts.ts";
import type { BucketSize, ReportScope, ScopeSql, ScopeView } from "./scope.ts";
import { Parameters, scopeSql } from "./scope.ts";
import { timeSumsSql } from "./timeSums.ts";

export interface SeriesFilter extends ReportScope {
  readonly by: BucketSize;
  readonly to: string;
  readonly now: string;
}

/** Sums as decimal strings; those that are not named are zero. */
export type SumsRead = Partial<Readonly<Record<SumName, string>>>;

export interface SeriesView extends ScopeView {
  readonly buckets: readonly BucketView[];
  /** Of all buckets together: a customer who came back in another bucket counts once. */
  readonly totals: SumsRead;
  /** Versions published in the period, the latest first. */
  readonly published: readonly { readonly program: string; readonly version: number; readonly at: string }[];
}

export interface BucketView {
  /** "2026-03-02" (of a week its Monday) or "2026-03". */
  readonly period: string;
  readonly from: string;
  readonly to: string;
  /** Whether now lies in it, so that there is more to come. */
  readonly isRunning: boolean;
  readonly sums: SumsRead | null;
}

/** Marks of a chart beyond which none can be told from another. */
const MAX_PUBLISHED = 100;

const NAMED = [...SORTED_SUMS, "customers"].map((name) => `'${name}', coalesce(s."${name}", 0)::text`);
const SUMS_JSON = `json_build_object(${NAMED.join(", ")})`;
/**
 * Who bought, by bucket, and how many of them had not bought before in the period: by the days that are kept, else from
 * all purchases. In the order of an index, one look back tells whether a customer counts for the first time, where counting
 * different ones would sort them.
 */
const customersOf = ({ within }: ScopeSql) => `WITH near_days AS MATERIALIZED (
    SELECT customers_are_near(k.tenant_id, z.zone, edges.starts, z.since, z.until) AS kept FROM z CROSS JOIN edges
  )
  SELECT b.key, count(*) FILTER (WHERE b.was IS NULL OR b.was <> b.key) AS customers,
    count(*) FILTER (WHERE b.was IS NULL) AS fresh
  FROM (SELECT o.key, lag(o.key) OVER (PARTITION BY o.participant_id ORDER BY o.occurred_at) AS was
    FROM (SELECT p.participant_id, p.occurred_at, width_bucket(p.occurred_at, (SELECT starts FROM edges)) AS key
      FROM purchases p WHERE p.tenant_id = k.tenant_id AND p.participant_id IS NOT NULL ${within("p.occurred_at")}
        AND NOT (SELECT kept FROM near_days)) o) b
  GROUP BY 1
  UNION ALL
  SELECT c.key, c.customers, c.fresh FROM z CROSS JOIN edges CROSS JOIN LATERAL
    customers_of_times(k.tenant_id, z.zone, edges.starts, z.since, z.until) c
  WHERE (SELECT kept FROM near_days)`;

/** Reads figures day by day, week by week or month by month. */
export function readSeries(
  database: Database,
  asker: TenantAsker,
  filter: SeriesFilter,
): Promise<Authorized<SeriesView> | null> {
  const parameters = new Parameters();
  return readAsTenant<SeriesView>(database, asker, seriesSql(filter, parameters), parameters.values);
}

/** Reads the same of another period too, such as that of a year before. */
export function readSeriesBeside(
  database: Database,
  asker: TenantAsker,
  filter: SeriesFilter,
  other: Pick<SeriesFilter, "from" | "to">,
): Promise<Authorized<readonly [SeriesView, SeriesView]> | null> {
  const parameters = new Parameters();
  const both = [filter, { ...filter, ...other }].map((one) => `(${seriesSql(one, parameters)})`);
  const select = `SELECT json_build_array(${both.join(", ")})`;
  return readAsTenant<readonly [SeriesView, SeriesView]>(database, asker, select, parameters.values);
}

/** @param parameters those of the whole statement, to which it adds its own */
function seriesSql({ by, now, ...scope }: SeriesFilter, parameters: Parameters): string {
  const sql = scopeSql(scope, parameters);
  const asked = `${parameters.add(now)}::timestamptz`;
  const name = by === "month" ? "YYYY-MM" : "YYYY-MM-DD";
  return `WITH ${sql.relations}, buckets AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY s.start) AS n, to_char(s.start, '${name}') AS period,
        greatest(z.since, s.start AT TIME ZONE z.zone) AS since,
        (s.start + interval '1 ${by}') AT TIME ZONE z.zone AS ends
      FROM z CROSS JOIN LATERAL generate_series(date_trunc('${by}', z.since AT TIME ZONE z.zone),
        (least(z.until, ${asked}) AT TIME ZONE z.zone) - interval '1 microsecond', interval '1 ${by}') AS s(start)
    ), edges AS MATERIALIZED (SELECT ARRAY(SELECT b.since FROM buckets b ORDER BY b.n) AS starts
    ), ${timeSumsSql(sql, scope.program !== null)}, customers AS MATERIALIZED (${customersOf(sql)})
    SELECT (${sql.view})::jsonb || jsonb_build_object(
      'buckets', (SELECT coalesce(json_agg(json_build_object('period', b.period, 'from', b.since,
          'to', least(b.ends, z.until), 'isRunning', ${asked} >= b.since AND ${asked} < b.ends,
          'sums', (SELECT ${SUMS_JSON} FROM (SELECT f.*, coalesce(c.customers, 0) AS customers
            FROM sums f FULL JOIN customers c ON c.key = f.key WHERE b.n IN (f.key, c.key)) s)) ORDER BY b.n), '[]')
        FROM buckets b CROSS JOIN z),
      'totals', (SELECT ${SUMS_JSON} FROM (
        SELECT ${ADDED_UP}, (SELECT sum(c.fresh) FROM customers c) AS customers FROM sums f) s),
      'published', (SELECT coalesce(json_agg(v ORDER BY v.at DESC), '[]') FROM (
        SELECT g.key AS program, v.version, v.published_at AS at FROM program_versions v JOIN g ON g.id = v.program_id
        WHERE v.tenant_id = k.tenant_id ${sql.within("v.published_at")}
        ORDER BY v.published_at DESC LIMIT ${MAX_PUBLISHED}) v))`;
}
