import type { DisputeStatus } from "../../domain/disputes.ts";
import { DISPUTE_STATUSES } from "../../domain/disputes.ts";
import type { Database } from "../../ports.ts";
import type { Decision } from "../rows/event.ts";
import type { PurchaseJson } from "../rows/purchase.ts";
import type { ReferralView } from "../rows/referral.ts";
import type { RewardView } from "../rows/reward.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { externalIdOf, idsOfPerson } from "./filtered.ts";
import { REFERRAL_VIEW } from "./referrals.ts";
import { REWARD_FROM, REWARD_PARTS } from "./rewards.ts";

/**
 * So many of the latest events of who bought are looked at for what they decided of the order: a late attribution, or a
 * refund of the order before. Those of the order itself are found by their keys.
 */
const EVENTS_LOOKED_AT = 1_000;

/** What one program made of an order. */
export interface OrderProgram {
  /** Its key. */
  readonly program: string;
  /** Null where the buyer is not referred, and the program rewards what people do themselves. */
  readonly referral: ReferralView | null;
  readonly qualifies: boolean;
  /** In the order of their events. */
  readonly decisions: readonly Decision[];
  /** Those that have ended too, in the order in which they were granted. */
  readonly rewards: readonly RewardView[];
}

/** An order with what became of it. Times are milliseconds. */
export interface OrderView {
  readonly order: PurchaseJson;
  /** The externalId of who bought; null where the purchase has not been reported. */
  readonly participant: string | null;
  /** When each entry of the order's history happened, in its order. */
  readonly times: readonly number[];
  /** When what was told of each dispute happened, by its id and status. */
  readonly disputeTimes: Readonly<Record<string, Readonly<Partial<Record<DisputeStatus, number>>>>>;
  readonly programs: readonly OrderProgram[];
}

const HISTORY = `jsonb_array_elements_text(o.history) WITH ORDINALITY AS h(key, nth)
  CROSS JOIN LATERAL (
    SELECT e.* FROM events e WHERE e.tenant_id = o.tenant_id AND e.natural_key = h.key OFFSET 0) e`;

/** A `PurchaseJson` of the relation `o`. */
const ORDER = `json_build_object('orderId', o.order_id, 'currency', o.currency, 'participantId', o.participant_id,
    'amountMinor', o.amount_minor::text, 'occurredAt', millis(o.occurred_at), 'arrival', o.event_seq,
    'refundedMinor', o.refunded_minor::text, 'refunds', o.refunds, 'overRefunds', o.over_refunds,
    'disputes', o.disputes, 'decided', o.decided, 'version', o.version,
    'history', (SELECT coalesce(json_agg(json_build_object('key', h.key, 'at', millis(e.occurred_at), 'facts', e.facts)
      ORDER BY h.nth), '[]') FROM ${HISTORY}),
    'facts', (SELECT e.facts FROM events e
      WHERE e.tenant_id = o.tenant_id AND e.natural_key = purchase_key(o.order_id)))`;

/** Events that may have decided the order. */
const CONCERNING = `SELECT e.seq, e.decisions FROM events e
    WHERE e.tenant_id = o.tenant_id AND e.natural_key = purchase_key(o.order_id)
  UNION
  SELECT e.seq, e.decisions FROM ${HISTORY}
  UNION
  SELECT latest.seq, latest.decisions FROM (
    SELECT e.seq, e.decisions FROM unnest(${idsOfPerson("o.participant_id")}) AS u(id) CROSS JOIN LATERAL (
      SELECT e.seq, e.decisions FROM events e
      WHERE e.tenant_id = o.tenant_id AND e.participant_id = u.id AND e.type <> 'purchase'
      ORDER BY e.seq DESC LIMIT ${EVENTS_LOOKED_AT}) e
    ORDER BY e.seq DESC LIMIT ${EVENTS_LOOKED_AT}) latest
  WHERE latest.decisions @> jsonb_build_array(jsonb_build_object('decisions',
    jsonb_build_array(jsonb_build_object('orderId', o.order_id))))`;

const DECISIONS = `(SELECT coalesce(json_agg(n.decision ORDER BY c.seq, n.nth), '[]') FROM (${CONCERNING}) c
    CROSS JOIN LATERAL jsonb_array_elements(c.decisions) AS entry
    CROSS JOIN LATERAL jsonb_array_elements(entry -> 'decisions') WITH ORDINALITY AS n(decision, nth)
    WHERE entry ->> 'referralId' = made.value ->> 'referralId' AND n.decision ->> 'orderId' = o.order_id)`;

const REWARDS = `(SELECT coalesce(json_agg(json_build_object(${REWARD_PARTS}) ORDER BY w.id), '[]') FROM ${REWARD_FROM}
    WHERE w.tenant_id = k.tenant_id AND w.source = order_source(o.order_id)
      AND w.referral_id = made.value ->> 'referralId')`;

const REFERRAL = `(SELECT ${REFERRAL_VIEW} FROM referrals r
    WHERE r.tenant_id = k.tenant_id AND r.id = made.value ->> 'referralId')`;

const PROGRAMS = `(SELECT coalesce(json_agg(json_build_object('program', y.key, 'referral', ${REFERRAL},
      'qualifies', (made.value ->> 'qualifies')::boolean, 'decisions', ${DECISIONS}, 'rewards', ${REWARDS})
      ORDER BY y.key, made.key), '[]')
    FROM jsonb_each(o.decided) AS made
    JOIN programs y ON y.tenant_id = k.tenant_id AND y.id = program_of_decided(made.key))`;

const TIMES = `(SELECT coalesce(json_agg(millis(e.occurred_at) ORDER BY h.nth), '[]') FROM ${HISTORY})`;

const DISPUTE_TIMES = `(SELECT coalesce(json_object_agg(d.id, (
      SELECT coalesce(json_object_agg(e.facts ->> 'status', millis(e.occurred_at)), '{}')
      FROM unnest('{${DISPUTE_STATUSES.join(",")}}'::text[]) AS s(status) CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = o.tenant_id AND e.natural_key = 'dispute:' || s.status || ':' || d.id OFFSET 0) e)), '{}')
    FROM (SELECT each ->> 'disputeId' AS id FROM jsonb_array_elements(o.disputes) each) d)`;

/** Reads one order and what became of it; the body is null where nothing was reported of it. */
export function readOrder(
  database: Database,
  asker: TenantAsker,
  orderId: string,
): Promise<Authorized<OrderView | null> | null> {
  const sql = `SELECT json_build_object('order', ${ORDER}, 'participant', ${externalIdOf("o.participant_id")},
    'times', ${TIMES}, 'disputeTimes', ${DISPUTE_TIMES}, 'programs', ${PROGRAMS})
    FROM purchases o WHERE o.tenant_id = k.tenant_id AND o.order_id = $2`;
  return readAsTenant(database, asker, sql, [orderId]);
}
