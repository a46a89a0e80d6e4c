import type { ProgramStatus } from "../../domain/attribution.ts";
import type { CodeKind, CodeTerms } from "../../domain/codeTerms.ts";
import type { ApplicationStatus, Lapse } from "../../domain/eligibility.ts";
import type { PanelPayeeKind } from "../../domain/payoutDetails.ts";
import { TIER_MEASURES, TIER_PERIODS } from "../../domain/rules.ts";
import type { Database } from "../../ports.ts";
import type { ExplanationRows } from "../rows/explanation.ts";
import type { RewardJson } from "../rows/reward.ts";
import type { Asker, Authorized } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { explanationOf } from "./explanation.ts";
import { idsOfPerson, participantNamed } from "./filtered.ts";
import { isSharedAt } from "./materials.ts";
import type { PanelPayouts } from "./panelPayouts.ts";
import { PANEL_PAYOUTS } from "./panelPayouts.ts";
import type { ShownDetails } from "./payoutDetails.ts";
import { SHOWN_DETAILS } from "./payoutDetails.ts";
import { runsAt } from "./programs.ts";
import { sqlList } from "./sqlList.ts";
import type { WalletBalance } from "./walletReads.ts";
import { balancesWithWaiting } from "./walletReads.ts";

/** The latest friends that a panel shows, and how much of each is read for why something is missing. */
export const MAX_FRIENDS = 20;
const MAX_EVENTS_OF_FRIEND = 20;
const MAX_PURCHASES_OF_FRIEND = 100;
/** Of the rewards of one friend's orders, of whosever they are, so many are looked at: the latest. */
const MAX_REWARDS_OF_FRIEND = 100;
const MAX_COUPONS = 20;
const MAX_CHOICES = 20;

/** What a program's panel shows; times are milliseconds, money is decimal strings. */
export interface PanelView {
  /** Of the tenant. */
  readonly shop: string;
  readonly slug: string;
  readonly timezone: string;
  /** By what participants are asked where they are paid. */
  readonly payoutKinds: readonly PanelPayeeKind[];
  /** Null where there is none that was published. */
  readonly program: PanelProgram | null;
  /** Null where no participant is signed in, or they are not known yet. */
  readonly participant: PanelParticipant | null;
}

export interface PanelProgram {
  readonly key: string;
  readonly currency: string;
  readonly timezone: string;
  readonly status: ProgramStatus;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly texts: unknown;
  /** Of the latest version, as written. */
  readonly rules: unknown;
  /** How many programs the request may mean; 1 where it names one. */
  readonly candidates: number;
  /** How many materials there are to share now, by their language. */
  readonly materials: Readonly<Record<string, number>>;
}

export interface PanelParticipant {
  readonly externalId: string;
  readonly segments: readonly string[];
  /** By a person, whatever the program. */
  readonly blocked: boolean;
  /** Where they are paid; null where that is not known. */
  readonly payee: ShownDetails | null;
  readonly application: ApplicationStatus | null;
  /** What the review said by which they lapsed; null where they did not. */
  readonly lapse: Lapse | null;
  readonly codes: readonly PanelCode[];
  /** What is counted of them as an advocate, in the present calendar periods. */
  readonly counters: readonly { readonly metric: string; readonly period: string; readonly value: string }[];
  /** The newest first. */
  readonly friends: readonly PanelFriend[];
  readonly friendCount: number;
  readonly balances: readonly WalletBalance[];
  /** One of each unit of cash among the balances. */
  readonly payouts: readonly PanelPayouts[];
  /** Rewards whose coupons may be used: rows of `rewards`. */
  readonly coupons: readonly RewardJson[];
  /** Rewards of which an option may be taken: rows of `rewards`. */
  readonly choices: readonly RewardJson[];
}

export interface PanelCode extends CodeTerms {
  readonly kind: CodeKind;
  readonly code: string;
  readonly display: string;
}

