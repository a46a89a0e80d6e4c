-- How a thing is written as the JSON that TypeScript reads (`src/db/rows/`): times are milliseconds, money is decimal
-- strings. Each is one expression, so that PostgreSQL puts it in place of the call and a list of rows costs no calls.

CREATE OR REPLACE FUNCTION millis(at timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (date_part('epoch', at) * 1000)::bigint
$$;

-- What became of a use of a coupon, with one step more: of very many the latest are kept.
CREATE OR REPLACE FUNCTION with_step(steps jsonb, kind text, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN jsonb_array_length(coalesce(steps, '[]')) < 20 THEN coalesce(steps, '[]') ELSE steps - 0 END
    || jsonb_build_object('kind', kind, 'at', millis(at))
$$;

CREATE OR REPLACE FUNCTION participant_json(p participants) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_object('id', p.id, 'externalId', p.external_id, 'emailFolded', p.email_folded,
    'phone', p.phone, 'country', p.country, 'segments', p.segments, 'blocked', p.blocked_at IS NOT NULL,
    'firstSignupAt', millis(p.first_signup_at), 'firstPurchaseAt', millis(p.first_purchase_at),
    'customerSince', millis(p.customer_since), 'version', p.version, 'referredVersion', p.referred_version,
    'hasName', p.name IS NOT NULL, 'hasLocale', p.locale IS NOT NULL, 'guest', p.guest)
$$;

-- Without its rules, which are rows of their own.
CREATE OR REPLACE FUNCTION program_json(g programs) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_object('id', g.id, 'key', g.key, 'currency', g.currency, 'timezone', g.timezone,
    'status', g.status, 'pausedReason', g.paused_reason, 'pausedPeriod', g.paused_period, 'pausedAt', millis(g.paused_at),
    'startsAt', millis(g.starts_at), 'endsAt', millis(g.ends_at), 'version', g.version, 'epoch', g.epoch,
    'plan', g.counter_plan)
$$;

CREATE OR REPLACE FUNCTION referral_json(r referrals) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_object('id', r.id, 'programId', r.program_id, 'version', r.version, 'status', r.status,
    'advocateId', r.advocate_id, 'friendId', r.friend_id, 'code', r.code, 'source', r.source, 'channel', r.channel,
    'attributedAt', millis(r.attributed_at), 'enteredAt', millis(coalesce(r.entered_at, r.attributed_at)), 'convertedAt', millis(r.converted_at),
    'conversionOrderId', r.conversion_order_id, 'orderId', r.order_id, 'newFriend', r.new_friend,
    'qualifyingCount', r.qualifying_count, 'reversals', r.reversals, 'rejectedReason', r.rejected_reason,
    'reviewReasons', r.review_reasons, 'signs', r.signs)
$$;

CREATE OR REPLACE FUNCTION reward_json(w rewards) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_object('id', w.id, 'programId', w.program_id, 'version', w.version, 'ruleId', w.rule_id,
    'trigger', w.trigger, 'group', w."group", 'referralId', w.referral_id, 'participantId', w.participant_id,
    'recipient', w.recipient, 'source', w.source, 'kind', w.kind, 'unit', w.unit,
    'grantedMinor', w.granted_minor::text, 'amountMinor', w.amount_minor::text, 'costMinor', w.cost_minor::text,
    'basisMinor', w.basis_minor::text, 'fulfilledMinor', w.fulfilled_minor::text,
    'expiresAt', millis(w.expires_at), 'expiredMinor', w.expired_minor::text, 'status', w.status,
    'reviewReasons', w.review_reasons, 'holdUntil', millis(w.hold_until),
    'voidReason', w.void_reason, 'occurredAt', millis(w.occurred_at), 'createdAt', millis(w.created_at),
    'grant', w."grant", 'coupon', w.coupon, 'choice', w.choice, 'facts', w.facts)
$$;

-- The rows that a batch has most of, as arrays: to write a name beside every value takes as long as to write the values.
-- The order of the columns is that of the types in `src/db/rows/`.

CREATE OR REPLACE FUNCTION participant_array(p participants) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_array(p.id, p.external_id, p.email_folded, p.country, p.segments, p.blocked_at IS NOT NULL,
    millis(p.first_signup_at), millis(p.first_purchase_at), p.version, p.referred_version, millis(p.customer_since),
    p.phone, p.name IS NOT NULL, p.locale IS NOT NULL, p.guest)
$$;

CREATE OR REPLACE FUNCTION referral_array(r referrals) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_array(r.id, r.program_id, r.version, r.status, r.advocate_id, r.friend_id, r.code, r.source,
    r.channel, millis(r.attributed_at), millis(r.converted_at), r.conversion_order_id, r.order_id, r.new_friend,
    r.qualifying_count, r.reversals, r.rejected_reason, millis(coalesce(r.entered_at, r.attributed_at)),
    r.review_reasons, r.signs)
$$;

CREATE OR REPLACE FUNCTION counter_array(c counters) RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT json_build_array(c.program_id, c.subject, c.metric, c.period_key, c.value::text)
$$;
