-- Reads everything that the decisions of a batch need, as one JSON value, in one statement and so from one moment: a
-- STABLE function reads with the snapshot of the statement that calls it, however many statements it has. Null when
-- there is no such tenant. It proves nothing of who asks: its caller names the tenant from the row that proves the asker
-- (`db/queries/asker.ts`). Its arguments and the shape of its rows are those of `db/queries/loadSnapshot.ts`.
-- Each part is a statement of its own, and runs only where the batch or what was read before asks for it: beginning a
-- statement costs more than reading a row. Their plans are made once a session. The planner can't know how long a list
-- is: the settings keep it on the indexes, also in a database that was never analysed.
CREATE OR REPLACE FUNCTION load_snapshot(arg_tenant_id text, arg_idempotency_key text, arg_events jsonb,
  arg_cached_versions jsonb, arg_period_keys jsonb, arg_max_backlog integer, arg_rolling_days integer,
  arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  tenant CONSTANT text := arg_tenant_id;
  secret text;
  -- What the events ask for.
  keys text[]; external_ids text[]; order_ids text[]; program_keys text[]; code_names text[]; coupon_codes text[];
  times timestamptz[]; refund_count bigint; has_prefix boolean; has_click boolean;
  -- Ids of what was found; null where nothing was.
  own_ids text[]; owner_ids text[]; chain_ids text[]; advocate_ids text[]; live_ids text[]; bound_ids text[];
  member_ids text[]; paying_ids text[]; found_orders text[]; found_people text[]; bought_orders text[];
  bought_people text[]; known_seqs bigint[]; referral_ids text[]; reward_ids text[]; bringing_ids text[];
  bringing_since timestamptz[]; decided_at timestamptz[];
  program_ids text[]; live_programs text[]; participant_ids text[];
  -- Versions by their program and number, side by side.
  version_programs text[]; versions integer[];
  climbs boolean; rolling boolean; limits_one boolean; period_names text[]; subject_ids text[];
  j_idempotency json; j_known json; j_participants json; j_programs json; j_versions json; j_codes json;
  j_referrals json; j_memberships json; j_purchases json; j_customs json; j_rewards json; j_moments json;
  j_coupons json; j_uses json; j_counters json;
BEGIN
  SELECT t.click_secret INTO secret FROM tenants t WHERE t.id = tenant;
  IF NOT FOUND THEN RETURN NULL; END IF;

  -- For one release: the code of this release asks for the replies itself, for several keys at once.
  IF arg_idempotency_key IS NOT NULL THEN
    SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body) INTO j_idempotency
    FROM idempotency_keys i WHERE i.tenant_id = tenant AND i.key = arg_idempotency_key;
  END IF;

  SELECT array_agg(i.key) FILTER (WHERE i.key IS NOT NULL), array_agg(i."externalId"),
    array_agg(i."orderId") FILTER (WHERE i."orderId" IS NOT NULL),
    array_agg(i.program) FILTER (WHERE i.program IS NOT NULL), array_agg(i.at), count(*) FILTER (WHERE i."isRefund"),
    coalesce(bool_or(i.prefix IS NOT NULL), false), coalesce(bool_or(i."isClick"), false)
  INTO keys, external_ids, order_ids, program_keys, times, refund_count, has_prefix, has_click
  FROM jsonb_to_recordset(arg_events) AS i(key text, prefix text, "externalId" text, "orderId" text,
    "isRefund" boolean, "isClick" boolean, program text, at timestamptz);

  IF arg_events @? '$[*].codes[*]' THEN
    SELECT array_agg(named) INTO code_names
    FROM jsonb_array_elements(arg_events) i CROSS JOIN LATERAL jsonb_array_elements_text(i -> 'codes') named;
    -- A vanity code stands as its primary does.
    SELECT json_agg(json_build_object('code', c.code, 'programId', c.program_id, 'participantId', c.participant_id,
        'primary', p.code, 'disabled', p.disabled, 'expiresAt', millis(p.expires_at), 'maxUses', p.max_uses,
        'uses', p.uses, 'version', p.version,
        'application', (SELECT a.status FROM applications a WHERE a.tenant_id = tenant
          AND a.program_id = c.program_id AND a.participant_id = c.participant_id))),
      array_agg(c.participant_id), array_agg(c.program_id)
    INTO j_codes, owner_ids, program_ids
    FROM codes c CROSS JOIN LATERAL (
      SELECT p.* FROM codes p
      WHERE p.tenant_id = tenant AND p.participant_id = c.participant_id AND p.program_id = c.program_id
        AND p.kind = 'primary' LIMIT 1) p
    WHERE c.tenant_id = tenant AND c.code = ANY (code_names);
  END IF;
  IF arg_events @? '$[*].coupons[*]' THEN
    SELECT array_agg(named) INTO coupon_codes
    FROM jsonb_array_elements(arg_events) i CROSS JOIN LATERAL jsonb_array_elements_text(i -> 'coupons') named;
    SELECT json_agg(json_build_object('code', c.code, 'rewardId', c.reward_id, 'programId', c.program_id,
        'participantId', c.participant_id)) INTO j_coupons
    FROM coupons c WHERE c.tenant_id = tenant AND c.code = ANY (coupon_codes);
  END IF;
  IF order_ids IS NOT NULL THEN
    SELECT array_agg(p.order_id), array_agg(p.participant_id) INTO found_orders, found_people
    FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = ANY (order_ids);
    bought_orders := found_orders;
  END IF;
  IF found_orders IS NOT NULL THEN
    -- What a purchase reported of its coupons.
    SELECT json_agg(json_build_object('orderId', u.order_id, 'code', u.code, 'currency', u.currency,
        'reportedMinor', u.reported_minor::text, 'rewardId', c.reward_id, 'programId', c.program_id,
        'participantId', c.participant_id)) INTO j_uses
    FROM coupon_uses u JOIN coupons c ON c.tenant_id = tenant AND c.code = u.code
    WHERE u.tenant_id = tenant AND u.order_id = ANY (found_orders) AND u.reported_minor > 0 AND u.undone_at IS NULL;
  END IF;

  SELECT array_agg(p.id) INTO own_ids
  FROM participants p WHERE p.tenant_id = tenant AND p.external_id = ANY (external_ids);
  own_ids := own_ids || found_people;

  -- What ties them to advocates for good. Of what single orders made, only what those of this batch did: a friend may
  -- have any number of them.
  SELECT json_agg(referral_json(r)), array_agg(r.id), array_agg(r.program_id), array_agg(r.version),
    array_agg(r.advocate_id), array_agg(r.id) FILTER (WHERE r.status = 'attributed')
  INTO j_referrals, live_ids, live_programs, versions, advocate_ids, paying_ids
  FROM referrals r
  WHERE r.tenant_id = tenant AND r.friend_id = ANY (own_ids) AND coalesce(r.order_id, '') = ''
    AND is_live_referral(r.status);
  version_programs := live_programs;
  IF found_orders IS NOT NULL THEN
    SELECT array_agg(r.id), live_programs || array_agg(r.program_id), advocate_ids || array_agg(r.advocate_id),
      paying_ids || array_agg(r.id) FILTER (WHERE r.status = 'attributed')
    INTO bound_ids, live_programs, advocate_ids, paying_ids
    FROM unnest(found_orders, found_people) AS o(order_id, participant_id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = o.participant_id AND coalesce(r.order_id, '') = o.order_id
        AND is_live_referral(r.status) OFFSET 0) r;
    live_ids := live_ids || bound_ids;
    referral_ids := bound_ids;
  END IF;
  program_ids := program_ids || live_programs;

  SELECT array_agg(e.seq) INTO known_seqs FROM events e WHERE e.tenant_id = tenant AND e.natural_key = ANY (keys);
  IF has_prefix THEN
    -- Looked up one by one: a join with the participants of the whole batch would compare each with each.
    SELECT known_seqs || array_agg(e.seq) INTO known_seqs
    FROM jsonb_to_recordset(arg_events) AS i(prefix text, "externalId" text) CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = i."externalId" LIMIT 1) p
    CROSS JOIN LATERAL (
      SELECT e.seq FROM events e
      WHERE e.tenant_id = tenant AND e.participant_id = p.id AND e.type <> 'purchase' AND e.type = 'signup'
        AND starts_with(e.natural_key, i.prefix) OFFSET 0) e
    WHERE i.prefix IS NOT NULL;
  END IF;
  IF known_seqs IS NOT NULL THEN
    SELECT json_agg(json_build_object('naturalKey', e.natural_key, 'id', e.id, 'contentHash', e.content_hash,
        'attemptId', e.attempt_id, 'type', e.type, 'occurredAt', millis(e.occurred_at),
        'occurredAtGiven', e.occurred_at_given, 'receivedAt', millis(e.received_at), 'flags', e.flags,
        'entries', e.decisions))
    INTO j_known FROM events e WHERE e.tenant_id = tenant AND e.seq = ANY (known_seqs);
    SELECT referral_ids || array_agg(entry ->> 'referralId'), program_ids || array_agg(DISTINCT entry ->> 'programId'),
      array_agg(reward)
    INTO referral_ids, program_ids, reward_ids
    FROM events e CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
      LEFT JOIN LATERAL jsonb_array_elements_text(entry -> 'rewardIds') reward ON true
    WHERE e.tenant_id = tenant AND e.seq = ANY (known_seqs);
  END IF;

  -- What a click earns hangs on the membership of its code's owner.
  SELECT json_agg(json_build_object('id', m.id, 'programId', m.program_id, 'participantId', m.participant_id,
      'qualifyingCount', m.qualifying_count, 'signedUp', m.signed_up)), array_agg(m.id),
    program_ids || array_agg(DISTINCT m.program_id)
  INTO j_memberships, member_ids, program_ids
  FROM memberships m
  WHERE m.tenant_id = tenant AND m.participant_id = ANY (CASE WHEN has_click THEN own_ids || owner_ids ELSE own_ids END);

  SELECT json_agg(program_json(p)), array_agg(p.id), version_programs || array_agg(p.id), versions || array_agg(p.version),
    bool_or(greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1 AND p.id = ANY (live_programs)),
    bool_or(greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0),
    bool_or(limits_referrals(p.counter_plan))
  INTO j_programs, program_ids, version_programs, versions, climbs, rolling, limits_one
  FROM programs p
  WHERE p.tenant_id = tenant AND (p.id = ANY (program_ids) OR p.key = ANY (program_keys)
    -- What rewards its actors concerns everyone.
    OR (p.counter_plan ->> 'actors')::boolean);

  IF owner_ids IS NOT NULL OR climbs THEN
    -- From each advocate whose code is used, upwards: who a new friend may not be. From the advocates of friends,
    -- two levels more where a rule may reward so far up.
    WITH RECURSIVE chain(program_id, participant_id, referral_id, level) AS (
      (SELECT c.program_id, c.participant_id, NULL::text, 0
       FROM codes c WHERE c.tenant_id = tenant AND c.code = ANY (code_names)
       UNION ALL
       SELECT r.program_id, r.advocate_id, NULL::text, max_ancestors() + 2 - max_recipient_level()
       FROM referrals r JOIN programs p ON p.tenant_id = tenant AND p.id = r.program_id
       WHERE r.tenant_id = tenant AND r.id = ANY (live_ids) AND r.advocate_id IS NOT NULL
         AND greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1)
      UNION ALL
      SELECT c.program_id, r.advocate_id, r.id, c.level + 1
      FROM chain c CROSS JOIN LATERAL (
        SELECT r.id, r.advocate_id FROM referrals r
        WHERE r.tenant_id = tenant AND r.friend_id = c.participant_id AND r.program_id = c.program_id
          AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status) LIMIT 1) r
      WHERE c.level <= max_ancestors()
    )
    SELECT array_agg(c.participant_id), referral_ids || array_agg(c.referral_id) FILTER (WHERE c.referral_id IS NOT NULL)
    INTO chain_ids, referral_ids FROM chain c;
  END IF;

  IF owner_ids IS NOT NULL THEN
    -- Participants whom this batch may attribute, and since when their stored events would be decided.
    SELECT array_agg(p.id), array_agg(s.since) INTO bringing_ids, bringing_since FROM (
      SELECT i."externalId", min(i.at) AS since
      FROM jsonb_to_recordset(arg_events) AS i("externalId" text, codes jsonb, at timestamptz)
      WHERE i.codes <> '[]' GROUP BY i."externalId") s
    CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = s."externalId" LIMIT 1) p;
  END IF;
  IF bringing_ids IS NOT NULL THEN
    -- Whether an order has made the bringer of a code a friend of its owner before: a friend counts once.
    SELECT referral_ids || array_agg(r.id) INTO referral_ids
    FROM jsonb_to_recordset(arg_events) AS i("externalId" text, codes jsonb)
    CROSS JOIN LATERAL jsonb_array_elements_text(i.codes) named
    CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = i."externalId" LIMIT 1) p
    CROSS JOIN LATERAL (
      SELECT c.program_id, c.participant_id FROM codes c WHERE c.tenant_id = tenant AND c.code = named LIMIT 1) c
    CROSS JOIN LATERAL (
      SELECT r.id FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = p.id AND r.advocate_id = c.participant_id
        AND r.program_id = c.program_id AND r.new_friend AND r.order_id IS NOT NULL AND is_live_referral(r.status)
      LIMIT 1) r;
    SELECT bought_orders || array_agg(p.order_id) INTO bought_orders
    FROM unnest(bringing_ids, bringing_since) AS b(id, since) CROSS JOIN LATERAL (
      SELECT p.order_id FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = b.id AND p.occurred_at >= b.since
      ORDER BY p.occurred_at, p.event_seq LIMIT arg_max_backlog) p;
    SELECT json_agg(json_build_object('id', e.id, 'name', e.type, 'participantId', e.participant_id,
        'occurredAt', millis(e.occurred_at), 'arrival', e.seq, 'facts', e.facts,
        'programIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE NOT is_membership(d ->> 'referralId')),
        'memberProgramIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE is_membership(d ->> 'referralId')))), array_agg(e.occurred_at)
    INTO j_customs, decided_at
    FROM unnest(bringing_ids, bringing_since) AS b(id, since) CROSS JOIN LATERAL (
      SELECT e.* FROM events e
      WHERE e.tenant_id = tenant AND e.participant_id = b.id AND e.type <> 'purchase' AND is_custom_event(e.type)
        AND e.occurred_at >= b.since
      ORDER BY e.occurred_at, e.seq LIMIT arg_max_backlog) e;
  END IF;
  IF refund_count > 0 AND found_orders IS NOT NULL THEN
    -- Where a refunded conversion may move: as many as refunds of this batch could take away, and one.
    SELECT bought_orders || array_agg(p.order_id) INTO bought_orders
    FROM referrals r CROSS JOIN LATERAL (
      SELECT p.order_id FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = r.friend_id AND counts_for(p, r.program_id, r.id)
      ORDER BY p.occurred_at, p.event_seq LIMIT refund_count + 1) p
    WHERE r.tenant_id = tenant AND r.id = ANY (live_ids) AND r.order_id IS NULL
      AND r.conversion_order_id = ANY (ARRAY(SELECT i."orderId"
        FROM jsonb_to_recordset(arg_events) AS i("orderId" text, "isRefund" boolean) WHERE i."isRefund"));
  END IF;
  IF bought_orders IS NOT NULL THEN
    SELECT json_agg(json_build_object('orderId', p.order_id, 'currency', p.currency,
        'participantId', p.participant_id, 'amountMinor', p.amount_minor::text, 'occurredAt', millis(p.occurred_at),
        'arrival', p.event_seq, 'refundedMinor', p.refunded_minor::text, 'refunds', p.refunds,
        'overRefunds', p.over_refunds, 'decided', p.decided,
        'facts', (SELECT e.facts FROM events e
                  WHERE e.tenant_id = tenant AND e.natural_key = purchase_key(p.order_id)))),
      array_agg(DISTINCT p.participant_id),
      decided_at || array_agg(p.occurred_at) FILTER (WHERE p.occurred_at IS NOT NULL)
    INTO j_purchases, bought_people, decided_at
    FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = ANY (bought_orders);
    -- All of them are friends of this batch: what is bound to an order was found by it.
    SELECT paying_ids || bound_ids || array_agg(r.id) INTO paying_ids
    FROM referrals r
    WHERE r.tenant_id = tenant AND r.friend_id = ANY (bought_people) AND coalesce(r.order_id, '') = ''
      AND is_live_referral(r.status);
    SELECT version_programs || array_agg(program_of_decided(made.key)),
      versions || array_agg((made.value ->> 'version')::integer)
    INTO version_programs, versions
    FROM purchases p CROSS JOIN LATERAL jsonb_each(p.decided) made
    WHERE p.tenant_id = tenant AND p.order_id = ANY (found_orders);
  END IF;

  participant_ids := own_ids || chain_ids;
  subject_ids := participant_ids || advocate_ids;
  IF referral_ids IS NULL THEN
    participant_ids := subject_ids;
  ELSE
    -- More than friends have for good: all of them once more.
    SELECT json_agg(referral_json(r)), version_programs || array_agg(r.program_id), versions || array_agg(r.version),
      participant_ids || array_agg(r.friend_id) || array_agg(r.advocate_id)
    INTO j_referrals, version_programs, versions, participant_ids
    FROM referrals r WHERE r.tenant_id = tenant AND r.id = ANY (live_ids || referral_ids);
  END IF;

  -- Each part by an index of its own: a referral may have earned any number of rewards.
  IF paying_ids IS NOT NULL THEN
    SELECT reward_ids || array_agg(w.id) INTO reward_ids FROM (
      SELECT w.id FROM rewards w
      WHERE w.tenant_id = tenant AND w.referral_id = ANY (paying_ids) AND w.trigger = 'conversion'
        AND is_live_reward(w.status)
      UNION ALL
      -- Paid for something else by a version in which the rule did not listen to conversions yet.
      SELECT w.id FROM rewards w
      WHERE w.tenant_id = tenant AND w.referral_id = ANY (paying_ids) AND w.rule_id = ANY (ARRAY(
          SELECT jsonb_array_elements_text(p.counter_plan -> 'conversionRules') FROM programs p
          WHERE p.tenant_id = tenant AND p.id = ANY (live_programs)))
        AND is_live_reward(w.status)) w;
  END IF;
  IF bought_orders IS NOT NULL THEN
    SELECT reward_ids || array_agg(w.id) INTO reward_ids FROM (
      SELECT w.id FROM rewards w
      WHERE w.tenant_id = tenant AND w.referral_id = ANY (paying_ids)
        AND w.source = ANY (ARRAY(SELECT order_source(id) FROM unnest(bought_orders) id)) AND is_live_reward(w.status)
      UNION ALL
      SELECT w.id FROM rewards w
      WHERE w.tenant_id = tenant AND w.referral_id = ANY (member_ids)
        AND w.source = ANY (ARRAY(SELECT order_source(id) FROM unnest(found_orders) id)) AND is_live_reward(w.status)) w;
  END IF;
  IF reward_ids IS NOT NULL THEN
    SELECT json_agg(reward_json(w) ORDER BY w.id), participant_ids || array_agg(w.participant_id),
      version_programs || array_agg(w.program_id), versions || array_agg(w.version)
    INTO j_rewards, participant_ids, version_programs, versions
    FROM rewards w WHERE w.tenant_id = tenant AND w.id = ANY (reward_ids);
  END IF;

  SELECT json_agg(json_build_object('programId', v.program_id, 'version', v.version, 'id', v.id,
      'rules', CASE WHEN arg_cached_versions ? v.id THEN NULL ELSE v.rules END)) INTO j_versions
  FROM (SELECT DISTINCT * FROM unnest(version_programs, versions)) AS n(program_id, version)
  JOIN program_versions v ON v.tenant_id = tenant AND v.program_id = n.program_id AND v.version = n.version;

  SELECT json_agg(participant_json(p)) INTO j_participants
  FROM participants p WHERE p.tenant_id = tenant AND p.id = ANY (participant_ids);

  IF rolling THEN
    SELECT json_agg(json_build_object('programId', r.program_id, 'advocateId', r.advocate_id, 'by', m.by, 'key', m.key,
        'at', millis(m.at), 'value', m.value::text)) INTO j_moments
    FROM (
      SELECT p.id, min(t.at) - days(greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days)) AS since,
        max(t.at) AS until
      FROM programs p CROSS JOIN unnest(times || decided_at) AS t(at)
      WHERE p.tenant_id = tenant AND p.id = ANY (program_ids)
        AND greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0
      GROUP BY p.id, p.counter_plan OFFSET 0) g
    JOIN referrals r ON r.tenant_id = tenant AND r.program_id = g.id AND r.advocate_id = ANY (subject_ids)
    CROSS JOIN LATERAL (
      -- OFFSET 0 keeps the span inside, where the index of purchases takes it.
      SELECT m.* FROM moments_of(r) m WHERE m.at > g.since AND m.at <= g.until OFFSET 0) m;
  END IF;

  -- The kinds of periods that these programs count in: names of others need not be looked up.
  SELECT array_agg(DISTINCT names.name) INTO period_names
  FROM programs p CROSS JOIN LATERAL (
    SELECT moments_period()
    UNION SELECT tier ->> 'window' FROM jsonb_array_elements(p.counter_plan -> 'tiers') tier
    UNION SELECT jsonb_array_elements_text(p.counter_plan -> 'budget')
    UNION SELECT lim ->> 'period' FROM jsonb_array_elements(p.counter_plan -> 'limits') lim) kept(period)
  CROSS JOIN LATERAL (
    SELECT jsonb_array_elements_text(arg_period_keys -> kept.period)
    UNION ALL SELECT period_key(t.at, kept.period, p.timezone) FROM unnest(decided_at) t(at)) names(name)
  WHERE p.tenant_id = tenant AND p.id = ANY (program_ids);
  IF period_names IS NOT NULL THEN
    subject_ids := program_subject() || subject_ids || member_ids;
    IF limits_one THEN subject_ids := subject_ids || live_ids; END IF;
    -- Probed one by one: for lists the planner would read all the numbers of a tenant that has few.
    SELECT json_agg(json_build_object('programId', c.program_id, 'subject', c.subject, 'metric', c.metric,
        'periodKey', c.period_key, 'value', c.value::text)) INTO j_counters
    FROM (SELECT DISTINCT unnest(subject_ids)) AS s(id) CROSS JOIN unnest(program_ids) AS p(id) CROSS JOIN LATERAL (
      SELECT c.* FROM counters c
      WHERE c.tenant_id = tenant AND c.program_id = p.id AND c.subject = s.id AND c.period_key = ANY (period_names)
      OFFSET 0) c;
  END IF;

  RETURN json_build_object('tenantId', tenant, 'clickSecret', secret, 'idempotency', j_idempotency, 'known', j_known,
    'participants', j_participants, 'programs', j_programs, 'versions', j_versions, 'codes', j_codes,
    'referrals', j_referrals, 'memberships', j_memberships, 'purchases', j_purchases, 'customEvents', j_customs,
    'rewards', j_rewards, 'moments', j_moments, 'coupons', j_coupons, 'couponUses', j_uses, 'counters', j_counters);
END $$;
