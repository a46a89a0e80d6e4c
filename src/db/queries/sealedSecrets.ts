import type { Database } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";

/** The secrets of a tenant as they are kept. */
export interface KeptSecrets {
  readonly clickSecret: string;
  readonly widgetSecret: string;
  readonly formerWidgetSecret: string | null;
}

/** SQL: whether what is kept in a column is not sealed with the key whose id is `$1`. */
const isOlder = (column: string) => `NOT starts_with(${column}, 'v1.' || $1 || '.')`;

/** Tenants with secrets that the newest key has not sealed, by id. */
export async function tenantsWithOlderSecrets(
  database: Database,
  newest: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t WHERE t.id > $2 AND (${["t.click_secret", "t.widget_secret", "t.former_widget_secret"].map(isOlder).join(" OR ")})
     ORDER BY t.id LIMIT $3::integer`,
    [newest, after, limit],
  );
  return rows.map((row) => row[0] as string);
}

/** Reads what a tenant's secrets are kept as; null where there is no such tenant. */
export async function readKeptSecrets(database: Database, tenantId: string): Promise<KeptSecrets | null> {
  const sql = "SELECT click_secret, widget_secret, former_widget_secret FROM tenants WHERE id = $1";
  const [row] = await database.query(sql, [tenantId], OUR_OWN);
  if (row === undefined) return null;
  const [clickSecret, widgetSecret, formerWidgetSecret] = row as [string, string, string | null];
  return { clickSecret, widgetSecret, formerWidgetSecret };
}

/**
 * Keeps the same secrets in another way.
 *
 * @returns false where others have taken their place meanwhile; then nothing was written
 */
export async function keepSecrets(
  database: Database,
  tenantId: string,
  was: KeptSecrets,
  next: KeptSecrets,
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE tenants t SET click_secret = $5, widget_secret = $6, former_widget_secret = $7
     WHERE t.id = $1 AND t.click_secret = $2 AND t.widget_secret = $3 AND t.former_widget_secret IS NOT DISTINCT FROM $4
     RETURNING t.id`,
    [
      tenantId,
      ...[was.clickSecret, was.widgetSecret, was.formerWidgetSecret],
      ...[next.clickSecret, next.widgetSecret, next.formerWidgetSecret],
    ],
    OUR_OWN,
  );
  return rows.length > 0;
}
