import type { Database } from "../../ports.ts";
import type { CodeView } from "../rows/code.ts";
import { CODE_VIEW } from "./codes.ts";
import { isSharedAt } from "./materials.ts";
import type { ShownPicture } from "./pictures.ts";
import { shownPicture } from "./pictures.ts";
import { runsAt } from "./programs.ts";
import { SERVED_TENANT } from "./shareLinks.ts";
import { standInFor } from "./standIns.ts";

/** What the hosted pages may know of a tenant. */
export interface PublicTenant {
  readonly name: string;
  readonly slug: string;
  /** The shop; null where the tenant gave none. */
  readonly shopUrl: string | null;
  /** The colour of its pages, "#0a6b4d"; null for ours. */
  readonly accent: string | null;
  readonly logo: ShownPicture | null;
}

/** An invitation as anyone may read it who knows its code. */
export interface InvitationView extends PublicTenant {
  readonly tenantId: string;
  /** Null for an unknown code. */
  readonly code: CodeView | null;
  /** The language of the advocate, as stored. */
  readonly locale: string | null;
  /** What the program gives its advocates to show: the first picture of each language. */
  readonly pictures: InvitationPictures;
  /** The same of another code, for an unknown one; null where the tenant has none. */
  readonly standIn: {
    readonly code: CodeView;
    readonly locale: string | null;
    readonly pictures: InvitationPictures;
  } | null;
}

export type InvitationPictures = Readonly<Record<string, ShownPicture>>;

/** What a tenant offers its customers for sharing. */
export interface PublicOfferView extends PublicTenant {
  /** The program that was asked for, else the oldest that runs; null where there is none. */
  readonly program: PublicProgram | null;
}

export interface PublicProgram {
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly endsAt: string | null;
  readonly texts: unknown;
  readonly rules: unknown;
}

const TENANT = `'name', t.name, 'slug', t.slug, 'shopUrl', t.landing_url, 'accent', t.accent,
  'logo', ${shownPicture("t.id", "t.logo")}`;

/** SQL: the pictures of the program of a code, by language; of several in one language the first by name. */
function picturesOf(code: string): string {
  return `(SELECT coalesce(json_object_agg(one.language, one.picture), '{}') FROM (
    SELECT DISTINCT ON (m.language) m.language, ${shownPicture("m.tenant_id", "m.picture")} AS picture
    FROM materials m JOIN programs g ON g.tenant_id = m.tenant_id AND g.id = m.program_id
    WHERE m.tenant_id = ${code}.tenant_id AND m.program_id = ${code}.program_id AND m.picture IS NOT NULL
      AND ${isSharedAt("m", "g", "$4::timestamptz")}
    ORDER BY m.language, m.id) one)`;
}

/**
 * Reads an invitation, for anyone.
 *
 * @param slug null for the only tenant there is
 * @param code folded
 * @param at pictures are shown until their last day
 * @returns null when there is no such tenant, or several and none is named
 */
export async function readInvitation(
  database: Database,
  slug: string | null,
  code: string,
  at: Date,
): Promise<InvitationView | null> {
  const [row] = await database.query(
    `SELECT json_build_object(${TENANT}, 'tenantId', t.id, 'code', found.code, 'locale', found.locale,
      'pictures', found.pictures,
      'standIn', CASE WHEN found.code IS NULL THEN (SELECT json_build_object('code', (${CODE_VIEW}
          WHERE c.tenant_id = t.id AND c.code = other.code), 'locale', o.locale, 'pictures', ${picturesOf("other")})
        FROM codes other JOIN participants o ON o.tenant_id = other.tenant_id AND o.id = other.participant_id
        WHERE other.tenant_id = t.id AND other.code = ${standInFor("t", "$2")}) END)
    FROM tenants t LEFT JOIN LATERAL (SELECT (${CODE_VIEW} WHERE c.tenant_id = t.id AND c.code = $2) AS code,
        (SELECT o.locale FROM codes c JOIN participants o ON o.tenant_id = c.tenant_id
          AND o.id = c.participant_id WHERE c.tenant_id = t.id AND c.code = $2) AS locale,
        coalesce((SELECT ${picturesOf("c")} FROM codes c WHERE c.tenant_id = t.id AND c.code = $2), '{}') AS pictures)
      found ON true
    WHERE ${SERVED_TENANT}`,
    [slug, code, null, at.toISOString()],
    { lane: "read", of: slug },
  );
  return row === undefined ? null : (row[0] as InvitationView);
}

/** Reads what a tenant offers at an instant, for anyone. */
export async function readPublicOffer(
  database: Database,
  slug: string | null,
  program: string | null,
  at: Date,
): Promise<PublicOfferView | null> {
  const [row] = await database.query(
    `SELECT json_build_object(${TENANT}, 'program', (SELECT json_build_object('key', g.key, 'currency', g.currency,
        'timezone', g.timezone, 'endsAt', g.ends_at, 'texts', g.texts, 'rules', v.rules)
      FROM programs g JOIN program_versions v
        ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
      WHERE g.tenant_id = t.id AND ${runsAt("$3::timestamptz")} AND ($2::text IS NULL OR g.key = $2)
      ORDER BY g.id LIMIT 1))
    FROM tenants t WHERE ${SERVED_TENANT}`,
    [slug, program, at.toISOString()],
    { lane: "read", of: slug },
  );
  return row === undefined ? null : (row[0] as PublicOfferView);
}
