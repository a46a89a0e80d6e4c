import type { BatchStatus } from "../../domain/payoutBatches.ts";
import type { PayoutStatus } from "../../domain/payouts.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { FollowedGoal } from "./goals.ts";
import { goalsSql, nearGoals } from "./goals.ts";
import type { ProgramOverview } from "./programOverview.ts";
import { programOverviewSql } from "./programOverview.ts";
import { ADDED_UP, SORTED_SUMS } from "./reports/facts.ts";
import type { Back, BucketSize, ScopeSql } from "./reports/scope.ts";
import { Parameters, scopeSql } from "./reports/scope.ts";
import type { SeriesView, SumsRead } from "./reports/series.ts";
import { timeSumsSql } from "./reports/timeSums.ts";
import { sqlList } from "./sqlList.ts";

export interface HomeFilter {
  readonly program: string | null;
  readonly by: BucketSize;
  /** Where the period before begins, which is as long as the period itself. */
  readonly earlier: Back | string;
  /** Where the period before ends, where the period begins, and where that ends. */
  readonly before: string;
  readonly from: Back | string;
  readonly to: string;
  readonly now: string;
}

/** What a shop's home says. */
export interface HomeView {
  readonly series: SeriesView;
  /** The sums of the period before. */
  readonly before: SumsRead;
  /** Those who brought the most friends; `key` is an external id. */
  readonly top: readonly { readonly id: string; readonly key: string; readonly sums: SumsRead }[];
  readonly programs: readonly ProgramOverview[];
  /** Those that have begun and that are not long over. */
  readonly goals: readonly FollowedGoal[];
  /** Batches of payouts that wait for their confirmation, and payouts that failed or came back of late: of the latest of each. */
  readonly payouts: { readonly ready: number; readonly failed: number };
  /** Whether anything was ever reported. */
  readonly hasEvents: boolean;
}

/** So many advocates are named. */
const TOP = 6;
/** Marks of a chart beyond which none can be told from another. */
const MAX_PUBLISHED = 100;

/** What is said of each. */
const TOP_SUMS = (["friends", "newCustomers", "revenueMinor", "costMinor"] as const)
  .map((name) => `'${name}', s."${name}"::text`)
  .join(", ");

const SUMS = SORTED_SUMS.map((name) => `'${name}', coalesce(s."${name}", 0)::text`).join(", ");

/** Both periods are counted in one pass: bucket 1 is the period before, 2 what lies between, and the others are drawn. */
const FIRST_DRAWN = 3;
/** Reads all of it in one statement. */
export function readHome(
  database: Database,
  asker: TenantAsker,
  { program, by, earlier, before, from, to, now }: HomeFilter,
): Promise<Authorized<HomeView> | null> {
  const parameters = new Parameters();
  const sql = scopeSql({ program, currency: null, from: earlier, to }, parameters);
  const asked = `${parameters.add(now)}::timestamptz`;
  const name = by === "month" ? "YYYY-MM" : "YYYY-MM-DD";
  const ends = `SELECT ${startOf(from, parameters)} AS since, ${timeOf(before, parameters)} AS before_ends FROM z`;
  const select = `WITH ${sql.relations}, ends AS MATERIALIZED (${ends}
    ), buckets AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY s.start) + ${FIRST_DRAWN - 1} AS n, to_char(s.start, '${name}') AS period,
        greatest(e.since, s.start AT TIME ZONE z.zone) AS since, (s.start + interval '1 ${by}') AT TIME ZONE z.zone AS ends
      FROM z CROSS JOIN ends e CROSS JOIN LATERAL generate_series(date_trunc('${by}', e.since AT TIME ZONE z.zone),
        (least(z.until, ${asked}) AT TIME ZONE z.zone) - interval '1 microsecond', interval '1 ${by}') AS s(start)
    ), edges AS MATERIALIZED (
      SELECT ARRAY[z.since, e.before_ends] || ARRAY(SELECT b.since FROM buckets b ORDER BY b.n) AS starts
      FROM z CROSS JOIN ends e
    ), ${countedSql(sql, program !== null)}
    SELECT json_build_object('series', ${seriesJson(sql, asked)},
      'before', (SELECT json_build_object(${SUMS}, 'customers', (SELECT coalesce(c.earlier, 0) FROM customers c)::text)
        FROM (SELECT ${ADDED_UP} FROM sums f WHERE f.key = 1) s),
      'top', (SELECT coalesce(json_agg(json_build_object('id', a.id, 'key', a.external_id, 'sums',
            json_build_object(${TOP_SUMS})) ORDER BY s.friends DESC, s.advocate_id), '[]')
        FROM advocates s JOIN participants a ON a.tenant_id = k.tenant_id AND a.id = s.advocate_id),
      'programs', (${programOverviewSql(now, null, parameters)}),
      'goals', (${goalsSql(nearGoals(program, now), parameters)}),
      'payouts', ${payoutsSql(asked)},
      'hasEvents', EXISTS (SELECT FROM events e WHERE e.tenant_id = k.tenant_id))`;
  return readAsTenant<HomeView>(database, asker, select, parameters.values);
}

