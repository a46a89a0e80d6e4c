import type { Database } from "../../ports.ts";
import type { ParticipantProfile } from "../rows/participant.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

const PROFILE = `SELECT json_build_object('id', p.id, 'referredVersion', p.referred_version, 'email', p.email, 'name', p.name,
    'locale', p.locale, 'country', p.country, 'segments', p.segments, 'firstSignupAt', p.first_signup_at,
    'firstPurchaseAt', p.first_purchase_at, 'createdAt', p.created_at,
    'blockedAt', p.blocked_at, 'blockedReason', p.blocked_reason)
  FROM participants p WHERE p.tenant_id = k.tenant_id AND p.external_id = $3`;

/** Reads a participant's profile before it is changed; null where there is none. */
export function readProfile(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalId: string,
): Promise<Authorized<BeforeWrite<ParticipantProfile | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, PROFILE, [externalId]);
}
