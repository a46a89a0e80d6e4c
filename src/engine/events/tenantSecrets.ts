import type { Sealing } from "../../ports.ts";

/** The secrets of a tenant itself. The one before a rotation is the same secret in another column. */
export type TenantSecret = "clickSecret" | "widgetSecret" | "stripeKey";

/** What a tenant's secret is sealed as. */
export function belongsTo(tenantId: string, secret: TenantSecret): string {
  return `${tenantId}/tenant/${secret}`;
}

/** Opens one, null where there is none. */
export async function openTenantSecret<Kept extends string | null>(
  sealing: Sealing,
  tenantId: string,
  secret: TenantSecret,
  kept: Kept,
): Promise<string | Extract<Kept, null>> {
  return kept === null ? (kept as Extract<Kept, null>) : await sealing.open(kept, belongsTo(tenantId, secret));
}

/**
 * How a secret is kept that its tenant can't do without: sealed once the operator has named a key. Under one that ends
 * with a database's password it would lock all of the tenant's customers out.
 */
export async function keepTenantSecret(
  sealing: Sealing,
  tenantId: string,
  secret: TenantSecret,
  text: string,
): Promise<string> {
  return sealing.lasts ? await sealing.seal(text, belongsTo(tenantId, secret)) : text;
}
