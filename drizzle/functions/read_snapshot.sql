-- Says that a load would bring more than one may: the caller asks for fewer events. PostgreSQL says the same of a text
-- that no memory could hold.
CREATE OR REPLACE FUNCTION too_much() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'one load may not bring so much' USING ERRCODE = 'program_limit_exceeded';
END $$;

-- At most so many characters are in a stored value: what is compressed may be a ninetieth of what it was.
CREATE OR REPLACE FUNCTION most_size(value jsonb) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT pg_column_size(value)::bigint * CASE WHEN pg_column_compression(value) IS NULL THEN 1 ELSE 90 END
$$;

-- About so many characters are in a stored value; nothing is put into words for it.
CREATE OR REPLACE FUNCTION unpacked_size(value jsonb) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT pg_column_size(value || '[]')::bigint
$$;

-- The ids of the events that made a participant the friend of an advocate for good: `eventOf`.
CREATE OR REPLACE FUNCTION makers_of(arg_tenant_id text, arg_friend_id text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT regexp_replace(r.id, '^[^_]*_(.*)-[^-]*$', 'evt_\1') FROM referrals r
    WHERE r.tenant_id = arg_tenant_id AND r.friend_id = arg_friend_id AND coalesce(r.order_id, '') = ''
      AND is_live_referral(r.status))
$$;

-- A reward with whose it is now in place of who was merged.
CREATE OR REPLACE FUNCTION owned_now(w rewards) RETURNS rewards LANGUAGE plpgsql STABLE AS $$
BEGIN
  w.participant_id := coalesce((
    SELECT p.merged_into FROM participants p WHERE p.tenant_id = w.tenant_id AND p.id = w.participant_id), w.participant_id);
  RETURN w;
END $$;

-- The names of participants by which a load was asked for are put in place of their aliases: pairs of an alias and of the
-- participant's own name.
CREATE OR REPLACE FUNCTION own_name(aliases json, name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT a ->> 1 FROM json_array_elements(aliases) a WHERE a ->> 0 = name LIMIT 1), name)
$$;

CREATE OR REPLACE FUNCTION own_names(aliases json, names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT own_name(aliases, n.name) FROM unnest(names) WITH ORDINALITY AS n(name, nth) ORDER BY n.nth)
$$;

