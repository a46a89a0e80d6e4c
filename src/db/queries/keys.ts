import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A key of the tenant, as far as it is kept: the key itself is shown once, when it is made. */
export interface KeyView {
  readonly id: string;
  readonly kind: "secret" | "publishable";
  /** What a person recognises it by. */
  readonly prefix: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** SQL of a `KeyView`, of the row `a`. */
export const KEY_VIEW = `json_build_object('id', a.id, 'kind', a.kind, 'prefix', a.prefix, 'createdAt', a.created_at,
  'revokedAt', a.revoked_at)`;

/**
 * Reads the tenant's keys, the newest first, the revoked ones too.
 *
 * @param before only those with a smaller id: the older ones
 */
export function listKeys(
  database: Database,
  asker: TenantAsker,
  before: string | null,
  limit: number,
): Promise<Authorized<readonly KeyView[]> | null> {
  const { and, params } = filtered([["a.id < ?::text", before]], 3);
  const select = `SELECT coalesce(json_agg(${KEY_VIEW} ORDER BY a.id DESC), '[]')
    FROM (SELECT * FROM api_keys a WHERE a.tenant_id = k.tenant_id${and} ORDER BY a.id DESC LIMIT $2::integer) a`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** Counts the keys that are not revoked, before another is made. */
export function readKeysForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
): Promise<Authorized<BeforeWrite<number>> | null> {
  const select = "SELECT count(*)::integer FROM api_keys a WHERE a.tenant_id = k.tenant_id AND a.revoked_at IS NULL";
  return readForWrite(database, asker, idempotencyKey, select, []);
}

/** Reads one key before it is revoked; null where the tenant has none like it. */
export function readKeyForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  id: string,
): Promise<Authorized<BeforeWrite<KeyView | null>> | null> {
  const select = `SELECT ${KEY_VIEW} FROM api_keys a WHERE a.tenant_id = k.tenant_id AND a.id = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [id]);
}
