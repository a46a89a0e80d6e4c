import type { Database } from "../../ports.ts";
import type { ParticipantView } from "../rows/participant.ts";
import { ALIASES } from "./aliases.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { idsOfPerson, participantNamed } from "./filtered.ts";

/** What a participant `p` of the tenant `k.tenant_id` has, by unit. */
export const BALANCES = `SELECT coalesce(json_agg(json_build_object('unit', b.unit, 'pending', b.pending_minor::text,
    'available', b.available_minor::text, 'paid', b.paid_minor::text) ORDER BY b.unit), '[]')
  FROM (SELECT w.unit, sum(w.pending_minor) AS pending_minor, sum(w.available_minor) AS available_minor,
      sum(w.paid_minor) AS paid_minor
    FROM wallets w WHERE w.tenant_id = k.tenant_id AND w.participant_id = ANY (${idsOfPerson("p.id")}) GROUP BY w.unit) b`;

/** The parts of a `ParticipantView`, of `p` with their numbers `n`. */
export const VIEW_PARTS = `'slug', (SELECT t.slug FROM tenants t WHERE t.id = k.tenant_id),
  'externalId', p.external_id, 'aliases', ${ALIASES}, 'email', p.email, 'phone', p.phone, 'name', p.name, 'mayBeNamed', p.may_be_named, 'guest', p.guest, 'locale', p.locale, 'country', p.country,
  'segments', p.segments, 'customerSince', p.customer_since, 'createdAt', p.created_at,
  'blockedAt', p.blocked_at, 'blockedReason', p.blocked_reason,
  'codes', (SELECT coalesce(json_agg(json_build_object('code', c.code, 'vanity', v.display, 'program', g.key,
      'further', (SELECT coalesce(json_agg(f.display ORDER BY f.code), '[]') FROM codes f WHERE f.tenant_id = g.tenant_id
        AND f.program_id = g.id AND f.participant_id = p.id AND f.kind = 'further'))
      ORDER BY g.key), '[]')
    FROM programs g
    JOIN codes c ON c.tenant_id = g.tenant_id AND c.program_id = g.id AND c.participant_id = p.id AND c.kind = 'primary'
    LEFT JOIN codes v ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.participant_id = p.id
      AND v.kind = 'vanity'
    WHERE g.tenant_id = k.tenant_id),
  'balances', (${BALANCES}),
  'clicks', n.clicks, 'signups', n.signups, 'conversions', n.conversions`;

const VIEW = `SELECT json_build_object(${VIEW_PARTS})
  FROM participants p CROSS JOIN LATERAL numbers_of_advocate(p.tenant_id, p.id) n WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$2")}`;

/** Reads one participant; the body is null where there is none. */
export function readParticipant(
  database: Database,
  asker: TenantAsker,
  externalId: string,
): Promise<Authorized<ParticipantView | null> | null> {
  return readAsTenant(database, asker, VIEW, [externalId]);
}
