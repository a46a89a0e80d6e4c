-- The latest rewards of a referral, for as many as are asked for. A referral has a few rules and any number of rewards: the
-- rules are found by going from one to the next, and of each the latest are read.
CREATE OR REPLACE FUNCTION latest_rewards(arg_tenant_id text, arg_referral_id text, arg_limit integer)
RETURNS SETOF rewards LANGUAGE plpgsql STABLE ROWS 20
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE rules(rule_id) AS (
    (SELECT w.rule_id FROM rewards w WHERE w.tenant_id = arg_tenant_id AND w.referral_id = arg_referral_id
     ORDER BY w.rule_id LIMIT 1)
    UNION ALL
    SELECT next.rule_id FROM rules CROSS JOIN LATERAL (
      SELECT w.rule_id FROM rewards w WHERE w.tenant_id = arg_tenant_id AND w.referral_id = arg_referral_id
        AND w.rule_id > rules.rule_id ORDER BY w.rule_id LIMIT 1) next
  )
  SELECT latest.* FROM rules CROSS JOIN LATERAL (
    SELECT w.* FROM rewards w WHERE w.tenant_id = arg_tenant_id AND w.referral_id = arg_referral_id
      AND w.rule_id = rules.rule_id ORDER BY w.id DESC LIMIT arg_limit) latest
  ORDER BY latest.id DESC LIMIT arg_limit;
END $$;
