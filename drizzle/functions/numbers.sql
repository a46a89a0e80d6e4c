-- What tiers, limits and budgets are counted from. Publishing, dry runs, the load of rolling windows and the review of
-- advocates all count here; events keep the same numbers as they happen (`engine/decide/advocateNumbers.ts`,
-- `engine/decide/rewardChanges.ts`), and `engine/testing/books.ts` counts them once more, in TypeScript, to compare.

-- Whether a purchase counts for a referral: the referral decided it, and what is left of it qualifies.
CREATE OR REPLACE FUNCTION counts_for(p purchases, program_id text, referral_id text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p.decided -> program_id ->> 'referralId' = referral_id
    AND (p.decided -> program_id ->> 'qualifies')::boolean
$$;

-- The purchases that count for a referral: of a friend, those that it decided; of one order, that one, found by
-- its own key, since its friend may have any number of them.
CREATE OR REPLACE FUNCTION counted_purchases(r referrals) RETURNS SETOF purchases LANGUAGE sql STABLE AS $$
  SELECT p.* FROM purchases p
  WHERE r.order_id IS NULL AND p.tenant_id = r.tenant_id AND p.participant_id = r.friend_id
    AND counts_for(p, r.program_id, r.id)
  UNION ALL
  SELECT p.* FROM purchases p
  WHERE p.tenant_id = r.tenant_id AND p.order_id = r.order_id AND counts_for(p, r.program_id, r.id)
$$;

-- What a referral counts for its advocate, and when: itself, its conversion, and the net of each purchase. `by` is a
-- `TierMeasure`, `key` is what a later change of the same thing replaces.
CREATE OR REPLACE FUNCTION moments_of(r referrals) RETURNS TABLE (by text, key text, at timestamptz, value bigint)
LANGUAGE sql STABLE AS $$
  SELECT 'signups', r.id, coalesce(r.entered_at, r.attributed_at), 1::bigint WHERE is_live_referral(r.status) AND r.new_friend
  UNION ALL
  SELECT 'conversions', r.id, r.converted_at, 1 WHERE is_live_referral(r.status) AND r.converted_at IS NOT NULL
  UNION ALL
  SELECT 'revenue', p.order_id, p.occurred_at, p.amount_minor - p.refunded_minor
  FROM counted_purchases(r) p WHERE is_live_referral(r.status)
$$;

-- Counts numbers of one program from the rows they stand for.
--
-- `arg_wanted` is a list of { metric, period, per, ruleId }: what `NewCounterRow` in `db/queries/effectRows.ts` says.
-- `arg_subjects` are the participants and referrals to count of, null for all; a budget is the program's in any case.
CREATE OR REPLACE FUNCTION count_numbers(arg_tenant_id text, arg_program_id text, arg_timezone text, arg_wanted jsonb,
  arg_subjects text[])
RETURNS TABLE (subject text, metric text, period_key text, value bigint) LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH wanted AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(arg_wanted) AS x(metric text, period text, per text, "ruleId" text)
  ), parts AS (
    -- Tiers: what referrals count for their advocates.
    SELECT x.metric, x.period, (t.r).advocate_id AS subject, m.at, m.value
    FROM wanted x CROSS JOIN LATERAL (
      SELECT r FROM referrals r
      WHERE arg_subjects IS NULL AND r.tenant_id = arg_tenant_id AND r.program_id = arg_program_id
      UNION ALL
      SELECT r FROM referrals r
      WHERE r.tenant_id = arg_tenant_id AND r.program_id = arg_program_id AND r.advocate_id = ANY (arg_subjects)
    ) t CROSS JOIN LATERAL (
      -- OFFSET 0 keeps the measure inside, where it rules out the others before they are read.
      SELECT m.at, m.value FROM moments_of(t.r) m WHERE m.by = x.metric OFFSET 0) m
    UNION ALL
    -- Limits: live rewards of a rule, by recipient or by referral.
    SELECT x.metric, x.period, w.subject, w.occurred_at,
      CASE x.metric WHEN limit_metric('count', x."ruleId") THEN 1 ELSE w.amount_minor END
    FROM wanted x CROSS JOIN LATERAL (
      SELECT CASE x.per WHEN 'recipient' THEN w.participant_id ELSE w.referral_id END AS subject, w.occurred_at,
        w.amount_minor
      FROM rewards w
      WHERE arg_subjects IS NULL AND w.tenant_id = arg_tenant_id AND w.program_id = arg_program_id
        AND w.rule_id = x."ruleId" AND is_live_reward(w.status)
      UNION ALL
      SELECT w.participant_id, w.occurred_at, w.amount_minor FROM rewards w
      WHERE x.per = 'recipient' AND w.tenant_id = arg_tenant_id AND w.participant_id = ANY (arg_subjects)
        AND w.program_id = arg_program_id AND w.rule_id = x."ruleId" AND is_live_reward(w.status)
      UNION ALL
      SELECT w.referral_id, w.occurred_at, w.amount_minor FROM rewards w
      WHERE x.per = 'referral' AND w.tenant_id = arg_tenant_id AND w.referral_id = ANY (arg_subjects)
        AND w.program_id = arg_program_id AND w.rule_id = x."ruleId" AND is_live_reward(w.status)
    ) w
    WHERE x."ruleId" IS NOT NULL
    UNION ALL
    -- Budgets: what the program's live rewards cost.
    SELECT x.metric, x.period, program_subject(), w.occurred_at, w.cost_minor
    FROM wanted x JOIN rewards w ON w.tenant_id = arg_tenant_id AND w.program_id = arg_program_id
    WHERE x.metric = budget_metric() AND is_live_reward(w.status)
  )
  SELECT p.subject, p.metric, period_key(p.at, p.period, arg_timezone), sum(p.value)::bigint
  FROM parts p GROUP BY 1, 2, 3;
END $$;
