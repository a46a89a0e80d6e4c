import type { Database } from "../../ports.ts";

/** What one run of keeping did. */
export interface KeptSums {
  /** How many sums it wrote. */
  readonly kept: number;
  /** Whether more can be kept now. */
  readonly more: boolean;
}

/**
 * Tenants of whom something can be kept: what happened since, or what was touched. By id. The server's own clock decides,
 * as it does when something is noted.
 */
export async function tenantsWithUnkept(
  database: Database,
  _asOf: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT t.id FROM tenants t LEFT JOIN summed_times s ON s.tenant_id = t.id
     WHERE t.id > $1 AND (EXISTS (SELECT FROM touched_times o WHERE o.tenant_id = t.id)
       OR EXISTS (SELECT FROM touched_customers o WHERE o.tenant_id = t.id)
       OR (s.zone IS DISTINCT FROM t.timezone AND s.up_to IS NOT NULL)
       OR EXISTS (SELECT FROM events e WHERE e.tenant_id = t.id AND e.occurred_at >= coalesce(s.up_to, '-infinity')
         AND e.occurred_at < settled_by(clock_timestamp()))
       OR EXISTS (SELECT FROM click_quarters c WHERE c.tenant_id = t.id
         AND c.at >= coalesce(s.up_to, '-infinity') AND c.at < settled_by(clock_timestamp())))
     ORDER BY t.id LIMIT $2::integer`,
    [after, limit],
  );
  return rows.map((row) => row[0] as string);
}

/**
 * Keeps a tenant's next sums.
 *
 * @param touched so many quarters of an hour that changed afterwards
 * @param events as far as so many events go
 */
export async function keepSums(
  database: Database,
  tenantId: string,
  { touched, events }: { readonly touched: number; readonly events: number },
): Promise<KeptSums> {
  const [row] = await database.query("SELECT keep_sums($1, $2::integer, $3::integer)", [tenantId, touched, events]);
  return row?.[0] as KeptSums;
}

/**
 * Keeps how many customers a tenant's next days had, as far as sums are kept.
 *
 * @param touched so many days of which that changed afterwards
 * @param events as far as so many events go
 */
export async function keepCustomers(
  database: Database,
  tenantId: string,
  { touched, events }: { readonly touched: number; readonly events: number },
): Promise<KeptSums> {
  const [row] = await database.query("SELECT keep_customers($1, $2::integer, $3::integer)", [
    tenantId,
    touched,
    events,
  ]);
  return row?.[0] as KeptSums;
}
