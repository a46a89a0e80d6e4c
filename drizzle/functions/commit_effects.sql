-- Says that a decision could have been different: the caller loads and decides again.
CREATE OR REPLACE FUNCTION stale(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale snapshot: %', what USING ERRCODE = 'serialization_failure';
END $$;

-- Commits what was decided, all or nothing, and holds no rule of the business: it locks the rows the
-- snapshot was taken from, raises 40001 when one of them has moved, and writes. Its arguments are the
-- `Effects` of `db/queries/commitEffects.ts`: what commits have many of as arrays of rows, null where there are none,
-- and everything else as JSON, where a part that is absent costs nothing. What such a row keeps as JSON stands in the
-- list `documents` of the JSON, and the row says at which place, from 0 on. Locks are taken in one
-- order for everyone: programs, new participants, participants, codes, purchases, counters; each by its key.
-- Of each table, what ends or changes is written before what is new: a row that ends makes room in a unique key, and
-- the same commit may fill it.
-- The planner can't know how long a list is and would hash or read whole tables for it; the settings keep it on
-- the indexes.
CREATE OR REPLACE FUNCTION commit_effects(e jsonb, arg_new_participants commit_new_participant[],
  arg_participants commit_participant[], arg_new_referrals commit_new_referral[], arg_referrals commit_referral[],
  arg_counters commit_counter[], arg_events commit_event[], arg_new_purchases commit_purchase[],
  arg_purchases commit_purchase[], arg_new_rewards commit_reward[], arg_postings commit_posting[])
RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off SET lock_timeout = '2500ms' AS $$
DECLARE
  tenant constant text := e->>'tenantId';
  at constant timestamptz := e->>'at';
  documents constant jsonb := e->'documents';
  done integer;
  seqs bigint[];
BEGIN
  -- A row that another holds is waited for so long and no longer, so that a connection is not lost to it (55P03).
  IF e ? 'lockWaitMs' THEN PERFORM set_config('lock_timeout', e->>'lockWaitMs', true); END IF;

  IF e ? 'programs' THEN
    -- A change of a program excludes every event of it; events exclude only the change.
    IF e ? 'programChanges' THEN
      SELECT count(*) INTO done FROM (
        SELECT p.epoch = x.epoch AS fresh
        FROM jsonb_to_recordset(e->'programs') AS x(id text, epoch integer)
        JOIN programs p ON p.tenant_id = tenant AND p.id = x.id
        ORDER BY p.id FOR UPDATE OF p) s WHERE fresh;
    ELSE
      SELECT count(*) INTO done FROM (
        SELECT p.epoch = x.epoch AS fresh
        FROM jsonb_to_recordset(e->'programs') AS x(id text, epoch integer)
        JOIN programs p ON p.tenant_id = tenant AND p.id = x.id
        ORDER BY p.id FOR SHARE OF p) s WHERE fresh;
    END IF;
    IF done <> jsonb_array_length(e->'programs') THEN PERFORM stale('program'); END IF;
  END IF;

  IF arg_new_participants IS NOT NULL THEN
    INSERT INTO participants (tenant_id, id, external_id, email, email_folded, name, locale, country, segments,
                              first_signup_at, first_purchase_at, version, referred_version, created_at, updated_at)
    SELECT tenant, x.id, x."externalId", x.email, x."emailFolded", x.name, x.locale, x.country, documents->x.segments,
           x."firstSignupAt", x."firstPurchaseAt", 1, x."referredVersion", at, at
    FROM unnest(arg_new_participants) AS x
    ORDER BY x."externalId"
    ON CONFLICT (tenant_id, external_id) DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(arg_new_participants) THEN PERFORM stale('participant appeared'); END IF;
  END IF;

  IF e ? 'newAliases' THEN
    -- An alias has a row of its own, so that one key names participants and aliases alike.
    INSERT INTO participants (tenant_id, id, external_id, segments, merged_into, version, referred_version, created_at,
                              updated_at)
    SELECT tenant, x.id, x."externalId", '[]', x."participantId", 1, 0, at, at
    FROM jsonb_to_recordset(e->'newAliases') AS x(id text, "externalId" text, "participantId" text)
    ORDER BY x."externalId"
    ON CONFLICT (tenant_id, external_id) DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'newAliases') THEN PERFORM stale('alias appeared'); END IF;
  END IF;

  IF arg_participants IS NOT NULL THEN
    SELECT count(*) INTO done FROM (
      SELECT (x.version IS NULL OR p.version = x.version)
         AND (x."referredVersion" IS NULL OR p.referred_version = x."referredVersion") AS fresh
      FROM unnest(arg_participants) AS x
      JOIN participants p ON p.tenant_id = tenant AND p.id = x.id
      ORDER BY p.id FOR NO KEY UPDATE OF p) s WHERE fresh;
    IF done <> cardinality(arg_participants) THEN PERFORM stale('participant'); END IF;
    UPDATE participants p SET
      version = p.version + 1,
      referred_version = p.referred_version + x.referred,
      first_signup_at = x."firstSignupAt",
      first_purchase_at = x."firstPurchaseAt"
    FROM unnest(arg_participants) AS x
    WHERE p.tenant_id = tenant AND p.id = x.id AND x.touched;
  END IF;

  IF e ? 'endedAliases' THEN
    DELETE FROM participants p USING jsonb_to_recordset(e->'endedAliases') AS x(id text, "participantId" text)
    WHERE p.tenant_id = tenant AND p.id = x.id AND p.merged_into = x."participantId";
  END IF;

  IF e ?| ARRAY['newAliases', 'endedAliases'] THEN
    -- Raised for those who give the participant another name meanwhile. What came by the alias need not see it: it
    -- stands before the alias ends, and what finds no one under a name makes a participant of it, which the key refuses.
    UPDATE participants p SET referred_version = p.referred_version + 1
    WHERE p.tenant_id = tenant AND p.id = ANY (ARRAY(
      SELECT x."participantId"
      FROM jsonb_to_recordset(coalesce(e->'newAliases', '[]') || coalesce(e->'endedAliases', '[]')) AS x("participantId" text)));
  END IF;

  IF e ? 'profiles' THEN
    UPDATE participants p SET email = x.email, email_folded = x."emailFolded", name = x.name, locale = x.locale,
      country = x.country, country_seq = CASE WHEN x.country = p.country THEN p.country_seq END, segments = x.segments,
      referred_version = p.referred_version + 1, updated_at = at
    FROM jsonb_to_recordset(e->'profiles') AS x(id text, email text, "emailFolded" text, name text, locale text,
      country text, segments jsonb)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'phones' THEN
    -- Of participants who are new, or whose rows are guarded and raised above.
    UPDATE participants p SET phone = x.phone, updated_at = at
    FROM jsonb_to_recordset(e->'phones') AS x(id text, phone text) WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'consents' THEN
    -- Of participants who are new, or whose rows are guarded and raised above.
    UPDATE participants p SET may_be_named = x."mayBeNamed"
    FROM jsonb_to_recordset(e->'consents') AS x(id text, "mayBeNamed" boolean) WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'guests' THEN
    -- Of participants who are new, or whose rows are guarded and raised above.
    UPDATE participants p SET guest = x.guest
    FROM jsonb_to_recordset(e->'guests') AS x(id text, guest boolean) WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'customersSince' THEN
    -- Beside the profile, which raises what the events compare that are under way: whether their participant is a new
    -- customer, and which order is the first.
    UPDATE participants p SET customer_since = x."customerSince"
    FROM jsonb_to_recordset(e->'customersSince') AS x(id text, "customerSince" timestamptz)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'blocks' THEN
    -- Raised for the events that looked at them, which are decided again.
    UPDATE participants p SET blocked_at = x."blockedAt", blocked_reason = x.reason,
      referred_version = p.referred_version + 1
    FROM jsonb_to_recordset(e->'blocks') AS x(id text, "blockedAt" timestamptz, reason text)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'contactHeads' THEN
    -- Who has a contact holds while its head is locked; one that is missing has version 0.
    INSERT INTO contact_heads AS h (tenant_id, hash, version)
    SELECT tenant, x.hash, x.added FROM (
      SELECT coalesce(y.hash, contact_hash(tenant, y.mac)) AS hash, sum(y.added)::integer AS added
      FROM jsonb_to_recordset(e->'contactHeads') AS y(hash text, mac text, added integer) GROUP BY 1) x
    ORDER BY x.hash
    ON CONFLICT (tenant_id, hash) DO UPDATE SET version = h.version + excluded.version;
    -- Every head is locked by now: its version before is what it is less what this commit has added.
    SELECT count(*) INTO done FROM (
      SELECT coalesce(y.hash, contact_hash(tenant, y.mac)) AS hash, sum(y.added) AS added, max(y.version) AS version
      FROM jsonb_to_recordset(e->'contactHeads') AS y(hash text, mac text, version integer, added integer) GROUP BY 1) x
    JOIN contact_heads h ON h.tenant_id = tenant AND h.hash = x.hash
    WHERE x.version IS NOT NULL AND h.version - x.added <> x.version;
    IF done > 0 THEN PERFORM stale('contact'); END IF;
  END IF;

  IF e ? 'codeUses' THEN
    -- What was decided about a code holds while no person has changed it and its uses still leave room.
    SELECT count(*) INTO done FROM (
      SELECT c.version = x.version AND (x.high IS NULL OR c.uses <= x.high) AS fresh
      FROM jsonb_to_recordset(e->'codeUses') AS x(code text, version integer, high integer)
      JOIN codes c ON c.tenant_id = tenant AND c.code = x.code
      ORDER BY c.code FOR NO KEY UPDATE OF c) s WHERE fresh;
    IF done <> jsonb_array_length(e->'codeUses') THEN PERFORM stale('code'); END IF;
    UPDATE codes c SET uses = c.uses + x.added
    FROM jsonb_to_recordset(e->'codeUses') AS x(code text, added integer)
    WHERE c.tenant_id = tenant AND c.code = x.code AND x.added > 0;
  END IF;

  IF e ? 'codeChanges' THEN
    UPDATE codes c SET disabled = x.disabled, expires_at = x."expiresAt", max_uses = x."maxUses",
      version = c.version + 1
    FROM jsonb_to_recordset(e->'codeChanges') AS x(code text, version integer, disabled boolean,
      "expiresAt" timestamptz, "maxUses" integer)
    WHERE c.tenant_id = tenant AND c.code = x.code AND c.version = x.version;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'codeChanges') THEN PERFORM stale('code'); END IF;
  END IF;

  IF e ? 'codeKinds' THEN
    -- Whose primary is as it was read has as many codes as were counted: each new one raises it.
    SELECT count(*) INTO done FROM (
      SELECT c.version = x.version AS fresh FROM jsonb_to_recordset(e->'codeKinds') AS x(code text, version integer)
      JOIN codes c ON c.tenant_id = tenant AND c.code = x.code
      ORDER BY c.code FOR NO KEY UPDATE OF c) s WHERE fresh;
    IF done <> jsonb_array_length(e->'codeKinds') THEN PERFORM stale('code'); END IF;
    -- What ends to be the vanity code makes room for what becomes it.
    UPDATE codes c SET kind = x.kind, version = c.version + 1
    FROM jsonb_to_recordset(e->'codeKinds') AS x(code text, kind text)
    WHERE c.tenant_id = tenant AND c.code = x.code AND x.kind <> 'vanity';
    UPDATE codes c SET kind = x.kind, version = c.version + 1
    FROM jsonb_to_recordset(e->'codeKinds') AS x(code text, kind text)
    WHERE c.tenant_id = tenant AND c.code = x.code AND x.kind = 'vanity';
  END IF;

  IF e ? 'codes' THEN
    -- A code that was taken meanwhile, or a participant who got one meanwhile, violates a named key.
    INSERT INTO codes (tenant_id, code, display, kind, program_id, participant_id, created_at)
    SELECT tenant, x.code, x.display, x.kind, x."programId", x."participantId", at
    FROM jsonb_to_recordset(e->'codes') AS x(code text, display text, kind text, "programId" text,
      "participantId" text)
    ORDER BY x.code;
  END IF;

  IF e ? 'applications' THEN
    -- Guarded by their participant's row, locked above and raised here for the events that looked at it.
    UPDATE participants p SET referred_version = p.referred_version + 1
    FROM jsonb_to_recordset(e->'applications') AS x("participantId" text)
    WHERE p.tenant_id = tenant AND p.id = x."participantId";
    -- One who lapsed and applies again has applied now, and nothing is decided about it.
    UPDATE applications a SET status = x.status, reason = x.reason, decided_by = x."decidedBy",
      decided_at = CASE WHEN x.status <> 'applied' THEN at END,
      applied_at = CASE x.status WHEN 'applied' THEN at ELSE a.applied_at END
    FROM jsonb_to_recordset(e->'applications') AS x("programId" text, "participantId" text, status text, reason text,
      "decidedBy" jsonb)
    WHERE a.tenant_id = tenant AND a.program_id = x."programId" AND a.participant_id = x."participantId";
  END IF;

  IF e ? 'newApplications' THEN
    -- One that was made meanwhile violates the key.
    INSERT INTO applications (tenant_id, program_id, participant_id, status, applied_at)
    SELECT tenant, x."programId", x."participantId", 'applied', at
    FROM jsonb_to_recordset(e->'newApplications') AS x("programId" text, "participantId" text);
  END IF;

  IF e ? 'merge' THEN PERFORM merge_names(tenant, at, e->'merge'); END IF;

  IF arg_referrals IS NOT NULL THEN
    -- Guarded by their friend's participant row, locked above.
    UPDATE referrals r SET revision = r.revision + 1, status = x.status, converted_at = x."convertedAt",
      conversion_order_id = x."conversionOrderId", qualifying_count = x."qualifyingCount", reversals = x.reversals
    FROM unnest(arg_referrals) AS x
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF arg_new_referrals IS NOT NULL THEN
    INSERT INTO referrals (tenant_id, id, program_id, version, status, advocate_id, friend_id, code, source, channel,
      attributed_at, converted_at, conversion_order_id, order_id, new_friend, qualifying_count, reversals,
      rejected_reason, created_at)
    SELECT tenant, x.id, x."programId", x.version, x.status, x."advocateId", x."friendId", x.code, x.source, x.channel,
      x."attributedAt", x."convertedAt", x."conversionOrderId", x."orderId", x."newFriend", x."qualifyingCount",
      x.reversals, x."rejectedReason", at
    FROM unnest(arg_new_referrals) AS x;
  END IF;

  IF e ? 'movedReferrals' THEN
    -- Guarded by their friend's row, as all of a referral is.
    UPDATE referrals r SET revision = r.revision + 1, attributed_at = x."attributedAt", entered_at = x."enteredAt"
    FROM jsonb_to_recordset(e->'movedReferrals') AS x(id text, "attributedAt" timestamptz, "enteredAt" timestamptz)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'reassignedReferrals' THEN
    -- Guarded in the same way; both advocates are locked above, since a trigger counts their friends anew.
    UPDATE referrals r SET revision = r.revision + 1, advocate_id = x."advocateId", new_friend = x."newFriend"
    FROM jsonb_to_recordset(e->'reassignedReferrals') AS x(id text, "advocateId" text, "newFriend" boolean)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'merge' THEN PERFORM merge_friend(tenant, e->'merge'); END IF;

  IF e ? 'reviewedReferrals' THEN
    UPDATE referrals r SET revision = r.revision + 1, review_reasons = x."reviewReasons"
    FROM jsonb_to_recordset(e->'reviewedReferrals') AS x(id text, "reviewReasons" jsonb)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'referralSigns' THEN
    UPDATE referrals r SET revision = r.revision + 1, signs = x.signs
    FROM jsonb_to_recordset(e->'referralSigns') AS x(id text, signs jsonb) WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'memberships' THEN
    -- Guarded by their participant's row, locked above.
    UPDATE memberships m SET qualifying_count = x."qualifyingCount", signed_up = x."signedUp"
    FROM jsonb_to_recordset(e->'memberships') AS x(id text, "qualifyingCount" integer, "signedUp" boolean)
    WHERE m.tenant_id = tenant AND m.id = x.id;
  END IF;

  IF e ? 'newMemberships' THEN
    INSERT INTO memberships (tenant_id, id, program_id, participant_id, qualifying_count, signed_up, created_at)
    SELECT tenant, x.id, x."programId", x."participantId", x."qualifyingCount", x."signedUp", at
    FROM jsonb_to_recordset(e->'newMemberships') AS x(id text, "programId" text, "participantId" text,
      "qualifyingCount" integer, "signedUp" boolean);
  END IF;

  IF e ? 'stubs' THEN
    -- An order without a purchase has no participant to guard it: its own row does.
    SELECT count(*) INTO done FROM (
      -- The release before counts the refunds that wait.
      SELECT p.amount_minor IS NULL AND (x.version IS NULL OR p.version = x.version)
        AND (x.refunds IS NULL OR jsonb_array_length(p.refunds) = x.refunds) AS fresh
      FROM jsonb_to_recordset(e->'stubs') AS x("orderId" text, refunds integer, version integer)
      JOIN purchases p ON p.tenant_id = tenant AND p.order_id = x."orderId"
      ORDER BY p.order_id FOR NO KEY UPDATE OF p) s WHERE fresh;
    IF done <> jsonb_array_length(e->'stubs') THEN PERFORM stale('stub of an order'); END IF;
  END IF;

  IF arg_counters IS NOT NULL THEN
    -- The decision holds while the number is inside its interval; a row that is missing is 0.
    INSERT INTO counters AS c (tenant_id, program_id, subject, period_key, metric, value, ceiling)
    SELECT tenant, x."programId", x.subject, x."periodKey", x.metric, x.delta, x.ceiling
    FROM unnest(arg_counters) AS x
    ORDER BY x."programId", x.subject, x."periodKey", x.metric
    ON CONFLICT (tenant_id, program_id, subject, period_key, metric) DO UPDATE
      SET value = c.value + excluded.value, ceiling = coalesce(excluded.ceiling, c.ceiling);
    -- Every row is locked by now: what it held before is its value less the change.
    SELECT count(*) INTO done
    FROM unnest(arg_counters) AS x
    JOIN counters c ON c.tenant_id = tenant AND c.program_id = x."programId" AND c.subject = x.subject
      AND c.period_key = x."periodKey" AND c.metric = x.metric
    WHERE (x.low IS NULL OR c.value - x.delta >= x.low) AND (x.high IS NULL OR c.value - x.delta <= x.high);
    IF done <> cardinality(arg_counters) THEN PERFORM stale('counter'); END IF;
  END IF;

  IF arg_events IS NOT NULL THEN
    -- Drawn under the locks, so that two commits that depend on each other are numbered as they happened.
    FOR place IN 1..cardinality(arg_events) LOOP
      seqs[place] := nextval('events_seq_seq');
    END LOOP;
    INSERT INTO events (tenant_id, seq, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
      occurred_at_given, received_at, facts, flags, decisions)
    SELECT tenant, seqs[x.position], x.id, x.type,
      -- The release before has a name where the id of a signup's participant is.
      CASE WHEN starts_with(x."naturalKey", 'signup' || chr(31)) THEN signup_key_of(x."naturalKey", x."participantId")
        ELSE x."naturalKey" END, x."contentHash", e->>'attemptId', x."participantId",
      x."occurredAt", x."occurredAtGiven", at, documents->x.facts, documents->x.flags, documents->x.decisions
    FROM unnest(arg_events) AS x;
  END IF;

  IF e ? 'filledIn' THEN
    -- Guarded and raised with their events, above.
    UPDATE participants p SET email = coalesce(p.email, x.email), email_folded = coalesce(p.email_folded, x."emailFolded"),
      name = coalesce(p.name, x.name), locale = coalesce(p.locale, x.locale), country = coalesce(p.country, x.country),
      country_seq = coalesce(p.country_seq, seqs[x."countryPosition"]), updated_at = at
    FROM jsonb_to_recordset(e->'filledIn') AS x(id text, email text, "emailFolded" text, name text, locale text,
      country text, "countryPosition" integer)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'endedContacts' THEN
    DELETE FROM contacts c USING jsonb_to_recordset(e->'endedContacts') AS x("participantId" text, kind text, mac text)
    WHERE c.tenant_id = tenant AND c.participant_id = x."participantId" AND c.kind = x.kind
      AND c.hash IS DISTINCT FROM contact_hash(tenant, x.mac);
    -- What a profile says no more is kept of no name of theirs.
    DELETE FROM former_contacts f USING jsonb_to_recordset(e->'endedContacts') AS x("participantId" text, kind text, mac text)
    JOIN participants p ON p.tenant_id = tenant AND p.merged_into = x."participantId"
    WHERE f.tenant_id = tenant AND f.participant_id = p.id AND f.kind = x.kind
      AND f.hash IS DISTINCT FROM contact_hash(tenant, x.mac);
  END IF;

  IF e ? 'newContacts' THEN
    -- Numbered under their heads' locks as events are, also where no event brought them. Those that a job files of
    -- profiles of before have always been known.
    INSERT INTO contacts (tenant_id, hash, participant_id, kind, seq)
    SELECT tenant, coalesce(x.hash, contact_hash(tenant, x.mac)), x."participantId", x.kind,
      CASE WHEN NOT e ? 'contactFilings' THEN coalesce(seqs[x.position], nextval('events_seq_seq')) END
    FROM jsonb_to_recordset(e->'newContacts') AS x(hash text, mac text, "participantId" text, kind text,
      position integer)
    ON CONFLICT DO NOTHING;
  END IF;

  IF e ? 'emailFolds' THEN
    -- Of those who are locked above, whose profiles are as they were read.
    UPDATE participants p SET email_folded = x.folded
    FROM jsonb_to_recordset(e->'emailFolds') AS x(id text, folded text) WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'contactFilings' THEN
    INSERT INTO contact_filings AS f (tenant_id, key_name, filed_to, completed_at)
    SELECT tenant, x."keyName", x."filedTo", x."completedAt"
    FROM jsonb_to_recordset(e->'contactFilings') AS x("keyName" text, "filedTo" text, "completedAt" timestamptz)
    ON CONFLICT (tenant_id) DO UPDATE SET key_name = excluded.key_name, filed_to = excluded.filed_to,
      completed_at = coalesce(excluded.completed_at, f.completed_at);
  END IF;

  IF arg_purchases IS NOT NULL THEN
    UPDATE purchases p SET participant_id = x."participantId", amount_minor = x."amountMinor", currency = x.currency,
      occurred_at = x."occurredAt", event_seq = coalesce(seqs[x."eventPosition"], p.event_seq),
      refunded_minor = x."refundedMinor", refunds = documents->x.refunds, over_refunds = x."overRefunds",
      decided = documents->x.decided, version = p.version + 1
    FROM unnest(arg_purchases) AS x
    WHERE p.tenant_id = tenant AND p.order_id = x."orderId";
  END IF;

  IF arg_new_purchases IS NOT NULL THEN
    INSERT INTO purchases (tenant_id, order_id, participant_id, amount_minor, currency, occurred_at, event_seq,
      refunded_minor, refunds, over_refunds, decided)
    SELECT tenant, x."orderId", x."participantId", x."amountMinor", x.currency, x."occurredAt",
      seqs[x."eventPosition"], x."refundedMinor", documents->x.refunds, x."overRefunds", documents->x.decided
    FROM unnest(arg_new_purchases) AS x
    ORDER BY x."orderId";
  END IF;

  IF e ? 'histories' THEN
    UPDATE purchases p SET history = x.keys
    FROM jsonb_to_recordset(e->'histories') AS x("orderId" text, keys jsonb)
    WHERE p.tenant_id = tenant AND p.order_id = x."orderId";
  END IF;

  IF e ? 'disputes' THEN
    -- Guarded as the orders above.
    UPDATE purchases p SET disputes = x.disputes
    FROM jsonb_to_recordset(e->'disputes') AS x("orderId" text, disputes jsonb)
    WHERE p.tenant_id = tenant AND p.order_id = x."orderId";
  END IF;

  IF e ?| ARRAY['couponReports', 'movedUses', 'undoneOrders', 'redoneOrders'] THEN
    -- What coupons took off orders is kept with their rewards. These are locked before the coupons, as a redemption locks
    -- them, and together with all other rewards that change, in one order.
    PERFORM FROM rewards r WHERE r.tenant_id = tenant AND r.id = ANY (ARRAY(
      SELECT x.id FROM jsonb_to_recordset(e->'rewards') AS x(id text)
      UNION SELECT c.reward_id FROM jsonb_to_recordset(e->'couponReports') AS x(code text)
        JOIN coupons c ON c.tenant_id = tenant AND c.code = x.code
      UNION SELECT c.reward_id FROM jsonb_to_recordset(e->'movedUses') AS x(code text)
        JOIN coupons c ON c.tenant_id = tenant AND c.code = x.code
      UNION SELECT c.reward_id
        FROM jsonb_array_elements_text(coalesce(e->'undoneOrders', '[]') || coalesce(e->'redoneOrders', '[]')) AS o(id)
        JOIN coupon_uses u ON u.tenant_id = tenant AND u.order_id = o.id
        JOIN coupons c ON c.tenant_id = tenant AND c.code = u.code))
    ORDER BY r.id FOR NO KEY UPDATE OF r;
  END IF;

  IF e ? 'rewards' THEN
    -- The release before gives no reasons: it compares none, and leaves them. Nor does it say whose they were.
    UPDATE rewards r SET revision = r.revision + 1, amount_minor = x."amountMinor", cost_minor = x."costMinor", status = x.status,
      void_reason = x."voidReason", review_reasons = coalesce(x."reviewReasons", r.review_reasons),
      expired_minor = coalesce(x."expiredMinor", r.expired_minor),
      fulfilled_minor = CASE WHEN x.status = 'fulfilled' AND r.status <> 'fulfilled' THEN x."amountMinor"
        ELSE r.fulfilled_minor END,
      approved_at = CASE WHEN x.status = 'approved' AND r.status <> 'approved' THEN at ELSE r.approved_at END,
      -- What is given out by hand is no payout's.
      payout_id = CASE WHEN x.status = 'fulfilled' AND r.status <> 'fulfilled' THEN NULL ELSE r.payout_id END
    FROM jsonb_to_recordset(e->'rewards') AS x(id text, "amountMinor" bigint, "costMinor" bigint, status text,
      "voidReason" text, "reviewReasons" jsonb, "participantWas" text, "statusWas" text, "amountWas" bigint,
      "reasonsWas" jsonb, "choiceWas" jsonb, "expiredMinor" bigint, "expiredWas" bigint)
    WHERE r.tenant_id = tenant AND r.id = x.id AND r.status = x."statusWas" AND r.amount_minor = x."amountWas"
      AND r.expired_minor = coalesce(x."expiredWas", r.expired_minor)
      -- What ended before its owner was merged stands under their former id, and is read as the kept one's. Of one who is
      -- merged themselves, that former id leads to who is kept by now (`merge_names`).
      AND (r.participant_id = coalesce(x."participantWas", r.participant_id) OR EXISTS (SELECT FROM participants a
        WHERE a.tenant_id = tenant AND a.id = r.participant_id
          AND a.merged_into IN (x."participantWas", e#>>'{merge,keptId}')))
      AND r.review_reasons = coalesce(x."reasonsWas", r.review_reasons)
      AND r.choice IS NOT DISTINCT FROM nullif(x."choiceWas", 'null');
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'rewards') THEN PERFORM stale('reward'); END IF;
  END IF;

  IF e ? 'merge' THEN PERFORM merge_earned(tenant, e->'merge', seqs[1]); END IF;

  IF e ? 'unusedCoupons' THEN
    -- Their rewards are locked by now, as a redemption locks them first.
    SELECT count(*) INTO done FROM (
      SELECT c.uses = 0 AS fresh FROM jsonb_array_elements_text(e->'unusedCoupons') AS x(code)
      JOIN coupons c ON c.tenant_id = tenant AND c.code = x.code
      ORDER BY c.code FOR NO KEY UPDATE OF c) s WHERE fresh;
    IF done <> jsonb_array_length(e->'unusedCoupons') THEN PERFORM stale('coupon'); END IF;
  END IF;

  IF e ? 'choices' THEN
    -- Guarded and locked as rewards above.
    UPDATE rewards r SET revision = r.revision + 1, unit = x.unit, granted_minor = x."grantedMinor", "grant" = x."grant",
      coupon = nullif(x.coupon, 'null'), choice = x.choice, choose_by = x."chooseBy"
    FROM jsonb_to_recordset(e->'choices') AS x(id text, unit text, "grantedMinor" bigint, "grant" jsonb, coupon jsonb,
      choice jsonb, "chooseBy" timestamptz)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF arg_new_rewards IS NOT NULL THEN
    INSERT INTO rewards (tenant_id, id, program_id, version, rule_id, trigger, "group", referral_id, participant_id,
      recipient, source, kind, unit, granted_minor, amount_minor, cost_minor, basis_minor, status, hold_until,
      void_reason, occurred_at, "grant", coupon, choice, choose_by, facts, approved_at, created_at)
    SELECT tenant, x.id, x."programId", x.version, x."ruleId", x.trigger, x."group", x."referralId", x."participantId",
      x.recipient, x.source, x.kind, x.unit, x."grantedMinor", x."amountMinor", x."costMinor", x."basisMinor", x.status,
      x."holdUntil", x."voidReason", x."occurredAt", documents->x."grant", documents->x.coupon,
      documents->x.choice, x."chooseBy", documents->x.facts, CASE x.status WHEN 'approved' THEN at END, at
    FROM unnest(arg_new_rewards) AS x;
  END IF;

  IF e ? 'newReviewReasons' THEN
    UPDATE rewards r SET revision = r.revision + 1, review_reasons = x."reviewReasons"
    FROM jsonb_to_recordset(e->'newReviewReasons') AS x(id text, "reviewReasons" jsonb)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'expiries' THEN
    UPDATE rewards r SET revision = r.revision + 1, expires_at = x."expiresAt"
    FROM jsonb_to_recordset(e->'expiries') AS x(id text, "expiresAt" timestamptz) WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'announcedRewards' THEN
    SELECT count(*) INTO done FROM (
      SELECT r.expiry_announced_at IS NULL AS fresh FROM rewards r
      WHERE r.tenant_id = tenant AND r.id = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'announcedRewards')))
      ORDER BY r.id FOR NO KEY UPDATE OF r) s WHERE fresh;
    IF done <> jsonb_array_length(e->'announcedRewards') THEN PERFORM stale('reward announced'); END IF;
    UPDATE rewards r SET revision = r.revision + 1, expiry_announced_at = at
    WHERE r.tenant_id = tenant AND r.id = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'announcedRewards')));
  END IF;

  IF e ? 'newCoupons' THEN
    INSERT INTO coupons (tenant_id, code, reward_id, program_id, participant_id, percent_bps, free_shipping, amount_minor,
      currency, min_order_minor, applies_to, max_uses, uses, expires_at, created_at)
    SELECT tenant, x.code, x."rewardId", x."programId", x."participantId", x."percentBps",
      coalesce(x."freeShipping", false), x."amountMinor", x.currency, x."minOrderMinor", nullif(x."appliesTo", 'null'),
      x."maxUses", 0, x."expiresAt", at
    FROM jsonb_to_recordset(e->'newCoupons') AS x(code text, "rewardId" text, "programId" text, "participantId" text,
      "percentBps" integer, "freeShipping" boolean, "amountMinor" bigint, currency text, "minOrderMinor" bigint, "appliesTo" jsonb,
      "maxUses" integer, "expiresAt" timestamptz);
  END IF;

  IF e ? 'couponUses' OR e ? 'couponUsesAgain' THEN
    -- An order need not be known yet, so no row can stand for it: its name is locked, against the refund that
    -- would undo the use. Then the order has to be as it was read, and the coupon to have a use left.
    PERFORM pg_advisory_xact_lock(hashtextextended(tenant || ' ' || o.id, 0))
    FROM (SELECT x."orderId" AS id FROM jsonb_to_recordset(coalesce(e->'couponUses', '[]') || coalesce(e->'couponUsesAgain', '[]'))
      AS x("orderId" text) ORDER BY 1) o;
    IF EXISTS (
      SELECT FROM jsonb_to_recordset(coalesce(e->'couponUses', '[]') || coalesce(e->'couponUsesAgain', '[]'))
        AS x("orderId" text, "refundedWas" bigint)
      LEFT JOIN purchases p ON p.tenant_id = tenant AND p.order_id = x."orderId"
      WHERE p.refunded_minor IS DISTINCT FROM x."refundedWas")
    THEN PERFORM stale('order of a coupon'); END IF;
  END IF;

  IF e ? 'couponUses' THEN
    INSERT INTO coupon_uses (tenant_id, order_id, code, content_hash, discount_minor, currency, report_by, created_at)
    SELECT tenant, x."orderId", x.code, x."contentHash", x."discountMinor", x.currency, x."reportBy", at
    FROM jsonb_to_recordset(e->'couponUses') AS x("orderId" text, code text, "contentHash" text,
      "discountMinor" bigint, currency text, "reportBy" timestamptz);
    UPDATE coupons c SET uses = c.uses + 1
    FROM jsonb_to_recordset(e->'couponUses') AS x(code text, high integer)
    WHERE c.tenant_id = tenant AND c.code = x.code AND c.uses <= x.high;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'couponUses') THEN PERFORM stale('coupon'); END IF;
  END IF;

  IF e ? 'couponUsesAgain' THEN
    -- A use that the order has already, or had before it was released, which then needs a use left.
    SELECT count(*) INTO done FROM (
      SELECT u.reported_minor IS NULL AND u.content_hash = x."contentHashWas" AND (u.undone_at IS NOT NULL) = x.released
        AND (u.released_at IS NOT NULL) = x.released AS fresh
      FROM jsonb_to_recordset(e->'couponUsesAgain') AS x("orderId" text, code text, "contentHashWas" text, released boolean)
      JOIN coupon_uses u ON u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code
      ORDER BY u.order_id, u.code FOR NO KEY UPDATE OF u) s WHERE fresh;
    IF done <> jsonb_array_length(e->'couponUsesAgain') THEN PERFORM stale('use of a coupon'); END IF;
    UPDATE coupon_uses u SET content_hash = x."contentHash", discount_minor = x."discountMinor", currency = x.currency,
      report_by = x."reportBy", undone_at = NULL, released_at = NULL, steps = with_step(u.steps, 'again', at)
    FROM jsonb_to_recordset(e->'couponUsesAgain') AS x("orderId" text, code text, "contentHash" text,
      "discountMinor" bigint, currency text, "reportBy" timestamptz)
    WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code;
    UPDATE coupons c SET uses = c.uses + x.released::integer
    FROM jsonb_to_recordset(e->'couponUsesAgain') AS x(code text, high integer, released boolean)
    WHERE c.tenant_id = tenant AND c.code = x.code AND (NOT x.released OR c.uses <= x.high);
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'couponUsesAgain') THEN PERFORM stale('coupon'); END IF;
  END IF;

  IF e ? 'releasedUses' THEN
    -- A report of the order that does not name the coupon comes before or after: neither changes the use.
    SELECT count(*) INTO done FROM (
      SELECT u.reported_minor IS NULL AND u.released_at IS NULL AND u.content_hash = x."contentHashWas"
        AND (u.undone_at IS NOT NULL) = x.undone AND (x."reportByWas" IS NULL OR u.report_by = x."reportByWas") AS fresh
      FROM jsonb_to_recordset(e->'releasedUses') AS x("orderId" text, code text, "contentHashWas" text, undone boolean,
        "reportByWas" timestamptz)
      JOIN coupon_uses u ON u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code
      ORDER BY u.order_id, u.code FOR NO KEY UPDATE OF u) s WHERE fresh;
    IF done <> jsonb_array_length(e->'releasedUses') THEN PERFORM stale('use of a coupon'); END IF;
    WITH released AS (
      -- One that ends by itself is released by the job, which says when it was to end.
      UPDATE coupon_uses u SET released_at = at, undone_at = coalesce(u.undone_at, at), report_by = NULL,
        steps = with_step(u.steps, CASE WHEN x."reportByWas" IS NULL THEN 'freed' ELSE 'ended' END, at)
      FROM jsonb_to_recordset(e->'releasedUses') AS x("orderId" text, code text, undone boolean, "reportByWas" timestamptz)
      WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code
      RETURNING u.code, x.undone)
    UPDATE coupons c SET uses = c.uses - n.count
    FROM (SELECT r.code, count(*) FROM released r WHERE NOT r.undone GROUP BY r.code ORDER BY r.code) n
    WHERE c.tenant_id = tenant AND c.code = n.code;
  END IF;

  IF e ? 'keptUses' THEN
    -- Their orders were reported without a word of the coupon: they go on as used.
    UPDATE coupon_uses u SET report_by = NULL
    FROM jsonb_to_recordset(e->'keptUses') AS x("orderId" text, code text)
    WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code;
  END IF;

  IF e ? 'couponReports' THEN
    -- A use that was redeemed before is the same use, and one that had ended counts again. It is locked first, so that
    -- what follows sees whether a release came before.
    PERFORM FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text)
    JOIN coupon_uses u ON u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code
    ORDER BY u.order_id, u.code FOR NO KEY UPDATE OF u;
    WITH made AS (
      INSERT INTO coupon_uses (tenant_id, order_id, code, currency, created_at)
      SELECT tenant, x."orderId", x.code, x.currency, at
      FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text, currency text)
      ORDER BY x."orderId", x.code
      ON CONFLICT DO NOTHING RETURNING code),
    restored AS (
      UPDATE coupon_uses u SET undone_at = NULL, released_at = NULL, steps = with_step(u.steps, 'again', at)
      FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text)
      WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code AND u.undone_at IS NOT NULL
      RETURNING u.code)
    UPDATE coupons c SET uses = c.uses + n.count
    FROM (SELECT m.code, count(*) FROM (SELECT code FROM made UNION ALL SELECT code FROM restored) m
      GROUP BY m.code ORDER BY m.code) n
    WHERE c.tenant_id = tenant AND c.code = n.code;
    UPDATE coupon_uses u SET reported_minor = x."amountMinor", report_by = NULL
    FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text, "amountMinor" bigint)
    WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code;
    -- A cost is told in the currency of its program: what was given in another is in the books alone.
    UPDATE rewards r SET revision = r.revision + 1, given_minor = r.given_minor + n.given
    FROM (SELECT c.reward_id, sum(x."amountMinor")::bigint AS given
      FROM jsonb_to_recordset(e->'couponReports') AS x(code text, currency text, "amountMinor" bigint)
      JOIN coupons c ON c.tenant_id = tenant AND c.code = x.code
      JOIN programs g ON g.tenant_id = tenant AND g.id = c.program_id AND g.currency = x.currency GROUP BY 1) n
    WHERE r.tenant_id = tenant AND r.id = n.reward_id AND n.given > 0 AND NOT r."grant" ? 'isFree';
  END IF;

  IF e ? 'movedUses' THEN
    -- What is undone counts for neither coupon. Where it is redone in this commit, it counts below for the other.
    WITH moved AS (
      UPDATE coupon_uses u SET code = x."toCode"
      FROM jsonb_to_recordset(e->'movedUses') AS x("orderId" text, code text, "toCode" text)
      WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code
      RETURNING x.code AS code_was, u.code, u.currency, u.undone_at, coalesce(u.reported_minor, 0) AS reported_minor),
    changed AS (
      SELECT m.code_was AS code, m.currency, -1 AS uses, -m.reported_minor AS given FROM moved m WHERE m.undone_at IS NULL
      UNION ALL SELECT m.code, m.currency, 1, m.reported_minor FROM moved m WHERE m.undone_at IS NULL),
    counted AS (
      UPDATE coupons c SET uses = c.uses + n.uses
      FROM (SELECT x.code, sum(x.uses)::integer AS uses FROM changed x GROUP BY x.code ORDER BY x.code) n
      WHERE c.tenant_id = tenant AND c.code = n.code)
    UPDATE rewards r SET revision = r.revision + 1, given_minor = r.given_minor + n.given
    FROM (SELECT c.reward_id, sum(x.given)::bigint AS given FROM changed x
      JOIN coupons c ON c.tenant_id = tenant AND c.code = x.code
      JOIN programs g ON g.tenant_id = tenant AND g.id = c.program_id AND g.currency = x.currency GROUP BY 1) n
    WHERE r.tenant_id = tenant AND r.id = n.reward_id AND n.given <> 0 AND NOT r."grant" ? 'isFree';
  END IF;

  IF e ? 'undoneOrders' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(tenant || ' ' || o.id, 0))
    FROM (SELECT jsonb_array_elements_text(e->'undoneOrders') AS id ORDER BY 1) o;
    WITH undone AS (
      UPDATE coupon_uses u SET undone_at = at, report_by = NULL
      WHERE u.tenant_id = tenant AND u.undone_at IS NULL
        AND u.order_id = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'undoneOrders')))
      RETURNING u.code, u.currency, u.reported_minor),
    counted AS (
      UPDATE coupons c SET uses = c.uses - n.count
      FROM (SELECT u.code, count(*) FROM undone u GROUP BY u.code ORDER BY u.code) n
      WHERE c.tenant_id = tenant AND c.code = n.code)
    UPDATE rewards r SET revision = r.revision + 1, given_minor = r.given_minor - n.given
    FROM (SELECT c.reward_id, sum(u.reported_minor)::bigint AS given FROM undone u
      JOIN coupons c ON c.tenant_id = tenant AND c.code = u.code
      JOIN programs g ON g.tenant_id = tenant AND g.id = c.program_id AND g.currency = u.currency GROUP BY 1) n
    WHERE r.tenant_id = tenant AND r.id = n.reward_id AND n.given > 0 AND NOT r."grant" ? 'isFree';
  END IF;

  IF e ? 'redoneOrders' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(tenant || ' ' || o.id, 0))
    FROM (SELECT jsonb_array_elements_text(e->'redoneOrders') AS id ORDER BY 1) o;
    WITH redone AS (
      UPDATE coupon_uses u SET undone_at = NULL
      WHERE u.tenant_id = tenant AND u.undone_at IS NOT NULL AND u.released_at IS NULL
        AND u.order_id = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'redoneOrders')))
      RETURNING u.code, u.currency, u.reported_minor),
    counted AS (
      UPDATE coupons c SET uses = c.uses + n.count
      FROM (SELECT u.code, count(*) FROM redone u GROUP BY u.code ORDER BY u.code) n
      WHERE c.tenant_id = tenant AND c.code = n.code)
    UPDATE rewards r SET revision = r.revision + 1, given_minor = r.given_minor + n.given
    FROM (SELECT c.reward_id, sum(u.reported_minor)::bigint AS given FROM redone u
      JOIN coupons c ON c.tenant_id = tenant AND c.code = u.code
      JOIN programs g ON g.tenant_id = tenant AND g.id = c.program_id AND g.currency = u.currency GROUP BY 1) n
    WHERE r.tenant_id = tenant AND r.id = n.reward_id AND n.given > 0 AND NOT r."grant" ? 'isFree';
  END IF;

  IF e ? 'announcedCoupons' THEN
    UPDATE coupons c SET announced_at = at
    WHERE c.tenant_id = tenant AND c.announced_at IS NULL
      AND c.code = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'announcedCoupons')));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'announcedCoupons') THEN PERFORM stale('coupon announced'); END IF;
  END IF;

  IF e ? 'expiries' THEN
    -- Who changes a lot holds its wallet. Those of the postings are locked here too, in the same order.
    PERFORM FROM wallets w WHERE w.tenant_id = tenant AND (w.participant_id, w.unit) IN (
      SELECT x."participantId", x.unit FROM jsonb_to_recordset(e->'expiries') AS x("participantId" text, unit text)
      UNION SELECT o."participantId", o.unit FROM unnest(arg_postings) AS o)
    ORDER BY w.participant_id, w.unit FOR NO KEY UPDATE OF w;
  END IF;
  IF e ?| ARRAY['paidRewards', 'payouts', 'newPayoutBatches', 'payoutBatches', 'payoutSettings'] THEN PERFORM commit_payouts(tenant, at, e); END IF;

  IF arg_postings IS NOT NULL THEN
    -- A trigger adds them to the wallets, the last rows that a commit locks.
    INSERT INTO postings (tenant_id, id, source, destination, unit, amount, program_id, participant_id, reward_id,
      event_id, reason, created_at)
    SELECT tenant, x.id, x.source, x.destination, x.unit, x.amount, x."programId", x."participantId", x."rewardId",
      x."eventId", x.reason, at
    FROM unnest(arg_postings) AS x;
    -- Sums of accounts may have passed what is this old; this row comes after the wallets.
    IF at < clock_timestamp() - late_after() THEN
      PERFORM keep_late_postings(tenant, ARRAY(SELECT x.id FROM unnest(arg_postings) AS x));
    END IF;
  END IF;

  IF e ? 'expiries' THEN
    -- What an order gave back since may be good for longer than that.
    UPDATE lots l SET expires_at = greatest(l.expires_at, x."expiresAt")
    FROM jsonb_to_recordset(e->'expiries') AS x(id text, unit text, "expiresAt" timestamptz)
    WHERE l.tenant_id = tenant AND l.id = x.id AND l.unit = x.unit;
  END IF;

  IF e ?| ARRAY['spends', 'lots', 'wallets'] THEN PERFORM commit_spends(tenant, at, e); END IF;

  IF e ? 'merge' THEN PERFORM merged_all(tenant, e#>>'{merge,mergedId}'); END IF;

  IF e ? 'balanceChecks' THEN
    -- Two rounds at once only look twice.
    INSERT INTO balance_checks AS b (tenant_id, checked_to, completed_at)
    SELECT tenant, x."checkedTo", x."completedAt"
    FROM jsonb_to_recordset(e->'balanceChecks') AS x("checkedTo" text, "completedAt" timestamptz)
    ON CONFLICT (tenant_id) DO UPDATE SET checked_to = excluded.checked_to,
      completed_at = coalesce(excluded.completed_at, b.completed_at);
  END IF;

  IF e ? 'newPrograms' THEN
    INSERT INTO programs (tenant_id, id, key, name, landing_url, currency, timezone, starts_at, ends_at, texts, status,
      draft_rules, draft_version, version, counter_plan, epoch, created_at, updated_at)
    SELECT tenant, x.id, x.key, x.name, x."landingUrl", x.currency, x.timezone, x."startsAt", x."endsAt", x.texts,
      'draft', nullif(x."draftRules", 'null'), 1, 0, x."counterPlan", 1, at, at
    FROM jsonb_to_recordset(e->'newPrograms') AS x(id text, key text, name text, "landingUrl" text, currency text,
      timezone text, "startsAt" timestamptz, "endsAt" timestamptz, texts jsonb, "draftRules" jsonb, "counterPlan" jsonb);
  END IF;

  IF e ? 'programChanges' THEN
    UPDATE programs p SET name = x.name, landing_url = x."landingUrl", currency = x.currency, timezone = x.timezone,
      starts_at = x."startsAt", ends_at = x."endsAt", texts = x.texts, status = x.status,
      paused_reason = x."pausedReason", paused_period = x."pausedPeriod", paused_at = x."pausedAt", draft_rules = nullif(x."draftRules", 'null'),
      draft_version = p.draft_version + (c.changes ? 'draftRules')::integer,
      version = x.version, counter_plan = x."counterPlan", epoch = p.epoch + 1, updated_at = at
    FROM programs old, jsonb_to_recordset(e->'programChanges') AS c(id text, changes jsonb),
      LATERAL jsonb_to_record(jsonb_build_object('name', old.name, 'landingUrl', old.landing_url,
        'currency', old.currency, 'timezone', old.timezone, 'startsAt', old.starts_at, 'endsAt', old.ends_at,
        'texts', old.texts, 'status', old.status, 'pausedReason', old.paused_reason,
        'pausedPeriod', old.paused_period, 'pausedAt', old.paused_at, 'draftRules', old.draft_rules, 'version', old.version,
        'counterPlan', old.counter_plan) || c.changes) AS x(name text, "landingUrl" text, currency text,
        timezone text, "startsAt" timestamptz, "endsAt" timestamptz, texts jsonb, status text, "pausedReason" text,
        "pausedPeriod" text, "pausedAt" timestamptz, "draftRules" jsonb, version integer, "counterPlan" jsonb)
    WHERE p.tenant_id = tenant AND p.id = c.id AND old.tenant_id = tenant AND old.id = c.id;
  END IF;

  IF e ? 'endedSchedules' THEN
    -- All who schedule, publish or cancel raise the epoch of the program, so what was read is still there.
    DELETE FROM scheduled_publishes s USING jsonb_to_recordset(e->'endedSchedules') AS x(id text, "programId" text)
    WHERE s.tenant_id = tenant AND s.program_id = x."programId" AND s.id = x.id;
  END IF;

  IF e ? 'newSchedules' THEN
    INSERT INTO scheduled_publishes (tenant_id, program_id, id, rules, again, apply_to, publish_at, created_at)
    SELECT tenant, x."programId", x.id, x.rules, x.again, x."applyTo", x."publishAt", at
    FROM jsonb_to_recordset(e->'newSchedules') AS x("programId" text, id text, rules jsonb, again integer,
      "applyTo" text, "publishAt" timestamptz);
  END IF;

  IF e ? 'library' THEN
    -- How many pictures and materials there are, and which pictures are shown, holds while the tenant's row is locked.
    PERFORM FROM tenants t WHERE t.id = tenant FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM pictures p WHERE p.tenant_id = tenant) <> (e#>>'{library,pictures}')::integer
      OR (SELECT count(*) FROM materials m WHERE m.tenant_id = tenant) <> (e#>>'{library,materials}')::integer
    THEN PERFORM stale('library'); END IF;
  END IF;

  IF e ? 'endedMaterials' THEN
    DELETE FROM materials m USING jsonb_to_recordset(e->'endedMaterials') AS x(id text, "programId" text)
    WHERE m.tenant_id = tenant AND m.program_id = x."programId" AND m.id = x.id;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'endedMaterials') THEN PERFORM stale('material'); END IF;
  END IF;

  IF e ? 'endedPictures' THEN
    DELETE FROM pictures p WHERE p.tenant_id = tenant
      AND p.sha256 = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'endedPictures')))
      AND NOT EXISTS (SELECT FROM materials m WHERE m.tenant_id = tenant AND m.picture = p.sha256)
      AND NOT EXISTS (SELECT FROM tenants t WHERE t.id = tenant AND t.logo = p.sha256);
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'endedPictures') THEN PERFORM stale('picture'); END IF;
  END IF;

  IF e ? 'newPictures' THEN
    INSERT INTO pictures (tenant_id, sha256, type, bytes, width, height, created_at)
    SELECT tenant, x.sha256, x.type, decode(x.base64, 'base64'), x.width, x.height, at
    FROM jsonb_to_recordset(e->'newPictures') AS x(sha256 text, type text, base64 text, width integer, height integer);
  END IF;

  IF e ? 'tenantChanges' THEN
    -- After the pictures, since the logo may be new. Which there are holds while the tenant's row is locked.
    PERFORM FROM tenants t WHERE t.id = tenant FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM jsonb_to_recordset(e->'tenantChanges') AS x(theme jsonb) 
      WHERE x.theme->>'logo' IS NOT NULL AND NOT EXISTS (
        SELECT FROM pictures p WHERE p.tenant_id = tenant AND p.sha256 = x.theme->>'logo'))
    THEN PERFORM stale('logo'); END IF;
    -- Only what a change names, so that two who change other things at once keep both; the release before names all.
    UPDATE tenants t SET
      name = CASE WHEN c ? 'name' THEN c->>'name' ELSE t.name END,
      landing_url = CASE WHEN c ? 'landingUrl' THEN c->>'landingUrl' ELSE t.landing_url END,
      allowed_origins = CASE WHEN c ? 'allowedOrigins' THEN c->'allowedOrigins' ELSE t.allowed_origins END,
      timezone = CASE WHEN c ? 'timezone' THEN c->>'timezone' ELSE t.timezone END,
      support_bonus_minor = CASE WHEN c ? 'supportBonusMinor' THEN (c->>'supportBonusMinor')::bigint
        ELSE t.support_bonus_minor END,
      spend_minutes = CASE WHEN c ? 'spendMinutes' THEN (c->>'spendMinutes')::integer ELSE t.spend_minutes END,
      payout_kinds = CASE WHEN c ? 'payoutKinds' THEN c->'payoutKinds' ELSE t.payout_kinds END,
      stripe_key = CASE WHEN c ? 'stripe' THEN c#>>'{stripe,key}' ELSE t.stripe_key END,
      stripe_shown = CASE WHEN c ? 'stripe' THEN c#>>'{stripe,shown}' ELSE t.stripe_shown END,
      stripe_account = CASE WHEN c ? 'stripe' THEN c#>>'{stripe,account}' ELSE t.stripe_account END,
      stripe_is_live = CASE WHEN c ? 'stripe' THEN (c#>>'{stripe,isLive}')::boolean ELSE t.stripe_is_live END,
      accent = CASE WHEN c->'theme' ? 'accent' THEN c#>>'{theme,accent}' ELSE t.accent END,
      logo = CASE WHEN c->'theme' ? 'logo' THEN c#>>'{theme,logo}' ELSE t.logo END,
      widget_secret = CASE WHEN c ? 'widgetSecret' THEN c->>'widgetSecret' ELSE t.widget_secret END,
      former_widget_secret = CASE WHEN c ? 'formerWidgetSecret' THEN c->>'formerWidgetSecret'
        ELSE t.former_widget_secret END
    FROM jsonb_array_elements(e->'tenantChanges') AS c
    WHERE t.id = tenant AND (NOT c ? 'expected' OR t.widget_secret = c#>>'{expected,widgetSecret}'
      AND t.former_widget_secret IS NOT DISTINCT FROM c#>>'{expected,formerWidgetSecret}')
      AND (NOT c ? 'stripeWas' OR t.stripe_key IS NOT DISTINCT FROM c->>'stripeWas')
      -- What the answer tells of the settings that a change does not name.
      AND (NOT c ? 'was' OR c->'was' = jsonb_build_object('name', t.name, 'landingUrl', t.landing_url,
        'allowedOrigins', t.allowed_origins, 'timezone', t.timezone, 'supportBonusMinor', t.support_bonus_minor,
        'accent', t.accent, 'logo', t.logo)
        -- The release before knows nothing of it.
        || CASE WHEN c->'was' ? 'spendMinutes' THEN jsonb_build_object('spendMinutes', t.spend_minutes) ELSE '{}' END
        || CASE WHEN c->'was' ? 'payoutKinds' THEN jsonb_build_object('payoutKinds', t.payout_kinds) ELSE '{}' END);
    IF NOT FOUND THEN PERFORM stale('tenant'); END IF;
  END IF;

  IF e ? 'materials' THEN
    SELECT count(*) INTO done FROM jsonb_to_recordset(e->'materials') AS x(picture text)
    WHERE x.picture IS NULL OR EXISTS (
      SELECT FROM pictures p WHERE p.tenant_id = tenant AND p.sha256 = x.picture);
    IF done <> jsonb_array_length(e->'materials') THEN PERFORM stale('picture of a material'); END IF;
    -- The release before says nothing of what was there.
    IF EXISTS (
      SELECT FROM jsonb_array_elements(e->'materials') AS c
      LEFT JOIN materials m ON m.tenant_id = tenant AND m.program_id = c->>'programId' AND m.id = c->>'id'
      WHERE c ? 'was' AND nullif(c->'was', 'null') IS DISTINCT FROM CASE WHEN m.id IS NOT NULL THEN jsonb_build_object(
        'language', m.language, 'kind', m.kind, 'channel', m.channel, 'title', m.title, 'text', m.text, 'url', m.url,
        'picture', m.picture, 'lastDay', m.last_day) END)
    THEN PERFORM stale('material'); END IF;
    INSERT INTO materials (tenant_id, program_id, id, language, kind, channel, title, text, url, picture, last_day,
      created_at, updated_at)
    SELECT tenant, x."programId", x.id, x.language, x.kind, x.channel, x.title, x.text, x.url, x.picture, x."lastDay",
      at, at
    FROM jsonb_to_recordset(e->'materials') AS x("programId" text, id text, language text, kind text, channel text,
      title text, text text, url text, picture text, "lastDay" date)
    ON CONFLICT (tenant_id, program_id, id) DO UPDATE SET language = excluded.language, kind = excluded.kind,
      channel = excluded.channel, title = excluded.title, text = excluded.text, url = excluded.url,
      picture = excluded.picture, last_day = excluded.last_day, updated_at = at;
  END IF;

  IF e ? 'goalCount' THEN
    -- How many goals the program has holds while the tenant's row is locked.
    PERFORM FROM tenants t WHERE t.id = tenant FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM goals o WHERE o.tenant_id = tenant AND o.program_id = e#>>'{goalCount,programId}')
      <> (e#>>'{goalCount,count}')::integer
    THEN PERFORM stale('goals'); END IF;
  END IF;

  IF e ? 'endedGoals' THEN
    DELETE FROM goals o USING jsonb_to_recordset(e->'endedGoals') AS x(id text, "programId" text)
    WHERE o.tenant_id = tenant AND o.program_id = x."programId" AND o.id = x.id;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'endedGoals') THEN PERFORM stale('goal'); END IF;
  END IF;

  IF e ? 'goals' THEN
    IF EXISTS (
      SELECT FROM jsonb_to_recordset(e->'goals') AS x("programId" text, id text, was jsonb)
      LEFT JOIN goals l ON l.tenant_id = tenant AND l.program_id = x."programId" AND l.id = x.id
      WHERE x.was IS DISTINCT FROM CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('metric', l.metric,
        'target', l.target, 'firstDay', l.first_day, 'lastDay', l.last_day) END)
    THEN PERFORM stale('goal'); END IF;
    INSERT INTO goals (tenant_id, program_id, id, metric, target, first_day, last_day, created_at, updated_at)
    SELECT tenant, x."programId", x.id, x.metric, x.target, x."firstDay", x."lastDay", at, at
    FROM jsonb_to_recordset(e->'goals') AS x("programId" text, id text, metric text, target bigint, "firstDay" date,
      "lastDay" date)
    ON CONFLICT (tenant_id, program_id, id) DO UPDATE SET metric = excluded.metric, target = excluded.target,
      first_day = excluded.first_day, last_day = excluded.last_day, updated_at = at;
  END IF;

  IF e ? 'endedPrograms' THEN
    -- Locked above against all that refers to a program, with `programChanges`. What was written for it goes with it.
    IF EXISTS (SELECT FROM jsonb_array_elements_text(e->'endedPrograms') AS x(id) WHERE program_is_used(tenant, x.id))
    THEN PERFORM stale('program in use'); END IF;
    DELETE FROM goals o USING jsonb_array_elements_text(e->'endedPrograms') AS x(id)
    WHERE o.tenant_id = tenant AND o.program_id = x.id;
    DELETE FROM materials m USING jsonb_array_elements_text(e->'endedPrograms') AS x(id)
    WHERE m.tenant_id = tenant AND m.program_id = x.id;
    DELETE FROM scheduled_publishes s USING jsonb_array_elements_text(e->'endedPrograms') AS x(id)
    WHERE s.tenant_id = tenant AND s.program_id = x.id;
    DELETE FROM programs p USING jsonb_array_elements_text(e->'endedPrograms') AS x(id)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'newKeys' THEN
    INSERT INTO api_keys (tenant_id, id, kind, prefix, hash, created_at)
    SELECT tenant, x.id, x.kind, x.prefix, x.hash, at
    FROM jsonb_to_recordset(e->'newKeys') AS x(id text, kind text, prefix text, hash text);
  END IF;

  IF e ? 'revokedKeys' THEN
    UPDATE api_keys k SET revoked_at = at
    FROM jsonb_array_elements_text(e->'revokedKeys') AS x(id)
    WHERE k.id = x.id AND k.tenant_id = tenant AND k.revoked_at IS NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'revokedKeys') THEN PERFORM stale('key'); END IF;
  END IF;

  IF e ? 'webhookCount' THEN
    -- How many endpoints there are holds while the tenant's row is locked.
    PERFORM FROM tenants t WHERE t.id = tenant FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM webhooks w WHERE w.tenant_id = tenant) <> (e->>'webhookCount')::integer
    THEN PERFORM stale('webhooks'); END IF;
  END IF;

  IF e ? 'endedWebhooks' THEN
    DELETE FROM webhooks w USING jsonb_array_elements_text(e->'endedWebhooks') AS x(id)
    WHERE w.tenant_id = tenant AND w.id = x.id;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'endedWebhooks') THEN PERFORM stale('webhook'); END IF;
  END IF;

  IF e ? 'webhookChanges' THEN
    UPDATE webhooks w SET url = x.url, description = x.description, events = nullif(x.events, 'null'), secret = x.secret,
      former_secret = x."formerSecret", former_until = x."formerUntil", failing_since = x."failingSince",
      disabled_at = x."disabledAt", disabled_reason = x."disabledReason", version = w.version + 1
    FROM jsonb_to_recordset(e->'webhookChanges') AS x(id text, url text, description text, events jsonb, secret text,
      "formerSecret" text, "formerUntil" timestamptz, "failingSince" timestamptz, "disabledAt" timestamptz,
      "disabledReason" text, version integer)
    WHERE w.tenant_id = tenant AND w.id = x.id AND w.version = x.version;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'webhookChanges') THEN PERFORM stale('webhook'); END IF;
  END IF;

  IF e ? 'newWebhooks' THEN
    INSERT INTO webhooks (tenant_id, id, url, description, events, secret, created_at)
    SELECT tenant, x.id, x.url, x.description, nullif(x.events, 'null'), x.secret, at
    FROM jsonb_to_recordset(e->'newWebhooks') AS x(id text, url text, description text, events jsonb, secret text);
  END IF;

  IF e ? 'testNotices' THEN
    INSERT INTO notices (tenant_id, id, type, body, created_at)
    SELECT tenant, x.id, x.type, x.body, at
    FROM jsonb_to_recordset(e->'testNotices') AS x(id text, type text, body text);
    INSERT INTO deliveries (tenant_id, id, consumer, consumer_id, notice_id, status, due_at, created_at)
    SELECT tenant, x."deliveryId", 'webhook', x."webhookId", x.id, 'waiting', at, at
    FROM jsonb_to_recordset(e->'testNotices') AS x(id text, "deliveryId" text, "webhookId" text);
  END IF;

  IF e ? 'retriedDeliveries' THEN
    UPDATE deliveries d SET status = 'waiting', attempts = 0, due_at = at, token = NULL
    FROM jsonb_array_elements_text(e->'retriedDeliveries') AS x(id) WHERE d.tenant_id = tenant AND d.id = x.id;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'retriedDeliveries') THEN PERFORM stale('delivery'); END IF;
  END IF;

  IF e ? 'replays' THEN
    INSERT INTO deliveries AS d (tenant_id, id, consumer, consumer_id, notice_id, status, due_at, created_at)
    SELECT tenant, delivery_id(n.id, w.id), 'webhook', w.id, n.id, 'waiting', at, at
    FROM jsonb_to_recordset(e->'replays') AS x("webhookId" text, "from" timestamptz, "to" timestamptz)
    JOIN webhooks w ON w.tenant_id = tenant AND w.id = x."webhookId"
    JOIN notices n ON n.tenant_id = tenant AND n.created_at >= x."from" AND n.created_at < x."to"
      AND hears_of(w.events, n.type)
    ON CONFLICT (tenant_id, consumer_id, notice_id) DO UPDATE
      SET status = 'waiting', attempts = 0, due_at = at, token = NULL;
  END IF;

  IF e ? 'payoutDetails' THEN PERFORM commit_payout_details(tenant, at, e->'payoutDetails'); END IF;
  IF e ? 'clearedPayoutDetails' THEN PERFORM clear_payout_details(tenant, e->'clearedPayoutDetails'); END IF;
  IF e ? 'merge' THEN PERFORM merge_payout_details(tenant, at, e->'merge'); END IF;

  IF e ? 'versions' THEN
    INSERT INTO program_versions (tenant_id, program_id, version, id, rules, published_at)
    SELECT tenant, x."programId", x.version, x.id, x.rules, at
    FROM jsonb_to_recordset(e->'versions') AS x("programId" text, version integer, id text, rules jsonb);
    -- A ceiling is the budget of the version that a grant fitted into. The next grant that fits sets its own; without
    -- a budget, or with one of another period, none would, and the old one would refuse every grant for good.
    UPDATE counters c SET ceiling = NULL
    FROM jsonb_to_recordset(e->'versions') AS x("programId" text)
    WHERE c.tenant_id = tenant AND c.program_id = x."programId" AND c.subject = program_subject() AND c.ceiling IS NOT NULL;
  END IF;

  IF e ? 'moveOpenReferrals' THEN
    UPDATE referrals r SET revision = r.revision + 1, version = x.version
    FROM jsonb_to_recordset(e->'moveOpenReferrals') AS x("programId" text, version integer)
    WHERE r.tenant_id = tenant AND r.program_id = x."programId" AND is_live_referral(r.status);
  END IF;

  IF e ? 'newCounters' THEN
    -- Numbers that no version needed before are counted from the rows they stand for, once, while the
    -- program is locked against events.
    INSERT INTO counters (tenant_id, program_id, subject, period_key, metric, value)
    SELECT tenant, g.program_id, n.subject, n.period_key, n.metric, n.value
    FROM (
      SELECT x->>'programId' AS program_id, x->>'timezone' AS timezone, jsonb_agg(x) AS wanted
      FROM jsonb_array_elements(e->'newCounters') x GROUP BY 1, 2) g
    CROSS JOIN LATERAL count_numbers(tenant, g.program_id, g.timezone, g.wanted, NULL) n;
  END IF;

  IF e ? 'outbox' THEN
    INSERT INTO outbox (tenant_id, id, notices, created_at)
    SELECT tenant, x.id, x.notices, at FROM jsonb_to_recordset(e->'outbox') AS x(id text, notices jsonb);
  END IF;

  IF e ? 'audit' THEN
    INSERT INTO audit (tenant_id, id, actor, action, subject, detail, created_at)
    SELECT tenant, x.id, x.actor, x.action, x.subject, x.detail, at
    FROM jsonb_to_recordset(e->'audit') AS x(id text, actor jsonb, action text, subject text, detail jsonb);
  END IF;

  IF e ? 'idempotency' THEN
    -- The release before does not say what may go.
    INSERT INTO idempotency_keys (tenant_id, key, request_hash, status, body, lasting, created_at)
    SELECT tenant, x.key, x."requestHash", x.status, x.body, coalesce(x.lasting, true), at
    FROM jsonb_to_recordset(e->'idempotency') AS x(key text, "requestHash" text, status integer, body jsonb,
      lasting boolean);
  END IF;
END $$;
