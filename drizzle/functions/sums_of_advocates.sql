-- What a few advocates brought in a period, counted from them: as the report by advocate says, without a look at the orders
-- and rewards of all others. The programs are those of one currency, the oldest first. The planner can't know that the
-- advocates are few, and would read whole tables for them.
CREATE OR REPLACE FUNCTION sums_of_advocates(arg_tenant_id text, arg_advocates text[], arg_programs text[],
  arg_currency text, arg_since timestamptz, arg_until timestamptz)
RETURNS TABLE (advocate_id text, "newCustomers" bigint, "revenueMinor" numeric, "costMinor" numeric)
LANGUAGE plpgsql STABLE ROWS 6 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.id, n.new_customers, coalesce(o.revenue, 0), coalesce(c.cost, 0) + coalesce(v.cost, 0)
  FROM unnest(arg_advocates) AS a(id)
  CROSS JOIN LATERAL (
    SELECT count(*) AS new_customers FROM referrals r
    WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = a.id AND r.program_id = ANY (arg_programs)
      AND r.status = 'converted' AND r.converted_at >= arg_since AND r.converted_at < arg_until) n
  CROSS JOIN LATERAL (
    -- A friend may have several referrals; each order is that of one of them.
    SELECT sum(p.amount_minor - p.refunded_minor) AS revenue
    FROM (SELECT DISTINCT r.friend_id FROM referrals r WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = a.id
      AND r.program_id = ANY (arg_programs) AND is_live_referral(r.status)) f
    CROSS JOIN LATERAL (SELECT p.* FROM purchases p WHERE p.tenant_id = arg_tenant_id AND p.participant_id = f.friend_id
      AND p.occurred_at >= arg_since AND p.occurred_at < arg_until AND p.currency = arg_currency
      AND p.amount_minor IS NOT NULL OFFSET 0) p
    CROSS JOIN LATERAL (SELECT p.decided -> g.id ->> 'referralId' AS id
      FROM unnest(arg_programs) WITH ORDINALITY AS g(id, place)
      WHERE (p.decided -> g.id ->> 'qualifies')::boolean ORDER BY g.place LIMIT 1) q
    JOIN referrals r ON r.tenant_id = arg_tenant_id AND r.id = q.id AND r.advocate_id = a.id) o
  CROSS JOIN LATERAL (
    SELECT sum(reward_cost(w.status, w.cost_minor, w.given_minor)) AS cost FROM referrals r
    CROSS JOIN LATERAL (SELECT w.cost_minor, w.given_minor, w.status, w.occurred_at, w.program_id FROM rewards w
      WHERE w.tenant_id = arg_tenant_id AND w.referral_id = r.id OFFSET 0) w
    WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = a.id AND w.program_id = ANY (arg_programs)
      AND (is_live_reward(w.status) OR w.given_minor > 0) AND w.occurred_at >= arg_since AND w.occurred_at < arg_until) c
  CROSS JOIN LATERAL (
    -- For clicks through their links, which are of no friend.
    SELECT sum(reward_cost(w.status, w.cost_minor, w.given_minor)) AS cost FROM rewards w
    WHERE w.tenant_id = arg_tenant_id AND w.participant_id = ANY (ids_of_person(arg_tenant_id, a.id)) AND w.program_id = ANY (arg_programs)
      AND w.trigger = 'click' AND (is_live_reward(w.status) OR w.given_minor > 0)
      AND w.occurred_at >= arg_since AND w.occurred_at < arg_until
      AND NOT EXISTS (SELECT FROM referrals r WHERE r.tenant_id = arg_tenant_id AND r.id = w.referral_id
        AND r.advocate_id IS NOT NULL)) v;
END $$;
