import { MAX_GOALS, MAX_NEAR_GOALS, NEAR_GOAL_DAYS } from "../../domain/goals.ts";
import type { MetricName, SumName } from "../../domain/metrics.ts";
import { METRIC_NAMES, sumsOf } from "../../domain/metrics.ts";
import type { Database } from "../../ports.ts";
import type { ProgramRow } from "../rows/program.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { programRowSql } from "./programs.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import type { SortedBy } from "./reports/facts.ts";
import { ADDED_UP, factsBy, kindOfSum, purchasesOf, SORTED_SUMS } from "./reports/facts.ts";
import { Parameters } from "./reports/scope.ts";
import type { SumsRead } from "./reports/series.ts";
import { sqlList } from "./sqlList.ts";

/** A goal as `commit_effects` writes it; the target is in the figure's own unit. */
export interface GoalRow {
  readonly programId: string;
  readonly id: string;
  readonly metric: MetricName;
  readonly target: number;
  /** "2026-12-24", as the last day, in the tenant's time zone. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** A goal that is written over what was there; stale where that is another by now. Null where there was none. */
export interface GoalChange extends GoalRow {
  readonly was: Omit<GoalRow, "programId" | "id"> | null;
}

export interface GoalView extends Omit<GoalRow, "programId"> {
  /** The program's key. */
  readonly program: string;
  readonly currency: string;
  readonly updatedAt: string;
}

/** A goal with what has come of it. */
export interface FollowedGoal extends GoalView {
  readonly programName: string;
  /** Instants: from when on it counts, and up to when. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** From its first day on, those that its figure is made of. */
  readonly sums: SumsRead;
}

const COLUMNS = `'id', l.id, 'program', l.key, 'currency', l.currency, 'metric', l.metric, 'target', l.target,
  'firstDay', l.first_day::text, 'lastDay', l.last_day::text, 'updatedAt', l.updated_at`;

/** SQL of whether the figure of the goal `l` is made of one of the sums. */
function needs(isOne: (sum: SumName) => boolean): string {
  return `l.metric IN (${sqlList(METRIC_NAMES.filter((name) => sumsOf(name).some(isOne)))})`;
}

const asked = (kind: keyof SortedBy) => ({
  key: "true",
  when: `${needs((sum) => kindOfSum(sum) === kind)} AND NOT l.is_kept`,
});

/** Each kind of thing is looked at only for a figure that is made of it, and where its sums are not kept. */
const ASKED: SortedBy = {
  click: asked("click"),
  attribution: asked("attribution"),
  conversion: asked("conversion"),
  order: asked("order"),
  reward: asked("reward"),
};

const COLUMNS_OF_SUMS = SORTED_SUMS.map((name) => `s."${name}"`).join(", ");

/** SQL of how many people bought in the time of the goal `l`: by the days that are kept, else from all purchases. */
const CUSTOMERS = `CASE WHEN customers_are_near(k.tenant_id, l.timezone, ARRAY[l.since], l.since, l.until) THEN (
      SELECT coalesce(sum(c.fresh), 0) FROM customers_of_times(k.tenant_id, l.timezone, '{}', l.since, l.until) c)
    ELSE (SELECT count(DISTINCT p.participant_id) FROM purchases p WHERE p.tenant_id = k.tenant_id
      AND p.participant_id IS NOT NULL AND p.occurred_at >= l.since AND p.occurred_at < l.until) END`;

/** SQL of the sums of the goal `l`, with the relations of a report of its program and its time. */
function sumsSql(): string {
  const within = (column: string) => ` AND ${column} >= l.since AND ${column} < l.until`;
  const sums = SORTED_SUMS.map((name) => `'${name}', coalesce(s."${name}", 0)::text`).join(", ");
  return `(WITH g AS MATERIALIZED (SELECT l.program_id AS id), u AS MATERIALIZED (SELECT l.currency AS currency
      ), places AS MATERIALIZED (SELECT 1 AS n, jsonb_build_object(l.program_id, 1) AS of
      ), qualified AS (${purchasesOf({ within })}
      ), facts AS (${factsBy(ASKED, { within, clicks: "clicks_of_time(k.tenant_id, l.since, l.until) c" })})
    SELECT json_build_object(${sums},
      'customers', CASE WHEN ${needs((sum) => sum === "customers")} THEN ${CUSTOMERS} ELSE 0 END::text)
    FROM (SELECT ${ADDED_UP} FROM (
      SELECT * FROM facts
      UNION ALL
      SELECT true, ${COLUMNS_OF_SUMS}
      FROM sums_of_times(k.tenant_id, ARRAY[l.program_id], NULL, '{}', l.since, l.until) s WHERE l.is_kept) f) s)`;
}

const FOLLOWED = `json_build_object(${COLUMNS}, 'programName', l.name, 'startsAt', l.since, 'endsAt', l.until,
  'sums', ${sumsSql()})`;
const ORDER = "l.last_day, l.first_day, l.program_id, l.id";

export interface GoalsAsked {
  /** Of one program; null for all. */
  readonly program: string | null;
  /** Those whose first day has come and whose last is at most so many days before now; null for all. */
  readonly near: { readonly now: string; readonly days: number } | null;
  /** The first so many, by their last day. */
  readonly limit: number;
}

/** The goals that stand beside other figures: those that have begun and that are not long over. */
export function nearGoals(program: string | null, now: string): GoalsAsked {
  return { program, near: { now, days: NEAR_GOAL_DAYS }, limit: MAX_NEAR_GOALS };
}

/** SQL of a list of `FollowedGoal`s, by their last day. */
export function goalsSql({ program, near, limit }: GoalsAsked, parameters: Parameters): string {
  const named = program === null ? "" : ` AND g.key = ${parameters.add(program)}::text`;
  const today = near === null ? "" : `(${parameters.add(near.now)}::timestamptz AT TIME ZONE t.timezone)::date`;
  const recent = near === null ? "" : ` AND l.first_day <= ${today} AND l.last_day >= ${today} - ${near.days}`;
  return `SELECT coalesce(json_agg(${FOLLOWED} ORDER BY ${ORDER}), '[]')
    FROM (SELECT l.*, sums_are_near(k.tenant_id, l.since, l.until) AS is_kept FROM (
      SELECT l.*, t.timezone, g.key, g.name, g.currency, l.first_day::timestamp AT TIME ZONE t.timezone AS since,
        (l.last_day + 1)::timestamp AT TIME ZONE t.timezone AS until
      FROM goals l JOIN programs g ON g.tenant_id = l.tenant_id AND g.id = l.program_id JOIN tenants t ON t.id = l.tenant_id
      WHERE l.tenant_id = k.tenant_id${named}${recent} ORDER BY ${ORDER} LIMIT ${limit}) l OFFSET 0) l`;
}

/** Reads the goals of a program with what has come of them; null where there is no such program. */
export function listGoals(
  database: Database,
  asker: TenantAsker,
  program: string,
): Promise<Authorized<readonly FollowedGoal[] | null> | null> {
  const parameters = new Parameters();
  const goals = goalsSql({ program, near: null, limit: MAX_GOALS }, parameters);
  const select = `SELECT (${goals}) FROM programs p WHERE p.tenant_id = k.tenant_id AND p.key = ${parameters.add(program)}`;
  return readAsTenant(database, asker, select, parameters.values);
}

/** What the page of a program's goals shows. */
export interface GoalsPage {
  readonly program: ProgramRow;
  readonly goals: readonly FollowedGoal[];
}

/** Reads it; null where there is no such program. */
export function readGoalsPage(
  database: Database,
  asker: TenantAsker,
  program: string,
): Promise<Authorized<GoalsPage | null> | null> {
  const parameters = new Parameters();
  const goals = goalsSql({ program, near: null, limit: MAX_GOALS }, parameters);
  const named = parameters.add(program);
  const select = `SELECT json_build_object('program', (${programRowSql(named)}), 'goals', (${goals}))
    FROM programs p WHERE p.tenant_id = k.tenant_id AND p.key = ${named}`;
  return readAsTenant(database, asker, select, parameters.values);
}

/** What changing a goal is decided on. */
export interface BeforeGoal {
  readonly programId: string;
  readonly currency: string;
  /** How many the program has. */
  readonly count: number;
  /** Null where there is none of this id. */
  readonly goal: GoalView | null;
}

/** Reads it; null where there is no such program. */
export function readBeforeGoal(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { program, id }: { readonly program: string; readonly id: string },
): Promise<Authorized<BeforeWrite<BeforeGoal | null>> | null> {
  const select = `SELECT json_build_object('programId', g.id, 'currency', g.currency,
      'count', (SELECT count(*) FROM goals l WHERE l.tenant_id = g.tenant_id AND l.program_id = g.id),
      'goal', (SELECT json_build_object(${COLUMNS}) FROM (SELECT l.*, g.key, g.currency FROM goals l
        WHERE l.tenant_id = g.tenant_id AND l.program_id = g.id AND l.id = $4) l))
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [program, id]);
}
