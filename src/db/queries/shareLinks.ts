import type { Database } from "../../ports.ts";
import { PRIMARY_CODE } from "./filtered.ts";
import { standInFor } from "./standIns.ts";

/** Where a share link leads. */
export interface ShareLinkView {
  readonly tenantId: string;
  readonly clickSecret: string;
  /** Where an unknown code sends its visitor; null when the tenant has no program either. */
  readonly fallbackUrl: string | null;
  /** Of the tenant's pages. */
  readonly allowedOrigins: readonly string[];
  /** Null for an unknown code. */
  readonly code: {
    readonly programId: string;
    readonly participantId: string;
    readonly landingUrl: string;
    /** The code itself, or the one that it is an alias of. */
    readonly primary: string;
    readonly paysForClicks: boolean;
  } | null;
  /** Where another code leads, for an unknown one, and whether it is no alias; null where the tenant has none. */
  readonly standIn: { readonly landingUrl: string; readonly isPrimary: boolean } | null;
}

/** The tenant `t` with the slug `$1`; without a slug, the only tenant there is. */
export const SERVED_TENANT =
  "(t.slug = $1::text OR ($1::text IS NULL AND NOT EXISTS (SELECT FROM tenants o WHERE o.id <> t.id)))";

/**
 * Reads a share link, for anyone. Without a slug it belongs to the only tenant there is.
 *
 * @param code folded
 * @param withinMs how long the answer may take, where that is less than a request may
 * @returns null when there is no such tenant, or several and none is named
 */
export async function readShareLink(
  database: Database,
  slug: string | null,
  code: string,
  withinMs?: number,
): Promise<ShareLinkView | null> {
  const [row] = await database.query(
    `SELECT json_build_object('tenantId', t.id, 'clickSecret', t.click_secret,
      'fallbackUrl', coalesce(t.landing_url, (SELECT g.landing_url FROM programs g
        WHERE g.tenant_id = t.id ORDER BY g.id LIMIT 1)),
      'allowedOrigins', t.allowed_origins,
      'code', found.code,
      'standIn', CASE WHEN found.code IS NULL THEN (SELECT json_build_object('landingUrl', g.landing_url,
          'isPrimary', c.kind = 'primary')
        FROM codes c JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
        WHERE c.tenant_id = t.id AND c.code = ${standInFor("t", "$2")}) END)
    FROM tenants t LEFT JOIN LATERAL (
      SELECT json_build_object('programId', c.program_id, 'participantId', c.participant_id,
          'landingUrl', g.landing_url, 'primary', p.code,
          'paysForClicks', coalesce((g.counter_plan ->> 'clicks')::boolean, false)) AS code
        FROM codes c JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
        JOIN codes p ON p.tenant_id = c.tenant_id AND p.code = ${PRIMARY_CODE}
        WHERE c.tenant_id = t.id AND c.code = $2) found ON true
    WHERE ${SERVED_TENANT}`,
    [slug, code],
    { lane: "read", of: slug, ...(withinMs === undefined ? {} : { withinMs }) },
  );
  return row === undefined ? null : (row[0] as ShareLinkView);
}
