-- Those who brought the most friends of a period in some programs, without a look at all referrals of it: no one brought more
-- in a period than ever (`friend_counts`), so those with the most are counted, until no other can come before the last of
-- them. Returns nothing where that is not settled with so many looked at, or where there are fewer leaders than asked for:
-- then the caller counts all. The planner can't know that the advocates are few, and would read whole tables for them.
CREATE OR REPLACE FUNCTION leading_advocates(arg_tenant_id text, arg_programs text[], arg_since timestamptz,
  arg_until timestamptz, arg_limit integer)
RETURNS TABLE (advocate_id text, friends bigint)
LANGUAGE plpgsql STABLE ROWS 6 SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  -- So many advocates are counted, and so many of their friends of all time.
  most_advocates constant integer := 500;
  most_friends constant integer := 20000;
BEGIN
  RETURN QUERY
  WITH known AS MATERIALIZED (
    SELECT c.advocate_id AS id, sum(c.friends) AS most FROM friend_counts c
    WHERE c.tenant_id = arg_tenant_id AND c.program_id = ANY (arg_programs)
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT most_advocates + 1
  ), placed AS MATERIALIZED (
    SELECT k.id, k.most, row_number() OVER w > most_advocates OR sum(k.most) OVER w > most_friends AS is_left
    FROM known k WINDOW w AS (ORDER BY k.most DESC, k.id ROWS UNBOUNDED PRECEDING)
  ), counted AS MATERIALIZED (
    SELECT p.id, n.friends FROM placed p CROSS JOIN LATERAL (
      SELECT count(*) AS friends FROM referrals r
      WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = p.id AND r.program_id = ANY (arg_programs)
        AND is_live_referral(r.status) AND r.new_friend
        AND r.attributed_at >= arg_since AND r.attributed_at < arg_until) n
    WHERE NOT p.is_left AND n.friends > 0 ORDER BY 2 DESC, 1 LIMIT arg_limit
  ), next AS (
    SELECT p.id, p.most FROM placed p WHERE p.is_left ORDER BY p.most DESC, p.id LIMIT 1
  ), last AS (
    SELECT c.id, c.friends FROM counted c ORDER BY c.friends, c.id DESC LIMIT 1
  )
  SELECT c.id, c.friends FROM counted c
  WHERE NOT EXISTS (SELECT FROM next n)
    OR ((SELECT count(*) FROM counted) = arg_limit AND EXISTS (SELECT FROM next n CROSS JOIN last l
      WHERE l.friends > n.most OR (l.friends = n.most AND l.id < n.id)));
END $$;
