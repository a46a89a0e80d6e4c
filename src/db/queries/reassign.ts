import type { Database } from "../../ports.ts";
import type { ParticipantArray } from "../rows/participant.ts";
import type { ReferralArray } from "../rows/referral.ts";
import type { RewardJson } from "../rows/reward.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { participantNamed } from "./filtered.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { snapshotFrom, snapshotParams } from "./loadSnapshot.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** So many orders or rewards may change hands with their referral. */
export const MAX_REASSIGNED = 1000;

export interface ReassignInput {
  readonly referralId: string;
  /** Whose friend they become, by their externalId or an alias. */
  readonly advocate: string;
}

/** Everything that giving a referral to another advocate is decided on; null where there is no such referral. */
export interface BeforeReassign {
  readonly referral: ReferralArray;
  /** The friend's externalId. */
  readonly friend: string;
  /** The key of the program. */
  readonly program: string;
  /** The id of the new advocate; null where there is no such participant. */
  readonly advocateId: string | null;
  /** What the former advocate has of it that lives, one more than may change hands at most. */
  readonly rewards: readonly RewardJson[] | null;
  /** Those under which they were given, whichever version the referral has moved to. */
  readonly versions: SnapshotJson["versions"];
  /** Ids of those whose coupon was used. */
  readonly used: readonly string[] | null;
  /** How many orders count for it, one more than may change hands at most. */
  readonly orders: number;
  /** Whose friend the new advocate is, and so on upwards, and what made the friend a friend of theirs before. */
  readonly above: { readonly referrals: readonly ReferralArray[]; readonly participants: readonly ParticipantArray[] };
  readonly snapshot: SnapshotJson;
}

/** SQL: whether a reward `w` is what the advocate of a referral `r` has of it and lives. */
export const WHAT_FORMER_HAS = `w.tenant_id = r.tenant_id AND w.referral_id = r.id AND w.recipient = 'advocate'
      AND w.participant_id = r.advocate_id AND is_live_reward(w.status)`;

/** The parameters of the snapshot begin here. */
const FIRST = 5;
const MOST = MAX_REASSIGNED + 1;

/** Instead of what the request names, which is nothing, these: both people, the orders that count, the program. */
const READ = {
  externalIds: `$${FIRST + 2}::text[] || ARRAY[f.external_id, $4::text]`,
  orderIds: `$${FIRST + 3}::text[] || ARRAY(SELECT p.order_id FROM counted_purchases(r) p LIMIT ${MOST})`,
  programKeys: `$${FIRST + 5}::text[] || g.key`,
};

const ABOVE = `WITH RECURSIVE up(participant_id, referral_id, level) AS (
    SELECT a.id, NULL::text, 0 WHERE a.id IS NOT NULL
    UNION ALL
    SELECT o.advocate_id, o.id, u.level + 1 FROM up u CROSS JOIN LATERAL (
      SELECT o.id, o.advocate_id FROM referrals o
      WHERE o.tenant_id = r.tenant_id AND o.friend_id = u.participant_id AND o.program_id = r.program_id
        AND coalesce(o.order_id, '') = '' AND is_live_referral(o.status) LIMIT 1) o
    WHERE u.level <= max_ancestors())
  SELECT json_build_object(
    'referrals', (SELECT coalesce(json_agg(referral_array(o)), '[]') FROM referrals o
      WHERE o.tenant_id = r.tenant_id AND (o.id = ANY (ARRAY(SELECT u.referral_id FROM up u))
        -- Whether an order has made them a friend of the new advocate before: a friend counts once.
        OR o.id = (SELECT o.id FROM referrals o WHERE o.tenant_id = r.tenant_id AND o.friend_id = r.friend_id
          AND o.advocate_id = a.id AND o.program_id = r.program_id AND o.new_friend AND o.order_id IS NOT NULL
          AND is_live_referral(o.status) LIMIT 1)
        -- Whether the friend was referred before under another account, where the referral is looked at.
        OR r.review_reasons ? 'same_person' AND o.id = ANY (ARRAY(
          SELECT o.id FROM contacts c CROSS JOIN LATERAL (
            SELECT s.participant_id FROM contacts s WHERE s.tenant_id = c.tenant_id AND s.hash = c.hash
            LIMIT max_holders() + 1) s
          CROSS JOIN LATERAL (
            SELECT o.id FROM referrals o WHERE o.tenant_id = r.tenant_id AND o.friend_id = s.participant_id
              AND o.program_id = r.program_id AND coalesce(o.order_id, '') = '' AND is_live_referral(o.status) LIMIT 1) o
          WHERE c.tenant_id = r.tenant_id AND c.participant_id = r.friend_id)))),
    'participants', (SELECT coalesce(json_agg(participant_array(p)), '[]') FROM participants p
      WHERE p.tenant_id = r.tenant_id AND p.id = ANY (ARRAY(SELECT u.participant_id FROM up u))))`;

const BEFORE = `SELECT json_build_object('referral', referral_array(r), 'friend', f.external_id, 'program', g.key,
    'advocateId', a.id,
    'rewards', (SELECT json_agg(reward_json(w) ORDER BY w.id) FROM unnest(h.rewards) w),
    'versions', (SELECT json_agg(json_build_object('programId', v.program_id, 'version', v.version, 'id', v.id,
        'rules', v.rules)) FROM program_versions v
      WHERE v.tenant_id = r.tenant_id AND v.program_id = r.program_id
        AND v.version = ANY (ARRAY(SELECT w.version FROM unnest(h.rewards) w))),
    'used', (SELECT json_agg(w.id) FROM unnest(h.rewards) w JOIN coupons c ON c.tenant_id = w.tenant_id
      AND c.code = w.coupon ->> 'code' WHERE c.uses > 0),
    'orders', (SELECT count(*)::integer FROM (SELECT FROM counted_purchases(r) LIMIT ${MOST}) o),
    'above', (${ABOVE}), 'snapshot', (${snapshotFrom(FIRST, READ)}))
  FROM referrals r
  JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
  JOIN programs g ON g.tenant_id = r.tenant_id AND g.id = r.program_id
  LEFT JOIN participants a ON a.tenant_id = r.tenant_id AND a.id = ${participantNamed("$4::text")}
  CROSS JOIN LATERAL (SELECT ARRAY(SELECT w FROM rewards w WHERE ${WHAT_FORMER_HAS} LIMIT ${MOST}) AS rewards) h
  WHERE r.tenant_id = k.tenant_id AND r.id = $3::text`;

/** Reads what giving a referral to another advocate is decided on. */
export function readBeforeReassign(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { referralId, advocate }: ReassignInput,
  request: SnapshotRequest,
): Promise<Authorized<BeforeWrite<BeforeReassign | null>> | null> {
  const params = [referralId, advocate, ...snapshotParams(request)];
  return readForWrite(database, asker, idempotencyKey, BEFORE, params);
}
