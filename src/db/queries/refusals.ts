import type { Database, Refusal } from "../../ports.ts";
import { OUR_OWN } from "../../ports.ts";
import { textArray } from "./textArray.ts";

/** So many rows a tenant has at most; the oldest give way. */
export const MAX_REFUSALS = 1_000;
/** So many of them are of browsers, whose key strangers know: they can't crowd out those of the tenant's servers. */
export const MAX_OF_BROWSERS = 300;
/** So many rows of one tenant come in one statement. */
export const MAX_KEPT_AT_ONCE = 20;

/** Refusals that are alike: one row of an hour. */
export interface KeptRefusal extends Refusal {
  readonly id: string;
  readonly times: number;
}

/** SQL: whether a refusal is of a browser. */
const ofBrowser = (refusal: string) => `(strpos(${refusal}.route, ' /v1/client/') > 0)`;

/**
 * Keeps refusals of any tenants, `MAX_KEPT_AT_ONCE` of each at most, and lets the oldest beyond the limits go. Those
 * that a row is there for are counted there.
 */
export async function keepRefusals(database: Database, refusals: readonly KeptRefusal[]): Promise<void> {
  const column = (of: (refusal: KeptRefusal) => string | null) => textArray(refusals.map(of));
  await database.query(
    `WITH told AS MATERIALIZED (
       SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::integer[], $5::text[], $6::text[], $7::text[],
         $8::text[]) AS told (tenant_id, id, at, times, route, code, paths, origin)
     ), placed AS (
       SELECT o.tenant_id, o.id, ${ofBrowser("o")} AS of_browser, row_number() OVER (
         PARTITION BY o.tenant_id, ${ofBrowser("o")} ORDER BY o.at DESC, o.id) AS place
       FROM (SELECT DISTINCT t.tenant_id FROM told t) t JOIN refusals o ON o.tenant_id = t.tenant_id
     ), gone AS (
       DELETE FROM refusals r USING placed p WHERE r.tenant_id = p.tenant_id AND r.id = p.id
         AND p.place > CASE WHEN p.of_browser THEN ${MAX_OF_BROWSERS} ELSE ${MAX_REFUSALS - MAX_OF_BROWSERS} END
           - (SELECT count(*) FROM told t WHERE t.tenant_id = p.tenant_id AND ${ofBrowser("t")} = p.of_browser)
         AND NOT EXISTS (SELECT FROM told t WHERE t.tenant_id = p.tenant_id AND t.id = p.id)
     )
     INSERT INTO refusals AS r (tenant_id, id, at, times, route, code, paths, origin)
     SELECT t.tenant_id, t.id, t.at, t.times, t.route, t.code, t.paths::jsonb, t.origin
     FROM told t JOIN tenants n ON n.id = t.tenant_id ORDER BY t.tenant_id, t.id
     ON CONFLICT (tenant_id, id) DO UPDATE SET times = r.times + excluded.times, at = greatest(r.at, excluded.at)`,
    [
      column(({ tenantId }) => tenantId),
      column(({ id }) => id),
      column(({ at }) => at),
      column(({ times }) => String(times)),
      column(({ route }) => route),
      column(({ code }) => code),
      column(({ paths }) => JSON.stringify(paths)),
      column(({ origin }) => origin),
    ],
    OUR_OWN,
  );
}
