import { DAY_MS } from "../../../domain/periods.ts";

/**
 * What a report is about: some programs of one currency, and a period that the tenant's time zone cuts. Each statement of
 * a report begins with these relations, so that it is one statement, whatever it has to find out first.
 */

export interface ReportScope {
  /** A program's key; null for all programs of the currency. */
  readonly program: string | null;
  /** Null for that of the program, or of the tenant's oldest. */
  readonly currency: string | null;
  /** from <= t < to, null has no end. A day (`2026-03-01`) is one of the tenant's time zone, all else is an instant. */
  readonly from: string | null | Back;
  readonly to: string | null;
}

/** From the beginning of a day, week or month on, so many before the one in which `to` is. */
export interface Back {
  readonly by: BucketSize;
  readonly count: number;
  /** The same in days, at least. */
  readonly days: number;
}

export const BUCKET_SIZES = ["day", "week", "month"] as const;
export type BucketSize = (typeof BUCKET_SIZES)[number];

/** What a report answers of its scope. */
export interface ScopeView {
  /** False when the program named does not exist. */
  readonly found: boolean;
  /** Null where the tenant has no program yet. */
  readonly currency: string | null;
  /** Those of the programs that were asked for, in order; another can be asked for. */
  readonly currencies: readonly string[];
  /** Those that can be asked for by themselves, the oldest first; at most `MAX_PROGRAMS_NAMED`. */
  readonly programs: readonly { readonly key: string; readonly name: string }[];
  readonly timezone: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** More can't be told apart in a choice. */
const MAX_PROGRAMS_NAMED = 200;

/** The parameters of a statement, each by the number that it is given; `$1` proves who asks. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${this.values.push(value) + 1}`;
  }
}

/** No time zone is further from UTC than this. */
const FURTHEST_ZONE_MS = DAY_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** SQL of an end of the period, in the time zone of the tenant `t`. */
function edge(time: string | null, parameters: Parameters): string {
  if (time === null) return "NULL::timestamptz";
  const given = parameters.add(time);
  return DAY.test(time) ? `(${given}::date::timestamp AT TIME ZONE t.timezone)` : `${given}::timestamptz`;
}

/** The same of one that lies before another, `until`. */
function edgeBefore({ by, count }: Back, until: string, parameters: Parameters): string {
  const steps = `${parameters.add(count)}::integer * interval '1 ${by}'`;
  return `(date_trunc('${by}', ${until} AT TIME ZONE t.timezone) - ${steps}) AT TIME ZONE t.timezone`;
}

/** SQL for the conditions of a report, with its own parameters. */
export interface ScopeSql {
  /**
   * The relations: `z` (the time zone, `since`, `until`), `u` (the currency) and `g` (its programs, the oldest first, with
   * `ids` of them all).
   */
  readonly relations: string;
  /** `ScopeView`. */
  readonly view: string;
  /** A relation `c`: the clicks of the period. */
  readonly clicks: string;
  /** Whether a time is in the period, to go on a WHERE. */
  within(column: string): string;
}

/**
 * Makes it.
 *
 * @param parameters those of the whole statement, to which it adds its own
 */
export function scopeSql({ program, currency, from, to }: ReportScope, parameters: Parameters): ScopeSql {
  const until = edge(to, parameters);
  const since = from instanceof Object ? edgeBefore(from, until, parameters) : edge(from, parameters);
  const named = program === null ? "" : ` AND p.key = ${parameters.add(program)}`;
  const first = "(SELECT a.currency FROM asked a ORDER BY a.created_at, a.id LIMIT 1)";
  const chosen = currency === null ? first : `${parameters.add(currency)}::text`;
  const coarse = { from: coarseStart(from, to, parameters), to: coarseOf(to, FURTHEST_ZONE_MS, parameters) };
  return {
    relations: `z AS MATERIALIZED (
        SELECT t.timezone AS zone, ${since} AS since, ${until} AS until FROM tenants t WHERE t.id = k.tenant_id
      ), asked AS MATERIALIZED (
        SELECT p.id, p.key, p.currency, p.created_at FROM programs p WHERE p.tenant_id = k.tenant_id${named}
      ), u AS MATERIALIZED (SELECT ${chosen} AS currency
      ), g AS MATERIALIZED (
        SELECT a.id, a.key FROM asked a JOIN u ON u.currency = a.currency ORDER BY a.created_at, a.id
      ), places AS MATERIALIZED (
        SELECT count(*) AS n, jsonb_object_agg(g.id, g.place) AS of
        FROM (SELECT g.id, row_number() OVER () AS place FROM g) g
      )`,
    view: `json_build_object('found', ${program === null ? "true" : "EXISTS (SELECT FROM asked)"},
      'currency', (SELECT currency FROM u),
      'currencies', (SELECT coalesce(json_agg(DISTINCT a.currency ORDER BY a.currency), '[]') FROM asked a),
      'programs', (SELECT coalesce(json_agg(n), '[]') FROM (SELECT p.key, p.name FROM programs p
        WHERE p.tenant_id = k.tenant_id ORDER BY p.created_at, p.id LIMIT ${MAX_PROGRAMS_NAMED}) n),
      'timezone', (SELECT zone FROM z), 'from', (SELECT since FROM z), 'to', (SELECT until FROM z))`,
    clicks: "z CROSS JOIN LATERAL clicks_of_time(k.tenant_id, z.since, z.until) c",
    within(column) {
      const begins = from === null ? [] : [`${column} < (SELECT since FROM z)`];
      const ends = to === null ? [] : [`${column} >= (SELECT until FROM z)`];
      if (from === null && to === null) return "";
      const [after, before] = [
        from === null ? "" : ` AND ${column} >= ${coarse.from}`,
        to === null ? "" : ` AND ${column} < ${coarse.to}`,
      ];
      // Of a comparison with what it does not know the planner believes that it rules nearly everything out, and would
      // make a plan for a few rows. Of a CASE it believes nothing of the kind.
      return `${after}${before} AND CASE WHEN ${[...begins, ...ends].join(" OR ")} THEN false ELSE true END`;
    },
  };
}

/**
 * An instant that is surely outside of the period, or at its edge. The edge itself depends on the tenant's time zone,
 * which the planner does not know: by this one it knows how much of a table a period is.
 */
function coarseOf(time: string | null, furtherMs: number, parameters: Parameters): string {
  if (time === null) return "";
  const at = Date.parse(time) + (DAY.test(time) ? furtherMs : 0);
  return `${parameters.add(new Date(at).toISOString())}::timestamptz`;
}

function coarseStart(from: ReportScope["from"], to: string | null, parameters: Parameters): string {
  if (!(from instanceof Object)) return coarseOf(from, -FURTHEST_ZONE_MS, parameters);
  const at = Date.parse(to ?? "") - from.days * DAY_MS - FURTHEST_ZONE_MS;
  return `${parameters.add(new Date(at).toISOString())}::timestamptz`;
}