/** So many of the latest batches, and of the latest payouts of each state, are looked at. */
const PAYOUTS_LOOKED_AT = 100;
/** What failed before that is no news: it is due again, and the next batch pays it. */
const FAILED_OF_LATE = "14 days";

const payoutsSql = (now: string) => `json_build_object(
        'ready', (SELECT count(*) FROM (SELECT b.status FROM payout_batches b WHERE b.tenant_id = k.tenant_id
          ORDER BY b.id DESC LIMIT ${PAYOUTS_LOOKED_AT}) b WHERE b.status IN (${sqlList(["draft", "ready"] satisfies BatchStatus[])})),
        'failed', (SELECT count(*) FROM unnest(ARRAY[${sqlList(["failed", "returned"] satisfies PayoutStatus[])}]) AS s(status)
          CROSS JOIN LATERAL (SELECT o.updated_at FROM payouts o WHERE o.tenant_id = k.tenant_id AND o.status = s.status
            ORDER BY o.id DESC LIMIT ${PAYOUTS_LOOKED_AT}) o WHERE o.updated_at > ${now} - interval '${FAILED_OF_LATE}'))`;

/** The few advocates first, so that no other's orders and rewards are looked at; and how many people bought. */
function countedSql(sql: ScopeSql, isOne: boolean): string {
  const drawn: ScopeSql = {
    ...sql,
    within: (column) =>
      `${sql.within(column)} AND CASE WHEN ${column} < (SELECT since FROM ends) THEN false ELSE true END`,
  };
  return `${timeSumsSql(sql, isOne)}, foremost AS MATERIALIZED (
      SELECT a.* FROM z CROSS JOIN ends e CROSS JOIN LATERAL
        leading_advocates(k.tenant_id, ARRAY(SELECT g.id FROM g), e.since, z.until, ${TOP}) a
    ), leaders AS MATERIALIZED (
      SELECT a.advocate_id AS key, a.friends FROM foremost a
      UNION ALL
      (SELECT r.advocate_id, count(*) FROM referrals r
      WHERE NOT EXISTS (SELECT FROM foremost) AND r.tenant_id = k.tenant_id AND r.program_id IN (SELECT g.id FROM g)
        AND is_live_referral(r.status) AND r.new_friend AND r.advocate_id IS NOT NULL ${drawn.within("r.attributed_at")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TOP})
    ), advocates AS MATERIALIZED (
      SELECT l.friends, s.* FROM leaders l JOIN (SELECT s.* FROM z CROSS JOIN ends e CROSS JOIN LATERAL
        sums_of_advocates(k.tenant_id, ARRAY(SELECT l.key FROM leaders l), ARRAY(SELECT g.id FROM g),
          (SELECT currency FROM u), e.since, z.until) s) s ON s.advocate_id = l.key
    ), near_days AS MATERIALIZED (
      SELECT customers_are_near(k.tenant_id, z.zone, ARRAY[z.since], e.since, z.until)
        AND customers_are_near(k.tenant_id, z.zone, ARRAY[z.since], z.since, e.before_ends) AS kept
      FROM z CROSS JOIN ends e
    ), customers AS MATERIALIZED (
      SELECT CASE WHEN n.kept THEN (SELECT sum(c.fresh) FROM customers_of_times(k.tenant_id, z.zone, '{}', e.since, z.until) c)
          ELSE o.now END AS now,
        CASE WHEN n.kept THEN (SELECT sum(c.fresh)
          FROM customers_of_times(k.tenant_id, z.zone, '{}', z.since, e.before_ends) c) ELSE o.earlier END AS earlier
      FROM z CROSS JOIN ends e CROSS JOIN near_days n CROSS JOIN (
        SELECT count(*) FILTER (WHERE c.is_now AND c.was_now IS NOT TRUE) AS now,
          count(*) FILTER (WHERE c.is_earlier AND c.was_now IS NULL) AS earlier
        FROM (SELECT b.is_now, b.is_earlier, lag(b.is_now) OVER (PARTITION BY b.participant_id ORDER BY b.occurred_at) AS was_now
          FROM (SELECT p.participant_id, p.occurred_at, p.occurred_at >= (SELECT since FROM ends) AS is_now,
              p.occurred_at < (SELECT before_ends FROM ends) AS is_earlier
            FROM purchases p
            WHERE p.tenant_id = k.tenant_id AND p.participant_id IS NOT NULL ${sql.within("p.occurred_at")}
              AND NOT (SELECT kept FROM near_days)) b) c) o
    )`;
}

