import { PERIODS } from "../../domain/periods.ts";
import type { Database } from "../../ports.ts";
import type { ExplanationRows } from "../rows/explanation.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { sqlList } from "./sqlList.ts";

/** At most this many events, orders and rewards of one referral are told: the latest. */
export const MAX_EXPLAINED = 500;
/** Among at most so many purchases of a friend. */
const MAX_PURCHASES = 10 * MAX_EXPLAINED;

/*
 * Purchases are found by their orders, everything else by the friend. A refund that waited for its order has no
 * participant: it is found among the few that ever waited. A refund that came before its order was decided here was
 * decided with it, and belongs to the story though nothing was decided for itself.
 */
const EXPLANATION = `WITH r AS MATERIALIZED (
    SELECT r.* FROM referrals r WHERE r.tenant_id = k.tenant_id AND r.id = {referral}
  ), g AS MATERIALIZED (
    SELECT g.* FROM programs g WHERE g.tenant_id = k.tenant_id AND g.id = (SELECT program_id FROM r)
  ), bought AS MATERIALIZED (
    SELECT p.*, p.decided -> r.program_id AS made
    FROM r JOIN purchases p ON p.tenant_id = r.tenant_id AND p.participant_id = r.friend_id
    WHERE r.order_id IS NULL
      AND (p.decided -> r.program_id ->> 'referralId' = r.id OR p.occurred_at = r.attributed_at)
    UNION ALL
    SELECT p.*, p.decided -> r.program_id AS made
    FROM r JOIN purchases p ON p.tenant_id = r.tenant_id AND p.order_id = r.order_id
    ORDER BY event_seq DESC LIMIT {purchases}
  ), candidates AS MATERIALIZED (
    SELECT e.* FROM r JOIN events e ON e.tenant_id = r.tenant_id AND e.participant_id = r.friend_id
    WHERE e.type <> 'purchase'
    UNION ALL
    SELECT e.* FROM events e WHERE e.tenant_id = k.tenant_id
      AND e.natural_key = ANY (ARRAY(SELECT purchase_key(b.order_id) FROM bought b))
    UNION ALL
    SELECT e.* FROM events e WHERE e.tenant_id = k.tenant_id AND e.participant_id IS NULL AND e.type = 'refund'
      AND e.facts ->> 'orderId' = ANY (ARRAY(SELECT b.order_id FROM bought b WHERE b.made ->> 'referralId' = {referral}))
  ), told AS MATERIALIZED (
    SELECT c.*, d.entry, row_number() OVER (ORDER BY c.seq DESC) AS nth
    FROM candidates c LEFT JOIN LATERAL (
      SELECT entry FROM jsonb_array_elements(c.decisions) entry WHERE entry ->> 'referralId' = {referral} LIMIT 1) d ON true
    WHERE d.entry IS NOT NULL OR (c.type = 'refund'
      AND c.facts ->> 'orderId' = ANY (ARRAY(SELECT b.order_id FROM bought b WHERE b.made ->> 'referralId' = {referral})))
  ), w AS MATERIALIZED (
    SELECT w.* FROM rewards w WHERE w.tenant_id = k.tenant_id AND w.referral_id = {referral}
    ORDER BY w.id DESC LIMIT {events}
  ), instants AS MATERIALIZED (
    SELECT t.occurred_at AS at FROM told t WHERE t.nth <= {events}
    UNION (SELECT b.occurred_at FROM bought b ORDER BY b.event_seq DESC LIMIT {events})
    UNION SELECT w.occurred_at FROM w UNION SELECT r.attributed_at FROM r
  )
  SELECT json_build_object(
    'referral', referral_json(r::referrals),
    'advocate', (SELECT a.external_id FROM participants a WHERE a.tenant_id = k.tenant_id AND a.id = r.advocate_id),
    'friend', (SELECT f.external_id FROM participants f WHERE f.tenant_id = k.tenant_id AND f.id = r.friend_id),
    'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
      'texts', g.texts) FROM g),
    'versions', (SELECT coalesce(json_agg(json_build_object('version', v.version, 'rules', v.rules)), '[]')
      FROM program_versions v WHERE v.tenant_id = k.tenant_id AND v.program_id = r.program_id
      AND v.version = ANY (ARRAY(SELECT r.version UNION SELECT w.version FROM w
        UNION SELECT (b.made ->> 'version')::integer FROM bought b
        UNION SELECT (d ->> 'version')::integer FROM told t CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN t.nth <= {events} THEN t.entry -> 'decisions' END) d))),
    'events', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'type', t.type,
      'occurredAt', millis(t.occurred_at), 'facts', t.facts, 'flags', t.flags, 'entry', t.entry) ORDER BY t.seq), '[]')
      FROM told t WHERE t.nth <= {events}),
    'earlier', (SELECT greatest(count(*) - {events}, 0) FROM told),
    'orders', (SELECT coalesce(json_agg(json_build_object('orderId', b.order_id, 'currency', b.currency,
      'occurredAt', millis(b.occurred_at), 'qualifies', (b.made ->> 'qualifies')::boolean)), '[]')
      FROM (SELECT * FROM bought WHERE made ->> 'referralId' = {referral}
        ORDER BY event_seq DESC LIMIT {events}) b),
    'rewards', (SELECT coalesce(json_agg(json_build_object('reward', reward_json(w::rewards), 'participant',
      (SELECT p.external_id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = w.participant_id))
      ORDER BY w.id), '[]') FROM w),
    'taken', (SELECT coalesce(json_agg(json_build_object('eventId', s.event_id, 'rewardId', s.reward_id,
      'amount', s.amount::text, 'unit', s.unit, 'settled', s.settled::text)), '[]') FROM (
        SELECT o.event_id, o.reward_id, o.unit, sum(o.amount) AS amount,
          (SELECT c.amount FROM postings c WHERE c.tenant_id = k.tenant_id AND c.participant_id = o.participant_id
            AND c.reward_id = o.reward_id AND c.event_id IS NULL AND c.created_at <= o.created_at
            AND c.source = reward_cost_account(o.program_id) LIMIT 1) AS settled
        FROM postings o
        WHERE o.tenant_id = k.tenant_id AND o.participant_id = ANY (ARRAY(SELECT w.participant_id FROM w))
          AND o.reward_id = ANY (ARRAY(SELECT w.id FROM w))
          AND o.destination = reward_cost_account(o.program_id)
        GROUP BY o.event_id, o.reward_id, o.unit, o.participant_id, o.program_id, o.created_at) s WHERE s.event_id IS NOT NULL),
    'counters', (SELECT coalesce(json_agg(json_build_object('subject', c.subject, 'metric', c.metric,
      'periodKey', c.period_key, 'value', c.value::text)), '[]')
      FROM counters c WHERE c.tenant_id = k.tenant_id AND c.program_id = r.program_id
        AND c.subject = ANY (ARRAY(SELECT r.id UNION SELECT r.friend_id UNION SELECT r.advocate_id
          UNION SELECT w.participant_id FROM w))
        AND c.period_key = ANY (ARRAY(SELECT period_key(i.at, p, (SELECT g.timezone FROM g)) FROM instants i
          CROSS JOIN unnest(ARRAY[${sqlList(PERIODS)}]) p)))
  ) FROM r`;

/**
 * Everything of one referral as `ExplanationRows`: a scalar subquery where `k.tenant_id` is the tenant. The arguments
 * are SQL: the referral's id, and how many events and purchases of it are read at most.
 */
export function explanationOf(referral: string, events: string, purchases: string): string {
  return EXPLANATION.replaceAll("{referral}", referral)
    .replaceAll("{events}", events)
    .replaceAll("{purchases}", purchases);
}

const READ = explanationOf("$2", "$3::integer", "$4::integer");

/** Reads what an explanation is made of; the body is null where there is no such referral. */
export function readExplanation(
  database: Database,
  asker: TenantAsker,
  id: string,
): Promise<Authorized<ExplanationRows | null> | null> {
  return readAsTenant(database, asker, READ, [id, MAX_EXPLAINED, MAX_PURCHASES]);
}
