import type { PayoutSchedule } from "../../domain/payoutSchedules.ts";
import type { PayoutSettings } from "../../domain/payoutSettings.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { HAS_STRIPE_KEY } from "./stripeKey.ts";

const schedule = `CASE WHEN s.day IS NOT NULL
    THEN json_build_object('every', 'month', 'day', s.day, 'lockDays', s.lock_days) END`;
/** The row `s` of `payout_settings` as `PayoutSettings`. */
export const SETTINGS = `json_build_object('minimumMinor', s.minimum_minor, 'method', s.method, 'schedule', ${schedule},
    'autoConfirm', s.auto_confirm)`;

export interface SettingsOfUnit {
  readonly unit: string;
  readonly settings: PayoutSettings;
  /** When the next batch is drafted; null where none is. */
  readonly dueOn: string | null;
}

/** What is set of every unit of the tenant `k`: of no more than there are currencies. */
export const ALL_SET = `(SELECT coalesce(json_agg(json_build_object('unit', s.unit, 'settings', ${SETTINGS}, 'dueOn', s.due_on) ORDER BY s.unit), '[]')
    FROM payout_settings s WHERE s.tenant_id = k.tenant_id)`;

/** Reads it. */
export function listPayoutSettings(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly SettingsOfUnit[]> | null> {
  return readAsTenant(database, asker, `SELECT ${ALL_SET}`);
}

/** A unit, and what is set of it; null where nothing is. */
export type UnitToSet = Pick<SettingsOfUnit, "unit" | "dueOn"> & { readonly settings: PayoutSettings | null };

/** Reads the units of the tenant's programs, and those of which something is set. */
export function readUnitsToSet(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly UnitToSet[]> | null> {
  const select = `SELECT coalesce(json_agg(json_build_object('unit', u.unit, 'dueOn', s.due_on,
      'settings', CASE WHEN s.unit IS NOT NULL THEN ${SETTINGS} END) ORDER BY u.unit), '[]')
    FROM (SELECT 'cash:' || g.currency AS unit FROM programs g WHERE g.tenant_id = k.tenant_id
      UNION SELECT o.unit FROM payout_settings o WHERE o.tenant_id = k.tenant_id) u
    LEFT JOIN payout_settings s ON s.tenant_id = k.tenant_id AND s.unit = u.unit`;
  return readAsTenant(database, asker, select);
}

/** What is set of a unit before it changes; null where nothing is. */
export interface BeforeSettings {
  readonly known: (Omit<SettingsOfUnit, "unit"> & { readonly version: number }) | null;
  readonly timezone: string;
}

/** Reads it. */
export function readPayoutSettings(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  unit: string,
): Promise<Authorized<BeforeWrite<BeforeSettings>> | null> {
  const select = `SELECT json_build_object('timezone', t.timezone, 'known', (
    SELECT json_build_object('version', s.version, 'settings', ${SETTINGS}, 'dueOn', s.due_on) FROM payout_settings s
    WHERE s.tenant_id = t.id AND s.unit = $3)) FROM tenants t WHERE t.id = k.tenant_id`;
  return readForWrite(database, asker, idempotencyKey, select, [unit]);
}

/** A unit whose due date has come. */
export interface DuePayouts {
  readonly unit: string;
  readonly version: number;
  readonly settings: PayoutSettings;
  readonly schedule: PayoutSchedule;
  readonly dueOn: string;
  readonly today: string;
  readonly timezone: string;
  /** Whether the tenant has said with which key Stripe is asked to pay. */
  readonly hasStripeKey: boolean;
  /** Those of the unit that were not confirmed. */
  readonly drafts: readonly { readonly id: string; readonly versionWas: number }[];
  /** Of the batches that were drafted since, what tells one from another. */
  readonly keys: readonly string[];
}

/** What is due of the tenant `t`. One that is confirmed by itself waits until no other collects the unit. */
const IS_DUE = `s.tenant_id = t.id AND s.due_on <= ($1::timestamptz AT TIME ZONE t.timezone)::date
    AND NOT (s.auto_confirm AND EXISTS (SELECT FROM payout_batches b
      WHERE b.tenant_id = t.id AND b.unit = s.unit AND b.status = 'collecting'))`;

const DUE = `SELECT coalesce(json_agg(json_build_object('unit', s.unit, 'version', s.version, 'settings', ${SETTINGS},
    'schedule', ${schedule}, 'dueOn', s.due_on, 'today', s.today, 'timezone', s.timezone, 'hasStripeKey', ${HAS_STRIPE_KEY},
    'drafts', (SELECT coalesce(json_agg(json_build_object('id', b.id, 'versionWas', b.version)), '[]')
      FROM payout_batches b WHERE b.tenant_id = k.tenant_id AND b.unit = s.unit AND b.status = 'draft'),
    'keys', (SELECT coalesce(json_agg(b.idempotency_key), '[]') FROM payout_batches b
      WHERE b.tenant_id = k.tenant_id AND b.unit = s.unit AND b.due_on >= s.due_on)) ORDER BY s.unit), '[]')
  FROM (SELECT s.*, t.timezone, ($3::timestamptz AT TIME ZONE t.timezone)::date AS today
    FROM tenants t JOIN payout_settings s ON ${IS_DUE.replace("$1", "$3")}
    WHERE t.id = k.tenant_id ORDER BY s.unit LIMIT $4::integer) s`;

/** Reads them. */
export function readDuePayouts(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
): Promise<Authorized<BeforeWrite<readonly DuePayouts[]>> | null> {
  return readForWrite(database, asker, idempotencyKey, DUE, [asOf, limit]);
}

/** Tenants with payouts that are due, by id. */
export async function tenantsWithDuePayouts(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t WHERE t.id > $2 AND EXISTS (SELECT FROM payout_settings s WHERE ${IS_DUE})
     ORDER BY t.id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}
