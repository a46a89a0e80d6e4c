-- What the schema file can't say: the books are append-only, and the one statement that commits a decision.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE ON postings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER postings_no_truncate BEFORE TRUNCATE ON postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Rows that are updated often keep their new versions on the same page, out of the indexes.
ALTER TABLE participants SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE referrals SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE codes SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE purchases SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE counters SET (fillfactor = 70);
--> statement-breakpoint
-- The names of the calendar periods that an instant falls in, as `domain/periods.ts` writes them.
CREATE FUNCTION period_key(at timestamptz, period text, zone text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE period
    WHEN 'day' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM-DD')
    WHEN 'month' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(at AT TIME ZONE zone, 'YYYY-"Q"Q')
    WHEN 'year' THEN to_char(at AT TIME ZONE zone, 'YYYY')
    WHEN 'lifetime' THEN 'lifetime'
  END
$$;
--> statement-breakpoint
CREATE FUNCTION stale(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale snapshot: %', what USING ERRCODE = 'serialization_failure';
END $$;
--> statement-breakpoint
-- Commits what was decided, all or nothing, and holds no rule of the business: it locks the rows the
-- snapshot was taken from, raises 40001 when one of them has moved, and writes. Its argument is the
-- `Effects` of `db/queries/commitEffects.ts`; a part that is absent costs nothing. Locks are taken in one
-- order for everyone: programs, new participants, participants, codes, purchases, counters; each by its key.
-- The planner takes a JSON list for 100 rows and would hash or read whole tables for it; the settings keep it on
-- the indexes.
CREATE FUNCTION commit_effects(e jsonb) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  tenant constant text := e->>'tenantId';
  at constant timestamptz := e->>'at';
  done integer;
  seqs bigint[];
BEGIN
  IF e ? 'programs' THEN
    -- Whoever changes a program excludes every event of it; events exclude only the change.
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

  IF e ? 'newParticipants' THEN
    INSERT INTO participants (tenant_id, id, external_id, email, email_folded, name, locale, country, segments,
                              first_signup_at, first_purchase_at, version, referred_version, created_at, updated_at)
    SELECT tenant, x.id, x."externalId", x.email, x."emailFolded", x.name, x.locale, x.country, x.segments,
           x."firstSignupAt", x."firstPurchaseAt", 1, x."referredVersion", at, at
    FROM jsonb_to_recordset(e->'newParticipants') AS x(id text, "externalId" text, email text, "emailFolded" text,
      name text, locale text, country text, segments jsonb, "firstSignupAt" timestamptz,
      "firstPurchaseAt" timestamptz, "referredVersion" integer)
    ORDER BY x."externalId"
    ON CONFLICT (tenant_id, external_id) DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'newParticipants') THEN PERFORM stale('participant appeared'); END IF;
  END IF;

  IF e ? 'participants' THEN
    SELECT count(*) INTO done FROM (
      SELECT (x.version IS NULL OR p.version = x.version)
         AND (x."referredVersion" IS NULL OR p.referred_version = x."referredVersion") AS fresh
      FROM jsonb_to_recordset(e->'participants') AS x(id text, version integer, "referredVersion" integer)
      JOIN participants p ON p.tenant_id = tenant AND p.id = x.id
      ORDER BY p.id FOR NO KEY UPDATE OF p) s WHERE fresh;
    IF done <> jsonb_array_length(e->'participants') THEN PERFORM stale('participant'); END IF;
    UPDATE participants p SET
      version = p.version + 1,
      referred_version = p.referred_version + x.referred,
      first_signup_at = x."firstSignupAt",
      first_purchase_at = x."firstPurchaseAt"
    FROM jsonb_to_recordset(e->'participants') AS x(id text, touched boolean, referred integer,
      "firstSignupAt" timestamptz, "firstPurchaseAt" timestamptz)
    WHERE p.tenant_id = tenant AND p.id = x.id AND x.touched;
  END IF;

  IF e ? 'profiles' THEN
    UPDATE participants p SET email = x.email, email_folded = x."emailFolded", name = x.name, locale = x.locale,
      country = x.country, segments = x.segments, referred_version = p.referred_version + 1, updated_at = at
    FROM jsonb_to_recordset(e->'profiles') AS x(id text, email text, "emailFolded" text, name text, locale text,
      country text, segments jsonb)
    WHERE p.tenant_id = tenant AND p.id = x.id;
  END IF;

  IF e ? 'codeUses' THEN
    -- What was decided about a code holds while nobody has changed it and its uses still leave room.
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

  IF e ? 'codes' THEN
    -- A code that was taken meanwhile, or a participant who got one meanwhile, violates a named key.
    INSERT INTO codes (tenant_id, code, display, kind, program_id, participant_id, created_at)
    SELECT tenant, x.code, x.display, x.kind, x."programId", x."participantId", at
    FROM jsonb_to_recordset(e->'codes') AS x(code text, display text, kind text, "programId" text,
      "participantId" text)
    ORDER BY x.code;
  END IF;

  IF e ? 'newApplications' THEN
    -- One that was made meanwhile violates the key.
    INSERT INTO applications (tenant_id, program_id, participant_id, status, applied_at)
    SELECT tenant, x."programId", x."participantId", 'applied', at
    FROM jsonb_to_recordset(e->'newApplications') AS x("programId" text, "participantId" text);
  END IF;

  IF e ? 'applications' THEN
    -- Guarded by their participant's row, locked above and raised here for the events that looked at it.
    UPDATE participants p SET referred_version = p.referred_version + 1
    FROM jsonb_to_recordset(e->'applications') AS x("participantId" text)
    WHERE p.tenant_id = tenant AND p.id = x."participantId";
    UPDATE applications a SET status = x.status, reason = x.reason, decided_at = at, decided_by = x."decidedBy"
    FROM jsonb_to_recordset(e->'applications') AS x("programId" text, "participantId" text, status text, reason text,
      "decidedBy" jsonb)
    WHERE a.tenant_id = tenant AND a.program_id = x."programId" AND a.participant_id = x."participantId";
  END IF;

  IF e ? 'newReferrals' THEN
    INSERT INTO referrals (tenant_id, id, program_id, version, status, advocate_id, friend_id, code, source, channel,
      attributed_at, converted_at, conversion_order_id, qualifying_count, reversals, rejected_reason, created_at)
    SELECT tenant, x.id, x."programId", x.version, x.status, x."advocateId", x."friendId", x.code, x.source, x.channel,
      x."attributedAt", x."convertedAt", x."conversionOrderId", x."qualifyingCount", x.reversals, x."rejectedReason", at
    FROM jsonb_to_recordset(e->'newReferrals') AS x(id text, "programId" text, version integer, status text,
      "advocateId" text, "friendId" text, code text, source text, channel text, "attributedAt" timestamptz,
      "convertedAt" timestamptz, "conversionOrderId" text, "qualifyingCount" integer, reversals integer,
      "rejectedReason" text);
  END IF;

  IF e ? 'referrals' THEN
    -- Guarded by their friend's participant row, locked above.
    UPDATE referrals r SET status = x.status, converted_at = x."convertedAt",
      conversion_order_id = x."conversionOrderId", qualifying_count = x."qualifyingCount", reversals = x.reversals
    FROM jsonb_to_recordset(e->'referrals') AS x(id text, status text, "convertedAt" timestamptz,
      "conversionOrderId" text, "qualifyingCount" integer, reversals integer)
    WHERE r.tenant_id = tenant AND r.id = x.id;
  END IF;

  IF e ? 'newMemberships' THEN
    INSERT INTO memberships (tenant_id, id, program_id, participant_id, qualifying_count, signed_up, created_at)
    SELECT tenant, x.id, x."programId", x."participantId", x."qualifyingCount", x."signedUp", at
    FROM jsonb_to_recordset(e->'newMemberships') AS x(id text, "programId" text, "participantId" text,
      "qualifyingCount" integer, "signedUp" boolean);
  END IF;

  IF e ? 'memberships' THEN
    -- Guarded by their participant's row, locked above.
    UPDATE memberships m SET qualifying_count = x."qualifyingCount", signed_up = x."signedUp"
    FROM jsonb_to_recordset(e->'memberships') AS x(id text, "qualifyingCount" integer, "signedUp" boolean)
    WHERE m.tenant_id = tenant AND m.id = x.id;
  END IF;

  IF e ? 'stubs' THEN
    -- An order without a purchase has no participant to guard it: its own row does.
    SELECT count(*) INTO done FROM (
      SELECT p.amount_minor IS NULL AND jsonb_array_length(p.refunds) = x.refunds AS fresh
      FROM jsonb_to_recordset(e->'stubs') AS x("orderId" text, refunds integer)
      JOIN purchases p ON p.tenant_id = tenant AND p.order_id = x."orderId"
      ORDER BY p.order_id FOR NO KEY UPDATE OF p) s WHERE fresh;
    IF done <> jsonb_array_length(e->'stubs') THEN PERFORM stale('waiting refunds'); END IF;
  END IF;

  IF e ? 'counters' THEN
    -- The decision holds while the number is inside its interval; a row that is missing is 0.
    INSERT INTO counters AS c (tenant_id, program_id, subject, period_key, metric, value, ceiling)
    SELECT tenant, x."programId", x.subject, x."periodKey", x.metric, x.delta, x.ceiling
    FROM jsonb_to_recordset(e->'counters') AS x("programId" text, subject text, "periodKey" text, metric text,
      delta bigint, ceiling bigint)
    ORDER BY x."programId", x.subject, x."periodKey", x.metric
    ON CONFLICT (tenant_id, program_id, subject, period_key, metric) DO UPDATE
      SET value = c.value + excluded.value, ceiling = coalesce(excluded.ceiling, c.ceiling);
    -- Every row is locked by now: what it held before is its value less the change.
    SELECT count(*) INTO done
    FROM jsonb_to_recordset(e->'counters') AS x("programId" text, subject text, "periodKey" text, metric text,
      delta bigint, low bigint, high bigint)
    JOIN counters c ON c.tenant_id = tenant AND c.program_id = x."programId" AND c.subject = x.subject
      AND c.period_key = x."periodKey" AND c.metric = x.metric
    WHERE (x.low IS NULL OR c.value - x.delta >= x.low) AND (x.high IS NULL OR c.value - x.delta <= x.high);
    IF done <> jsonb_array_length(e->'counters') THEN PERFORM stale('counter'); END IF;
  END IF;

  IF e ? 'events' THEN
    -- Drawn under the locks, so that two commits that depend on each other are numbered as they happened.
    SELECT array_agg(nextval('events_seq_seq')) INTO seqs
    FROM generate_series(1, jsonb_array_length(e->'events'));
    INSERT INTO events (tenant_id, seq, id, type, natural_key, content_hash, attempt_id, participant_id, occurred_at,
      occurred_at_given, received_at, facts, flags, decisions)
    SELECT tenant, seqs[x.position], x.id, x.type, x."naturalKey", x."contentHash", e->>'attemptId', x."participantId",
      x."occurredAt", x."occurredAtGiven", at, x.facts, x.flags, x.decisions
    FROM jsonb_to_recordset(e->'events') AS x(position integer, id text, type text, "naturalKey" text,
      "contentHash" text, "participantId" text, "occurredAt" timestamptz, "occurredAtGiven" boolean, facts jsonb,
      flags jsonb, decisions jsonb);
  END IF;

  IF e ? 'newPurchases' THEN
    INSERT INTO purchases (tenant_id, order_id, participant_id, amount_minor, currency, occurred_at, event_seq,
      refunded_minor, refunds, over_refunds, decided)
    SELECT tenant, x."orderId", x."participantId", x."amountMinor", x.currency, x."occurredAt",
      seqs[x."eventPosition"], x."refundedMinor", x.refunds, x."overRefunds", x.decided
    FROM jsonb_to_recordset(e->'newPurchases') AS x("orderId" text, "participantId" text, "amountMinor" bigint,
      currency text, "occurredAt" timestamptz, "eventPosition" integer, "refundedMinor" bigint, refunds jsonb,
      "overRefunds" integer, decided jsonb)
    ORDER BY x."orderId";
  END IF;

  IF e ? 'purchases' THEN
    UPDATE purchases p SET participant_id = x."participantId", amount_minor = x."amountMinor", currency = x.currency,
      occurred_at = x."occurredAt", event_seq = coalesce(seqs[x."eventPosition"], p.event_seq),
      refunded_minor = x."refundedMinor", refunds = x.refunds, over_refunds = x."overRefunds", decided = x.decided
    FROM jsonb_to_recordset(e->'purchases') AS x("orderId" text, "participantId" text, "amountMinor" bigint,
      currency text, "occurredAt" timestamptz, "eventPosition" integer, "refundedMinor" bigint, refunds jsonb,
      "overRefunds" integer, decided jsonb)
    WHERE p.tenant_id = tenant AND p.order_id = x."orderId";
  END IF;

  IF e ? 'newRewards' THEN
    INSERT INTO rewards (tenant_id, id, program_id, version, rule_id, trigger, "group", referral_id, participant_id,
      recipient, source, kind, unit, granted_minor, amount_minor, cost_minor, basis_minor, status, hold_until,
      void_reason, occurred_at, "grant", coupon, facts, created_at)
    SELECT tenant, x.id, x."programId", x.version, x."ruleId", x.trigger, x."group", x."referralId", x."participantId",
      x.recipient, x.source, x.kind, x.unit, x."grantedMinor", x."amountMinor", x."costMinor", x."basisMinor", x.status,
      x."holdUntil", x."voidReason", x."occurredAt", x."grant", nullif(x.coupon, 'null'), x.facts, at
    FROM jsonb_to_recordset(e->'newRewards') AS x(id text, "programId" text, version integer, "ruleId" text,
      trigger text, "group" text, "referralId" text, "participantId" text, recipient text, source text, kind text,
      unit text, "grantedMinor" bigint, "amountMinor" bigint, "costMinor" bigint, "basisMinor" bigint, status text,
      "holdUntil" timestamptz, "voidReason" text, "occurredAt" timestamptz, "grant" jsonb, coupon jsonb, facts jsonb);
  END IF;

  IF e ? 'rewards' THEN
    UPDATE rewards r SET amount_minor = x."amountMinor", cost_minor = x."costMinor", status = x.status,
      void_reason = x."voidReason"
    FROM jsonb_to_recordset(e->'rewards') AS x(id text, "amountMinor" bigint, "costMinor" bigint, status text,
      "voidReason" text, "statusWas" text, "amountWas" bigint)
    WHERE r.tenant_id = tenant AND r.id = x.id AND r.status = x."statusWas" AND r.amount_minor = x."amountWas";
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'rewards') THEN PERFORM stale('reward'); END IF;
  END IF;

  IF e ? 'newCoupons' THEN
    INSERT INTO coupons (tenant_id, code, reward_id, program_id, participant_id, percent_bps, amount_minor, currency,
      min_order_minor, applies_to, max_uses, uses, expires_at, created_at)
    SELECT tenant, x.code, x."rewardId", x."programId", x."participantId", x."percentBps", x."amountMinor", x.currency,
      x."minOrderMinor", nullif(x."appliesTo", 'null'), x."maxUses", 0, x."expiresAt", at
    FROM jsonb_to_recordset(e->'newCoupons') AS x(code text, "rewardId" text, "programId" text, "participantId" text,
      "percentBps" integer, "amountMinor" bigint, currency text, "minOrderMinor" bigint, "appliesTo" jsonb,
      "maxUses" integer, "expiresAt" timestamptz);
  END IF;

  IF e ? 'couponUses' THEN
    -- An order need not be known yet, so no row can stand for it: its name is locked, against the refund that
    -- would undo the use. Then the order has to be as it was read, and the coupon to have a use left.
    PERFORM pg_advisory_xact_lock(hashtextextended(tenant || ' ' || o.id, 0))
    FROM (SELECT x."orderId" AS id FROM jsonb_to_recordset(e->'couponUses') AS x("orderId" text) ORDER BY 1) o;
    SELECT count(*) INTO done
    FROM jsonb_to_recordset(e->'couponUses') AS x("orderId" text, "refundedWas" bigint)
    LEFT JOIN purchases p ON p.tenant_id = tenant AND p.order_id = x."orderId"
    WHERE p.refunded_minor IS NOT DISTINCT FROM x."refundedWas";
    IF done <> jsonb_array_length(e->'couponUses') THEN PERFORM stale('order of a coupon'); END IF;
    INSERT INTO coupon_uses (tenant_id, order_id, code, content_hash, discount_minor, currency, created_at)
    SELECT tenant, x."orderId", x.code, x."contentHash", x."discountMinor", x.currency, at
    FROM jsonb_to_recordset(e->'couponUses') AS x("orderId" text, code text, "contentHash" text,
      "discountMinor" bigint, currency text);
    UPDATE coupons c SET uses = c.uses + 1
    FROM jsonb_to_recordset(e->'couponUses') AS x(code text, high integer)
    WHERE c.tenant_id = tenant AND c.code = x.code AND c.uses <= x.high;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'couponUses') THEN PERFORM stale('coupon'); END IF;
  END IF;

  IF e ? 'couponReports' THEN
    -- A use that was redeemed before is the same use.
    WITH made AS (
      INSERT INTO coupon_uses (tenant_id, order_id, code, currency, created_at)
      SELECT tenant, x."orderId", x.code, x.currency, at
      FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text, currency text)
      ORDER BY x."orderId", x.code
      ON CONFLICT DO NOTHING RETURNING code)
    UPDATE coupons c SET uses = c.uses + n.count
    FROM (SELECT made.code, count(*) FROM made GROUP BY made.code ORDER BY made.code) n
    WHERE c.tenant_id = tenant AND c.code = n.code;
    UPDATE coupon_uses u SET reported_minor = x."amountMinor"
    FROM jsonb_to_recordset(e->'couponReports') AS x("orderId" text, code text, "amountMinor" bigint)
    WHERE u.tenant_id = tenant AND u.order_id = x."orderId" AND u.code = x.code;
  END IF;

  IF e ? 'undoneOrders' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(tenant || ' ' || o.id, 0))
    FROM (SELECT jsonb_array_elements_text(e->'undoneOrders') AS id ORDER BY 1) o;
    WITH undone AS (
      UPDATE coupon_uses u SET undone_at = at
      WHERE u.tenant_id = tenant AND u.undone_at IS NULL
        AND u.order_id = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'undoneOrders')))
      RETURNING u.code)
    UPDATE coupons c SET uses = c.uses - n.count
    FROM (SELECT undone.code, count(*) FROM undone GROUP BY undone.code ORDER BY undone.code) n
    WHERE c.tenant_id = tenant AND c.code = n.code;
  END IF;

  IF e ? 'announcedCoupons' THEN
    UPDATE coupons c SET announced_at = at
    WHERE c.tenant_id = tenant AND c.announced_at IS NULL
      AND c.code = ANY (ARRAY(SELECT jsonb_array_elements_text(e->'announcedCoupons')));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(e->'announcedCoupons') THEN PERFORM stale('coupon announced'); END IF;
  END IF;

  IF e ? 'postings' THEN
    INSERT INTO postings (tenant_id, id, source, destination, unit, amount, program_id, participant_id, reward_id,
      event_id, reason, created_at)
    SELECT tenant, x.id, x.source, x.destination, x.unit, x.amount, x."programId", x."participantId", x."rewardId",
      x."eventId", x.reason, at
    FROM jsonb_to_recordset(e->'postings') AS x(id text, source text, destination text, unit text, amount bigint,
      "programId" text, "participantId" text, "rewardId" text, "eventId" text, reason text);
  END IF;

  IF e ? 'newPrograms' THEN
    INSERT INTO programs (tenant_id, id, key, name, landing_url, currency, timezone, starts_at, ends_at, texts, status,
      draft_rules, version, counter_plan, epoch, created_at, updated_at)
    SELECT tenant, x.id, x.key, x.name, x."landingUrl", x.currency, x.timezone, x."startsAt", x."endsAt", x.texts,
      'draft', nullif(x."draftRules", 'null'), 0, x."counterPlan", 1, at, at
    FROM jsonb_to_recordset(e->'newPrograms') AS x(id text, key text, name text, "landingUrl" text, currency text,
      timezone text, "startsAt" timestamptz, "endsAt" timestamptz, texts jsonb, "draftRules" jsonb, "counterPlan" jsonb);
  END IF;

  IF e ? 'programChanges' THEN
    UPDATE programs p SET name = x.name, landing_url = x."landingUrl", currency = x.currency, timezone = x.timezone,
      starts_at = x."startsAt", ends_at = x."endsAt", texts = x.texts, status = x.status,
      paused_reason = x."pausedReason", paused_period = x."pausedPeriod", draft_rules = nullif(x."draftRules", 'null'),
      version = x.version, counter_plan = x."counterPlan", epoch = p.epoch + 1, updated_at = at
    FROM programs old, jsonb_to_recordset(e->'programChanges') AS c(id text, changes jsonb),
      LATERAL jsonb_to_record(jsonb_build_object('name', old.name, 'landingUrl', old.landing_url,
        'currency', old.currency, 'timezone', old.timezone, 'startsAt', old.starts_at, 'endsAt', old.ends_at,
        'texts', old.texts, 'status', old.status, 'pausedReason', old.paused_reason,
        'pausedPeriod', old.paused_period, 'draftRules', old.draft_rules, 'version', old.version,
        'counterPlan', old.counter_plan) || c.changes) AS x(name text, "landingUrl" text, currency text,
        timezone text, "startsAt" timestamptz, "endsAt" timestamptz, texts jsonb, status text, "pausedReason" text,
        "pausedPeriod" text, "draftRules" jsonb, version integer, "counterPlan" jsonb)
    WHERE p.tenant_id = tenant AND p.id = c.id AND old.tenant_id = tenant AND old.id = c.id;
  END IF;

  IF e ? 'versions' THEN
    INSERT INTO program_versions (tenant_id, program_id, version, id, rules, published_at)
    SELECT tenant, x."programId", x.version, x.id, x.rules, at
    FROM jsonb_to_recordset(e->'versions') AS x("programId" text, version integer, id text, rules jsonb);
  END IF;

  IF e ? 'moveOpenReferrals' THEN
    UPDATE referrals r SET version = x.version
    FROM jsonb_to_recordset(e->'moveOpenReferrals') AS x("programId" text, version integer)
    WHERE r.tenant_id = tenant AND r.program_id = x."programId" AND r.status <> 'rejected';
  END IF;

  IF e ? 'newCounters' THEN
    -- Numbers that no version needed before are counted from the rows they stand for, once, while the
    -- program is locked against events.
    INSERT INTO counters (tenant_id, program_id, subject, period_key, metric, value)
    SELECT tenant, x."programId", r.advocate_id, period_key(r.converted_at, x.period, x.timezone), x.metric, count(*)
    FROM jsonb_to_recordset(e->'newCounters') AS x("programId" text, metric text, period text, timezone text)
    JOIN referrals r ON r.tenant_id = tenant AND r.program_id = x."programId" AND r.status = 'converted'
    WHERE x.metric = 'conversions' GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT tenant, x."programId", r.advocate_id, period_key(r.attributed_at, x.period, x.timezone), x.metric, count(*)
    FROM jsonb_to_recordset(e->'newCounters') AS x("programId" text, metric text, period text, timezone text)
    JOIN referrals r ON r.tenant_id = tenant AND r.program_id = x."programId" AND r.status <> 'rejected'
    WHERE x.metric = 'signups' GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT tenant, x."programId", r.advocate_id, period_key(p.occurred_at, x.period, x.timezone), x.metric,
      sum(p.amount_minor - p.refunded_minor)
    FROM jsonb_to_recordset(e->'newCounters') AS x("programId" text, metric text, period text, timezone text)
    JOIN referrals r ON r.tenant_id = tenant AND r.program_id = x."programId" AND r.status <> 'rejected'
    JOIN purchases p ON p.tenant_id = tenant AND p.participant_id = r.friend_id
      AND p.decided -> r.program_id ->> 'referralId' = r.id AND (p.decided -> r.program_id ->> 'qualifies')::boolean
    WHERE x.metric = 'revenue' GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT tenant, x."programId", CASE x.per WHEN 'recipient' THEN w.participant_id ELSE w.referral_id END,
      period_key(w.occurred_at, x.period, x.timezone), x.metric,
      sum(CASE WHEN x.metric LIKE 'count:%' THEN 1 ELSE w.amount_minor END)
    FROM jsonb_to_recordset(e->'newCounters') AS x("programId" text, metric text, period text, timezone text,
      per text, "ruleId" text)
    JOIN rewards w ON w.tenant_id = tenant AND w.program_id = x."programId" AND w.rule_id = x."ruleId"
      AND w.status NOT IN ('voided', 'clawed_back')
    WHERE x."ruleId" IS NOT NULL GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT tenant, x."programId", 'program', period_key(w.occurred_at, x.period, x.timezone), x.metric,
      sum(w.cost_minor)
    FROM jsonb_to_recordset(e->'newCounters') AS x("programId" text, metric text, period text, timezone text)
    JOIN rewards w ON w.tenant_id = tenant AND w.program_id = x."programId"
      AND w.status NOT IN ('voided', 'clawed_back')
    WHERE x.metric = 'budget' GROUP BY 2, 3, 4, 5;
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
    INSERT INTO idempotency_keys (tenant_id, key, request_hash, status, body, created_at)
    SELECT tenant, x.key, x."requestHash", x.status, x.body, at
    FROM jsonb_to_recordset(e->'idempotency') AS x(key text, "requestHash" text, status integer, body jsonb);
  END IF;
