-- Reads everything that the decisions of a batch need, as one JSON value, in one statement and so from one moment;
-- null when there is no such tenant. It proves nothing of who asks: its caller names the tenant from the row that proves
-- the asker (`db/queries/asker.ts`). Its arguments and the shape of its rows are those of `db/queries/loadSnapshot.ts`.
-- It is a function because its plan is made once a session and not once a request, and because the planner can't know
-- how long a JSON list is: the settings keep it on the indexes, also in a database that was never analysed. Lists are
-- compared as `= ANY (ARRAY(SELECT ...))` and chains are climbed by LATERAL with a LIMIT for the same reason.
CREATE OR REPLACE FUNCTION load_snapshot(arg_tenant_id text, arg_idempotency_key text, arg_events jsonb,
  arg_cached_versions jsonb, arg_period_keys jsonb, arg_max_backlog integer, arg_rolling_days integer,
  arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN (
    WITH RECURSIVE k AS MATERIALIZED (
      SELECT t.id AS tenant_id, t.click_secret FROM tenants t WHERE t.id = arg_tenant_id
    ), input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(arg_events) AS x(key text, prefix text, "externalId" text, "orderId" text,
        "isRefund" boolean, "isClick" boolean, program text, codes jsonb, coupons jsonb, at timestamptz)
    ), named_codes AS MATERIALIZED (
      -- A vanity code stands as its primary does.
      SELECT c.code, c.program_id, c.participant_id, p.*,
        (SELECT a.status FROM applications a WHERE a.tenant_id = c.tenant_id AND a.program_id = c.program_id
          AND a.participant_id = c.participant_id) AS application
      FROM codes c CROSS JOIN LATERAL (
        SELECT p.code AS primary_code, p.disabled, p.expires_at, p.max_uses, p.uses, p.version FROM codes p
        WHERE p.tenant_id = c.tenant_id AND p.participant_id = c.participant_id AND p.program_id = c.program_id
          AND p.kind = 'primary' LIMIT 1) p
      WHERE c.tenant_id = (SELECT tenant_id FROM k)
        AND c.code = ANY (ARRAY(SELECT jsonb_array_elements_text(i.codes) FROM input i))
    ), orders AS MATERIALIZED (
      SELECT p.* FROM purchases p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.order_id = ANY (ARRAY(SELECT i."orderId" FROM input i))
    ), own AS MATERIALIZED (
      SELECT p.id, p.external_id FROM participants p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.external_id = ANY (ARRAY(SELECT i."externalId" FROM input i))
      UNION
      SELECT p.id, p.external_id FROM participants p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.id = ANY (ARRAY(SELECT o.participant_id FROM orders o))
    ), live AS MATERIALIZED (
      -- Of what single orders made, only what those of this batch did: a friend may have any number of them.
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = ANY (ARRAY(SELECT id FROM own))
        AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status)
      UNION ALL
      SELECT r.* FROM orders o CROSS JOIN LATERAL (
        SELECT r.* FROM referrals r
        WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = o.participant_id
          AND coalesce(r.order_id, '') = o.order_id AND is_live_referral(r.status) OFFSET 0) r
    ), chain(program_id, participant_id, referral_id, level) AS (
      -- From each advocate whose code is used, upwards: who a new friend may not be. From the advocates of friends,
      -- two levels more where a rule may reward so far up.
      (SELECT c.program_id, c.participant_id, NULL::text, 0 FROM named_codes c
       UNION ALL
       SELECT r.program_id, r.advocate_id, NULL::text, max_ancestors() + 2 - max_recipient_level()
       FROM live r JOIN programs p ON p.tenant_id = (SELECT tenant_id FROM k) AND p.id = r.program_id
       WHERE r.advocate_id IS NOT NULL AND greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1)
      UNION ALL
      SELECT c.program_id, r.advocate_id, r.id, c.level + 1
      FROM chain c CROSS JOIN LATERAL (
        SELECT r.id, r.advocate_id FROM referrals r
        WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = c.participant_id AND r.program_id = c.program_id
          AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status) LIMIT 1) r
      WHERE c.level <= max_ancestors()
    ), known AS MATERIALIZED (
      SELECT e.* FROM events e
      WHERE e.tenant_id = (SELECT tenant_id FROM k) AND e.natural_key = ANY (ARRAY(SELECT i.key FROM input i WHERE i.key IS NOT NULL))
      UNION
      -- Looked up one by one: a join with the participants of the whole batch would compare each with each.
      SELECT e.* FROM (SELECT i.prefix, i."externalId" FROM input i WHERE i.prefix IS NOT NULL) s
      CROSS JOIN LATERAL (
        SELECT p.id FROM participants p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.external_id = s."externalId" LIMIT 1) p
      CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = (SELECT tenant_id FROM k) AND e.participant_id = p.id AND e.type <> 'purchase'
          AND e.type = 'signup' AND starts_with(e.natural_key, s.prefix) OFFSET 0) e
    ), bringing AS MATERIALIZED (
      -- Participants whom this batch may attribute, and since when their stored events would be decided.
      SELECT p.id, s.since FROM (
        SELECT i."externalId", min(i.at) AS since FROM input i WHERE i.codes <> '[]' GROUP BY i."externalId") s
      CROSS JOIN LATERAL (
        SELECT p.id FROM participants p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.external_id = s."externalId" LIMIT 1) p
    ), befriended AS MATERIALIZED (
      -- Whether an order has made the bringer of a code a friend of its owner before: a friend counts once.
      SELECT r.* FROM (SELECT i."externalId", jsonb_array_elements_text(i.codes) AS code FROM input i) s
      CROSS JOIN LATERAL (
        SELECT p.id FROM participants p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.external_id = s."externalId" LIMIT 1) p
      CROSS JOIN LATERAL (
        SELECT c.program_id, c.participant_id FROM codes c
        WHERE c.tenant_id = (SELECT tenant_id FROM k) AND c.code = s.code LIMIT 1) c
      CROSS JOIN LATERAL (
        SELECT r.* FROM referrals r
        WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = p.id AND r.advocate_id = c.participant_id
          AND r.program_id = c.program_id AND r.new_friend AND r.order_id IS NOT NULL AND is_live_referral(r.status)
        LIMIT 1) r
    ), backlog AS MATERIALIZED (
      SELECT p.* FROM bringing b CROSS JOIN LATERAL (
        SELECT p.* FROM purchases p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.participant_id = b.id AND p.occurred_at >= b.since
        ORDER BY p.occurred_at, p.event_seq LIMIT arg_max_backlog) p
    ), customs AS MATERIALIZED (
      SELECT e.* FROM bringing b CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = (SELECT tenant_id FROM k) AND e.participant_id = b.id AND e.type <> 'purchase'
          AND is_custom_event(e.type) AND e.occurred_at >= b.since
        ORDER BY e.occurred_at, e.seq LIMIT arg_max_backlog) e
    ), candidates AS MATERIALIZED (
      -- Where a refunded conversion may move: as many as refunds of this batch could take away, and one.
      SELECT p.* FROM live r CROSS JOIN LATERAL (
        SELECT p.* FROM purchases p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.participant_id = r.friend_id
          AND counts_for(p, r.program_id, r.id)
        ORDER BY p.occurred_at, p.event_seq
        LIMIT (SELECT count(*) + 1 FROM input i WHERE i."isRefund")) p
      WHERE r.order_id IS NULL AND r.conversion_order_id = ANY (ARRAY(SELECT i."orderId" FROM input i WHERE i."isRefund"))
    ), bought AS MATERIALIZED (
      SELECT * FROM orders UNION SELECT * FROM backlog UNION SELECT * FROM candidates
    ), decided_at AS MATERIALIZED (
      -- When what is stored and may be decided now happened.
      SELECT occurred_at FROM bought WHERE occurred_at IS NOT NULL UNION SELECT occurred_at FROM customs
    ), acting AS MATERIALIZED (
      SELECT m.* FROM memberships m
      WHERE m.tenant_id = (SELECT tenant_id FROM k) AND m.participant_id = ANY (ARRAY(
        SELECT id FROM own
        UNION
        -- What a click earns hangs on the membership of its code's owner.
        SELECT c.participant_id FROM named_codes c WHERE c.code = ANY (ARRAY(
          SELECT jsonb_array_elements_text(i.codes) FROM input i WHERE i."isClick"))))
    ), known_entries AS MATERIALIZED (
      SELECT entry FROM known e CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    ), paying AS MATERIALIZED (
      SELECT r.id FROM live r
      WHERE r.status = 'attributed' OR r.friend_id = ANY (ARRAY(SELECT b.participant_id FROM bought b))
    ), loaded_rewards AS MATERIALIZED (
      -- Each part by an index of its own: a referral may have earned any number of rewards.
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k) AND w.referral_id = ANY (ARRAY(SELECT id FROM paying))
        AND w.trigger = 'conversion' AND is_live_reward(w.status)
      UNION
      -- Paid for something else by a version in which the rule did not listen to conversions yet.
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k) AND w.referral_id = ANY (ARRAY(SELECT id FROM paying))
        AND w.rule_id = ANY (ARRAY(
          SELECT jsonb_array_elements_text(p.counter_plan -> 'conversionRules') FROM programs p
          WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.id = ANY (ARRAY(SELECT program_id FROM live))))
        AND is_live_reward(w.status)
      UNION
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k) AND w.referral_id = ANY (ARRAY(SELECT id FROM paying))
        AND w.source = ANY (ARRAY(SELECT order_source(b.order_id) FROM bought b)) AND is_live_reward(w.status)
      UNION
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k) AND w.referral_id = ANY (ARRAY(SELECT id FROM acting))
        AND is_live_reward(w.status)
        AND w.source = ANY (ARRAY(SELECT order_source(o.order_id) FROM orders o))
      UNION
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k)
        AND w.id = ANY (ARRAY(SELECT jsonb_array_elements_text(entry -> 'rewardIds') FROM known_entries))
    ), loaded_referrals AS MATERIALIZED (
      SELECT * FROM live
      UNION
      SELECT * FROM befriended
      UNION
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.id = ANY (ARRAY(
        SELECT c.referral_id FROM chain c UNION SELECT entry ->> 'referralId' FROM known_entries))
    ), loaded_programs AS MATERIALIZED (
      SELECT p.* FROM programs p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND (p.key = ANY (ARRAY(SELECT i.program FROM input i)) OR p.id = ANY (ARRAY(
        SELECT program_id FROM named_codes UNION SELECT program_id FROM loaded_referrals
        UNION SELECT program_id FROM acting))
        -- What rewards its actors concerns everyone.
        OR (p.counter_plan ->> 'actors')::boolean)
    ), versions AS (
      SELECT v.* FROM program_versions v JOIN (
        SELECT id AS program_id, version FROM loaded_programs
        UNION SELECT program_id, version FROM loaded_referrals
        UNION SELECT program_id, version FROM loaded_rewards
        UNION SELECT program_of_decided(made.key), (made.value ->> 'version')::integer
        FROM orders o CROSS JOIN LATERAL jsonb_each(o.decided) made) needed
        ON v.tenant_id = (SELECT tenant_id FROM k) AND v.program_id = needed.program_id AND v.version = needed.version
    ), loaded_participants AS (
      SELECT p.* FROM participants p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.id = ANY (ARRAY(
        SELECT id FROM own UNION SELECT participant_id FROM chain UNION SELECT participant_id FROM loaded_rewards
        UNION SELECT friend_id FROM loaded_referrals
        UNION SELECT advocate_id FROM loaded_referrals WHERE advocate_id IS NOT NULL))
    ), subjects AS MATERIALIZED (
      SELECT id FROM own UNION SELECT participant_id FROM chain
      UNION SELECT advocate_id FROM live WHERE advocate_id IS NOT NULL
    ), rolling AS MATERIALIZED (
      SELECT p.id, min(t.at) - days(greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days)) AS since, max(t.at) AS until
      FROM loaded_programs p CROSS JOIN (
        SELECT at FROM input UNION ALL SELECT occurred_at FROM decided_at) t
      WHERE greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0
      GROUP BY p.id, p.counter_plan
    ), moments AS (
      SELECT r.program_id, r.advocate_id, m.* FROM rolling g
      JOIN referrals r ON r.tenant_id = (SELECT tenant_id FROM k) AND r.program_id = g.id
        AND r.advocate_id = ANY (ARRAY(SELECT id FROM subjects))
      CROSS JOIN LATERAL (
        -- OFFSET 0 keeps the span inside, where the index of purchases takes it.
        SELECT m.* FROM moments_of(r) m WHERE m.at > g.since AND m.at <= g.until OFFSET 0) m
    ), kept_periods AS MATERIALIZED (
      -- The kinds of periods that these programs count in: names of others need not be looked up.
      SELECT moments_period() AS period
      UNION
      SELECT kept.period FROM loaded_programs p CROSS JOIN LATERAL (
        SELECT tier ->> 'window' FROM jsonb_array_elements(p.counter_plan -> 'tiers') tier
        UNION ALL SELECT jsonb_array_elements_text(p.counter_plan -> 'budget')
        UNION ALL SELECT lim ->> 'period' FROM jsonb_array_elements(p.counter_plan -> 'limits') lim) kept(period)
    ), limited_referrals AS (
      SELECT r.id FROM live r JOIN loaded_programs p ON p.id = r.program_id
      WHERE limits_referrals(p.counter_plan)
      UNION
      SELECT id FROM acting
    ), loaded_counters AS (
      SELECT c.* FROM counters c
      WHERE c.tenant_id = (SELECT tenant_id FROM k) AND c.program_id = ANY (ARRAY(SELECT id FROM loaded_programs))
        AND c.subject = ANY (ARRAY(
          SELECT program_subject() UNION SELECT id FROM limited_referrals UNION SELECT id FROM subjects))
        AND c.period_key = ANY (ARRAY(
          SELECT jsonb_array_elements_text(arg_period_keys -> kp.period) FROM kept_periods kp
          UNION
          SELECT period_key(d.occurred_at, kp.period, p.timezone)
          FROM decided_at d CROSS JOIN loaded_programs p CROSS JOIN kept_periods kp))
    )
    SELECT json_build_object(
      'tenantId', k.tenant_id,
      'clickSecret', k.click_secret,
      -- For one release: the code of this release asks for the replies itself, for several keys at once.
      'idempotency', (SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body)
        FROM idempotency_keys i WHERE i.tenant_id = k.tenant_id AND i.key = arg_idempotency_key),
      'known', (SELECT json_agg(json_build_object('naturalKey', e.natural_key, 'id', e.id, 'contentHash', e.content_hash,
          'attemptId', e.attempt_id, 'type', e.type, 'occurredAt', millis(e.occurred_at),
          'occurredAtGiven', e.occurred_at_given, 'receivedAt', millis(e.received_at), 'flags', e.flags,
          'entries', e.decisions)) FROM known e),
      'participants', (SELECT json_agg(participant_json(p::participants)) FROM loaded_participants p),
      'programs', (SELECT json_agg(program_json(p::programs)) FROM loaded_programs p),
      'versions', (SELECT json_agg(json_build_object('programId', v.program_id, 'version', v.version, 'id', v.id,
          'rules', CASE WHEN arg_cached_versions ? v.id THEN NULL ELSE v.rules END)) FROM versions v),
      'codes', (SELECT json_agg(json_build_object('code', c.code, 'programId', c.program_id,
          'participantId', c.participant_id, 'primary', c.primary_code, 'disabled', c.disabled,
          'expiresAt', millis(c.expires_at), 'maxUses', c.max_uses, 'uses', c.uses, 'version', c.version,
          'application', c.application)) FROM named_codes c),
      'referrals', (SELECT json_agg(referral_json(r::referrals)) FROM loaded_referrals r),
      'memberships', (SELECT json_agg(json_build_object('id', m.id, 'programId', m.program_id,
          'participantId', m.participant_id, 'qualifyingCount', m.qualifying_count, 'signedUp', m.signed_up)) FROM acting m),
      'purchases', (SELECT json_agg(json_build_object('orderId', p.order_id, 'currency', p.currency,
          'participantId', p.participant_id, 'amountMinor', p.amount_minor::text, 'occurredAt', millis(p.occurred_at),
          'arrival', p.event_seq, 'refundedMinor', p.refunded_minor::text, 'refunds', p.refunds,
          'overRefunds', p.over_refunds, 'decided', p.decided,
          'facts', (SELECT e.facts FROM events e
                    WHERE e.tenant_id = k.tenant_id AND e.natural_key = purchase_key(p.order_id)))) FROM bought p),
      'customEvents', (SELECT json_agg(json_build_object('id', e.id, 'name', e.type, 'participantId', e.participant_id,
          'occurredAt', millis(e.occurred_at), 'arrival', e.seq, 'facts', e.facts,
          'programIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
            WHERE NOT is_membership(d ->> 'referralId')),
          'memberProgramIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
            WHERE is_membership(d ->> 'referralId')))) FROM customs e),
      'rewards', (SELECT json_agg(reward_json(w::rewards)) FROM loaded_rewards w),
      'moments', (SELECT json_agg(json_build_object('programId', m.program_id, 'advocateId', m.advocate_id, 'by', m.by,
          'key', m.key, 'at', millis(m.at), 'value', m.value::text)) FROM moments m),
      'coupons', (SELECT json_agg(json_build_object('code', c.code, 'rewardId', c.reward_id, 'programId', c.program_id,
          'participantId', c.participant_id)) FROM coupons c
        WHERE c.tenant_id = k.tenant_id
          AND c.code = ANY (ARRAY(SELECT jsonb_array_elements_text(i.coupons) FROM input i))),
      'couponUses', (SELECT json_agg(json_build_object('orderId', u.order_id, 'code', u.code, 'currency', u.currency,
          'reportedMinor', u.reported_minor::text, 'rewardId', c.reward_id, 'programId', c.program_id,
          'participantId', c.participant_id))
        FROM coupon_uses u JOIN coupons c ON c.tenant_id = u.tenant_id AND c.code = u.code
        WHERE u.tenant_id = k.tenant_id AND u.reported_minor > 0 AND u.undone_at IS NULL
          AND u.order_id = ANY (ARRAY(SELECT i."orderId" FROM input i))),
      'counters', (SELECT json_agg(json_build_object('programId', c.program_id, 'subject', c.subject,
          'metric', c.metric, 'periodKey', c.period_key, 'value', c.value::text)) FROM loaded_counters c)
    ) FROM k
  );
END $$;
