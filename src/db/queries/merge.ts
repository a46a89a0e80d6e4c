import { MAX_MERGED } from "../../domain/aliases.ts";
import type { CodeKind } from "../../domain/codeTerms.ts";
import type { ApplicationStatus } from "../../domain/eligibility.ts";
import type { Database } from "../../ports.ts";
import type { CounterArray } from "../rows/counter.ts";
import type { CustomEventJson } from "../rows/customEvent.ts";
import type { MovedThings } from "../rows/merged.ts";
import type { ParticipantArray } from "../rows/participant.ts";
import type { ReferralArray } from "../rows/referral.ts";
import type { RewardJson } from "../rows/reward.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { snapshotFrom, snapshotParams } from "./loadSnapshot.ts";
import type { MergedMoney } from "./mergedMoney.ts";
import { MERGED_MONEY } from "./mergedMoney.ts";
import type { Whom } from "./participantWrites.ts";
import { isWhom } from "./participantWrites.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** One more tells that there are too many. */
const MOST = MAX_MERGED + 1;

/** What a tenant says of one of the two, and what guards it. */
export interface MergedProfile {
  readonly id: string;
  readonly externalId: string;
  readonly email: string | null;
  readonly emailFolded: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly guest: boolean;
  readonly segments: readonly string[];
  readonly customerSince: string | null;
  readonly blockedAt: string | null;
  readonly blockedReason: string | null;
  readonly aliases: readonly string[];
}

/** Everything that making one participant another name of another is decided on. */
export interface BeforeMerge {
  readonly kept: MergedProfile;
  /** What has the name; null where nothing has. */
  readonly named: (MergedProfile & { readonly mergedInto: string | null; readonly mergedAt: string | null }) | null;
  /** What went over where it was merged before. */
  readonly moved: MovedThings | null;
  /** The names of the tenant's programs, by their keys. */
  readonly programs: Readonly<Record<string, string>>;
  /** Null unless the name is of another participant who can be merged. */
  readonly theirs: MergedThings | null;
}

/** What the merged one has, of each kind one more than may go over, and what decides about it; a list without rows is null. */
export interface MergedThings {
  readonly referrals: readonly ReferralArray[] | null;
  /** Live ones of theirs, and those of the referrals that may end. */
  readonly rewards: readonly RewardJson[] | null;
  readonly orders: readonly string[] | null;
  readonly codes:
    | readonly {
        readonly code: string;
        readonly display: string;
        readonly kind: CodeKind;
        readonly programId: string;
        readonly primaryCode: string | null;
        /** Whether the kept one has a primary code in the program. */
        readonly isBeside: boolean;
      }[]
    | null;
  readonly applications:
    | readonly {
        readonly programId: string;
        readonly merged: ApplicationSeen;
        /** Null where the kept one has none in the program. */
        readonly kept: ApplicationSeen | null;
      }[]
    | null;
  readonly counters: readonly CounterArray[] | null;
  readonly wallets: readonly (readonly [unit: string, pending: string, available: string])[] | null;
  readonly money: MergedMoney;
  readonly customEvents: readonly CustomEventJson[] | null;
  /** Everyone whose referral goes over, their advocates, and who is above the two. */
  readonly participants: readonly ParticipantArray[] | null;
  readonly snapshot: SnapshotJson;
}

export interface ApplicationSeen {
  readonly status: ApplicationStatus;
  readonly decidedAt: string | null;
}

/** The parameters of the snapshot begin here. */
const FIRST = 5;

const PROFILE = (p: string) => `'id', ${p}.id, 'externalId', ${p}.external_id, 'email', ${p}.email,
    'emailFolded', ${p}.email_folded, 'phone', ${p}.phone, 'guest', ${p}.guest, 'name', ${p}.name, 'locale', ${p}.locale, 'country', ${p}.country,
    'segments', ${p}.segments, 'customerSince', ${p}.customer_since, 'blockedAt', ${p}.blocked_at,
    'blockedReason', ${p}.blocked_reason, 'aliases', (
      SELECT coalesce(json_agg(o.external_id ORDER BY o.external_id COLLATE "C"), '[]') FROM participants o
      WHERE o.tenant_id = ${p}.tenant_id AND o.merged_into = ${p}.id)`;