export interface PanelFriend {
  readonly referralId: string;
  /** Their place among the advocate's friends, the first is 1. */
  readonly number: number;
  readonly status: "attributed" | "converted" | "rejected";
  /** Null unless the program shows names and the friend has agreed. */
  readonly name: string | null;
  readonly attributedAt: number;
  readonly convertedAt: number | null;
  /** The advocate's own of this referral, the latest of many: rows of `rewards`. */
  readonly rewards: readonly RewardJson[];
  /** Null where nothing is missing. */
  readonly explanation: ExplanationRows | null;
}

/**
 * The name of a friend leaves the database only where the program shows names and the friend has agreed. A friend of whom nothing is missing is not explained: explanations are what a panel costs. */
const PANEL = `WITH g AS MATERIALIZED (
    SELECT g.*, v.rules, count(*) OVER ()::integer AS candidates
    FROM programs g JOIN program_versions v
      ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
    WHERE g.tenant_id = k.tenant_id AND (g.key = $2::text OR ($2::text IS NULL AND ${runsAt("$4::timestamptz")}))
    ORDER BY g.key LIMIT 1
  ), p AS MATERIALIZED (
    SELECT p.*, ${idsOfPerson("p.id")} AS ids FROM participants p
    WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$3::text")}
  ), shown AS MATERIALIZED (
    SELECT s.*, named.name, own.rewards, coalesce(own.is_rewarded, false) AS is_rewarded
    FROM friends_of(k.tenant_id, (SELECT id FROM p), (SELECT id FROM g), $5::integer) s
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(reward_json(w::rewards) ORDER BY w.id), '[]') AS rewards,
        bool_or(is_live_reward(w.status)) AS is_rewarded
      FROM latest_rewards(k.tenant_id, s.id, $10::integer) w WHERE w.participant_id = ANY ((SELECT ids FROM p)::text[])) own
    LEFT JOIN LATERAL (
      SELECT f.name FROM referrals r
      JOIN participants a ON a.tenant_id = r.tenant_id AND a.id = r.friend_id
      JOIN participants f ON f.tenant_id = a.tenant_id AND f.id = coalesce(a.merged_into, a.id) AND f.may_be_named
      WHERE r.tenant_id = k.tenant_id AND r.id = s.id AND s.status <> 'rejected'
        AND (SELECT g.rules -> 'attribution' ->> 'friendNames' FROM g) IN ('initial', 'first')) named ON true
  )
  SELECT json_build_object('shop', t.name, 'slug', t.slug, 'timezone', t.timezone, 'payoutKinds', t.payout_kinds,
    'program', (SELECT json_build_object('key', g.key, 'currency', g.currency, 'timezone', g.timezone,
      'status', g.status, 'startsAt', millis(g.starts_at), 'endsAt', millis(g.ends_at), 'texts', g.texts,
      'rules', g.rules, 'candidates', g.candidates,
      'materials', (SELECT coalesce(json_object_agg(o.language, o.count), '{}') FROM (
        SELECT m.language, count(*)::integer AS count FROM materials m
        WHERE m.tenant_id = g.tenant_id AND m.program_id = g.id AND ${isSharedAt("m", "g", "$4::timestamptz")}
        GROUP BY m.language) o)) FROM g),
    'participant', (SELECT json_build_object('externalId', p.external_id, 'segments', p.segments, 'blocked', p.blocked_at IS NOT NULL,
      'payee', ${SHOWN_DETAILS},
      'application', (SELECT a.status FROM applications a WHERE a.tenant_id = k.tenant_id
        AND a.program_id = (SELECT id FROM g) AND a.participant_id = p.id),
      'lapse', (SELECT d.detail FROM applications a JOIN audit d ON d.tenant_id = a.tenant_id
          AND d.subject = ANY (p.ids) AND d.created_at = a.decided_at AND d.action = 'application.refused'
          AND d.actor ->> 'type' = 'job' AND d.detail ->> 'program' = a.program_id
        WHERE a.tenant_id = k.tenant_id AND a.program_id = (SELECT id FROM g) AND a.participant_id = p.id
          AND a.status = 'refused' AND a.decided_by ->> 'type' = 'job' LIMIT 1),
      'codes', (SELECT coalesce(json_agg(json_build_object('kind', c.kind, 'code', c.code, 'display', c.display,
          'disabled', c.disabled, 'expiresAt', millis(c.expires_at), 'maxUses', c.max_uses, 'uses', c.uses)), '[]')
        FROM codes c WHERE c.tenant_id = k.tenant_id AND c.program_id = (SELECT id FROM g) AND c.participant_id = p.id
          AND c.kind IN ('primary', 'vanity')),
      'counters', (SELECT coalesce(json_agg(json_build_object('metric', c.metric, 'period', w.period,
          'value', c.value::text)), '[]')
        FROM unnest(ARRAY[${sqlList(TIER_PERIODS)}]) AS w(period) CROSS JOIN g
        JOIN counters c ON c.tenant_id = k.tenant_id AND c.program_id = g.id AND c.subject = p.id
          AND c.period_key = period_key($4::timestamptz, w.period, g.timezone)
          AND c.metric IN (${sqlList(TIER_MEASURES)})),
      'friends', (SELECT coalesce(json_agg(json_build_object('referralId', shown.id, 'number', shown.number,
          'status', shown.status, 'name', shown.name, 'attributedAt', millis(shown.attributed_at),
          'convertedAt', millis(shown.converted_at), 'rewards', shown.rewards,
          'explanation', CASE WHEN shown.status <> 'converted' OR NOT shown.is_rewarded THEN
            ${explanationOf("shown.id", "$6::integer", "$7::integer")} END) ORDER BY shown.id DESC), '[]')
        FROM shown),
      'friendCount', coalesce((SELECT max(referrals) FROM shown), 0),
      'balances', (${balancesWithWaiting("$4::timestamptz")}),
      'payouts', (${PANEL_PAYOUTS}),
      'coupons', (SELECT coalesce(json_agg(o.reward ORDER BY o.id DESC), '[]') FROM (
        SELECT w.id, reward_json(w::rewards) AS reward
        FROM coupons c CROSS JOIN LATERAL (
          SELECT w.* FROM rewards w WHERE w.tenant_id = c.tenant_id AND w.id = c.reward_id OFFSET 0) w
        WHERE c.tenant_id = k.tenant_id AND c.participant_id = p.id AND c.program_id = (SELECT id FROM g)
          AND is_usable_coupon(c, w.status, w.review_reasons, $4::timestamptz)
        ORDER BY c.reward_id DESC LIMIT $8::integer) o),
      'choices', (SELECT coalesce(json_agg(o.reward ORDER BY o.id DESC), '[]') FROM (
        SELECT w.id, reward_json(w) AS reward FROM rewards w
        WHERE w.tenant_id = k.tenant_id AND w.participant_id = p.id AND w.program_id = (SELECT id FROM g)
          AND w.choose_by > $4::timestamptz
        ORDER BY w.id DESC LIMIT $9::integer) o))
      FROM p))
  FROM tenants t WHERE t.id = k.tenant_id`;

/**
 * Reads a panel.
 *
 * @param asked without a program: the only one that is active; without a participant: what anyone may see
 */
export function readPanel(
  database: Database,
  asker: Asker,
  asked: { readonly program: string | null; readonly externalId: string | null; readonly at: Date },
): Promise<Authorized<PanelView> | null> {
  const { program, externalId, at } = asked;
  const most = [
    MAX_FRIENDS,
    MAX_EVENTS_OF_FRIEND,
    MAX_PURCHASES_OF_FRIEND,
    MAX_COUPONS,
    MAX_CHOICES,
    MAX_REWARDS_OF_FRIEND,
  ];
  return readAsTenant(database, asker, PANEL, [program, externalId, at.toISOString(), ...most]);
}
