import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered } from "./filtered.ts";
import type { KeyView } from "./keys.ts";
import { KEY_VIEW } from "./keys.ts";

/** How far a shop is with what it needs. */
export interface SetupProgress {
  readonly secretKey: boolean;
  readonly publishableKey: boolean;
  readonly origins: boolean;
  readonly published: boolean;
  readonly firstCode: boolean;
  readonly firstEvent: boolean;
}

/** Reads how far the asker's shop is; of long lists no more than whether they are empty. */
export function readSetupProgress(database: Database, asker: TenantAsker): Promise<Authorized<SetupProgress> | null> {
  const hasKey = (kind: KeyView["kind"]) =>
    `EXISTS (SELECT FROM api_keys a WHERE a.tenant_id = k.tenant_id AND a.kind = '${kind}' AND a.revoked_at IS NULL)`;
  const select = `SELECT json_build_object(
    'secretKey', ${hasKey("secret")}, 'publishableKey', ${hasKey("publishable")},
    'origins', (SELECT t.allowed_origins <> '[]'::jsonb FROM tenants t WHERE t.id = k.tenant_id),
    'published', EXISTS (SELECT FROM program_versions v WHERE v.tenant_id = k.tenant_id),
    'firstCode', EXISTS (SELECT FROM codes c WHERE c.tenant_id = k.tenant_id),
    'firstEvent', EXISTS (SELECT FROM events e WHERE e.tenant_id = k.tenant_id))`;
  return readAsTenant(database, asker, select);
}

/** What the page of the keys shows. */
export interface SetupKeys {
  readonly keys: readonly KeyView[];
  /** Whether the widget secret before the current one is still believed. */
  readonly hasFormerSecret: boolean;
}

/**
 * Reads the keys, the newest first, the revoked ones too, and how the widget secrets stand.
 *
 * @param before only those with a smaller id: the older ones
 */
export function readSetupKeys(
  database: Database,
  asker: TenantAsker,
  before: string | null,
  limit: number,
): Promise<Authorized<SetupKeys> | null> {
  const { and, params } = filtered([["a.id < ?::text", before]], 3);
  const select = `SELECT json_build_object(
    'keys', (SELECT coalesce(json_agg(${KEY_VIEW} ORDER BY a.id DESC), '[]')
      FROM (SELECT * FROM api_keys a WHERE a.tenant_id = k.tenant_id${and} ORDER BY a.id DESC LIMIT $2::integer) a),
    'hasFormerSecret', (SELECT t.former_widget_secret IS NOT NULL FROM tenants t WHERE t.id = k.tenant_id))`;
  return readAsTenant(database, asker, select, [limit, ...params]);
}

/** Reads the key of a program that the code for the shop can name, the oldest of those that run; null where there is none. */
export function readSnippetProgram(database: Database, asker: TenantAsker): Promise<Authorized<string | null> | null> {
  const select = `SELECT p.key FROM programs p WHERE p.tenant_id = k.tenant_id AND p.status <> 'ended'
    ORDER BY p.status = 'active' DESC, p.created_at, p.key LIMIT 1`;
  return readAsTenant(database, asker, select);
}
