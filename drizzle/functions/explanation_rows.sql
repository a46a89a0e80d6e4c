-- Everything that is stored of one referral, for its explanation: `ExplanationRows` in `db/queries/explanation.ts`. Of its
-- events the latest are read, and no more than so many of its friend's purchases and other events are looked at for them.
-- Purchases are found by their orders, everything else by the friend. A refund that waited for its order has no
-- participant: it is found among the few that ever waited. A refund that came before its order was decided here was
-- decided with it, and belongs to the story though nothing was decided for itself.
CREATE OR REPLACE FUNCTION explanation_rows(arg_tenant_id text, arg_referral_id text, arg_events integer,
  arg_purchases integer, arg_periods text[])
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
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
      ORDER BY p.event_seq DESC LIMIT arg_purchases) p
    WHERE r.order_id IS NULL
      AND (p.decided -> r.program_id ->> 'referralId' = r.id OR p.occurred_at = r.attributed_at)
    UNION ALL
    SELECT p.*, p.decided -> r.program_id AS made
    FROM r JOIN purchases p ON p.tenant_id = r.tenant_id AND p.order_id = r.order_id
  ), candidates AS MATERIALIZED (
    SELECT e.* FROM r CROSS JOIN LATERAL (
      SELECT e.* FROM events e
      WHERE e.tenant_id = r.tenant_id AND e.participant_id = r.friend_id AND e.type <> 'purchase'
      ORDER BY e.seq DESC LIMIT arg_purchases) e
    UNION ALL
    SELECT e.* FROM events e WHERE e.tenant_id = arg_tenant_id
      AND e.natural_key = ANY (ARRAY(SELECT purchase_key(b.order_id) FROM bought b))
    UNION ALL
    SELECT e.* FROM events e WHERE e.tenant_id = arg_tenant_id AND e.participant_id IS NULL AND e.type = 'refund'
      AND e.facts ->> 'orderId' = ANY (ARRAY(SELECT b.order_id FROM bought b WHERE b.made ->> 'referralId' = arg_referral_id))
  ), told AS MATERIALIZED (
    SELECT c.*, d.entry, row_number() OVER (ORDER BY c.seq DESC) AS nth
    FROM candidates c LEFT JOIN LATERAL (
      SELECT entry FROM jsonb_array_elements(c.decisions) entry WHERE entry ->> 'referralId' = arg_referral_id LIMIT 1) d ON true
    WHERE d.entry IS NOT NULL OR (c.type = 'refund'
      AND c.facts ->> 'orderId' = ANY (ARRAY(SELECT b.order_id FROM bought b WHERE b.made ->> 'referralId' = arg_referral_id)))
  ), w AS MATERIALIZED (
    SELECT * FROM latest_rewards(arg_tenant_id, arg_referral_id, arg_events)
  ), instants AS MATERIALIZED (
    SELECT t.occurred_at AS at FROM told t WHERE t.nth <= arg_events
    UNION (SELECT b.occurred_at FROM bought b ORDER BY b.event_seq DESC LIMIT arg_events)
    UNION SELECT w.occurred_at FROM w UNION SELECT r.attributed_at FROM r
  )
  SELECT json_build_object(
    'referral', referral_json(r::referrals),
    'advocate', (SELECT a.external_id FROM participants a WHERE a.tenant_id = arg_tenant_id AND a.id = r.advocate_id),
    'friend', (SELECT f.external_id FROM participants f WHERE f.tenant_id = arg_tenant_id AND f.id = r.friend_id),
    'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
      'texts', g.texts) FROM g),
    'versions', (SELECT coalesce(json_agg(json_build_object('version', v.version, 'rules', v.rules)), '[]')
      FROM program_versions v WHERE v.tenant_id = arg_tenant_id AND v.program_id = r.program_id
      AND v.version = ANY (ARRAY(SELECT r.version UNION SELECT w.version FROM w
        UNION SELECT (b.made ->> 'version')::integer FROM bought b
        UNION SELECT (d ->> 'version')::integer FROM told t CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN t.nth <= arg_events THEN t.entry -> 'decisions' END) d))),
    'events', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'type', t.type,
      'occurredAt', millis(t.occurred_at), 'facts', t.facts, 'flags', t.flags, 'entry', t.entry) ORDER BY t.seq), '[]')
      FROM told t WHERE t.nth <= arg_events),
    'earlier', (SELECT greatest(count(*) - arg_events, 0) FROM told),
    'orders', (SELECT coalesce(json_agg(json_build_object('orderId', b.order_id, 'currency', b.currency,
      'occurredAt', millis(b.occurred_at), 'qualifies', (b.made ->> 'qualifies')::boolean)), '[]')
      FROM (SELECT * FROM bought WHERE made ->> 'referralId' = arg_referral_id
        ORDER BY event_seq DESC LIMIT arg_events) b),
    'rewards', (SELECT coalesce(json_agg(json_build_object('reward', reward_json(w::rewards), 'participant',
      (SELECT p.external_id FROM participants p WHERE p.tenant_id = arg_tenant_id AND p.id = w.participant_id))
      ORDER BY w.id), '[]') FROM w),
    'taken', (SELECT coalesce(json_agg(json_build_object('eventId', s.event_id, 'rewardId', s.reward_id,
      'amount', s.amount::text, 'unit', s.unit, 'settled', s.settled::text)), '[]') FROM (
        SELECT o.event_id, o.reward_id, o.unit, sum(o.amount) AS amount,
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
          UNION SELECT w.participant_id FROM w))
        AND c.period_key = ANY (ARRAY(SELECT period_key(i.at, p, (SELECT g.timezone FROM g)) FROM instants i
          CROSS JOIN unnest(arg_periods) p)))
  ) FROM r);
END $$;
