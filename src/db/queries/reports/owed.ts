import type { Database } from "../../../ports.ts";
import type { Authorized, TenantAsker } from "../asker.ts";
import { readAsTenant } from "../asker.ts";

export interface OwedView {
  /** What all participants hold together, by unit, in the order of units; decimal strings of minor units. */
  readonly owed: readonly { readonly unit: string; readonly balance: string }[];
}

/** Units beyond which none are told: a tenant has two for each of its currencies, and points. */
const MAX_UNITS = 400;

/** Reads what the books owe to participants now, by sums that are kept, so that no wallet is read for it. */
export function readOwed(database: Database, asker: TenantAsker): Promise<Authorized<OwedView> | null> {
  const select = `SELECT json_build_object('owed', (
      SELECT coalesce(json_agg(json_build_object('unit', u.unit, 'balance', u.balance::text) ORDER BY u.unit), '[]')
      FROM (SELECT s.unit, s.balance FROM sums_of_accounts(k.tenant_id) s
        WHERE s.account = 'participants' AND s.balance <> 0 ORDER BY s.unit LIMIT ${MAX_UNITS}) u))`;
  return readAsTenant<OwedView>(database, asker, select, []);
}
