import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** What a tenant sets for itself. */
export interface TenantSettings {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly landingUrl: string | null;
  readonly allowedOrigins: readonly string[];
  /** What cuts the days, weeks and months of its reports. */
  readonly timezone: string;
  /** What people with the role "support" may give one participant in a month, in minor units of each unit. */
  readonly supportBonusMinor: number;
  readonly widgetSecret: string;
  readonly formerWidgetSecret: string | null;
  readonly createdAt: string;
}

const SETTINGS = `SELECT json_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'landingUrl', t.landing_url,
    'allowedOrigins', t.allowed_origins, 'timezone', t.timezone, 'supportBonusMinor', t.support_bonus_minor, 'widgetSecret', t.widget_secret,
    'formerWidgetSecret', t.former_widget_secret, 'createdAt', t.created_at)
  FROM tenants t WHERE t.id = k.tenant_id`;

/** Reads the settings of the tenant whose key it is. */
export function readTenantSettings(database: Database, asker: TenantAsker): Promise<Authorized<TenantSettings> | null> {
  return readAsTenant(database, asker, SETTINGS);
}

/** Reads them before they are changed. */
export function readTenantForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
): Promise<Authorized<BeforeWrite<TenantSettings>> | null> {
  return readForWrite(database, asker, idempotencyKey, SETTINGS, []);
}

/** What a tenant sets for itself, all of it, with the secrets that were read. */
export interface TenantChange {
  readonly name: string;
  readonly landingUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly timezone: string;
  readonly supportBonusMinor: number;
  readonly widgetSecret: string;
  readonly formerWidgetSecret: string | null;
  readonly expected: { readonly widgetSecret: string; readonly formerWidgetSecret: string | null };
}
