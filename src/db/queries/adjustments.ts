import { ADJUSTMENTS } from "../../domain/ledger.ts";
import type { Role } from "../../domain/permissions.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker, UserAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { filtered, idsOfPerson, participantNamed, participantOfId } from "./filtered.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

const SUPPORT: Role = "support";

/** A bonus or correction by hand: it is its posting. */
export interface AdjustmentView {
  readonly id: string;
  readonly unit: string;
  /** A decimal string of minor units; below zero where it was taken. */
  readonly amount: string;
  readonly reason: string | null;
  readonly createdAt: string;
}

/** Whose balance is adjusted. */
export interface Adjusted {
  readonly id: string;
  readonly externalId: string;
  readonly referredVersion: number;
}

/** Reads the participant whose balance is to be adjusted; null where there is none. */
export function readBeforeAdjustment(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  externalId: string,
): Promise<Authorized<BeforeWrite<Adjusted | null>> | null> {
  const select = `SELECT json_build_object('id', p.id, 'externalId', p.external_id,
      'referredVersion', p.referred_version)
    FROM participants p
    WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$3")}`;
  return readForWrite(database, asker, idempotencyKey, select, [externalId]);
}

/** What a bonus by hand of a person of the staff is decided on. */
export interface BeforeBonus {
  readonly id: string;
  readonly version: number;
  readonly referredVersion: number;
  readonly firstSignupAt: string | null;
  readonly firstPurchaseAt: string | null;
  readonly role: Role;
  /** What support may give one participant in a month. */
  readonly mostMinor: number;
  /** What support has given this one since the month began, in the unit of the bonus. */
  readonly givenMinor: string;
  /** What the participant has of the unit: below 0 where they owe. */
  readonly availableMinor: string;
}

// The adjustments of a month are few, and each has its row in the audit.
const BEFORE_BONUS = `SELECT json_build_object('id', p.id, 'version', p.version, 'referredVersion', p.referred_version,
    'firstSignupAt', p.first_signup_at, 'firstPurchaseAt', p.first_purchase_at,
    'role', k.access ->> 'role', 'mostMinor', t.support_bonus_minor,
    'availableMinor', coalesce((SELECT w.available_minor::text FROM wallets w
      WHERE w.tenant_id = k.tenant_id AND w.participant_id = p.id AND w.unit = $4::text), '0'),
    'givenMinor', (SELECT coalesce(sum(o.amount), 0)::text FROM postings o
      JOIN audit a ON a.tenant_id = o.tenant_id AND a.subject = o.id AND a.detail ->> 'role' = '${SUPPORT}'
      WHERE o.tenant_id = k.tenant_id AND o.participant_id = ANY (${idsOfPerson("p.id")}) AND o.source = '${ADJUSTMENTS}' AND o.unit = $4::text
        AND o.created_at >= date_trunc('month', $5::timestamptz AT TIME ZONE t.timezone) AT TIME ZONE t.timezone))
  FROM participants p JOIN tenants t ON t.id = p.tenant_id WHERE p.tenant_id = k.tenant_id AND p.id = ${participantOfId("$3")}`;

/**
 * Reads a participant, by our own id, before a person of the staff gives them a bonus; null where there is none.
 *
 * @param unit of the bonus
 * @param now in whose month, of the tenant's time zone, it is given
 */
export function readBeforeBonus(
  database: Database,
  asker: UserAsker,
  idempotencyKey: string | null,
  { id, unit, now }: { readonly id: string; readonly unit: string; readonly now: string },
): Promise<Authorized<BeforeWrite<BeforeBonus | null>> | null> {
  return readForWrite(database, asker, idempotencyKey, BEFORE_BONUS, [id, unit, now]);
}

/**
 * Reads a participant's adjustments, the newest first; null where there is no such participant.
 *
 * @param before only those with a smaller id: the older ones
 */
export function listAdjustments(
  database: Database,
  asker: TenantAsker,
  externalId: string,
  before: string | null,
  limit: number,
): Promise<Authorized<readonly AdjustmentView[] | null> | null> {
  const { and, params } = filtered([["o.id < ?::text", before]], 4);
  const select = `SELECT (SELECT coalesce(json_agg(json_build_object('id', o.id, 'unit', o.unit, 'reason', o.reason,
      'createdAt', o.created_at,
      'amount', (CASE WHEN o.source = '${ADJUSTMENTS}' THEN o.amount ELSE -o.amount END)::text) ORDER BY o.id DESC), '[]')
      FROM (
        SELECT o.* FROM unnest(${idsOfPerson("p.id")}) AS u(id) CROSS JOIN LATERAL (
          SELECT * FROM postings o
          WHERE o.tenant_id = k.tenant_id AND o.participant_id = u.id AND '${ADJUSTMENTS}' IN (o.source, o.destination)${and}
          ORDER BY o.id DESC LIMIT $3::integer) o
        ORDER BY o.id DESC LIMIT $3::integer) o)
    FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$2")}`;
  return readAsTenant(database, asker, select, [externalId, limit, ...params]);
}
