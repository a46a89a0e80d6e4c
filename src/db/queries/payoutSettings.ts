import type { PayoutSettings } from "../../domain/payoutSettings.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** The row `s` of `payout_settings` as `PayoutSettings`. */
export const SETTINGS = "json_build_object('minimumMinor', s.minimum_minor, 'method', s.method)";

export interface SettingsOfUnit {
  readonly unit: string;
  readonly settings: PayoutSettings;
}

/** Reads what is set of every unit: of no more than there are currencies. */
export function listPayoutSettings(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly SettingsOfUnit[]> | null> {
  const select = `SELECT coalesce(json_agg(json_build_object('unit', s.unit, 'settings', ${SETTINGS}) ORDER BY s.unit), '[]')
    FROM payout_settings s WHERE s.tenant_id = k.tenant_id`;
  return readAsTenant(database, asker, select);
}

/** What is set of a unit before it changes; null where nothing is. */
export interface BeforeSettings {
  readonly known: { readonly version: number; readonly settings: PayoutSettings } | null;
}

/** Reads it. */
export function readPayoutSettings(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  unit: string,
): Promise<Authorized<BeforeWrite<BeforeSettings>> | null> {
  const select = `SELECT json_build_object('known', (
    SELECT json_build_object('version', s.version, 'settings', ${SETTINGS}) FROM payout_settings s
    WHERE s.tenant_id = k.tenant_id AND s.unit = $3))`;
  return readForWrite(database, asker, idempotencyKey, select, [unit]);
}
