import type { Database } from "../../ports.ts";

export interface NewTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly landingUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly clickSecret: string;
  readonly widgetSecret: string;
}

export interface NewApiKey {
  readonly id: string;
  readonly kind: "secret" | "publishable";
  /** What a person recognises it by. */
  readonly prefix: string;
  /** SHA-256 of the key, in hex. */
  readonly hash: string;
}

const KEYS = `INSERT INTO api_keys (id, tenant_id, kind, prefix, hash, created_at)
  SELECT x.id, $1, x.kind, x.prefix, x.hash, $2::timestamptz
  FROM jsonb_to_recordset($3::jsonb) AS x(id text, kind text, prefix text, hash text)`;

/**
 * Stores a tenant with its first keys, in one statement.
 *
 * @throws {DatabaseError} with the constraint tenants_slug_unique when the slug is taken
 */
export async function insertTenant(
  database: Database,
  tenant: NewTenant,
  keys: readonly NewApiKey[],
  at: string,
): Promise<void> {
  // The keys refer to the tenant, and a statement's parts check that at its end.
  await database.query(
    `WITH tenant AS (
      INSERT INTO tenants (id, created_at, slug, name, landing_url, click_secret, widget_secret, allowed_origins)
      VALUES ($1, $2::timestamptz, $4, $5, $6, $7, $8, $9::jsonb)
    ) ${KEYS}`,
    [
      tenant.id,
      at,
      JSON.stringify(keys),
      tenant.slug,
      tenant.name,
      tenant.landingUrl,
      tenant.clickSecret,
      tenant.widgetSecret,
      JSON.stringify(tenant.allowedOrigins),
    ],
  );
}

/** Adds keys to a tenant. */
export async function insertApiKeys(
  database: Database,
  tenantId: string,
  keys: readonly NewApiKey[],
  at: string,
): Promise<void> {
  await database.query(KEYS, [tenantId, at, JSON.stringify(keys)]);
}

export interface TenantView {
  readonly id: string;
  readonly widgetSecret: string;
  /** The hash asked about belongs to one of its keys. */
  readonly hasKey: boolean;
  readonly program: { readonly version: number } | null;
}

/** Reads a tenant by its slug, with one of its programs and whether a secret key is its own; null where there is none. */
export async function readTenant(
  database: Database,
  slug: string,
  keyHash: string | null,
  program: string,
): Promise<TenantView | null> {
  const [row] = await database.query(
    `SELECT json_build_object('id', t.id, 'widgetSecret', t.widget_secret,
      'hasKey', EXISTS (SELECT FROM api_keys k WHERE k.tenant_id = t.id AND k.hash = $2::text AND k.kind = 'secret'
        AND k.revoked_at IS NULL),
      'program', (SELECT json_build_object('version', g.version) FROM programs g
        WHERE g.tenant_id = t.id AND g.key = $3))
    FROM tenants t WHERE t.slug = $1`,
    [slug, keyHash, program],
  );
  return row === undefined ? null : (row[0] as TenantView);
}
