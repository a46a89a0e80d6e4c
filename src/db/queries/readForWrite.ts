import type { Database } from "../../ports.ts";
import type { Authorized } from "./authorized.ts";
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
  /** Who asks, for the audit. */
  readonly keyId: string;
  readonly data: T;
}

/**
 * Reads what a write decides on, together with the key that asks for it and the reply to an earlier request of the
 * same Idempotency-Key: one statement.
 *
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$3`
 * @returns null when the secret key is not valid
 */
export async function readForWrite<T>(
  database: Database,
  keyHash: string,
  idempotencyKey: string | null,
  select: string,
  params: readonly unknown[],
): Promise<Authorized<BeforeWrite<T>> | null> {
  return await readAsTenant(
    database,
    keyHash,
    `SELECT json_build_object(
      'keyId', k.id,
      'stored', (SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body)
                 FROM idempotency_keys i WHERE i.tenant_id = k.tenant_id AND i.key = $2::text),
      'data', (${select}))`,
    [idempotencyKey, ...params],
  );
}
