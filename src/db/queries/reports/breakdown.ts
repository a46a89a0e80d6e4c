import type { SumName } from "../../../domain/metrics.ts";
import type { Database } from "../../../ports.ts";
import type { Authorized, TenantAsker } from "../asker.ts";
import { readAsTenant } from "../asker.ts";
import type { Breakdown, BreakdownSql } from "./breakdownKeys.ts";
import { sortedFor } from "./breakdownKeys.ts";
import { ADDED_UP, factsBy, purchasesOf, SORTED_SUMS } from "./facts.ts";
import type { ReportScope, ScopeView } from "./scope.ts";
import { Parameters, scopeSql } from "./scope.ts";
import type { SumsRead } from "./series.ts";

/** What rows can be sorted by: a sum, the largest first, or what they are called. */
export type BreakdownOrder = Exclude<SumName, "customers"> | "key";
export const BREAKDOWN_ORDERS: readonly BreakdownOrder[] = [...SORTED_SUMS, "key"];

export interface BreakdownFilter extends ReportScope {
  readonly by: Breakdown;
  readonly sort: BreakdownOrder;
  /** Only what comes after this row. */
  readonly after: RowPlace | null;
  readonly limit: number;
}

/** Where a row stands: what it is sorted by, and its own name in the database. */
export interface RowPlace {
  readonly value: string;
  readonly place: string;
}

export interface BreakdownView extends ScopeView {
  readonly rows: readonly BreakdownRow[];
  /** Of all rows, each thing once: rows of segments and of categories overlap. */
  readonly totals: SumsRead;
  /** How many rows there are. */
  readonly count: number;
}

export interface BreakdownRow extends RowPlace {
  /** Null for what has no such thing: no channel, no country, no referral. */
  readonly key: string | null;
  readonly sums: SumsRead;
}

/** Sums that a breakdown does not know, because what they count has no such thing. */
export function unknownIn(by: Breakdown): ReadonlySet<SumName> {
  const sorted = sortedFor(by);
  const unknown = new Set<SumName>(["customers"]);
  if (sorted.click === null) unknown.add("clicks");
  if (sorted.attribution === null) for (const name of ["friends", "referrals", "converted"] as const) unknown.add(name);
  if (sorted.conversion === null) unknown.add("newCustomers");
  if (sorted.reward === null) unknown.add("costMinor");
  return unknown;
}

const SUMS = SORTED_SUMS.map((name) => `'${name}', coalesce(s."${name}", 0)::text`).join(", ");
const COLUMNS = SORTED_SUMS.map((name) => `s."${name}"`).join(", ");

/** One row for each element of a key that is a list. */
const EACH_ELEMENT = `SELECT x.key, ${ADDED_UP.replaceAll("f.", "s.")} FROM sums s CROSS JOIN LATERAL (
    SELECT jsonb_array_elements_text(s.key::jsonb) AS key UNION ALL SELECT NULL WHERE s.key IS NULL) x GROUP BY 1`;

/** Of items there is more or less than of the orders that they are of. */
const OF_ORDERS = `SELECT ${SORTED_SUMS.map((name) => {
  if (name === "orders") return 'count(*) AS "orders"';
  return name === "revenueMinor" ? 'sum(o.net) AS "revenueMinor"' : `0 AS "${name}"`;
}).join(", ")} FROM qualified o WHERE o.referral_id IS NOT NULL`;

/** Reads figures by channel, by advocate and so on. */
export function readBreakdown(
  database: Database,
  asker: TenantAsker,
  { by, sort, after, limit, ...scope }: BreakdownFilter,
): Promise<Authorized<BreakdownView> | null> {
  const parameters = new Parameters();
  const sql = scopeSql(scope, parameters);
  const sorted = sortedFor(by);
  const name = sorted.name ?? "s.key";
  const value = sort === "key" ? "0" : `s."${sort}"`;
  const select = `WITH ${sql.relations}, qualified AS (${purchasesOf(sql)}
    ), facts AS (${factsBy(sorted, sql)}
    ), sums AS MATERIALIZED (${sumsOf(sorted)}
    ), keyed AS MATERIALIZED (${keyedBy(sorted)}
    ), placed AS (
      SELECT s.key, ${COLUMNS}, ${value} AS value, coalesce('1' || s.key, '2') COLLATE "C" AS place FROM keyed s
    ), page AS (
      SELECT s.* FROM placed s ${afterOf(after, parameters)}
      ORDER BY s.value DESC, s.place LIMIT ${parameters.add(limit)}::integer
    )
    SELECT (${sql.view})::jsonb || jsonb_build_object(
      'rows', (SELECT coalesce(json_agg(json_build_object('key', ${name}, 'value', s.value::text, 'place', s.place,
          'sums', json_build_object(${SUMS})) ORDER BY s.value DESC, s.place), '[]') FROM page s),
      'totals', (SELECT json_build_object(${SUMS}) FROM (${by === "category" ? OF_ORDERS : `SELECT ${ADDED_UP} FROM sums f`}) s),
      'count', (SELECT count(*) FROM keyed))`;
  return readAsTenant<BreakdownView>(database, asker, select, parameters.values);
}

/**
 * The sums of each key. What keys are sorted by in the end is joined to the rows of all kinds together, which are not
 * added up before: how many those are the planner knows, and of what they would be together it would believe 200.
 */
function sumsOf({ thenBy }: BreakdownSql): string {
  if (thenBy === undefined) return `SELECT f.key, ${ADDED_UP} FROM facts f GROUP BY 1`;
  return `SELECT ${thenBy.key} AS key, ${ADDED_UP.replaceAll("f.", "s.")} FROM facts s ${thenBy.join} GROUP BY 1`;
}

/** One row for each person, whichever of their ids clicks and rewards that have ended were stored under. Few have others. */
const EACH_PERSON = `SELECT coalesce(m.merged_into, s.key) AS key, ${ADDED_UP.replaceAll("f.", "s.")} FROM sums s
  LEFT JOIN participants m ON m.tenant_id = k.tenant_id AND m.id = s.key AND m.merged_into IS NOT NULL GROUP BY 1`;

function keyedBy({ isList, isPerson }: BreakdownSql): string {
  if (isPerson) return EACH_PERSON;
  return isList ? EACH_ELEMENT : "SELECT s.* FROM sums s";
}

function afterOf(after: RowPlace | null, parameters: Parameters): string {
  if (after === null) return "";
  const [value, place] = [parameters.add(after.value), parameters.add(after.place)];
  return `WHERE s.value < ${value}::numeric OR (s.value = ${value}::numeric AND s.place > ${place}::text)`;
}