/** Live referrals `r` in which either is the friend for good. */
const LASTING = `r.tenant_id = k.tenant_id AND r.friend_id IN (p.id, m.id) AND coalesce(r.order_id, '') = ''
      AND is_live_referral(r.status)`;
/** Live ones of an order that one of the two bought by the other's code. */
const OF_OWN_ORDERS = `r.tenant_id = k.tenant_id AND r.friend_id IN (p.id, m.id) AND r.advocate_id IN (p.id, m.id)
      AND r.order_id IS NOT NULL AND is_live_referral(r.status)`;

/** Since when orders of the kept one may count in a referral of the merged one, or in one that ends. */
const SINCE = `(SELECT min(r.attributed_at) FROM referrals r WHERE ${LASTING}
      AND (r.friend_id = m.id
        OR EXISTS (SELECT FROM referrals o WHERE o.tenant_id = k.tenant_id AND o.friend_id = m.id
          AND o.program_id = r.program_id AND coalesce(o.order_id, '') = '' AND is_live_referral(o.status))
        OR EXISTS (SELECT FROM referrals o WHERE o.tenant_id = k.tenant_id AND o.advocate_id = m.id
          AND o.program_id = r.program_id AND is_live_referral(o.status))))`;

/** Instead of what the request names, which is nothing, these. */
const READ = {
  externalIds: `$${FIRST + 2}::text[] || ARRAY[p.external_id, m.external_id]`,
  orderIds: `$${FIRST + 3}::text[] || h.orders || ARRAY(
      SELECT o.order_id FROM purchases o WHERE o.tenant_id = k.tenant_id AND o.participant_id = p.id
        AND o.occurred_at >= h.since LIMIT ${MOST})
      || ARRAY(SELECT r.order_id FROM referrals r WHERE ${OF_OWN_ORDERS} LIMIT ${MOST})`,
  programKeys: `$${FIRST + 5}::text[] || ARRAY(SELECT g.key FROM programs g WHERE g.tenant_id = k.tenant_id AND (
        EXISTS (SELECT FROM referrals r WHERE r.tenant_id = g.tenant_id AND r.advocate_id = m.id AND r.program_id = g.id)
        OR EXISTS (SELECT FROM referrals r WHERE r.id = ANY (h.friend_of) AND r.tenant_id = g.tenant_id
          AND r.program_id = g.id)
        OR EXISTS (SELECT FROM rewards w WHERE w.tenant_id = g.tenant_id AND w.participant_id = m.id AND w.program_id = g.id)
        OR EXISTS (SELECT FROM counters c WHERE c.tenant_id = g.tenant_id AND c.program_id = g.id AND c.subject = m.id)
        OR EXISTS (SELECT FROM applications a WHERE a.tenant_id = g.tenant_id AND a.program_id = g.id
          AND a.participant_id = m.id)
        OR g.id = ANY (h.code_programs)))`,
};

/** It may show of the friends among them, and of their other accounts, that they were customers before. */
const SAID = "ARRAY[p.external_id, m.external_id], ARRAY['-infinity', '-infinity']::timestamptz[]";

const HEAD = `CROSS JOIN LATERAL (SELECT
    ARRAY(SELECT o.order_id FROM purchases o WHERE o.tenant_id = k.tenant_id AND o.participant_id = m.id
      LIMIT ${MOST}) AS orders,
    ARRAY(SELECT r.id FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.friend_id = m.id LIMIT ${MOST}) AS friend_of,
    ARRAY(SELECT r.id FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.advocate_id = m.id LIMIT ${MOST}) AS advocate_of,
    ARRAY(SELECT r.id FROM referrals r WHERE ${LASTING}) || ARRAY(SELECT r.id FROM referrals r WHERE ${OF_OWN_ORDERS}
      LIMIT ${MOST}) AS may_end,
    ARRAY(SELECT DISTINCT c.program_id FROM codes c WHERE c.tenant_id = k.tenant_id AND c.participant_id = m.id
      AND c.kind IN ('primary', 'vanity', 'further')) AS code_programs,
    ${SINCE} AS since) h`;

