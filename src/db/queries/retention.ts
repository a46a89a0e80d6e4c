import { RETENTION, SIGN_IN_RETENTION } from "../../domain/retention.ts";
import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

type TenantTable = keyof typeof RETENTION;

const TABLES = Object.keys(RETENTION) as readonly TenantTable[];

/** SQL that goes on a condition: which rows `o` stay, however old they are. */
const BUT: Readonly<Partial<Record<TenantTable, string>>> = { idempotency_keys: " AND NOT o.lasting" };

/**
 * SQL: whether a row `o` is kept no longer, as of `$1`.
 *
 * @param tenant SQL of the tenant's id
 */
const isOver = (table: TenantTable, tenant: string) => {
  const { by, hours } = RETENTION[table];
  const kept = `make_interval(hours => ${hours})`;
  if (table === "clicks") {
    // By the time in their ids, which the key has.
    return `o.id < (SELECT click_ids_of($1::timestamptz - greatest(${kept}, days(coalesce(max(
      (v.rules #>> '{attribution,windowDays}')::integer), 0)))) FROM program_versions v WHERE v.tenant_id = ${tenant})`;
  }
  return `o.${by} < $1::timestamptz - ${kept}${BUT[table] ?? ""}`;
};

/** SQL: what the oldest come first by, in an index. */
const oldestFirst = (table: TenantTable) => (table === "clicks" ? "o.id" : `o.${RETENTION[table].by}`);

/** SQL: whether a secret of an endpoint `w` signs no more. */
const SIGNS_NO_MORE = "w.former_until <= $1::timestamptz";

// Without the OFFSET the planner may look through all that is old, of every tenant.
const DUE = TABLES.map(
  (table) => `EXISTS (SELECT FROM ${table} o WHERE o.tenant_id = t.id AND ${isOver(table, "t.id")} OFFSET 0)`,
);

/** Tenants with anything that is kept no longer, by id. */
export async function tenantsWithOldRows(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t WHERE t.id > $2 AND (${DUE.join("\n       OR ")}
       OR EXISTS (SELECT FROM webhooks w WHERE w.tenant_id = t.id AND ${SIGNS_NO_MORE} OFFSET 0))
     ORDER BY t.id LIMIT $3::integer`,
    [asOf, after, limit],
    OUR_OWN,
  );
  return rows.map((row) => row[0] as string);
}

export interface RemovedRows {
  readonly count: number;
  /** Of the table with the most. */
  readonly mostOfOne: number;
}

const REMOVED = TABLES.map(
  (table) => `${table}_gone AS (
       DELETE FROM ${table} g WHERE g.tenant_id = $2 AND g.ctid = ANY (ARRAY(SELECT o.ctid FROM ${table} o
         WHERE o.tenant_id = $2 AND ${isOver(table, "$2")} ORDER BY ${oldestFirst(table)} LIMIT $3::integer
         FOR UPDATE SKIP LOCKED)) RETURNING g.tenant_id
     )`,
);
const COUNTS = TABLES.map((table) => `(SELECT count(*)::integer FROM ${table}_gone)`);

/**
 * Removes those of a tenant, the oldest first, and the secrets of endpoints that sign no more. What another holds is left
 * to the next run.
 *
 * @param most how many of each table
 */
export async function removeOldRows(
  database: Database,
  tenantId: string,
  asOf: string,
  most: number,
): Promise<RemovedRows> {
  const [row] = await database.query(
    `WITH ${REMOVED.join(", ")}, former AS (
       UPDATE webhooks u SET former_secret = NULL, former_until = NULL WHERE u.tenant_id = $2 AND u.id IN (
         SELECT w.id FROM webhooks w WHERE w.tenant_id = $2 AND ${SIGNS_NO_MORE} FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING u.id
     )
     SELECT ${COUNTS.join(" + ")} + (SELECT count(*)::integer FROM former), greatest(${COUNTS.join(", ")})`,
    [asOf, tenantId, most],
    OUR_OWN,
  );
  return { count: row?.[0] as number, mostOfOne: row?.[1] as number };
}

/** So many of each table go when one person asks for a link. */
const MAX_REMOVED = 100;

/** Removes what is over of those who sign in: old mails, links that were never opened, sessions that have ended. */
export async function removeEnded(database: Database, now: Date): Promise<void> {
  const removals = Object.entries(SIGN_IN_RETENTION).map(
    ([table, { by, hours }]) => `${table}_gone AS (DELETE FROM ${table} WHERE id IN (SELECT o.id FROM ${table} o
       WHERE o.${by} < $1::timestamptz - make_interval(hours => ${hours}) LIMIT ${MAX_REMOVED}))`,
  );
  await database.query(`WITH ${removals.join(", ")} SELECT`, [now.toISOString()], OUR_OWN);
}
