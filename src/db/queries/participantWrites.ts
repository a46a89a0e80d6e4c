import type { Database } from "../../ports.ts";
import type { Authorized } from "./authorized.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A participant as those who change them see them. */
export interface ParticipantProfile {
  readonly id: string;
  readonly referredVersion: number;
  readonly email: string | null;
  readonly name: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly segments: readonly string[];
  readonly firstSignupAt: string | null;
  readonly firstPurchaseAt: string | null;
  readonly createdAt: string;
}

const PROFILE = `SELECT json_build_object('id', p.id, 'referredVersion', p.referred_version, 'email', p.email, 'name', p.name,
    'locale', p.locale, 'country', p.country, 'segments', p.segments, 'firstSignupAt', p.first_signup_at,
    'firstPurchaseAt', p.first_purchase_at, 'createdAt', p.created_at)
  FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $3`;

/** Reads a participant's profile before it is changed; null where there is none. */
export function readProfile(
  database: Database,
  keyHash: string,
  externalId: string,
): Promise<Authorized<BeforeWrite<ParticipantProfile | null>> | null> {
  return readForWrite(database, keyHash, null, PROFILE, [externalId]);
}

/** What issuing a code is decided on. */
export interface BeforeCode {
  readonly slug: string;
  readonly program: { readonly id: string; readonly key: string } | null;
  readonly participant: { readonly id: string } | null;
  /** The participant's codes in the program. */
  readonly own: readonly { readonly code: string; readonly display: string; readonly kind: "primary" | "vanity" }[];
  /** Whether the vanity code asked for is somebody's. */
  readonly taken: boolean;
}

const BEFORE_CODE = `SELECT json_build_object(
  'slug', (SELECT t.slug FROM tenants t WHERE t.id = k.tenant_id),
  'program', (SELECT json_build_object('id', g.id, 'key', g.key)
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3),
  'participant', (SELECT json_build_object('id', p.id)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $4),
  'own', (SELECT coalesce(json_agg(json_build_object('code', c.code, 'display', c.display, 'kind', c.kind)), '[]')
    FROM participants p
    JOIN programs g ON g.tenant_id = k.tenant_id AND g.key = $3
    JOIN codes c ON c.tenant_id = k.tenant_id AND c.participant_id = p.id AND c.program_id = g.id
    WHERE p.tenant_id = k.tenant_id AND p.external_id = $4),
  'taken', EXISTS (SELECT FROM codes c WHERE c.tenant_id = k.tenant_id AND c.code = $5::text))`;

/** Reads what issuing a code is decided on; `vanity` is folded, or null where none is asked for. */
export function readBeforeCode(
  database: Database,
  keyHash: string,
  idempotencyKey: string | null,
  asked: { readonly program: string; readonly externalId: string; readonly vanity: string | null },
): Promise<Authorized<BeforeWrite<BeforeCode>> | null> {
  const params = [asked.program, asked.externalId, asked.vanity];
  return readForWrite(database, keyHash, idempotencyKey, BEFORE_CODE, params);
}
