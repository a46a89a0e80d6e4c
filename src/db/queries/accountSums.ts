import type { Database } from "../../ports.ts";
import { HOURS_BETWEEN_CHECKS } from "./balanceChecks.ts";

/** What one account holds by what is kept of it and by its postings: decimal strings of minor units. */
export interface SumDifference {
  readonly account: string;
  readonly unit: string;
  readonly kept: string;
  readonly posted: string;
}

export interface CheckedSums {
  /** How many postings were looked at. */
  readonly checked: number;
  /** Whether the round goes on; differences are told at its end. */
  readonly more: boolean;
  readonly differences: readonly SumDifference[];
}

/** Tenants with postings that are not in their sums and that no commit can overtake any more, by id. */
export async function tenantsWithUnsummed(
  database: Database,
  _asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t LEFT JOIN summed_postings s ON s.tenant_id = t.id
     CROSS JOIN LATERAL (SELECT o.created_at FROM postings o
       WHERE o.tenant_id = t.id AND o.id > coalesce(s.up_to, '') ORDER BY o.id LIMIT 1) o
     WHERE t.id > $1 AND o.created_at <= clock_timestamp() - settles_after() ORDER BY t.id LIMIT $2::integer`,
    [after, limit],
  );
  return rows.map((row) => row[0] as string);
}

/**
 * Adds a tenant's next postings to the sums of its accounts.
 *
 * @param most how many
 * @returns how many there were
 */
export async function sumPostings(database: Database, tenantId: string, most: number): Promise<number> {
  const [row] = await database.query("SELECT sum_postings($1, $2::integer)", [tenantId, most]);
  return Number(row?.[0]);
}

/** Tenants whose sums are to be held against their postings, by id. */
export async function tenantsWithDueSums(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT s.tenant_id FROM summed_postings s
     WHERE s.tenant_id > $2 AND (s.checked_to IS NOT NULL OR s.checked_at IS NULL
       OR s.checked_at <= $1::timestamptz - make_interval(hours => ${HOURS_BETWEEN_CHECKS}))
     ORDER BY s.tenant_id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}

/**
 * Sums a tenant's next postings once more, and compares that with what is kept when it has come as far.
 *
 * @param most how many
 */
export async function checkSums(database: Database, tenantId: string, most: number, at: string): Promise<CheckedSums> {
  const sql = "SELECT check_account_sums($1, $2::integer, $3::timestamptz)";
  const [row] = await database.query(sql, [tenantId, most, at]);
  return row?.[0] as CheckedSums;
}
