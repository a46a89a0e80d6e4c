import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite, Due } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** Whether all of a tenant is filed under the key in use is looked at so long after it was found to be. */
const HOURS_BETWEEN_FILINGS = 24;

/** The next profiles of a round. */
export interface ProfilesToFile {
  /** False where all was found to be filed not long ago: nothing was looked at. */
  readonly due: boolean;
  readonly profiles: readonly {
    readonly id: string;
    readonly emailFolded: string | null;
    readonly phone: string | null;
    readonly referredVersion: number;
    readonly firstSignupAt: string | null;
    readonly firstPurchaseAt: string | null;
  }[];
}

/** Whether a tenant with the row `f` of `contact_filings`, or without one, is to be looked at. */
const isDue = (asOf: string) => `(f.tenant_id IS NULL OR f.filed_to IS NOT NULL
  OR f.completed_at <= ${asOf}::timestamptz - make_interval(hours => ${HOURS_BETWEEN_FILINGS}))`;

/* Under the key in use a round that has ended has nothing left: no id comes after this. */
const TO_FILE = `WITH round AS MATERIALIZED (
    SELECT ${isDue("$3")} AS due,
      CASE WHEN f.key_name = $5 THEN coalesce(f.filed_to, '~') ELSE '' END AS after
    FROM tenants t LEFT JOIN contact_filings f ON f.tenant_id = t.id WHERE t.id = k.tenant_id
  ), page AS MATERIALIZED (
    SELECT p.* FROM participants p
    WHERE p.tenant_id = k.tenant_id AND (SELECT due FROM round) AND p.id > (SELECT after FROM round)
    ORDER BY p.id LIMIT $4::integer
  )
  SELECT json_build_object('due', (SELECT due FROM round),
    'profiles', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'emailFolded', p.email_folded, 'phone', p.phone,
        'referredVersion', p.referred_version, 'firstSignupAt', p.first_signup_at,
        'firstPurchaseAt', p.first_purchase_at) ORDER BY p.id), '[]') FROM page p))`;

/** Reads the next profiles to be filed; `limit` counts participants. */
export function readProfilesToFile(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { asOf, limit }: Due,
  keyName: string,
): Promise<Authorized<BeforeWrite<ProfilesToFile>> | null> {
  return readForWrite(database, asker, idempotencyKey, TO_FILE, [asOf, limit, keyName]);
}

/** Tenants of whom it is to be looked at whether all is filed, by id. */
export async function tenantsWithDueFilings(
  database: Database,
  asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t LEFT JOIN contact_filings f ON f.tenant_id = t.id
     WHERE t.id > $2 AND ${isDue("$1")} ORDER BY t.id LIMIT $3::integer`,
    [asOf, after, limit],
  );
  return rows.map((row) => row[0] as string);
}