-- A signup's natural key with its part that says whose it is: `keyOfPerson`.
CREATE OR REPLACE FUNCTION signup_key_of(key text, person text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(chr(31), split_part(key, chr(31), 1), person, split_part(key, chr(31), 3), split_part(key, chr(31), 4))
$$;

-- Reads everything that the decisions of a batch need, as one JSON value, in one statement and so from one moment: a
-- STABLE function reads with the snapshot of the statement that calls it, however many statements it has. It proves
-- nothing of who asks: its caller names the tenant from the row that proves the asker (`db/queries/asker.ts`). Its
-- arguments and the shape of its rows are those of `db/queries/loadSnapshot.ts`.
-- Each part is a statement of its own, and runs only where the batch or what was read before asks for it: to begin a
-- statement costs more than to read a row. Their plans are made once a session. The planner can't know how long a list
-- is, and where tables have grown since they were analysed it reads all rows of a tenant for one. So rows are looked up
-- one by one (LATERAL, which OFFSET 0 keeps apart), and the settings keep it on the indexes.
CREATE OR REPLACE FUNCTION read_snapshot(arg_tenant_id text, arg_idempotency_keys text[], arg_keys text[],
  arg_external_ids text[], arg_order_ids text[], arg_refunded text[], arg_program_keys text[], arg_coupons text[],
  -- Signups: what their natural keys begin with, but for whose they are, and of whom. The release before names them there.
  arg_prefixes text[], arg_signing text[],
  -- Codes: each with the participant who brings it, and when; null for those of clicks.
  arg_codes text[], arg_bringing text[], arg_brought timestamptz[], arg_clicked text[],
  arg_times timestamptz[], arg_cached_versions text[],
  -- Names of periods, each with its kind.
  arg_periods text[], arg_period_names text[],
  -- Of one friend, and of all friends of the batch together.
  arg_max_backlog integer, arg_backlog_room integer, arg_rolling_days integer, arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  tenant CONSTANT text := arg_tenant_id;
  secret text; own_slug text;
  by_name CONSTANT boolean := EXISTS (SELECT FROM unnest(arg_prefixes) AS x(prefix) WHERE split_part(x.prefix, chr(31), 2) <> '');
  -- Ids of what was found; null where nothing was.
  own_ids text[]; owner_ids text[]; clicked_ids text[]; chain_ids text[]; advocate_ids text[]; live_ids text[];
  bound_ids text[]; bound_orders text[]; earning_ids text[]; earning_orders text[]; member_ids text[]; paying_ids text[]; bringing_ids text[]; bringing_since timestamptz[]; spender_ids text[];
  found_orders text[]; found_people text[]; found_times timestamptz[]; again_orders text[]; bought_orders text[]; next_orders text[]; bought_people text[]; known_seqs bigint[];
  referral_ids text[]; reward_ids text[]; program_ids text[]; live_programs text[]; participant_ids text[];
  subject_ids text[]; conversion_rules text[]; version_names text[]; told_keys text[]; period_names text[]; decided_at timestamptz[];
  -- Of orders of the batch, what has decided them and ended since.
  former_ids text[]; former_orders text[]; former_programs text[]; had_membership boolean;
  plans jsonb; kinds jsonb; climbs boolean; rolling boolean; limits_one boolean;
  j_replies json; j_named json; j_aliases json; j_known json; j_left json; j_participants json; j_programs json; j_versions json; j_codes json; j_referrals json;
  j_memberships json; j_purchases json; j_customs json; j_rewards json; j_moments json; j_coupons json; j_spends json; j_uses json; j_undone json;
  j_counters json; j_unread json; body json; stored bigint; size bigint;
BEGIN
  IF arg_idempotency_keys <> '{}' THEN
    SELECT json_agg(json_build_object('key', i.key, 'requestHash', i.request_hash, 'status', i.status, 'body', i.body))
    INTO j_replies FROM unnest(arg_idempotency_keys) AS x(key) CROSS JOIN LATERAL (
      SELECT i.* FROM idempotency_keys i WHERE i.tenant_id = tenant AND i.key = x.key OFFSET 0) i;
  END IF;

  IF arg_codes <> '{}' THEN
    SELECT t.click_secret, t.slug INTO secret, own_slug FROM tenants t WHERE t.id = tenant;
    -- A vanity code stands as its primary does.
    SELECT json_agg(json_build_object('code', c.code, 'programId', c.program_id, 'participantId', c.participant_id,
        'primary', p.code, 'disabled', p.disabled, 'expiresAt', millis(p.expires_at), 'maxUses', p.max_uses,
        'uses', p.uses, 'version', p.version,
        'application', (SELECT a.status FROM applications a WHERE a.tenant_id = tenant
          AND a.program_id = c.program_id AND a.participant_id = c.participant_id))),
      array_agg(c.participant_id), array_agg(c.participant_id) FILTER (WHERE c.code = ANY (arg_clicked)),
      array_agg(DISTINCT c.program_id)
    INTO j_codes, owner_ids, clicked_ids, program_ids
    FROM (SELECT DISTINCT unnest(arg_codes)) AS x(code) CROSS JOIN LATERAL (
      SELECT c.* FROM codes c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c
    CROSS JOIN LATERAL (
      -- Its owner's, or the one with which it came from a participant who was merged.
      SELECT p.* FROM codes p
      WHERE c.primary_code IS NULL AND p.tenant_id = tenant AND p.participant_id = c.participant_id
        AND p.program_id = c.program_id AND p.kind = 'primary'
      UNION ALL
      SELECT p.* FROM codes p WHERE p.tenant_id = tenant AND p.code = c.primary_code
      LIMIT 1) p;
  END IF;
  IF arg_coupons <> '{}' THEN
    SELECT json_agg(json_build_object('code', c.code, 'rewardId', c.reward_id, 'programId', c.program_id,
        'participantId', c.participant_id)) INTO j_coupons
    FROM unnest(arg_coupons) AS x(code) CROSS JOIN LATERAL (
      SELECT c.* FROM coupons c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c;
  END IF;
  IF arg_order_ids <> '{}' THEN
    -- Those that are reported once more may change what was decided of them, as refunds do.
    SELECT array_agg(p.order_id), array_agg(p.participant_id), array_agg(p.occurred_at),
      array_agg(p.order_id) FILTER (WHERE p.participant_id IS NOT NULL AND purchase_key(p.order_id) = ANY (arg_keys))
    INTO found_orders, found_people, found_times, again_orders
    FROM unnest(arg_order_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id OFFSET 0) p;
    bought_orders := found_orders;
    -- What they were paid with, and whose that is now.
    SELECT json_agg(json_build_object('orderId', s.order_id, 'unit', s.unit, 'participantId', coalesce(o.merged_into, o.id),
        'amountMinor', s.amount_minor::text, 'status', s.status, 'reportBy', millis(s.report_by), 'version', s.version)),
      array_agg(coalesce(o.merged_into, o.id))
    INTO j_spends, spender_ids
    FROM unnest(arg_order_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT s.* FROM spends s WHERE s.tenant_id = tenant AND s.order_id = x.id OFFSET 0) s
    CROSS JOIN LATERAL (
      SELECT o.id, o.merged_into FROM participants o WHERE o.tenant_id = tenant AND o.id = s.participant_id OFFSET 0) o;
  END IF;

  SELECT array_agg(coalesce(p.merged_into, p.id)), json_agg(json_build_array(p.external_id, (
      SELECT o.external_id FROM participants o WHERE o.tenant_id = tenant AND o.id = p.merged_into)))
    FILTER (WHERE p.merged_into IS NOT NULL) INTO own_ids, j_aliases
  FROM unnest(arg_external_ids) AS x(id) CROSS JOIN LATERAL (
    SELECT p.id, p.external_id, p.merged_into FROM participants p
    WHERE p.tenant_id = tenant AND p.external_id = x.id OFFSET 0) p;
  IF j_aliases IS NOT NULL THEN
    -- From here on everyone has their own name, so one may come twice.
    own_ids := ARRAY(SELECT DISTINCT unnest(own_ids));
    arg_signing := own_names(j_aliases, arg_signing);
    arg_bringing := own_names(j_aliases, arg_bringing);
  END IF;
  IF found_people IS NOT NULL THEN own_ids := ARRAY(SELECT DISTINCT unnest(own_ids || found_people)); END IF;

  IF arg_order_ids <> '{}' OR arg_codes <> '{}' THEN
    -- Their earliest orders of which something is left: one of each, one more since an order is asked about the others,
    -- and as many as this batch could give back.
    SELECT json_agg(json_build_array(p.participant_id, p.order_id, millis(p.occurred_at), p.event_seq)) INTO j_left
    FROM (SELECT u.id, count(*) + 1 AS most FROM unnest(own_ids || found_people) AS u(id) GROUP BY u.id) x
    CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = x.id AND p.amount_minor > p.refunded_minor
      ORDER BY p.occurred_at, p.event_seq LIMIT x.most) p;
  END IF;

  -- What ties them to advocates for good. Of what single orders made, only what those of this batch did: a friend may
  -- have any number of them.
  SELECT json_agg(referral_array(r)), array_agg(r.id), array_agg(r.program_id),
    array_agg(version_name(r.program_id, r.version)), array_agg(r.advocate_id),
    array_agg(r.id) FILTER (WHERE r.status = 'attributed')
  INTO j_referrals, live_ids, live_programs, version_names, advocate_ids, paying_ids
  FROM unnest(own_ids) AS x(id) CROSS JOIN LATERAL (
    SELECT r.* FROM referrals r
    WHERE r.tenant_id = tenant AND r.friend_id = x.id AND coalesce(r.order_id, '') = '' AND is_live_referral(r.status)
    ORDER BY r.program_id) r;
  IF found_orders IS NOT NULL THEN
    SELECT array_agg(r.id), array_agg(o.order_id), live_programs || array_agg(r.program_id), advocate_ids || array_agg(r.advocate_id),
      paying_ids || array_agg(r.id) FILTER (WHERE r.status = 'attributed')
    INTO bound_ids, bound_orders, live_programs, advocate_ids, paying_ids
    FROM unnest(found_orders, found_people) AS o(order_id, participant_id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = o.participant_id AND coalesce(r.order_id, '') = o.order_id
        AND is_live_referral(r.status) ORDER BY r.program_id) r;
    live_ids := live_ids || bound_ids;
    -- In what has decided them too that has ended with a merge: a referral, or the membership of one who was merged beside
    -- that of the kept one.
    SELECT array_agg(d.id), array_agg(d.order_id), array_agg(d.program_id), bool_or(is_membership(d.id)),
      bound_ids || array_agg(d.id) FILTER (WHERE NOT is_membership(d.id))
    INTO former_ids, former_orders, former_programs, had_membership, referral_ids
    FROM (
      SELECT made.value ->> 'referralId' AS id, x.id AS order_id, program_of_decided(made.key) AS program_id
      FROM unnest(found_orders) AS x(id) CROSS JOIN LATERAL (
        SELECT p.decided FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id AND p.decided <> '{}' OFFSET 0) p
      CROSS JOIN LATERAL jsonb_each(p.decided) made) d
    WHERE d.id <> ALL (coalesce(live_ids, '{}')) AND (NOT is_membership(d.id) OR (
      SELECT o.merged_into FROM memberships m CROSS JOIN participants o
      WHERE m.tenant_id = tenant AND m.id = d.id AND o.tenant_id = tenant AND o.id = m.participant_id) IS NOT NULL);
  END IF;
  program_ids := program_ids || live_programs || former_programs;
  IF arg_coupons <> '{}' OR again_orders IS NOT NULL THEN
    -- Whose codes those are that orders name among their discounts. What an order that is reported once more named before
    -- may be any code of the owner of the one that it brings, and what it names now any beside the one that ties its buyer.
    SELECT json_agg(json_build_array(n.code, n.program_id, n.participant_id)) INTO j_named FROM (
      SELECT c.code, c.program_id, c.participant_id FROM (
        SELECT unnest(arg_coupons)
        UNION
        SELECT r.code FROM unnest(live_ids) AS x(id) CROSS JOIN LATERAL (
          SELECT r.code FROM referrals r WHERE r.tenant_id = tenant AND r.id = x.id OFFSET 0) r
        WHERE again_orders IS NOT NULL) AS x(code) CROSS JOIN LATERAL (
        SELECT c.* FROM codes c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c
      UNION
      SELECT c.code, c.program_id, c.participant_id FROM unnest(owner_ids) AS x(id) CROSS JOIN LATERAL (
        -- Each kind has an index of its own.
        (SELECT c.* FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = x.id AND c.kind = 'primary')
        UNION ALL
        (SELECT c.* FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = x.id AND c.kind = 'vanity')
        UNION ALL
        (SELECT c.* FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = x.id AND c.kind = 'further')) c
      WHERE again_orders IS NOT NULL) n;
  END IF;

  SELECT array_agg(e.seq), sum(e.size) INTO known_seqs, stored FROM unnest(arg_keys) AS x(key) CROSS JOIN LATERAL (
    SELECT e.seq, most_size(e.decisions) AS size FROM events e
    WHERE e.tenant_id = tenant AND e.natural_key = x.key OFFSET 0) e;
  IF again_orders IS NOT NULL THEN
    -- What reports of these orders have added already.
    SELECT known_seqs || array_agg(e.seq), coalesce(stored, 0) + coalesce(sum(e.size), 0) INTO known_seqs, stored
    FROM unnest(again_orders) AS x(id) CROSS JOIN LATERAL (
      SELECT p.history FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id AND p.history <> '[]' OFFSET 0) p
    CROSS JOIN LATERAL (
      SELECT h.key FROM jsonb_array_elements_text(p.history) AS h(key) WHERE is_addition_key(h.key) OFFSET 0) h
    CROSS JOIN LATERAL (
      SELECT e.seq, most_size(e.decisions) AS size FROM events e
      WHERE e.tenant_id = tenant AND e.natural_key = h.key OFFSET 0) e;
  END IF;
  IF arg_prefixes <> '{}' THEN
    -- Looked up one by one: a join with the participants of the whole batch would compare each with each.
    SELECT known_seqs || array_agg(e.seq), coalesce(stored, 0) + sum(e.size) INTO known_seqs, stored
    FROM unnest(arg_prefixes, arg_signing) AS i(prefix, external_id) CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = i.external_id LIMIT 1) p
    CROSS JOIN LATERAL unnest(ids_of_person(tenant, p.id)) AS u(id)
    CROSS JOIN LATERAL (
      SELECT signup_key_of(i.prefix, u.id) AS prefix, signup_key_of(i.prefix, m.external_id) AS former
      FROM participants m WHERE m.tenant_id = tenant AND m.id = u.id OFFSET 0) own
    CROSS JOIN LATERAL (
      SELECT e.seq, most_size(e.decisions) AS size FROM events e
      WHERE e.tenant_id = tenant AND e.participant_id = u.id AND e.type <> 'purchase'
        -- A migration has put ids in place of names, and code of the release before may have written names since.
        AND (e.type = 'signup' AND (starts_with(e.natural_key, own.prefix) OR starts_with(e.natural_key, own.former))
          -- A second report of an order may have made them a friend.
          OR e.type IN ('signup', 'order_addition') AND e.id = ANY (makers_of(tenant, p.id))) OFFSET 0) e;
    IF live_ids IS NOT NULL THEN
      -- A purchase may have made them a friend; it is answered where a signup tells nothing more.
      SELECT known_seqs || array_agg(e.seq), coalesce(stored, 0) + coalesce(sum(e.size), 0) INTO known_seqs, stored
      FROM unnest(arg_signing) AS i(external_id) CROSS JOIN LATERAL (
        SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = i.external_id LIMIT 1) p
      CROSS JOIN LATERAL (
        SELECT r.entered_at, r.attributed_at FROM referrals r
        WHERE r.tenant_id = tenant AND r.friend_id = p.id AND coalesce(r.order_id, '') = ''
          AND is_live_referral(r.status)) r
      CROSS JOIN LATERAL (
        SELECT b.event_seq FROM purchases b
        WHERE b.tenant_id = tenant AND b.participant_id = p.id
          AND b.occurred_at = coalesce(r.entered_at, r.attributed_at) OFFSET 0) b
      CROSS JOIN LATERAL (
        SELECT e.seq, most_size(e.decisions) AS size FROM events e
        WHERE e.tenant_id = tenant AND e.seq = b.event_seq AND e.id = ANY (makers_of(tenant, p.id)) OFFSET 0) e;
    END IF;
  END IF;
  IF stored > max_loaded() THEN
    -- It may be too much: then it is not put together. One by one, so that no more is unpacked than tells.
    stored := 0;
    FOR size IN
      SELECT unpacked_size(e.decisions) FROM unnest(known_seqs) AS x(seq) CROSS JOIN LATERAL (
        SELECT e.decisions FROM events e WHERE e.tenant_id = tenant AND e.seq = x.seq OFFSET 0) e
    LOOP
      stored := stored + size;
      IF stored > max_loaded() THEN PERFORM too_much(); END IF;
    END LOOP;
  END IF;
  IF known_seqs IS NOT NULL THEN
    SELECT json_agg(json_build_object('naturalKey', CASE WHEN NOT starts_with(e.natural_key, 'signup' || chr(31)) THEN e.natural_key
          WHEN by_name THEN signup_key_of(e.natural_key, (SELECT p.external_id FROM participants p
            WHERE p.tenant_id = tenant AND p.id = e.participant_id))
          ELSE signup_key_of(e.natural_key, e.participant_id) END, 'id', e.id, 'contentHash', e.content_hash,
        'former', (SELECT json_build_object('id', p.id, 'externalId', p.external_id, 'keptId', p.merged_into)
          FROM participants p WHERE p.tenant_id = tenant AND p.id = e.participant_id AND p.merged_into IS NOT NULL),
        'attemptId', e.attempt_id, 'type', e.type, 'occurredAt', millis(e.occurred_at),
        'occurredAtGiven', e.occurred_at_given, 'receivedAt', millis(e.received_at), 'flags', e.flags,
        'entries', e.decisions, 'refund', CASE WHEN e.type = 'refund' THEN e.facts END))
    INTO j_known FROM (SELECT DISTINCT unnest(known_seqs)) AS x(seq) CROSS JOIN LATERAL (
      SELECT e.* FROM events e WHERE e.tenant_id = tenant AND e.seq = x.seq OFFSET 0) e;
    -- Of an entry, which may be large, its ids alone: it would be copied for each of its rewards.
    SELECT referral_ids || array_agg(entry."referralId"), program_ids || array_agg(DISTINCT entry."programId"),
      array_agg(reward)
    INTO referral_ids, program_ids, reward_ids
    FROM unnest(known_seqs) AS x(seq) CROSS JOIN LATERAL (
      SELECT e.decisions FROM events e WHERE e.tenant_id = tenant AND e.seq = x.seq OFFSET 0) e
    CROSS JOIN LATERAL jsonb_to_recordset(e.decisions) AS entry("referralId" text, "programId" text, "rewardIds" jsonb)
    LEFT JOIN LATERAL jsonb_array_elements_text(entry."rewardIds") reward ON true;
  END IF;

  -- What a click earns hangs on the membership of its code's owner.
  SELECT json_agg(json_build_object('id', m.id, 'programId', m.program_id, 'participantId', m.participant_id,
      'qualifyingCount', m.qualifying_count, 'signedUp', m.signed_up)), array_agg(m.id),
    program_ids || array_agg(m.program_id)
  INTO j_memberships, member_ids, program_ids
  FROM unnest(own_ids || clicked_ids) AS x(id) CROSS JOIN LATERAL (
    SELECT m.* FROM memberships m WHERE m.tenant_id = tenant AND m.participant_id = x.id OFFSET 0) m;

  IF had_membership THEN
    SELECT json_agg(json_build_object('id', m.id, 'programId', m.program_id, 'participantId', m.participant_id,
        'qualifyingCount', m.qualifying_count, 'signedUp', m.signed_up, 'ofId', o.merged_into))
    INTO j_memberships FROM (SELECT unnest(member_ids) UNION SELECT unnest(former_ids)) AS x(id) CROSS JOIN LATERAL (
      SELECT m.* FROM memberships m WHERE m.tenant_id = tenant AND m.id = x.id OFFSET 0) m
    CROSS JOIN LATERAL (
      SELECT o.merged_into FROM participants o WHERE o.tenant_id = tenant AND o.id = m.participant_id OFFSET 0) o;
  END IF;

  SELECT json_agg(program_json(p)), array_agg(p.id), version_names || array_agg(version_name(p.id, p.version)),
    jsonb_agg(p.counter_plan),
    bool_or(greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1 AND p.id = ANY (live_programs)),
    bool_or(greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0),
    bool_or(limits_referrals(p.counter_plan))
  INTO j_programs, program_ids, version_names, plans, climbs, rolling, limits_one
  FROM programs p
  WHERE p.tenant_id = tenant AND (p.id = ANY (program_ids) OR p.key = ANY (arg_program_keys)
    -- What rewards its actors concerns everyone.
    OR (p.counter_plan ->> 'actors')::boolean);

  IF owner_ids IS NOT NULL OR climbs THEN
    -- From each advocate whose code is used, upwards: who a new friend may not be. From the advocates of friends,
    -- two levels more where a rule may reward so far up.
    WITH RECURSIVE chain(program_id, participant_id, referral_id, level) AS (
      (SELECT c.program_id, c.participant_id, NULL::text, 0
       FROM (SELECT DISTINCT unnest(arg_codes)) AS x(code) CROSS JOIN LATERAL (
         SELECT c.program_id, c.participant_id FROM codes c WHERE c.tenant_id = tenant AND c.code = x.code OFFSET 0) c
       UNION ALL
       SELECT r.program_id, r.advocate_id, NULL::text, max_ancestors() + 2 - max_recipient_level()
       FROM unnest(live_ids) AS x(id) CROSS JOIN LATERAL (
         SELECT r.* FROM referrals r WHERE r.tenant_id = tenant AND r.id = x.id OFFSET 0) r
       CROSS JOIN LATERAL (
         SELECT p.* FROM programs p WHERE p.tenant_id = tenant AND p.id = r.program_id OFFSET 0) p
       WHERE r.advocate_id IS NOT NULL AND greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1)
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
    SELECT array_agg(p.id ORDER BY s.nth), array_agg(s.since ORDER BY s.nth) INTO bringing_ids, bringing_since FROM (
      -- A purchase may have been a little before the code that it belongs to.
      SELECT i.external_id, min(i.at) - make_interval(mins => coalesce((
        SELECT max((plan ->> 'graceMinutes')::integer) FROM jsonb_array_elements(plans) plan), 0)) AS since,
        min(i.nth) AS nth
      FROM unnest(arg_bringing, arg_brought) WITH ORDINALITY AS i(external_id, at, nth) GROUP BY i.external_id) s
    CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = s.external_id LIMIT 1) p;
  END IF;
  IF bringing_ids IS NOT NULL AND again_orders IS NOT NULL THEN
    -- What a second report of an order brings goes by when the order was bought.
    SELECT array_agg(least(b.since, f.at) ORDER BY b.nth) INTO bringing_since
    FROM unnest(bringing_ids, bringing_since) WITH ORDINALITY AS b(id, since, nth) CROSS JOIN LATERAL (
      SELECT min(f.at) - make_interval(mins => coalesce((
        SELECT max((plan ->> 'graceMinutes')::integer) FROM jsonb_array_elements(plans) plan), 0)) AS at
      FROM unnest(found_orders, found_people, found_times) AS f(order_id, participant_id, at)
      WHERE f.participant_id = b.id AND f.order_id = ANY (again_orders)) f;
  END IF;
  IF cardinality(bringing_ids) > arg_backlog_room / (2 * arg_max_backlog) THEN
    -- So many may come to more than there is room for. They are counted in the order of the events, and of those for
    -- whom there is none nothing is read but that.
    SELECT json_agg(c.id) FILTER (WHERE c.total > arg_backlog_room),
      array_agg(c.id ORDER BY c.nth) FILTER (WHERE c.total <= arg_backlog_room),
      array_agg(c.since ORDER BY c.nth) FILTER (WHERE c.total <= arg_backlog_room)
    INTO j_unread, bringing_ids, bringing_since
    FROM (
      SELECT b.id, b.since, b.nth, sum(p.rows + e.rows) OVER (ORDER BY b.nth) AS total
      FROM unnest(bringing_ids, bringing_since) WITH ORDINALITY AS b(id, since, nth)
      CROSS JOIN LATERAL (
        SELECT count(*) AS rows FROM (
          SELECT FROM purchases p
          WHERE p.tenant_id = tenant AND p.participant_id = b.id AND p.occurred_at >= b.since
          LIMIT arg_max_backlog) p) p
      CROSS JOIN LATERAL (
        SELECT count(*) AS rows FROM (
          SELECT FROM unnest(ids_of_person(tenant, b.id)) AS u(id) CROSS JOIN LATERAL (
            SELECT FROM events e
            WHERE e.tenant_id = tenant AND e.participant_id = u.id AND e.type <> 'purchase' AND is_custom_event(e.type)
              AND e.occurred_at >= b.since OFFSET 0) e
          LIMIT arg_max_backlog) e) e) c;
  END IF;
  IF bringing_ids IS NOT NULL THEN
    -- Whether an order has made the bringer of a code a friend of its owner before: a friend counts once.
    SELECT referral_ids || array_agg(r.id) INTO referral_ids
    FROM unnest(arg_bringing, arg_codes) AS i(external_id, code)
    CROSS JOIN LATERAL (
      SELECT p.id FROM participants p WHERE p.tenant_id = tenant AND p.external_id = i.external_id LIMIT 1) p
    CROSS JOIN LATERAL (
      SELECT c.program_id, c.participant_id FROM codes c WHERE c.tenant_id = tenant AND c.code = i.code LIMIT 1) c
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
    SELECT json_agg(json_build_object('id', e.id, 'name', e.type, 'participantId', b.id,
        'occurredAt', millis(e.occurred_at), 'arrival', e.seq, 'facts', e.facts,
        'programIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE NOT is_membership(d ->> 'referralId')),
        'memberProgramIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
          WHERE is_membership(d ->> 'referralId')))), array_agg(e.occurred_at)
    INTO j_customs, decided_at
    FROM unnest(bringing_ids, bringing_since) AS b(id, since) CROSS JOIN LATERAL (
      SELECT e.* FROM unnest(ids_of_person(tenant, b.id)) AS u(id) CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = tenant AND e.participant_id = u.id AND e.type <> 'purchase' AND is_custom_event(e.type)
          AND e.occurred_at >= b.since
        ORDER BY e.occurred_at, e.seq LIMIT arg_max_backlog) e
      ORDER BY e.occurred_at, e.seq LIMIT arg_max_backlog) e;
  END IF;
  again_orders := arg_refunded || again_orders;
  IF again_orders <> '{}' AND found_orders IS NOT NULL THEN
    -- Where a refunded conversion may move: as many as refunds of this batch could take away, and one. What a second
    -- report of an order adds may take it away too. Ordered by
    -- the index alone, since a friend may have any number of orders; those of one instant are told apart by who decides.
    SELECT bought_orders || array_agg(p.order_id), array_agg(p.order_id) INTO bought_orders, next_orders
    FROM unnest(live_ids) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r WHERE r.tenant_id = tenant AND r.id = x.id AND r.order_id IS NULL
        AND r.conversion_order_id = ANY (again_orders) OFFSET 0) r
    CROSS JOIN LATERAL (
      SELECT p.order_id FROM purchases p
      WHERE p.tenant_id = tenant AND p.participant_id = r.friend_id AND counts_for(p, r.program_id, r.id)
      ORDER BY p.occurred_at FETCH FIRST (cardinality(again_orders) + 1) ROWS WITH TIES) p;
  END IF;
  IF found_orders IS NOT NULL THEN
    -- What a purchase reported of its coupons. What was undone is told apart: the release before reads the first alone.
    -- Of an order to which the conversion may come back, with the rewards that were used.
    SELECT json_agg(u.use) FILTER (WHERE NOT u.undone), json_agg(u.use) FILTER (WHERE u.undone),
      reward_ids || array_agg(u.reward_id) FILTER (WHERE u.order_id = ANY (next_orders))
    INTO j_uses, j_undone, reward_ids
    FROM (
      SELECT u.order_id, c.reward_id, u.undone_at IS NOT NULL AS undone, json_build_object('orderId', u.order_id,
        'code', u.code, 'currency', u.currency, 'reportedMinor', u.reported_minor::text, 'rewardId', c.reward_id,
        'programId', c.program_id, 'participantId', c.participant_id) AS use
      FROM (SELECT DISTINCT unnest(found_orders || next_orders)) AS x(id) CROSS JOIN LATERAL (
        SELECT u.* FROM coupon_uses u WHERE u.tenant_id = tenant AND u.order_id = x.id OFFSET 0) u
      CROSS JOIN LATERAL (
        SELECT c.* FROM coupons c WHERE c.tenant_id = tenant AND c.code = u.code OFFSET 0) c
      WHERE u.reported_minor IS NOT NULL) u;
  END IF;
  IF bought_orders IS NOT NULL THEN
    SELECT array_agg(h.key) INTO told_keys FROM unnest(bought_orders) AS x(id) CROSS JOIN LATERAL (
      SELECT p.history FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id AND p.history <> '[]' OFFSET 0) p
    CROSS JOIN LATERAL jsonb_array_elements_text(p.history) AS h(key);
  END IF;
  IF cardinality(bought_orders) + coalesce(cardinality(told_keys), 0) > 100 THEN
    -- Most have facts of some hundred characters; of many that may have more it is asked first.
    stored := 0;
    FOR size IN
      SELECT unpacked_size(e.facts)
      FROM (SELECT purchase_key(unnest(bought_orders)) UNION SELECT unnest(told_keys)) AS x(key) CROSS JOIN LATERAL (
        SELECT e.facts FROM events e WHERE e.tenant_id = tenant AND e.natural_key = x.key OFFSET 0) e
    LOOP
      stored := stored + size;
      IF stored > max_loaded() THEN PERFORM too_much(); END IF;
    END LOOP;
  END IF;
  IF bought_orders IS NOT NULL THEN
    SELECT json_agg(json_build_object('orderId', p.order_id, 'currency', p.currency,
        'participantId', p.participant_id, 'amountMinor', p.amount_minor::text, 'occurredAt', millis(p.occurred_at),
        'arrival', p.event_seq, 'refundedMinor', p.refunded_minor::text, 'refunds', p.refunds,
        'overRefunds', p.over_refunds, 'disputes', p.disputes, 'decided', p.decided, 'version', p.version,
        'history', CASE WHEN p.history <> '[]' THEN (
          SELECT json_agg(json_build_object('key', h.key, 'at', millis(e.occurred_at), 'facts', e.facts) ORDER BY h.nth)
          FROM jsonb_array_elements_text(p.history) WITH ORDINALITY AS h(key, nth) LEFT JOIN LATERAL (
            SELECT e.occurred_at, e.facts FROM events e WHERE e.tenant_id = tenant AND e.natural_key = h.key OFFSET 0) e
            ON true) END,
        'facts', (SELECT e.facts FROM events e
                  WHERE e.tenant_id = tenant AND e.natural_key = purchase_key(p.order_id)))),
      array_agg(p.order_id), array_agg(p.participant_id),
      decided_at || array_agg(p.occurred_at) FILTER (WHERE p.occurred_at IS NOT NULL)
    INTO j_purchases, bought_orders, bought_people, decided_at
    FROM (SELECT DISTINCT unnest(bought_orders)) AS x(id) CROSS JOIN LATERAL (
      SELECT p.* FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id OFFSET 0) p;
    -- What is bound to an order was found by it.
    SELECT bound_ids || array_agg(r.id), bound_orders || array_agg(b.order_id) INTO earning_ids, earning_orders
    FROM unnest(bought_orders, bought_people) AS b(order_id, participant_id) CROSS JOIN LATERAL (
      SELECT r.id FROM referrals r
      WHERE r.tenant_id = tenant AND r.friend_id = b.participant_id AND coalesce(r.order_id, '') = ''
        AND is_live_referral(r.status) ORDER BY r.program_id) r;
    paying_ids := paying_ids || earning_ids;
    earning_ids := earning_ids || former_ids;
    earning_orders := earning_orders || former_orders;
    SELECT version_names
      || array_agg(DISTINCT version_name(program_of_decided(made.key), (made.value ->> 'version')::integer))
    INTO version_names
    FROM unnest(found_orders) AS x(id) CROSS JOIN LATERAL (
      SELECT p.decided FROM purchases p WHERE p.tenant_id = tenant AND p.order_id = x.id OFFSET 0) p
    CROSS JOIN LATERAL jsonb_each(p.decided) made WHERE made.value ->> 'version' IS NOT NULL;
  END IF;

  participant_ids := own_ids || chain_ids;
  subject_ids := participant_ids || advocate_ids;
  IF referral_ids IS NULL THEN
    participant_ids := subject_ids;
  ELSE
    -- More than friends have for good: all of them once more.
    SELECT json_agg(referral_array(r)), version_names || array_agg(DISTINCT version_name(r.program_id, r.version)),
      participant_ids || array_agg(r.friend_id) || array_agg(r.advocate_id)
    INTO j_referrals, version_names, participant_ids
    FROM (SELECT DISTINCT unnest(live_ids || referral_ids)) AS x(id) CROSS JOIN LATERAL (
      SELECT r.* FROM referrals r WHERE r.tenant_id = tenant AND r.id = x.id OFFSET 0) r;
  END IF;

  -- Each part by an index of its own: a referral may have earned any number of rewards.
  IF paying_ids IS NOT NULL THEN
    conversion_rules := ARRAY(SELECT DISTINCT jsonb_array_elements_text(p.counter_plan -> 'conversionRules')
      FROM programs p WHERE p.tenant_id = tenant AND p.id = ANY (live_programs));
    SELECT reward_ids || array_agg(w.id) INTO reward_ids
    FROM (SELECT DISTINCT unnest(paying_ids)) AS x(id) CROSS JOIN LATERAL (
      (SELECT w.id FROM rewards w
       WHERE w.tenant_id = tenant AND w.referral_id = x.id AND w.trigger = 'conversion' AND is_live_reward(w.status)
       OFFSET 0)
      UNION ALL
      -- Paid for something else by a version in which the rule did not listen to conversions yet.
      SELECT w.id FROM unnest(conversion_rules) AS c(rule_id) CROSS JOIN LATERAL (
        SELECT w.id FROM rewards w
        WHERE w.tenant_id = tenant AND w.referral_id = x.id AND w.rule_id = c.rule_id AND is_live_reward(w.status)
        OFFSET 0) w) w;
  END IF;
  IF bought_orders IS NOT NULL THEN
    SELECT reward_ids || array_agg(w.id) INTO reward_ids FROM (
      SELECT * FROM unnest(earning_ids, earning_orders)
      UNION ALL
      SELECT m.id, f.order_id FROM unnest(found_orders, found_people) AS f(order_id, participant_id)
      CROSS JOIN LATERAL (
        SELECT m.id FROM memberships m WHERE m.tenant_id = tenant AND m.participant_id = f.participant_id OFFSET 0) m
    ) AS x(referral_id, order_id)
    CROSS JOIN LATERAL (
      SELECT w.id FROM rewards w
      -- What an order of this batch has ended may return.
      WHERE w.tenant_id = tenant AND w.referral_id = x.referral_id AND w.source = order_source(x.order_id)
        AND (is_live_reward(w.status) OR x.order_id = ANY (found_orders)) OFFSET 0) w;
  END IF;
  IF reward_ids IS NOT NULL THEN
    -- What had ended when its participant was merged stays theirs; if it returns, it is the kept one's.
    SELECT json_agg(CASE WHEN is_live_reward(w.status) THEN reward_json(w) ELSE reward_json(owned_now(w)) END ORDER BY w.id),
      participant_ids || array_agg(CASE WHEN is_live_reward(w.status) THEN w.participant_id ELSE (owned_now(w)).participant_id END),
      version_names || array_agg(DISTINCT version_name(w.program_id, w.version))
    INTO j_rewards, participant_ids, version_names
    FROM (SELECT DISTINCT unnest(reward_ids)) AS x(id) CROSS JOIN LATERAL (
      SELECT w.* FROM rewards w WHERE w.tenant_id = tenant AND w.id = x.id OFFSET 0) w;
  END IF;

  IF NOT version_names <@ arg_cached_versions THEN
    SELECT json_agg(json_build_object('programId', v.program_id, 'version', v.version, 'id', v.id, 'rules', v.rules))
    INTO j_versions
    FROM (SELECT unnest(version_names) EXCEPT SELECT unnest(arg_cached_versions)) AS n(name)
    CROSS JOIN LATERAL (
      SELECT v.* FROM program_versions v
      WHERE v.tenant_id = tenant AND v.program_id = program_of_version(n.name) AND v.version = number_of_version(n.name)
      OFFSET 0) v;
  END IF;

  SELECT json_agg(participant_array(p)) INTO j_participants
  FROM (SELECT DISTINCT unnest(participant_ids || spender_ids)) AS x(id) CROSS JOIN LATERAL (
    SELECT p.* FROM participants p WHERE p.tenant_id = tenant AND p.id = x.id OFFSET 0) p;

  IF rolling THEN
    SELECT json_agg(json_build_object('programId', (a.r).program_id, 'advocateId', (a.r).advocate_id, 'by', m.by, 'key', m.key,
        'at', millis(m.at), 'value', m.value::text)) INTO j_moments
    FROM (
      SELECT p.id, min(t.at) - days(greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days)) AS since,
        max(t.at) AS until
      FROM programs p CROSS JOIN unnest(arg_times || decided_at) AS t(at)
      WHERE p.tenant_id = tenant AND p.id = ANY (program_ids)
        AND greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0
      GROUP BY p.id, p.counter_plan OFFSET 0) g
    CROSS JOIN (SELECT DISTINCT unnest(subject_ids)) AS x(id) CROSS JOIN LATERAL (
      SELECT r FROM referrals r WHERE r.tenant_id = tenant AND r.advocate_id = x.id AND r.program_id = g.id OFFSET 0) a
    CROSS JOIN LATERAL (
      -- OFFSET 0 keeps the span inside, where the index of purchases takes it.
      SELECT m.* FROM moments_of(a.r) m WHERE m.at > g.since AND m.at <= g.until OFFSET 0) m;
  END IF;

  -- The kinds of periods that these programs count in: names of others need not be looked up.
  kinds := kept_periods(plans);
  SELECT array_agg(n.name) INTO period_names FROM unnest(arg_periods, arg_period_names) AS n(period, name)
  WHERE kinds ? n.period;
  IF decided_at IS NOT NULL THEN
    SELECT period_names || array_agg(DISTINCT period_key(t.at, k.period, p.timezone)) INTO period_names
    FROM programs p CROSS JOIN jsonb_array_elements_text(kinds) AS k(period) CROSS JOIN unnest(decided_at) AS t(at)
    WHERE p.tenant_id = tenant AND p.id = ANY (program_ids);
  END IF;
  IF period_names IS NOT NULL THEN
    subject_ids := program_subject() || subject_ids || member_ids;
    IF limits_one THEN subject_ids := subject_ids || live_ids; END IF;
    -- Probed one by one: for lists the planner would read all the numbers of a tenant that has few.
    SELECT json_agg(counter_array(c)) INTO j_counters
    FROM (SELECT DISTINCT unnest(subject_ids)) AS s(id) CROSS JOIN unnest(program_ids) AS p(id) CROSS JOIN LATERAL (
      SELECT c.* FROM counters c
      WHERE c.tenant_id = tenant AND c.program_id = p.id AND c.subject = s.id AND c.period_key = ANY (period_names)
      OFFSET 0) c;
  END IF;

  body := json_build_object('tenantId', tenant, 'clickSecret', secret, 'slug', own_slug, 'replies', j_replies, 'aliases', j_aliases, 'known', j_known,
    'participants', j_participants, 'programs', j_programs, 'versions', j_versions, 'codes', j_codes, 'namedCodes', j_named,
    'referrals', j_referrals, 'memberships', j_memberships, 'purchases', j_purchases, 'ordersLeft', j_left, 'customEvents', j_customs,
    'rewards', j_rewards, 'moments', j_moments, 'coupons', j_coupons, 'couponUses', j_uses, 'undoneUses', j_undone, 'spends', j_spends, 'counters', j_counters,
    'unread', j_unread);
  IF octet_length(body::text) > max_loaded() THEN PERFORM too_much(); END IF;
  RETURN body;
END $$;