/** A `SeriesView` of what is drawn. Customers of a single bucket are not counted, since no card or chart has them. */
function seriesJson(sql: ScopeSql, asked: string): string {
  return `((${sql.view})::jsonb || jsonb_build_object(
      'buckets', (SELECT coalesce(json_agg(json_build_object('period', b.period, 'from', b.since,
          'to', least(b.ends, z.until), 'isRunning', ${asked} >= b.since AND ${asked} < b.ends,
          'sums', (SELECT json_build_object(${SUMS}) FROM sums s WHERE s.key = b.n)) ORDER BY b.n), '[]')
        FROM buckets b CROSS JOIN z),
      'totals', (SELECT json_build_object(${SUMS}, 'customers', (SELECT coalesce(c.now, 0) FROM customers c)::text)
        FROM (SELECT ${ADDED_UP} FROM sums f WHERE f.key >= ${FIRST_DRAWN}) s),
      'published', (SELECT coalesce(json_agg(v ORDER BY v.at DESC), '[]') FROM (
        SELECT g.key AS program, v.version, v.published_at AS at FROM program_versions v JOIN g ON g.id = v.program_id
        WHERE v.tenant_id = k.tenant_id ${sql.within("v.published_at")}
        ORDER BY v.published_at DESC LIMIT ${MAX_PUBLISHED}) v)))`;
}

const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** SQL of a time in the relation `z`: a day begins when it does in its zone, all else is an instant. */
function timeOf(time: string, parameters: Parameters): string {
  const given = parameters.add(time);
  return IS_DAY.test(time) ? `(${given}::date::timestamp AT TIME ZONE z.zone)` : `${given}::timestamptz`;
}

function startOf(from: Back | string, parameters: Parameters): string {
  if (typeof from === "string") return timeOf(from, parameters);
  const steps = `${parameters.add(from.count)}::integer * interval '1 ${from.by}'`;
  return `(date_trunc('${from.by}', z.until AT TIME ZONE z.zone) - ${steps}) AT TIME ZONE z.zone`;
}
