import type { Database } from "../../ports.ts";
import type { Asker, Authorized } from "./authorized.ts";
import { readAsTenant } from "./authorized.ts";

/** A reply that was committed under an Idempotency-Key. */
export interface StoredReply {
  readonly requestHash: string;
  readonly status: number;
  readonly body: unknown;
}

/** What a write needs to know before it decides. */
export interface BeforeWrite<T> {
  readonly stored: StoredReply | null;
  /**
   * Who asks, for the audit: the key's id, the participant's who brought a token (empty where they don't exist yet);
   * the schedule has no key.
   */
  readonly keyId: string;
  /** Whether the key is one of production (sk_live_...). */
  readonly isLive: boolean;
  readonly data: T;
}

/**
 * Reads what a write decides on, together with the key that asks for it and the reply to an earlier request of the
 * same Idempotency-Key: one statement.
 *
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$3`
 * @returns null when the key is not valid
 */
export async function readForWrite<T>(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  select: string,
  params: readonly unknown[],
): Promise<Authorized<BeforeWrite<T>> | null> {
  return await readAsTenant(
    database,
    asker,
    `SELECT json_build_object(
      'keyId', k.id,
      'isLive', starts_with(k.prefix, 'sk_live_'),
      'stored', (SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body)
                 FROM idempotency_keys i WHERE i.tenant_id = k.tenant_id AND i.key = $2::text),
      'data', (${select}))`,
    [idempotencyKey, ...params],
  );
}

/** Who has a job run: the holder of a key, or the schedule, which names a tenant. */
export type JobAsker =
  | { readonly keyHash: string; readonly idempotencyKey: string | null }
  | { readonly tenantId: string };

/**
 * The same for a job. Where no key asks, nothing is repeated.
 *
 * @param select as for `readForWrite`: `k.tenant_id` is the tenant, parameters start at `$3`
 */
export async function readForJob<T>(
  database: Database,
  asker: JobAsker,
  select: string,
  params: readonly unknown[],
): Promise<Authorized<BeforeWrite<T>> | null> {
  if ("keyHash" in asker) return await readForWrite(database, asker.keyHash, asker.idempotencyKey, select, params);
  const { tenantId } = asker;
  const sql = `SELECT (${select}) FROM (SELECT $1::text AS tenant_id) k WHERE $2::text IS NULL`;
  const [row] = await database.query(sql, [tenantId, null, ...params]);
  if (row === undefined) return null;
  return { tenantId, body: { stored: null, keyId: "schedule", isLive: true, data: row[0] as T } };
}
