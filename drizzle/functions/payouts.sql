-- Payouts: `domain/payouts.ts`.

-- Since when what an approved reward is worth may be paid out. Of one that was approved before that was kept it is not
-- known, and then it was the end of its hold at the latest.
CREATE OR REPLACE FUNCTION approved_since(r rewards) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(r.approved_at, greatest(r.created_at, r.hold_until))
$$;

-- Whether a payout holds what its rewards were worth: `payoutHolds`.
CREATE OR REPLACE FUNCTION payout_holds(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status IN ('created', 'sending', 'paid', 'netted')
$$;

-- How long after a payout was confirmed nothing is sent of it any more: `DECIDE_AFTER_HOURS`.
CREATE OR REPLACE FUNCTION decide_after() RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT interval '23 hours'
$$;

-- Writes batches, payouts and what becomes of their rewards, after the participants and before the postings of the commit,
-- which lock the wallets. Its parts are those of `db/queries/payoutEffectRows.ts`.
CREATE OR REPLACE FUNCTION commit_payouts(tenant text, at timestamptz, e jsonb) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  done integer;
BEGIN
  IF e ? 'paidRewards' THEN
    -- Nothing is paid that ended, changed, or that waits for a review by now. Whose it is, its participant's row guards; and
    -- what a reward is to be chosen of is open from the beginning or never.
    UPDATE rewards r SET revision = r.revision + 1, status = 'fulfilled', fulfilled_minor = r.amount_minor,
      payout_id = x."payoutId"
    FROM jsonb_to_recordset(e->'paidRewards') AS x(id text, "payoutId" text, "amountMinor" bigint)
    WHERE r.tenant_id = tenant AND r.id = x.id AND r.status = 'approved' AND r.amount_minor = x."amountMinor"
      AND r.review_reasons = '[]';
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'paidRewards') THEN PERFORM stale('paid reward'); END IF;
  END IF;

  IF e ? 'payouts' THEN
    -- Rewards are locked before payouts, by all in one order.
    PERFORM FROM jsonb_to_recordset(e->'payouts') AS x(id text, rewards text)
    JOIN rewards r ON r.tenant_id = tenant AND r.payout_id = x.id
    WHERE x.rewards IS NOT NULL ORDER BY r.id FOR NO KEY UPDATE OF r;
    SELECT count(*) INTO done FROM (
      SELECT p.version = x."versionWas" AS fresh
      FROM jsonb_to_recordset(e->'payouts') AS x(id text, "versionWas" integer)
      JOIN payouts p ON p.tenant_id = tenant AND p.id = x.id
      ORDER BY p.id FOR NO KEY UPDATE OF p) s WHERE fresh;
    IF done <> jsonb_array_length(e->'payouts') THEN PERFORM stale('payout'); END IF;
    UPDATE payouts p SET status = x.status, reference = x.reference, reason = x.reason, version = p.version + 1,
      updated_at = at
    FROM jsonb_to_recordset(e->'payouts') AS x(id text, status text, reference text, reason text)
    WHERE p.tenant_id = tenant AND p.id = x.id;
    -- What Stripe is to pay is sent from now on, and what is known of a payout ends that.
    INSERT INTO payout_transfers (tenant_id, payout_id, key_number, tries, due_at, decide_by)
    SELECT tenant, p.id, 1, 0, at, at + decide_after()
    FROM jsonb_to_recordset(e->'payouts') AS x(id text, status text)
    JOIN payouts p ON p.tenant_id = tenant AND p.id = x.id
    JOIN payout_batches b ON b.tenant_id = tenant AND b.id = p.batch_id
    WHERE x.status = 'sending' AND b.method = 'stripe_connect';
    UPDATE payout_transfers t SET due_at = NULL, token = NULL, request = NULL, doubt = NULL
    FROM jsonb_to_recordset(e->'payouts') AS x(id text, status text)
    WHERE x.status <> 'sending' AND t.tenant_id = tenant AND t.payout_id = x.id;
    -- What another payout has fulfilled since is its own.
    UPDATE rewards r SET revision = r.revision + 1, status = x.rewards,
      fulfilled_minor = CASE x.rewards WHEN 'fulfilled' THEN r.amount_minor ELSE r.fulfilled_minor END
    FROM jsonb_to_recordset(e->'payouts') AS x(id text, rewards text)
    WHERE r.tenant_id = tenant AND r.payout_id = x.id
      AND r.status = CASE x.rewards WHEN 'fulfilled' THEN 'approved' WHEN 'approved' THEN 'fulfilled' END;
  END IF;

  IF e ? 'payoutSettings' THEN
    -- Of two who set those of a unit for the first time one violates the key.
    INSERT INTO payout_settings (tenant_id, unit, minimum_minor, method, day, lock_days, auto_confirm, due_on, version)
    SELECT tenant, x.unit, (x.settings->>'minimumMinor')::bigint, x.settings->>'method',
      (x.settings#>>'{schedule,day}')::integer, coalesce((x.settings#>>'{schedule,lockDays}')::integer, 0),
      coalesce((x.settings->>'autoConfirm')::boolean, false), x."dueOn", 1
    FROM jsonb_to_recordset(e->'payoutSettings') AS x(unit text, "versionWas" integer, settings jsonb, "dueOn" date)
    WHERE x."versionWas" = 0;
    SELECT count(*) INTO done FROM (
      SELECT FROM jsonb_to_recordset(e->'payoutSettings') AS x(unit text, "versionWas" integer)
      JOIN payout_settings s ON s.tenant_id = tenant AND s.unit = x.unit AND s.version = greatest(1, x."versionWas")
      FOR UPDATE OF s) s;
    IF done <> jsonb_array_length(e->'payoutSettings') THEN PERFORM stale('payout settings'); END IF;
    UPDATE payout_settings s SET minimum_minor = (x.settings->>'minimumMinor')::bigint, method = x.settings->>'method',
      day = (x.settings#>>'{schedule,day}')::integer,
      lock_days = coalesce((x.settings#>>'{schedule,lockDays}')::integer, 0),
      auto_confirm = coalesce((x.settings->>'autoConfirm')::boolean, false), due_on = x."dueOn", version = s.version + 1
    FROM jsonb_to_recordset(e->'payoutSettings') AS x(unit text, "versionWas" integer, settings jsonb, "dueOn" date)
    WHERE s.tenant_id = tenant AND s.unit = x.unit AND x."versionWas" > 0 AND x.settings IS NOT NULL;
    DELETE FROM payout_settings s
    USING jsonb_to_recordset(e->'payoutSettings') AS x(unit text, settings jsonb)
    WHERE s.tenant_id = tenant AND s.unit = x.unit AND x.settings IS NULL;
  END IF;

  IF e ? 'newPayoutBatches' THEN
    -- One that another made meanwhile under the same key violates it.
    INSERT INTO payout_batches (tenant_id, id, idempotency_key, request_hash, unit, method, cutoff, minimum_minor,
      participant_id, status, collected_to, payouts, amount_minor, left_out, due_on, confirmed, version, created_at,
      updated_at)
    SELECT tenant, x.id, x.key, x."requestHash", x.unit, x.method, x.cutoff, x."minimumMinor", x."participantId", x.status,
      x."collectedTo", x.payouts, x."amountMinor", x."leftOut", x."dueOn", coalesce(x.confirmed, false), 1, at, at
    FROM jsonb_to_recordset(e->'newPayoutBatches') AS x(id text, key text, "requestHash" text, unit text, method text,
      cutoff timestamptz, "minimumMinor" bigint, "participantId" text, status text, "collectedTo" text, payouts integer,
      "amountMinor" bigint, "leftOut" integer, "dueOn" date, confirmed boolean);
  END IF;

  IF e ? 'payoutBatches' THEN
    UPDATE payout_batches b SET status = x.status, collected_to = x."collectedTo", payouts = b.payouts + x.payouts,
      amount_minor = b.amount_minor + x."amountMinor", left_out = b.left_out + x."leftOut",
      confirmed = coalesce(x.confirmed, b.confirmed), version = b.version + 1, updated_at = at
    FROM jsonb_to_recordset(e->'payoutBatches') AS x(id text, "versionWas" integer, status text, "collectedTo" text,
      payouts integer, "amountMinor" bigint, "leftOut" integer, confirmed boolean)
    WHERE b.tenant_id = tenant AND b.id = x.id AND b.version = x."versionWas";
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'payoutBatches') THEN PERFORM stale('payout batch'); END IF;
  END IF;

  IF e ? 'newPayouts' THEN
    INSERT INTO payouts (tenant_id, id, batch_id, participant_id, unit, amount_minor, rewards, status, version, created_at,
      updated_at)
    SELECT tenant, x.id, x."batchId", x."participantId", x.unit, x."amountMinor", x.rewards, 'created', 1, at, at
    FROM jsonb_to_recordset(e->'newPayouts') AS x(id text, "batchId" text, "participantId" text, unit text,
      "amountMinor" bigint, rewards integer);
  END IF;

  IF e ? 'leftOut' THEN
    INSERT INTO payouts_left_out (tenant_id, batch_id, participant_id, reason, amount_minor)
    SELECT tenant, x."batchId", x."participantId", x.reason, x."amountMinor"
    FROM jsonb_to_recordset(e->'leftOut') AS x("batchId" text, "participantId" text, reason text, "amountMinor" bigint);
  END IF;
END $$;

-- The next who have something of a unit of cash, or approved rewards of it, in the order of their ids: those after `after`,
-- or one alone. As `CollectedJson` of `db/queries/payoutWrites.ts`. No more than `most` participants, rewards of one and
-- rewards of all are put together, and no more than `scanned` balances are looked at.
CREATE OR REPLACE FUNCTION collect_payees(tenant text, arg_unit text, cutoff timestamptz, after text, person text,
  most integer, most_rewards integer, scanned integer)
RETURNS json LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  collected json;
BEGIN
  WITH near AS MATERIALIZED (
    SELECT w.participant_id, w.unit, w.available_minor FROM wallets w
    WHERE w.tenant_id = tenant AND w.participant_id > coalesce(after, '') AND person IS NULL
    ORDER BY w.participant_id, w.unit LIMIT scanned
  ), edge AS (
    -- Of the last one there may be more balances than were looked at.
    SELECT CASE WHEN count(*) = scanned THEN max(n.participant_id) END AS last FROM near n
  ), looked AS (
    SELECT n.participant_id, n.available_minor FROM near n
    WHERE n.unit = arg_unit AND ((SELECT last FROM edge) IS NULL OR n.participant_id < (SELECT last FROM edge))
    UNION ALL
    SELECT w.participant_id, w.available_minor FROM wallets w
    WHERE w.tenant_id = tenant AND w.participant_id = person AND w.unit = arg_unit
  ), candidate AS MATERIALIZED (
    SELECT l.participant_id, l.available_minor, r.rewards FROM looked l CROSS JOIN LATERAL (
      SELECT count(*) AS rewards FROM (SELECT FROM rewards r
        WHERE r.tenant_id = tenant AND r.participant_id = l.participant_id AND r.unit = arg_unit AND r.unit LIKE 'cash:%'
          AND r.status = 'approved' LIMIT most_rewards) r) r
    WHERE l.available_minor <> 0 OR r.rewards > 0
    ORDER BY l.participant_id LIMIT most
  ), payee AS MATERIALIZED (
    SELECT c.*, p.external_id, p.blocked_at, p.referred_version
    FROM (SELECT c.*, sum(c.rewards) OVER (ORDER BY c.participant_id) - c.rewards AS before FROM candidate c) c
    JOIN participants p ON p.tenant_id = tenant AND p.id = c.participant_id
    WHERE c.before < most_rewards
  ), asking AS MATERIALIZED (
    SELECT p.id, (v.rules #>> '{payouts,firstFriends}')::integer AS friends
    FROM programs p JOIN program_versions v ON v.tenant_id = tenant AND v.program_id = p.id AND v.version = p.version
    WHERE p.tenant_id = tenant AND v.rules #>> '{payouts,firstFriends}' IS NOT NULL
  )
  SELECT json_build_object(
    'payees', (SELECT coalesce(json_agg(json_build_object('id', p.participant_id, 'externalId', p.external_id,
        'referredVersion', p.referred_version, 'isBlocked', p.blocked_at IS NOT NULL,
        'kind', d.kind, 'heldUntil', millis(d.held_until), 'sameAccount', coalesce(d.same_account, false),
        'available', p.available_minor::text,
        'laterBonuses', later_bonuses(tenant, p.participant_id, arg_unit, cutoff)::text,
        'rewards', i.included, 'further', (i.approved - i.loaded)::text) ORDER BY p.participant_id), '[]')
      FROM payee p LEFT JOIN payout_details d ON d.tenant_id = tenant AND d.participant_id = p.participant_id
      CROSS JOIN LATERAL (
        -- Only of those programs that they have something of.
        SELECT coalesce(array_agg(g.program_id), '{}') AS programs FROM (
          SELECT DISTINCT r.program_id FROM rewards r
          WHERE r.tenant_id = tenant AND r.participant_id = p.participant_id AND r.unit = arg_unit
            AND r.unit LIKE 'cash:%' AND r.status = 'approved' AND EXISTS (SELECT FROM asking)) g
        JOIN asking a ON a.id = g.program_id
        WHERE awaits_friends(tenant, p.participant_id, arg_unit, g.program_id, a.friends)) f
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_array(r.id, r.amount_minor::text, millis(r.since), r.waits, r.program_id,
            r.program_id = ANY (f.programs) AND r.recipient NOT IN ('friend', 'actor')) ORDER BY r.id)
            FILTER (WHERE r.nth <= most_rewards), '[]') AS included,
          coalesce(sum(r.amount_minor), 0) AS approved,
          coalesce(sum(r.amount_minor) FILTER (WHERE r.nth <= most_rewards), 0) AS loaded
        FROM (SELECT r.id, r.program_id, r.recipient, r.amount_minor, approved_since(r) AS since,
            r.choose_by IS NOT NULL OR r.review_reasons <> '[]' AS waits, row_number() OVER (ORDER BY r.id) AS nth
          FROM rewards r WHERE r.tenant_id = tenant AND r.participant_id = p.participant_id AND r.unit = arg_unit
            AND r.unit LIKE 'cash:%' AND r.status = 'approved') r) i),
    'next', CASE
      WHEN person IS NOT NULL THEN NULL
      WHEN (SELECT count(*) FROM payee) < (SELECT count(*) FROM candidate) OR (SELECT count(*) FROM candidate) = most
        THEN (SELECT max(p.participant_id) FROM payee p)
      ELSE (SELECT max(n.participant_id) FROM near n WHERE n.participant_id < (SELECT last FROM edge)) END)
  INTO collected;
  RETURN collected;
END $$;

-- Whether an advocate has to bring more friends who buy before a program pays them for the first time. Once it has paid
-- them something, it asks no more.
CREATE OR REPLACE FUNCTION awaits_friends(tenant text, person text, arg_unit text, program text, friends integer)
RETURNS boolean LANGUAGE sql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
  SELECT (SELECT count(*) FROM (SELECT FROM referrals r
      WHERE r.tenant_id = tenant AND r.advocate_id = person AND r.program_id = program AND r.new_friend
        AND r.converted_at IS NOT NULL AND r.status <> 'rejected' LIMIT friends) r) < friends
    AND NOT EXISTS (SELECT FROM unnest(ids_of_person(tenant, person)) AS u(id)
      JOIN payouts p ON p.tenant_id = tenant AND p.participant_id = u.id AND p.unit = arg_unit AND p.status = 'paid'
      JOIN rewards r ON r.tenant_id = tenant AND r.payout_id = p.id
      WHERE r.program_id = program AND r.recipient NOT IN ('friend', 'actor'))
$$;

-- The bonuses above 0 that a participant got after a cutoff, and after that of the last payout that holds: what was given
-- before that is in it.
CREATE OR REPLACE FUNCTION later_bonuses(tenant text, person text, arg_unit text, cutoff timestamptz) RETURNS numeric
LANGUAGE sql STABLE SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
  SELECT coalesce(sum(o.amount), 0) FROM unnest(ids_of_person(tenant, person)) AS u(id) JOIN postings o
    ON o.tenant_id = tenant AND o.participant_id = u.id AND 'tenant:adjustments' IN (o.source, o.destination)
  WHERE o.source = 'tenant:adjustments' AND o.unit = arg_unit AND o.created_at > greatest(cutoff, (
    SELECT max(b.cutoff) FROM unnest(ids_of_person(tenant, person)) AS v(id)
    JOIN payouts p ON p.tenant_id = tenant AND p.participant_id = v.id AND p.unit = arg_unit AND payout_holds(p.status)
    JOIN payout_batches b ON b.tenant_id = tenant AND b.id = p.batch_id))
$$;
