import type { Database } from "../../ports.ts";

/** What a key's holder asked for, read in the same round trip that proved the key. */
export interface Authorized<T> {
  readonly tenantId: string;
  readonly body: T;
}

/**
 * Reads as the tenant that a secret key names: one statement, one round trip.
 *
 * @param keyHash the SHA-256 of the key, in hex
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$2`
 * @returns null when there is no such key, or it was revoked
 */
export async function readAsTenant<T>(
  database: Database,
  keyHash: string,
  select: string,
  params: readonly unknown[] = [],
): Promise<Authorized<T> | null> {
  const sql = `
    SELECT k.tenant_id, (${select})
    FROM api_keys k
    WHERE k.hash = $1 AND k.kind = 'secret' AND k.revoked_at IS NULL`;
  const [row] = await database.query(sql, [keyHash, ...params]);
  return row === undefined ? null : { tenantId: row[0] as string, body: row[1] as T };
}
