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

/** Codes that are looked up by one statement. Each costs the database some microseconds, which the others wait for. */
export const MAX_LINKS_AT_ONCE = 50;

/**
 * Reads share links of one tenant, for anyone. Without a slug they belong to the only tenant there is.
 *
 * @param codes folded; at most `MAX_LINKS_AT_ONCE`
 * @returns one for each code, in their order; null when there is no such tenant, or several and none is named
 */
export async function readShareLinks(
  database: Database,
  slug: string | null,
  codes: readonly string[],
): Promise<readonly ShareLinkView[] | null> {
  // What a code is looked up by is one row, which its limit says to the planner: codes are never joined as a whole.
  const [row] = await database.query(
    `SELECT json_build_object('tenantId', t.id, 'clickSecret', t.click_secret,
        'fallbackUrl', coalesce(t.landing_url, (SELECT g.landing_url FROM programs g
          WHERE g.tenant_id = t.id ORDER BY g.id LIMIT 1)),
        'allowedOrigins', t.allowed_origins),
      (SELECT json_agg(json_build_object('code', found.code, 'standIn',
          CASE WHEN found.code IS NULL THEN (SELECT json_build_object('landingUrl', g.landing_url,
              'isPrimary', c.kind = 'primary')
            FROM codes c JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
            WHERE c.tenant_id = t.id AND c.code = ${standInFor("t", "asked.code")}) END) ORDER BY asked.place)
        FROM json_array_elements_text($2::json) WITH ORDINALITY asked(code, place)
        LEFT JOIN LATERAL (
          SELECT json_build_object('programId', c.program_id, 'participantId', c.participant_id,
              'landingUrl', g.landing_url, 'primary', p.code,
              'paysForClicks', coalesce((g.counter_plan ->> 'clicks')::boolean, false)) AS code
            FROM codes c JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
            JOIN codes p ON p.tenant_id = c.tenant_id AND p.code = ${PRIMARY_CODE}
            WHERE c.tenant_id = t.id AND c.code = asked.code LIMIT 1) found ON true)
    FROM tenants t WHERE ${SERVED_TENANT}`,
    [slug, codes],
    { lane: "read", of: slug },
  );
  if (row === undefined) return null;
  const ofTenant = row[0] as Omit<ShareLinkView, "code" | "standIn">;
  const links = row[1] as readonly Pick<ShareLinkView, "code" | "standIn">[];
  return links.map((link) => ({ ...ofTenant, ...link }));
}
