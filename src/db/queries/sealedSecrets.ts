import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

/** A secret as it is kept. One before a rotation is the same secret in another column. */
export interface KeptSecret {
  /** Which of the tenant's own it is, or the id of the endpoint, of the payout, or of the participant as whose it is sealed. */
  readonly of: string;
  readonly text: string;
}

/** The same secret, kept in another way. */
export interface RenewedSecret extends KeptSecret {
  readonly next: string;
}

/** SQL: whether what is kept in a column is not sealed with the key whose id is `$1`. */
const isOlder = (column: string) => `NOT starts_with(${column}, 'v1.' || $1 || '.')`;

/** SQL: what the column is kept as from now on. `$2` has it for what was read: one that is another by now stays. */
const renewed = (of: string, column: string) => `coalesce($2::jsonb -> ${of} ->> ${column}, ${column})`;
const isRenewed = (of: string, column: string) => `$2::jsonb -> ${of} ? ${column}`;

/** Each column of a tenant with a secret, and each of an endpoint `w`. */
const OF_TENANT = [
  ["'clickSecret'", "click_secret"],
  ["'widgetSecret'", "widget_secret"],
  ["'widgetSecret'", "former_widget_secret"],
  ["'stripeKey'", "stripe_key"],
] as const;
const OF_WEBHOOK = [
  ["w.id", "secret"],
  ["w.id", "former_secret"],
] as const;
type Columns = typeof OF_TENANT | typeof OF_WEBHOOK;

/** So many payout details, and so many transfers, are read at once. */
export const MAX_OLDER_PAYEES = 500;

/** SQL: payout details of a tenant that another key than `$1` has sealed, found by the name of that key. */
const olderPayees = (tenant: string) =>
  ["<", ">"]
    .map(
      (than) => `(SELECT d.sealed_as, d.sealed FROM payout_details d
       WHERE d.tenant_id = ${tenant} AND split_part(d.sealed, '.', 2) ${than} $1 LIMIT ${MAX_OLDER_PAYEES})`,
    )
    .join(" UNION ALL ");

/** SQL: what is sent to Stripe of payouts of a tenant, where another key than `$1` has sealed it. */
const olderTransfers = (tenant: string) =>
  `(SELECT f.payout_id, f.request FROM payout_transfers f
    WHERE f.tenant_id = ${tenant} AND ${isOlder("f.request")} LIMIT ${MAX_OLDER_PAYEES})`;

const anyOlder = (row: string, columns: Columns) =>
  columns.map(([, column]) => isOlder(`${row}.${column}`)).join(" OR ");
const valuesOf = (row: string, columns: Columns) =>
  `(VALUES ${columns.map(([of, column]) => `(${of}, ${row}.${column})`).join(", ")}) AS s(of, kept)`;
const settingOf = (row: string, columns: Columns) =>
  columns.map(([of, column]) => `${column} = ${renewed(of, `${row}.${column}`)}`).join(", ");
const anyRenewed = (row: string, columns: Columns) =>
  columns.map(([of, column]) => isRenewed(of, `${row}.${column}`)).join(" OR ");

/** Tenants with secrets that the newest key has not sealed, by id. */
export async function tenantsWithOlderSecrets(
  database: Database,
  newest: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t WHERE t.id > $2 AND (${anyOlder("t", OF_TENANT)}
       OR EXISTS (SELECT FROM webhooks w WHERE w.tenant_id = t.id AND (${anyOlder("w", OF_WEBHOOK)}))
       OR EXISTS (${olderPayees("t.id")}) OR EXISTS (${olderTransfers("t.id")}))
     ORDER BY t.id LIMIT $3::integer`,
    [newest, after, limit],
  );
  return rows.map((row) => row[0] as string);
}

/** Reads those secrets of a tenant that the newest key has not sealed, of payout details some. */
export async function readOlderSecrets(
  database: Database,
  tenantId: string,
  newest: string,
): Promise<readonly KeptSecret[]> {
  const rows = await database.query(
    `SELECT s.of, s.kept FROM tenants t CROSS JOIN LATERAL ${valuesOf("t", OF_TENANT)}
     WHERE t.id = $2 AND ${isOlder("s.kept")}
     UNION ALL
     SELECT s.of, s.kept FROM webhooks w CROSS JOIN LATERAL ${valuesOf("w", OF_WEBHOOK)}
     WHERE w.tenant_id = $2 AND ${isOlder("s.kept")}
     UNION ALL ${olderPayees("$2")} UNION ALL ${olderTransfers("$2")}`,
    [newest, tenantId],
    OUR_OWN,
  );
  return rows.map(([of, text]) => ({ of: of as string, text: text as string }));
}

/**
 * Keeps the same secrets in another way. One whose place another has taken meanwhile is left alone.
 *
 * @returns how many rows hold one of them
 */
export async function keepSecrets(
  database: Database,
  tenantId: string,
  secrets: readonly RenewedSecret[],
): Promise<number> {
  const next: Record<string, Record<string, string>> = {};
  for (const secret of secrets) next[secret.of] = { ...next[secret.of], [secret.text]: secret.next };
  const rows = await database.query(
    `WITH own AS (
       UPDATE tenants t SET ${settingOf("t", OF_TENANT)} WHERE t.id = $1 AND (${anyRenewed("t", OF_TENANT)}) RETURNING t.id
     ), hooks AS (
       UPDATE webhooks w SET ${settingOf("w", OF_WEBHOOK)}
       WHERE w.tenant_id = $1 AND (${anyRenewed("w", OF_WEBHOOK)}) RETURNING w.id
     ), payees AS (
       UPDATE payout_details d SET sealed = x.next FROM jsonb_to_recordset($3::jsonb) AS x("of" text, text text, next text)
       WHERE d.tenant_id = $1 AND d.sealed_as = x.of AND d.sealed = x.text RETURNING d.participant_id AS id
     ), transfers AS (
       UPDATE payout_transfers f SET request = x.next FROM jsonb_to_recordset($3::jsonb) AS x("of" text, text text, next text)
       WHERE f.tenant_id = $1 AND f.payout_id = x.of AND f.request = x.text RETURNING f.payout_id AS id
     )
     SELECT id FROM own UNION ALL SELECT id FROM hooks UNION ALL SELECT id FROM payees UNION ALL SELECT id FROM transfers`,
    [tenantId, JSON.stringify(next), JSON.stringify(secrets)],
    OUR_OWN,
  );
  return rows.length;
}
