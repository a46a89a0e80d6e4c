import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** With what a tenant has Stripe pay. */
export interface KeptStripe {
  /** Sealed. */
  readonly key: string;
  /** Its last four characters. */
  readonly shown: string;
  /** Whose it is, such as acct_1032D82eZvKYlo2C. */
  readonly account: string;
  /** False for a key with which no money moves. */
  readonly isLive: boolean;
}

const KEPT = `(SELECT json_build_object('key', t.stripe_key, 'shown', t.stripe_shown, 'account', t.stripe_account,
    'isLive', t.stripe_is_live) FROM tenants t WHERE t.id = k.tenant_id AND t.stripe_key IS NOT NULL)`;

/** SQL: whether the tenant has a key of Stripe. */
export const HAS_STRIPE_KEY = "EXISTS (SELECT FROM tenants t WHERE t.id = k.tenant_id AND t.stripe_key IS NOT NULL)";

/** Null inside where there is none. */
export function readStripeKey(database: Database, asker: TenantAsker): Promise<Authorized<KeptStripe | null> | null> {
  return readAsTenant(database, asker, `SELECT ${KEPT}`);
}

/** Reads it before it is changed. */
export function readStripeKeyForWrite(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
): Promise<Authorized<BeforeWrite<KeptStripe | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, `SELECT ${KEPT}`, []);
}