END $$;
--> statement-breakpoint
-- Reads everything that the decisions of a batch need, as one JSON value, in one statement and so from one
-- moment; null when the key is not valid. Its arguments and the shape of its rows are those of
-- `db/queries/loadSnapshot.ts`. It is a function because its plan is made once a session and not once a request,
-- and because the planner can't know how long a JSON list is: the settings keep it on the indexes, also in a
-- database that was never analysed. Lists are compared as `= ANY (ARRAY(SELECT ...))` and chains are climbed by
-- LATERAL with a LIMIT for the same reason.
CREATE FUNCTION load_snapshot(arg_key_hash text, arg_events jsonb, arg_cached_versions jsonb, arg_period_keys jsonb,
  arg_idempotency_key text, arg_max_backlog integer, arg_rolling_days integer, arg_ancestors integer)
RETURNS json LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN (
    WITH RECURSIVE k AS MATERIALIZED (
      -- The key names its tenant: whoever has none gets no row at all.
      SELECT t.id AS tenant_id, t.click_secret
      FROM api_keys a JOIN tenants t ON t.id = a.tenant_id
      WHERE a.hash = arg_key_hash AND a.kind = 'secret' AND a.revoked_at IS NULL
    ), input AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(arg_events) AS x(key text, prefix text, "externalId" text, "orderId" text,
        "isRefund" boolean, program text, codes jsonb, coupons jsonb, at timestamptz)
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
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = ANY (ARRAY(SELECT id FROM own)) AND r.status <> 'rejected'
    ), chain(program_id, participant_id, referral_id, level) AS (
      -- From each advocate whose code is used, upwards: who a new friend may not be. From the advocates of friends,
      -- two levels more where a rule may reward so far up.
      (SELECT c.program_id, c.participant_id, NULL::text, 0 FROM named_codes c
       UNION ALL
       SELECT r.program_id, r.advocate_id, NULL::text, 49
       FROM live r JOIN programs p ON p.tenant_id = (SELECT tenant_id FROM k) AND p.id = r.program_id
       WHERE r.advocate_id IS NOT NULL AND greatest((p.counter_plan ->> 'ancestors')::integer, arg_ancestors) > 1)
      UNION ALL
      SELECT c.program_id, r.advocate_id, r.id, c.level + 1
      FROM chain c CROSS JOIN LATERAL (
        SELECT r.id, r.advocate_id FROM referrals r
        WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.friend_id = c.participant_id AND r.program_id = c.program_id
          AND r.status <> 'rejected' LIMIT 1) r
      WHERE c.level <= 50
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
    ), backlog AS MATERIALIZED (
      SELECT p.* FROM bringing b CROSS JOIN LATERAL (
        SELECT p.* FROM purchases p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.participant_id = b.id AND p.occurred_at >= b.since
        ORDER BY p.occurred_at, p.event_seq LIMIT arg_max_backlog) p
    ), customs AS MATERIALIZED (
      SELECT e.* FROM bringing b CROSS JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE e.tenant_id = (SELECT tenant_id FROM k) AND e.participant_id = b.id AND e.type <> 'purchase'
          AND e.type NOT IN ('signup', 'refund') AND e.occurred_at >= b.since
        ORDER BY e.occurred_at, e.seq LIMIT arg_max_backlog) e
    ), candidates AS MATERIALIZED (
      -- Where a refunded conversion may move: as many as refunds of this batch could take away, and one.
      SELECT p.* FROM live r CROSS JOIN LATERAL (
        SELECT p.* FROM purchases p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.participant_id = r.friend_id
          AND (p.decided -> r.program_id ->> 'qualifies')::boolean
        ORDER BY p.occurred_at, p.event_seq
        LIMIT (SELECT count(*) + 1 FROM input i WHERE i."isRefund")) p
      WHERE r.conversion_order_id = ANY (ARRAY(SELECT i."orderId" FROM input i WHERE i."isRefund"))
    ), bought AS MATERIALIZED (
      SELECT * FROM orders UNION SELECT * FROM backlog UNION SELECT * FROM candidates
    ), members AS MATERIALIZED (
      SELECT m.* FROM memberships m
      WHERE m.tenant_id = (SELECT tenant_id FROM k) AND m.participant_id = ANY (ARRAY(SELECT id FROM own))
    ), known_entries AS MATERIALIZED (
      SELECT entry FROM known e CROSS JOIN LATERAL jsonb_array_elements(e.decisions) entry
    ), loaded_rewards AS MATERIALIZED (
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k)
        AND w.referral_id = ANY (ARRAY(
          SELECT r.id FROM live r
          WHERE r.status = 'attributed' OR r.friend_id = ANY (ARRAY(SELECT b.participant_id FROM bought b))))
        AND w.status NOT IN ('voided', 'clawed_back')
        AND (w.trigger = 'conversion' OR w.source = ANY (ARRAY(SELECT 'order:' || b.order_id FROM bought b)))
      UNION
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k) AND w.referral_id = ANY (ARRAY(SELECT id FROM members))
        AND w.status NOT IN ('voided', 'clawed_back')
        AND w.source = ANY (ARRAY(SELECT 'order:' || o.order_id FROM orders o))
      UNION
      SELECT w.* FROM rewards w
      WHERE w.tenant_id = (SELECT tenant_id FROM k)
        AND w.id = ANY (ARRAY(SELECT jsonb_array_elements_text(entry -> 'rewardIds') FROM known_entries))
    ), loaded_referrals AS MATERIALIZED (
      SELECT * FROM live
      UNION
      SELECT r.* FROM referrals r
      WHERE r.tenant_id = (SELECT tenant_id FROM k) AND r.id = ANY (ARRAY(
        SELECT c.referral_id FROM chain c UNION SELECT entry ->> 'referralId' FROM known_entries))
    ), loaded_programs AS MATERIALIZED (
      SELECT p.* FROM programs p
      WHERE p.tenant_id = (SELECT tenant_id FROM k) AND (p.key = ANY (ARRAY(SELECT i.program FROM input i)) OR p.id = ANY (ARRAY(
        SELECT program_id FROM named_codes UNION SELECT program_id FROM loaded_referrals
        UNION SELECT program_id FROM members))
        -- What rewards its actors concerns everyone.
        OR (p.counter_plan ->> 'actors')::boolean)
    ), versions AS (
      SELECT v.* FROM program_versions v JOIN (
        SELECT id AS program_id, version FROM loaded_programs
        UNION SELECT program_id, version FROM loaded_referrals
        UNION SELECT program_id, version FROM loaded_rewards
        UNION SELECT m.program_id, (o.decided -> ('member:' || m.program_id) ->> 'version')::integer
        FROM members m CROSS JOIN orders o WHERE o.decided ? ('member:' || m.program_id)) needed
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
      SELECT p.id, min(t.at) - greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) * interval '24 hours' AS since, max(t.at) AS until
      FROM loaded_programs p CROSS JOIN (
        SELECT at FROM input UNION ALL SELECT occurred_at FROM bought WHERE occurred_at IS NOT NULL) t
      WHERE greatest((p.counter_plan ->> 'rollingDays')::integer, arg_rolling_days) > 0
      GROUP BY p.id, p.counter_plan
    ), moments AS (
      SELECT r.program_id, r.advocate_id, m.* FROM rolling g
      JOIN referrals r ON r.tenant_id = (SELECT tenant_id FROM k) AND r.program_id = g.id AND r.status <> 'rejected'
        AND r.advocate_id = ANY (ARRAY(SELECT id FROM subjects))
      CROSS JOIN LATERAL (
        SELECT 'conversions' AS by, r.id AS key, r.converted_at AS at, 1::bigint AS value
        WHERE r.converted_at > g.since AND r.converted_at <= g.until
        UNION ALL
        SELECT 'signups', r.id, r.attributed_at, 1 WHERE r.attributed_at > g.since AND r.attributed_at <= g.until
        UNION ALL
        SELECT 'revenue', p.order_id, p.occurred_at, p.amount_minor - p.refunded_minor
        FROM purchases p
        WHERE p.tenant_id = (SELECT tenant_id FROM k) AND p.participant_id = r.friend_id
          AND p.occurred_at > g.since AND p.occurred_at <= g.until
          AND p.decided -> r.program_id ->> 'referralId' = r.id
          AND (p.decided -> r.program_id ->> 'qualifies')::boolean) m
    ), kept_periods AS MATERIALIZED (
      -- The kinds of periods that these programs count in: names of others need not be looked up.
      SELECT 'lifetime' AS period
      UNION
      SELECT kept.period FROM loaded_programs p CROSS JOIN LATERAL (
        SELECT tier ->> 'window' FROM jsonb_array_elements(p.counter_plan -> 'tiers') tier
        UNION ALL SELECT jsonb_array_elements_text(p.counter_plan -> 'budget')
        UNION ALL SELECT lim ->> 'period' FROM jsonb_array_elements(p.counter_plan -> 'limits') lim) kept(period)
    ), limited_referrals AS (
      SELECT r.id FROM live r JOIN loaded_programs p ON p.id = r.program_id
      WHERE p.counter_plan -> 'limits' @> '[{"per": "referral"}]'
      UNION
      SELECT id FROM members
    ), loaded_counters AS (
      SELECT c.* FROM counters c
      WHERE c.tenant_id = (SELECT tenant_id FROM k) AND c.program_id = ANY (ARRAY(SELECT id FROM loaded_programs))
        AND c.subject = ANY (ARRAY(
          SELECT 'program' UNION SELECT id FROM limited_referrals UNION SELECT id FROM subjects))
        AND c.period_key = ANY (ARRAY(
          SELECT jsonb_array_elements_text(arg_period_keys -> kp.period) FROM kept_periods kp
          UNION
          SELECT period_key(b.occurred_at, kp.period, p.timezone)
          FROM bought b CROSS JOIN loaded_programs p CROSS JOIN kept_periods kp
          WHERE b.occurred_at IS NOT NULL))
    )
    SELECT json_build_object(
      'tenantId', k.tenant_id,
      'clickSecret', k.click_secret,
      'idempotency', (SELECT json_build_object('requestHash', i.request_hash, 'status', i.status, 'body', i.body)
        FROM idempotency_keys i WHERE i.tenant_id = k.tenant_id AND i.key = arg_idempotency_key),
      'known', (SELECT json_agg(json_build_object('naturalKey', e.natural_key, 'id', e.id, 'contentHash', e.content_hash,
          'attemptId', e.attempt_id, 'type', e.type, 'occurredAt', (extract(epoch FROM e.occurred_at) * 1000)::bigint,
          'occurredAtGiven', e.occurred_at_given, 'receivedAt', (extract(epoch FROM e.received_at) * 1000)::bigint, 'flags', e.flags,
          'entries', e.decisions)) FROM known e),
      'participants', (SELECT json_agg(json_build_object('id', p.id, 'externalId', p.external_id,
          'emailFolded', p.email_folded, 'country', p.country, 'segments', p.segments,
          'firstSignupAt', (extract(epoch FROM p.first_signup_at) * 1000)::bigint, 'firstPurchaseAt', (extract(epoch FROM p.first_purchase_at) * 1000)::bigint,
          'version', p.version, 'referredVersion', p.referred_version)) FROM loaded_participants p),
      'programs', (SELECT json_agg(json_build_object('id', p.id, 'key', p.key, 'currency', p.currency,
          'timezone', p.timezone, 'status', p.status, 'pausedReason', p.paused_reason, 'pausedPeriod', p.paused_period,
          'startsAt', (extract(epoch FROM p.starts_at) * 1000)::bigint, 'endsAt', (extract(epoch FROM p.ends_at) * 1000)::bigint, 'version', p.version, 'epoch', p.epoch,
          'plan', p.counter_plan)) FROM loaded_programs p),
      'versions', (SELECT json_agg(json_build_object('programId', v.program_id, 'version', v.version, 'id', v.id,
          'rules', CASE WHEN arg_cached_versions ? v.id THEN NULL ELSE v.rules END)) FROM versions v),
      'codes', (SELECT json_agg(json_build_object('code', c.code, 'programId', c.program_id,
          'participantId', c.participant_id, 'primary', c.primary_code, 'disabled', c.disabled,
          'expiresAt', (extract(epoch FROM c.expires_at) * 1000)::bigint, 'maxUses', c.max_uses, 'uses', c.uses, 'version', c.version,
          'application', c.application)) FROM named_codes c),
      'referrals', (SELECT json_agg(json_build_object('id', r.id, 'programId', r.program_id, 'version', r.version,
      'status', r.status, 'advocateId', r.advocate_id, 'friendId', r.friend_id, 'code', r.code, 'source', r.source,
      'channel', r.channel, 'attributedAt', (extract(epoch FROM r.attributed_at) * 1000)::bigint, 'convertedAt', (extract(epoch FROM r.converted_at) * 1000)::bigint,
      'conversionOrderId', r.conversion_order_id, 'qualifyingCount', r.qualifying_count, 'reversals', r.reversals,
      'rejectedReason', r.rejected_reason)) FROM loaded_referrals r),
      'memberships', (SELECT json_agg(json_build_object('id', m.id, 'programId', m.program_id,
          'participantId', m.participant_id, 'qualifyingCount', m.qualifying_count, 'signedUp', m.signed_up)) FROM members m),
      'purchases', (SELECT json_agg(json_build_object('orderId', p.order_id, 'currency', p.currency,
          'participantId', p.participant_id, 'amountMinor', p.amount_minor::text, 'occurredAt', (extract(epoch FROM p.occurred_at) * 1000)::bigint,
          'arrival', p.event_seq, 'refundedMinor', p.refunded_minor::text, 'refunds', p.refunds,
          'overRefunds', p.over_refunds, 'decided', p.decided,
          'facts', (SELECT e.facts FROM events e
                    WHERE e.tenant_id = k.tenant_id AND e.natural_key = 'purchase:' || p.order_id))) FROM bought p),
      'customEvents', (SELECT json_agg(json_build_object('id', e.id, 'name', e.type, 'participantId', e.participant_id,
          'occurredAt', (extract(epoch FROM e.occurred_at) * 1000)::bigint, 'arrival', e.seq, 'facts', e.facts,
          'programIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
            WHERE NOT starts_with(d ->> 'referralId', 'mem_')),
          'memberProgramIds', (SELECT json_agg(d ->> 'programId') FROM jsonb_array_elements(e.decisions) d
            WHERE starts_with(d ->> 'referralId', 'mem_')))) FROM customs e),
      'rewards', (SELECT json_agg(json_build_object('id', w.id, 'programId', w.program_id, 'version', w.version, 'ruleId', w.rule_id,
      'trigger', w.trigger, 'group', w."group", 'referralId', w.referral_id, 'participantId', w.participant_id,
      'recipient', w.recipient, 'source', w.source, 'kind', w.kind, 'unit', w.unit,
      'grantedMinor', w.granted_minor::text, 'amountMinor', w.amount_minor::text, 'costMinor', w.cost_minor::text,
      'basisMinor', w.basis_minor::text, 'status', w.status, 'holdUntil', (extract(epoch FROM w.hold_until) * 1000)::bigint,
      'voidReason', w.void_reason, 'occurredAt', (extract(epoch FROM w.occurred_at) * 1000)::bigint, 'grant', w."grant", 'coupon', w.coupon,
      'facts', w.facts)) FROM loaded_rewards w),
      'moments', (SELECT json_agg(json_build_object('programId', m.program_id, 'advocateId', m.advocate_id, 'by', m.by,
          'key', m.key, 'at', (extract(epoch FROM m.at) * 1000)::bigint, 'value', m.value::text)) FROM moments m),
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
