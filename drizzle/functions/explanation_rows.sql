-- The person or the key that did something, as people know them; null for anything else.
CREATE OR REPLACE FUNCTION name_of_actor(arg_tenant_id text, actor jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE actor ->> 'type'
    WHEN 'user' THEN (SELECT u.email FROM auth_users u WHERE u.id = actor ->> 'id')
    WHEN 'apiKey' THEN (SELECT k.prefix FROM api_keys k WHERE k.tenant_id = arg_tenant_id AND k.id = actor ->> 'id')
    END
$$;

-- Everything that is stored of one referral, for its explanation: `ExplanationRows` in `db/rows/explanation.ts`. Of its
-- events a page is read: the latest before `arg_before` in the order of commits, or the latest of all. No more than
-- `arg_looked_at` of its friend's purchases and as many of other events are looked at for them.
-- Purchases are found by their orders, everything else by the friend. A refund or a dispute that waited for its order has
-- no participant: it is found among the few that ever waited. One that came before its order was decided here was decided
-- with it, and belongs to the story though nothing was decided for itself.
CREATE OR REPLACE FUNCTION explanation_rows(arg_tenant_id text, arg_referral_id text, arg_events integer,
  arg_looked_at integer, arg_before bigint, arg_periods text[])
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  is_first CONSTANT boolean := arg_before IS NULL;
  -- What a page has room for, for each event that it may have.
  bytes_of_event CONSTANT bigint := 10000;
  -- The latest, of each coupon.
  uses_of_coupon CONSTANT integer := 20;
  before CONSTANT bigint := coalesce(arg_before, 9223372036854775807);
BEGIN
  RETURN (
WITH r AS MATERIALIZED (
    SELECT r.* FROM referrals r WHERE r.tenant_id = arg_tenant_id AND r.id = arg_referral_id
  ), g AS MATERIALIZED (
    SELECT g.* FROM programs g WHERE g.tenant_id = arg_tenant_id AND g.id = (SELECT program_id FROM r)
  ), bought AS MATERIALIZED (
    SELECT p.*, p.decided -> r.program_id AS made
    FROM r CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p WHERE p.tenant_id = r.tenant_id AND p.participant_id = r.friend_id
        AND p.event_seq < before
      ORDER BY p.event_seq DESC LIMIT arg_looked_at) p
    WHERE r.order_id IS NULL
      AND (p.decided -> r.program_id ->> 'referralId' = r.id OR p.occurred_at = coalesce(r.entered_at, r.attributed_at))
    UNION ALL
    SELECT p.*, p.decided -> r.program_id AS made
    FROM r JOIN purchases p ON p.tenant_id = r.tenant_id AND p.order_id = r.order_id
    WHERE p.event_seq < before
  ), fetched AS MATERIALIZED (
    SELECT b.order_id, b.event_seq FROM bought b ORDER BY b.event_seq DESC LIMIT arg_events
  ), until AS MATERIALIZED (
    -- Purchases before these are another page's, and so is everything else that came before them.
    SELECT CASE WHEN (SELECT count(*) FROM bought) > arg_events THEN (SELECT min(f.event_seq) FROM fetched f) ELSE 0 END AS seq
  ), others AS MATERIALIZED (
    (SELECT e.* FROM r CROSS JOIN LATERAL unnest(ids_of_person(r.tenant_id, r.friend_id)) AS u(id) CROSS JOIN LATERAL (
       SELECT e.* FROM events e
       WHERE e.tenant_id = r.tenant_id AND e.participant_id = u.id AND e.type <> 'purchase' AND e.seq < before
       ORDER BY e.seq DESC LIMIT arg_looked_at) e
     ORDER BY e.seq DESC LIMIT arg_looked_at)
    UNION ALL
    (SELECT e.* FROM events e
     WHERE e.tenant_id = arg_tenant_id AND e.participant_id IS NULL AND e.type <> 'click' AND e.seq < before
     ORDER BY e.seq DESC LIMIT arg_looked_at)
  ), candidates AS MATERIALIZED (
    SELECT * FROM others
    UNION ALL
    SELECT e.* FROM events e WHERE e.tenant_id = arg_tenant_id
      AND e.natural_key = ANY (ARRAY(SELECT purchase_key(f.order_id) FROM fetched f))
  ), concerning AS MATERIALIZED (
    SELECT c.*, d.entry
    FROM candidates c LEFT JOIN LATERAL (
      SELECT entry FROM jsonb_array_elements(c.decisions) entry WHERE entry ->> 'referralId' = arg_referral_id LIMIT 1) d ON true
    WHERE d.entry IS NOT NULL OR (c.type IN ('refund', 'order_change', 'refund_reversal', 'order_addition', 'dispute') AND EXISTS (
      SELECT FROM purchases p WHERE p.tenant_id = arg_tenant_id AND p.order_id = c.facts ->> 'orderId'
        AND p.decided -> (SELECT program_id FROM r) ->> 'referralId' = arg_referral_id))
  ), told AS MATERIALIZED (
    -- Rules at their bounds have a megabyte to say of one order: a page is as long as there is room, but has an event.
    SELECT s.* FROM (
      SELECT c.*, row_number() OVER (ORDER BY c.seq DESC) AS nth,
        sum(pg_column_size(c.entry) + pg_column_size(c.facts)) OVER (ORDER BY c.seq DESC) AS size
      FROM concerning c WHERE c.seq >= (SELECT u.seq FROM until u)) s
    WHERE s.nth = 1 OR s.size <= arg_events * bytes_of_event
  ), earlier AS MATERIALIZED (
    SELECT (SELECT count(*) FROM concerning) - (SELECT count(*) FROM told t WHERE t.nth <= arg_events)
      + (SELECT count(*) FROM bought) - (SELECT count(*) FROM fetched) AS count
  ), w AS MATERIALIZED (
    -- Of a later page only what its own events made or changed.
    SELECT * FROM latest_rewards(arg_tenant_id, arg_referral_id, CASE WHEN is_first THEN arg_events ELSE 0 END)
    UNION
    SELECT w.* FROM rewards w WHERE w.tenant_id = arg_tenant_id AND w.id = ANY (ARRAY(
      SELECT jsonb_array_elements_text(t.entry -> 'rewardIds') FROM told t WHERE t.nth <= arg_events))
  ), later AS MATERIALIZED (
    -- What may have changed the same rewards since: no purchase does, but its refunds, and other events.
    SELECT e.id, entry -> 'rewardIds' AS reward_ids
    FROM r CROSS JOIN LATERAL unnest(ids_of_person(r.tenant_id, r.friend_id)) AS u(id) CROSS JOIN LATERAL (
      SELECT e.* FROM events e
      WHERE e.tenant_id = r.tenant_id AND e.participant_id = u.id AND e.type <> 'purchase' AND e.seq >= before
      ORDER BY e.seq LIMIT arg_looked_at) e
    CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    WHERE NOT is_first AND entry ->> 'referralId' = arg_referral_id
  ), instants AS MATERIALIZED (
    SELECT t.occurred_at AS at FROM told t WHERE t.nth <= arg_events
    UNION (SELECT b.occurred_at FROM bought b ORDER BY b.event_seq DESC LIMIT arg_events)
    UNION SELECT w.occurred_at FROM w UNION SELECT coalesce(r.entered_at, r.attributed_at) FROM r
  ), given AS MATERIALIZED (
    SELECT e.id, e.seq, e.facts ->> 'formerId' AS former_id, a.detail ->> 'reason' AS reason, name_of_actor(arg_tenant_id, a.actor) AS who
    FROM audit a CROSS JOIN r JOIN events e ON e.tenant_id = a.tenant_id
      AND e.natural_key = concat_ws(chr(31), 'referral_reassigned', a.detail ->> 'eventId', r.program_id)
    WHERE a.tenant_id = arg_tenant_id AND a.subject = arg_referral_id AND a.action = 'referral.reassigned'
  )
  SELECT json_build_object(
    'referral', referral_json(r::referrals),
    'advocate', (SELECT a.external_id FROM participants a WHERE a.tenant_id = arg_tenant_id AND a.id = r.advocate_id),
    'friend', (SELECT f.external_id FROM participants f WHERE f.tenant_id = arg_tenant_id AND f.id = r.friend_id),
    'friendSince', (SELECT millis(f.customer_since) FROM participants f WHERE f.tenant_id = arg_tenant_id AND f.id = r.friend_id),
    'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
      'texts', g.texts) FROM g),
    'tenantTimezone', (SELECT t.timezone FROM tenants t WHERE t.id = arg_tenant_id),
    'versions', (SELECT coalesce(json_agg(json_build_object('version', v.version, 'rules', v.rules)), '[]')
      FROM program_versions v WHERE v.tenant_id = arg_tenant_id AND v.program_id = r.program_id
      AND v.version = ANY (ARRAY(SELECT r.version UNION SELECT w.version FROM w
        UNION SELECT (b.made ->> 'version')::integer FROM bought b
        UNION SELECT (d ->> 'version')::integer FROM told t CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN t.nth <= arg_events THEN t.entry -> 'decisions' END) d))),
    'events', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'type', t.type,
      'occurredAt', millis(t.occurred_at), 'flags', t.flags, 'entry', t.entry,
      'advocateThen', (SELECT json_build_object('id', f.id, 'externalId', coalesce(o.external_id, f.external_id))
        FROM given v JOIN participants f ON f.tenant_id = arg_tenant_id AND f.id = v.former_id
        LEFT JOIN participants o ON o.tenant_id = f.tenant_id AND o.id = f.merged_into
        WHERE v.seq > t.seq ORDER BY v.seq LIMIT 1),
      -- What went back so far is told in the currency of the payment, which the order says: first by its purchase.
      'facts', CASE WHEN t.type = 'refund' AND t.facts ? 'totalPaidMinor' AND NOT t.facts ? 'currency'
        THEN t.facts || jsonb_build_object('currency', coalesce(
          (SELECT e.facts #>> '{paid,currency}' FROM events e WHERE e.tenant_id = arg_tenant_id
            AND e.natural_key = purchase_key(t.facts ->> 'orderId')),
          (SELECT e.facts #>> '{paid,currency}' FROM purchases p
            CROSS JOIN LATERAL jsonb_array_elements_text(p.history) h
            JOIN events e ON e.tenant_id = p.tenant_id AND e.natural_key = h
            WHERE p.tenant_id = arg_tenant_id AND p.order_id = t.facts ->> 'orderId' AND e.seq < t.seq
              AND e.type IN ('order_change', 'order_addition') AND e.facts ? 'paid' ORDER BY e.seq LIMIT 1),
          (SELECT p.currency FROM purchases p
            WHERE p.tenant_id = arg_tenant_id AND p.order_id = t.facts ->> 'orderId')))
        ELSE t.facts END) ORDER BY t.seq), '[]')
      FROM told t WHERE t.nth <= arg_events),
    -- Who tied the two by hand, and why: written with the referral, and told to the shop alone.
    'byHand', (SELECT json_build_object('reason', a.detail ->> 'reason', 'who', name_of_actor(arg_tenant_id, a.actor))
      FROM audit a WHERE r.source = 'manual' AND a.tenant_id = arg_tenant_id AND a.subject = r.id
        AND a.action = 'referral.attributed' ORDER BY a.created_at LIMIT 1),
    'reassigned', (SELECT coalesce(json_agg(json_build_object('eventId', v.id, 'reason', v.reason, 'who', v.who)), '[]')
      FROM given v),
    'earlier', (SELECT e.count FROM earlier e),
    'isFirst', is_first,
    'nextBefore', CASE WHEN (SELECT e.count FROM earlier e) > 0 THEN
      coalesce((SELECT min(t.seq) FROM told t WHERE t.nth <= arg_events), (SELECT u.seq FROM until u))::text END,
    'changedLater', (SELECT coalesce(json_agg(DISTINCT c.id), '[]') FROM (
      SELECT jsonb_array_elements_text(l.reward_ids) AS id FROM later l) c WHERE c.id = ANY (ARRAY(SELECT w.id FROM w))),
    'orders', (SELECT coalesce(json_agg(json_build_object('orderId', b.order_id, 'currency', b.currency,
      'occurredAt', millis(b.occurred_at), 'qualifies', (b.made ->> 'qualifies')::boolean)), '[]')
      FROM (SELECT * FROM bought WHERE made ->> 'referralId' = arg_referral_id
        ORDER BY event_seq DESC LIMIT arg_events) b),
    -- One that has ended keeps the id of a participant who has become another name of a second one: it is the second's.
    'rewards', (SELECT coalesce(json_agg(json_build_object('reward', CASE WHEN o.id IS NULL THEN reward_json(w::rewards)
        ELSE (reward_json(w::rewards)::jsonb || jsonb_build_object('participantId', o.id))::json END,
        'participant', coalesce(o.external_id, p.external_id)) ORDER BY w.id), '[]')
      FROM w
      JOIN LATERAL (SELECT p.external_id, p.merged_into FROM participants p
        WHERE p.tenant_id = arg_tenant_id AND p.id = w.participant_id OFFSET 0) p ON true
      LEFT JOIN LATERAL (SELECT o.id, o.external_id FROM participants o
        WHERE o.tenant_id = arg_tenant_id AND o.id = p.merged_into OFFSET 0) o ON true),
    -- Of each coupon the latest uses.
    'couponUses', (SELECT coalesce(json_agg(json_build_object('rewardId', w.id, 'orderId', u.order_id,
      'usedAt', millis(u.created_at), 'undoneAt', millis(u.undone_at), 'steps', coalesce(u.steps, '[]'))
      ORDER BY u.created_at, u.order_id), '[]')
      FROM w JOIN coupons c ON c.tenant_id = arg_tenant_id AND c.reward_id = w.id
      CROSS JOIN LATERAL (SELECT * FROM coupon_uses u WHERE u.tenant_id = arg_tenant_id AND u.code = c.code
        ORDER BY u.created_at DESC LIMIT uses_of_coupon) u),
    'taken', (SELECT coalesce(json_agg(json_build_object('eventId', s.event_id, 'rewardId', s.reward_id,
      'amount', s.amount::text, 'unit', s.unit, 'settled', s.settled::text, 'isLater', s.is_later)), '[]') FROM (
        SELECT o.event_id, o.reward_id, o.unit, sum(o.amount) AS amount,
          o.event_id = ANY (ARRAY(SELECT l.id FROM later l)) AS is_later,
          (SELECT c.amount FROM postings c WHERE c.tenant_id = arg_tenant_id
            AND c.reward_id = o.reward_id AND c.event_id IS NULL AND c.source LIKE 'program:%:reward_cost'
            AND c.created_at <= o.created_at AND c.source = reward_cost_account(o.program_id) LIMIT 1) AS settled
        FROM postings o
        WHERE o.tenant_id = arg_tenant_id AND o.reward_id = ANY (ARRAY(SELECT w.id FROM w))
          -- Said again as the index of such postings says it.
          AND o.destination LIKE 'program:%:reward_cost' AND o.destination = reward_cost_account(o.program_id)
        GROUP BY o.event_id, o.reward_id, o.unit, o.participant_id, o.program_id, o.created_at) s WHERE s.event_id IS NOT NULL),
    'counters', (SELECT coalesce(json_agg(json_build_object('subject', c.subject, 'metric', c.metric,
      'periodKey', c.period_key, 'value', c.value::text)), '[]')
      FROM counters c WHERE c.tenant_id = arg_tenant_id AND c.program_id = r.program_id
        AND c.subject = ANY (ARRAY(SELECT r.id UNION SELECT r.friend_id UNION SELECT r.advocate_id
          UNION SELECT coalesce(p.merged_into, p.id) FROM w JOIN participants p ON p.tenant_id = arg_tenant_id
            AND p.id = w.participant_id
          UNION SELECT v.former_id FROM given v))
        AND c.period_key = ANY (ARRAY(SELECT period_key(i.at, p, (SELECT g.timezone FROM g)) FROM instants i
          CROSS JOIN unnest(arg_periods) p)))
  ) FROM r);
END $$;
