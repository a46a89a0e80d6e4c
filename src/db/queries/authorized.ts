import type { Database } from "../../ports.ts";

/** What a key's holder asked for, read in the same round trip that proved the key. */
export interface Authorized<T> {
  readonly tenantId: string;
  readonly body: T;
}

/** Who asks: the holder of the secret key with this SHA-256 (in hex), or a browser. */
export type Asker = string | BrowserAsker;

/**
 * A browser with a publishable key or a participant's token. Its token names a tenant before anything is proved, so
 * that the tenant's secrets come with what is asked for; `admit` stands between the two.
 */
export interface BrowserAsker {
  /** Null for a publishable key. */
  readonly token: { readonly tenantId: string; readonly externalId: string } | null;
  /** Of the publishable key; empty for a token. */
  readonly keyHash: string;
  /** Is told of the tenant before anything that was read is handed on; throws for whoever may not have it. */
  admit(access: BrowserAccess): Promise<void>;
}

/** What a tenant says of browsers, with what is known of the participant whom a token names. */
export interface BrowserAccess {
  readonly tenantId: string;
  /** The current widget secret and the one before; null where that was retired or there was none. */
  readonly secrets: readonly (string | null)[];
  readonly allowedOrigins: readonly string[];
  readonly hasLiveKey: boolean;
  readonly participant: { readonly id: string; readonly locale: string | null } | null;
}

const SECRET_KEY = "api_keys k WHERE k.hash = $1 AND k.kind = 'secret' AND k.revoked_at IS NULL";

/** The same for a browser, as a relation `k` of at most one row; `$n` is the participant's external id. */
const browserKey = (asker: BrowserAsker, n: number) => {
  const tenant =
    asker.token === null
      ? "SELECT a.tenant_id FROM api_keys a WHERE a.hash = $1 AND a.kind = 'publishable' AND a.revoked_at IS NULL"
      : "SELECT t.id AS tenant_id FROM tenants t WHERE t.id = $1";
  return `(SELECT b.tenant_id, b.access, coalesce(b.access -> 'participant' ->> 'id', '') AS id, '' AS prefix
    FROM (SELECT n.tenant_id, browser_access(n.tenant_id, $${n}::text) AS access FROM (${tenant}) n) b) k`;
};

/**
 * Reads as the tenant that a secret key, a publishable key or a participant's token names: one statement, one round
 * trip.
 *
 * @param select a scalar subquery that yields one JSON value; `k.tenant_id` is the tenant, parameters start at `$2`
 * @returns null when there is no such key, or it was revoked
 */
export async function readAsTenant<T>(
  database: Database,
  asker: Asker,
  select: string,
  params: readonly unknown[] = [],
): Promise<Authorized<T> | null> {
  if (typeof asker === "string") {
    const [row] = await database.query(`SELECT k.tenant_id, (${select}) FROM ${SECRET_KEY}`, [asker, ...params]);
    return row === undefined ? null : { tenantId: row[0] as string, body: row[1] as T };
  }
  const sql = `SELECT k.tenant_id, (${select}), k.access FROM ${browserKey(asker, params.length + 2)}`;
  const { token, keyHash } = asker;
  const named = token === null ? [keyHash, ...params, null] : [token.tenantId, ...params, token.externalId];
  const [row] = await database.query(sql, named);
  if (row === undefined) return null;
  const tenantId = row[0] as string;
  await asker.admit({ ...(row[2] as Omit<BrowserAccess, "tenantId">), tenantId });
  return { tenantId, body: row[1] as T };
}
