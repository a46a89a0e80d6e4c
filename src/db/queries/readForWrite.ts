import type { Database } from "../../ports.ts";
import type { StoredReply } from "../rows/storedReply.ts";
import type { Actor, Asker, Authorized } from "./asker.ts";
import { actorTypeOf, readAsTenant } from "./asker.ts";

/** What a write needs to know before it decides. */
export interface BeforeWrite<T> {
  readonly stored: Omit<StoredReply, "key"> | null;
  /** Who asks, for the audit. */
  readonly actor: Actor;
  /** False for a secret key that is there for trying things out (sk_test_...). */
  readonly isLive: boolean;
  readonly data: T;
}

/** What a job looks for. */
export interface Due {
  /** What falls due by then. */
  readonly asOf: string;
  /** The most rows to read. */
  readonly limit: number;
}

/**
 * Reads what a write decides on, together with who asks for it and the reply to an earlier request of the same
 * Idempotency-Key: one statement.
 *
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$3`
 * @returns null when the asker is not proved
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
      'actor', json_build_object('type', '${actorTypeOf(asker)}', 'id', k.actor_id),
      'isLive', k.is_live,
      'stored', (SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body)
                 FROM idempotency_keys i WHERE i.tenant_id = k.tenant_id AND i.key = $2::text),
      'data', (${select}))`,
    [idempotencyKey, ...params],
    "write",
  );
}
