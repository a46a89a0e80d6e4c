import type { Database } from "../../ports.ts";
import type { Actor, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";

export interface NewTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly landingUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly clickSecret: string;
  readonly widgetSecret: string;
}

/** The first member of a tenant. */
export interface NewOwner {
  /** Who makes them the owner, for the audit. */
  readonly actor: Actor;
  /** In lower case. */
  readonly email: string;
  /** Of the user, where the address is new, and of the audit's row. */
  readonly userId: string;
  readonly auditId: string;
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
 * Stores a tenant with its first keys and its owner, in one statement.
 *
 * @param owner null for a tenant that only its keys speak for
 * @throws {DatabaseError} with the constraint tenants_slug_unique when the slug is taken
 */
export async function insertTenant(
  database: Database,
  tenant: NewTenant,
  keys: readonly NewApiKey[],
  owner: NewOwner | null,
  at: string,
): Promise<void> {
  const json = [tenant, keys, owner].map((each) => (each === null ? null : JSON.stringify(each)));
  await database.query("SELECT create_tenant($1::jsonb, $2::jsonb, $3::jsonb, $4::timestamptz)", [...json, at]);
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
}

/** Reads a tenant by its slug; null where there is none. */
export async function readTenant(database: Database, slug: string): Promise<TenantView | null> {
  const [row] = await database.query("SELECT id, widget_secret FROM tenants WHERE slug = $1", [slug]);
  return row === undefined ? null : { id: row[0] as string, widgetSecret: row[1] as string };
}

/** Reads the colour of a tenant's pages, for anyone; null where there is no such tenant. */
export async function readAccent(database: Database, slug: string): Promise<{ readonly accent: string | null } | null> {
  const sql = "SELECT accent FROM tenants WHERE slug = $1";
  const [row] = await database.query(sql, [slug], { lane: "read", of: slug });
  return row === undefined ? null : { accent: row[0] as string | null };
}

export interface OwnTenant {
  readonly id: string;
  readonly slug: string;
  /** Of the program asked about, 0 before it is published; null where there is no such program. */
  readonly version: number | null;
}

/** Reads the asker's own tenant, and how far one of its programs is; null when the asker is not proved. */
export async function readOwnTenant(
  database: Database,
  asker: TenantAsker,
  program: string,
): Promise<OwnTenant | null> {
  const select = `SELECT json_build_object('id', t.id, 'slug', t.slug,
      'version', (SELECT g.version FROM programs g WHERE g.tenant_id = t.id AND g.key = $2))
    FROM tenants t WHERE t.id = k.tenant_id`;
  return (await readAsTenant<OwnTenant>(database, asker, select, [program]))?.body ?? null;
}
