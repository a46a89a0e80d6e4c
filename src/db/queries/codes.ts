import type { Database } from "../../ports.ts";
import type { CodeView } from "../rows/code.ts";
import type { Asker, Authorized } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { PRIMARY_CODE, participantNamed } from "./filtered.ts";
import { standInFor } from "./standIns.ts";

/** Of a code `c`, which the caller's WHERE names; `$3` is the externalId of its would-be user, or null. */
export const CODE_VIEW = `SELECT json_build_object('landingUrl', g.landing_url, 'code', c.code, 'program', g.key, 'currency', g.currency,
      'timezone', g.timezone, 'status', g.status,
      'startsAt', g.starts_at, 'endsAt', g.ends_at, 'texts', g.texts, 'rules', v.rules,
      'eligibility', v.rules -> 'eligibility', 'disabled', p.disabled, 'expiresAt', p.expires_at,
      'maxUses', p.max_uses, 'uses', p.uses,
      'visitor', (SELECT json_build_object('externalId', f.external_id, 'emailFolded', f.email_folded, 'phone', f.phone, 'isReferred', EXISTS (SELECT FROM referrals r
          WHERE r.tenant_id = f.tenant_id AND r.friend_id = f.id AND r.program_id = g.id AND r.order_id IS NULL
            AND is_live_referral(r.status)))
        FROM participants f WHERE f.tenant_id = c.tenant_id AND f.id = ${participantNamed("$3::text", "c.tenant_id")}),
      'owner', json_build_object('externalId', o.external_id, 'emailFolded', o.email_folded, 'phone', o.phone, 'segments', o.segments,
        'blocked', o.blocked_at IS NOT NULL,
        'application',
        (SELECT a.status FROM applications a WHERE a.tenant_id = c.tenant_id AND a.program_id = c.program_id
          AND a.participant_id = c.participant_id)))
    FROM codes c
    JOIN codes p ON p.tenant_id = c.tenant_id AND p.code = ${PRIMARY_CODE}
    JOIN participants o ON o.tenant_id = c.tenant_id AND o.id = c.participant_id
    JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
    LEFT JOIN program_versions v ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version`;

/**
 * Reads a code, folded; the body is null where there is none.
 *
 * @param visitor the externalId of the participant who would use it; null where none asks for themselves
 */
export function readCode(
  database: Database,
  asker: Asker,
  code: string,
  visitor: string | null = null,
): Promise<Authorized<CodeView | null> | null> {
  const select = `${CODE_VIEW} WHERE c.tenant_id = k.tenant_id AND c.code = $2`;
  return readAsTenant(database, asker, select, [code, visitor]);
}

/** A code as a browser asks for it. */
export interface BrowserCodeView {
  /** By which its share links name the tenant. */
  readonly slug: string;
  /** Null for an unknown code. */
  readonly code: CodeView | null;
  /** Another code, for an unknown one; null where the tenant has none. */
  readonly standIn: CodeView | null;
}

/**
 * Reads a code for a browser, with what stands in for it where there is none.
 *
 * @param visitor as in `readCode`
 */
export function readBrowserCode(
  database: Database,
  asker: Asker,
  code: string,
  visitor: string | null,
): Promise<Authorized<BrowserCodeView> | null> {
  const select = `SELECT json_build_object('slug', t.slug, 'code', found.code, 'standIn', CASE WHEN found.code IS NULL THEN
        (${CODE_VIEW} WHERE c.tenant_id = t.id AND c.code = ${standInFor("t", "$2")}) END)
      FROM tenants t LEFT JOIN LATERAL (SELECT (${CODE_VIEW} WHERE c.tenant_id = t.id AND c.code = $2) AS code) found
        ON true
      WHERE t.id = k.tenant_id`;
  return readAsTenant(database, asker, select, [code, visitor]);
}