/** Whose friends they are, and so on upwards; and what makes a friend of the merged one a friend of the kept one before. */
const AROUND = `CROSS JOIN LATERAL (
    WITH RECURSIVE up(program_id, participant_id, referral_id, level) AS (
      SELECT r.program_id, r.advocate_id, r.id, 0 FROM referrals r WHERE ${LASTING}
      UNION ALL
      SELECT o.program_id, o.advocate_id, o.id, u.level + 1 FROM up u CROSS JOIN LATERAL (
        SELECT o.id, o.program_id, o.advocate_id FROM referrals o
        WHERE o.tenant_id = k.tenant_id AND o.friend_id = u.participant_id AND o.program_id = u.program_id
          AND coalesce(o.order_id, '') = '' AND is_live_referral(o.status) LIMIT 1) o
      WHERE u.level <= max_ancestors()),
    twins AS (
      SELECT o.id FROM referrals r CROSS JOIN LATERAL (
        SELECT o.id FROM referrals o
        WHERE o.tenant_id = k.tenant_id
          AND o.advocate_id = CASE r.advocate_id WHEN m.id THEN p.id ELSE r.advocate_id END
          AND o.friend_id = CASE r.friend_id WHEN m.id THEN p.id ELSE r.friend_id END
          AND o.program_id = r.program_id AND is_live_referral(o.status)
          AND (coalesce(o.order_id, '') = '' OR o.new_friend)
        LIMIT 2) o
      WHERE r.tenant_id = k.tenant_id AND r.id = ANY (h.friend_of || h.advocate_of) AND is_live_referral(r.status))
    SELECT ARRAY(SELECT u.referral_id FROM up u UNION SELECT t.id FROM twins t
      UNION SELECT unnest(h.friend_of || h.advocate_of || h.may_end)) AS referrals,
      ARRAY(SELECT u.participant_id FROM up u WHERE u.participant_id IS NOT NULL) AS people) a`;

const EARNED = `CROSS JOIN LATERAL (SELECT ARRAY(
      SELECT w FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.participant_id = m.id AND is_live_reward(w.status)
      LIMIT ${MOST}) || ARRAY(
      SELECT w FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.referral_id = ANY (h.may_end)
        AND is_live_reward(w.status) AND w.participant_id <> m.id LIMIT ${MOST}) AS rewards) e`;

const CUSTOMS = `(SELECT json_agg(json_build_object('id', e.id, 'name', e.type, 'participantId', e.participant_id,
        'occurredAt', millis(e.occurred_at), 'arrival', e.seq, 'facts', e.facts,
        'programIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE NOT is_membership(d ->> 'referralId')),
        'memberProgramIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE is_membership(d ->> 'referralId'))))
      FROM unnest(ARRAY[p.id, m.id]) AS b(id) CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = k.tenant_id AND e.participant_id = b.id AND e.type <> 'purchase' AND is_custom_event(e.type)
          AND e.occurred_at >= (SELECT min(r.attributed_at) FROM referrals r WHERE ${LASTING})
        ORDER BY e.occurred_at, e.seq LIMIT ${MOST}) e)`;

const APPLICATION = (a: string) => `json_build_object('status', ${a}.status, 'decidedAt', ${a}.decided_at)`;

