import type { Database } from "../../ports.ts";
import type { AliasArray, ParticipantProfile } from "../rows/participant.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { aliasesAmong, participantNamed, participantOfId, participantsNamed } from "./filtered.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { snapshotFrom, snapshotParams } from "./loadSnapshot.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";
import { textArray } from "./textArray.ts";

/** A participant as the tenant calls them, or as we do: pages name no one in their addresses. */
export type Whom = { readonly externalId: string } | { readonly id: string };

/** The condition that a participant `p` is the one named by a parameter, with its value. */
export function isWhom(whom: Whom, parameter = "$3"): { readonly is: string; readonly value: string } {
  return "id" in whom
    ? { is: `p.id = ${participantOfId(parameter)}`, value: whom.id }
    : { is: `p.id = ${participantNamed(parameter)}`, value: whom.externalId };
}

const PROFILE_JSON = `json_build_object('id', p.id, 'externalId', p.external_id, 'referredVersion', p.referred_version, 'email', p.email, 'phone', p.phone, 'name', p.name, 'mayBeNamed', p.may_be_named, 'guest', p.guest,
    'locale', p.locale, 'country', p.country, 'segments', p.segments, 'firstSignupAt', p.first_signup_at,
    'firstPurchaseAt', p.first_purchase_at, 'customerSince', p.customer_since, 'createdAt', p.created_at,
    'blockedAt', p.blocked_at, 'blockedReason', p.blocked_reason)`;

const PROFILE = `SELECT ${PROFILE_JSON} FROM participants p WHERE p.tenant_id = k.tenant_id AND `;

const NAMES = "ARRAY(SELECT jsonb_array_elements_text($3::jsonb))";

const PROFILES_OF = `'timezone', t.timezone,
    'found', (SELECT coalesce(json_agg(${PROFILE_JSON}), '[]') FROM participants p
      WHERE p.tenant_id = k.tenant_id AND p.id = ANY (${participantsNamed(NAMES)})),
    'aliases', ${aliasesAmong(NAMES)}`;

const PROFILES = `SELECT json_build_object(${PROFILES_OF}) FROM tenants t WHERE t.id = k.tenant_id`;

const WITH_SNAPSHOT = `SELECT json_build_object(${PROFILES_OF}, 'snapshot', (${snapshotFrom(6, {}, "$4::text[], $5::timestamptz[]")}))
  FROM tenants t WHERE t.id = k.tenant_id`;

/** Those of several participants who exist, and the time zone of the tenant, in which days begin. */
export interface ProfilesBefore {
  readonly timezone: string;
  readonly found: readonly ParticipantProfile[];
  /** Of the names, those that are other names of them. */
  readonly aliases: readonly AliasArray[];
}

/** Reads the profiles of those of the participants named who exist, before they are changed. */
export function readProfiles(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalIds: readonly string[],
): Promise<Authorized<BeforeWrite<ProfilesBefore>> | null> {
  return readForWrite(database, asker, idempotencyKey, PROFILES, [JSON.stringify(externalIds)]);
}

/**
 * The same with what it decides that some of them get contacts, or are said to be customers.
 *
 * @param said since when at the earliest, by what each is called
 */
export function readProfilesWithSnapshot(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalIds: readonly string[],
  said: readonly (readonly [externalId: string, since: string])[],
  request: SnapshotRequest,
): Promise<Authorized<BeforeWrite<ProfilesBefore & { readonly snapshot: SnapshotJson }>> | null> {
  const [whom, since] = [0, 1].map((index) => textArray(said.map((each) => each[index] ?? "")));
  const params = [JSON.stringify(externalIds), whom, since, ...snapshotParams(request)];
  return readForWrite(database, asker, idempotencyKey, WITH_SNAPSHOT, params);
}

/** Reads a participant's profile before it is changed; null where there is none. */
export function readProfile(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  whom: Whom,
): Promise<Authorized<BeforeWrite<ParticipantProfile | null>> | null> {
  const { is, value } = isWhom(whom);
  return readForWrite(database, asker, idempotencyKey, PROFILE + is, [value]);
}