const THEIRS = `SELECT json_build_object(
    'referrals', (SELECT json_agg(referral_array(r)) FROM unnest(a.referrals) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = x.id OFFSET 0) r),
    'rewards', (SELECT json_agg(reward_json(w) ORDER BY w.id) FROM unnest(e.rewards) w),
    'orders', to_json(h.orders),
    'codes', (SELECT json_agg(json_build_object('code', c.code, 'display', c.display, 'kind', c.kind,
        'programId', c.program_id, 'primaryCode', c.primary_code, 'isBeside', EXISTS (
          SELECT FROM codes o WHERE o.tenant_id = k.tenant_id AND o.participant_id = p.id
            AND o.program_id = c.program_id AND o.kind = 'primary')) ORDER BY c.program_id, c.kind = 'primary' DESC, c.code)
      FROM (SELECT c.* FROM codes c WHERE c.tenant_id = k.tenant_id AND c.participant_id = m.id
        AND c.kind IN ('primary', 'vanity', 'further') LIMIT ${MOST}) c),
    'applications', (SELECT json_agg(json_build_object('programId', a.program_id, 'merged', ${APPLICATION("a")},
        'kept', CASE WHEN o.participant_id IS NOT NULL THEN ${APPLICATION("o")} END))
      FROM programs g JOIN applications a ON a.tenant_id = g.tenant_id AND a.program_id = g.id AND a.participant_id = m.id
      LEFT JOIN applications o ON o.tenant_id = a.tenant_id AND o.program_id = a.program_id AND o.participant_id = p.id
      WHERE g.tenant_id = k.tenant_id),
    'counters', (SELECT json_agg(counter_array(c)) FROM (
      SELECT c.* FROM programs g JOIN counters c ON c.tenant_id = g.tenant_id AND c.program_id = g.id
      WHERE g.tenant_id = k.tenant_id AND c.subject = m.id AND c.value <> 0 LIMIT ${MOST}) c),
    'wallets', (SELECT json_agg(json_build_array(w.unit, w.pending_minor::text, w.available_minor::text) ORDER BY w.unit)
      FROM wallets w WHERE w.tenant_id = k.tenant_id AND w.participant_id = m.id
        AND (w.pending_minor <> 0 OR w.available_minor <> 0)),
    'money', ${MERGED_MONEY},
    'customEvents', ${CUSTOMS},
    'participants', (SELECT json_agg(participant_array(o)) FROM (
        SELECT unnest(a.people) UNION SELECT w.participant_id FROM unnest(e.rewards) w
        UNION SELECT r.friend_id FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = ANY (h.advocate_of)
        UNION SELECT r.advocate_id FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = ANY (h.friend_of)) AS x(id)
      CROSS JOIN LATERAL (
        SELECT o.* FROM participants o WHERE o.tenant_id = k.tenant_id AND o.id = x.id OFFSET 0) o),
    'snapshot', (${snapshotFrom(FIRST, READ, SAID)}))
  FROM (SELECT 1) one ${HEAD} ${AROUND} ${EARNED}`;

const before = (isThem: string) => `SELECT json_build_object(
    'kept', json_build_object(${PROFILE("p")}),
    'named', CASE WHEN m.id IS NOT NULL THEN json_build_object(${PROFILE("m")}, 'mergedInto', m.merged_into,
      'mergedAt', m.merged_at) END,
    'moved', (SELECT e.facts -> 'moved' FROM events e WHERE m.merged_at IS NOT NULL AND e.tenant_id = k.tenant_id
      AND e.natural_key = 'participant_merged' || chr(31) || m.id),
    'programs', (SELECT coalesce(json_object_agg(g.key, g.name), '{}') FROM programs g WHERE g.tenant_id = k.tenant_id),
    'theirs', CASE WHEN m.id IS NOT NULL AND m.merged_into IS NULL AND m.id <> p.id THEN (${THEIRS}) END)
  FROM participants p LEFT JOIN participants m ON m.tenant_id = p.tenant_id AND m.external_id = $4
  WHERE p.tenant_id = k.tenant_id AND ${isThem}`;

/** Reads it in one statement; null where there is no such participant. */
export function readBeforeMerge(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { whom, alias }: { readonly whom: Whom; readonly alias: string },
  request: SnapshotRequest,
): Promise<Authorized<BeforeWrite<BeforeMerge | null>> | null> {
  const { is, value } = isWhom(whom);
  return readForWrite(database, asker, idempotencyKey, before(is), [value, alias, ...snapshotParams(request)]);
}
