-- The latest referrals of an advocate in a program, with the place of each friend among all of the advocate's: friends are
-- numbered by who came first, so that one keeps their number, and one with several referrals has one number. All of them
-- are counted, but only the friends of those shown are put in order.
CREATE OR REPLACE FUNCTION friends_of(arg_tenant_id text, arg_advocate_id text, arg_program_id text, arg_limit integer)
RETURNS TABLE (id text, status text, attributed_at timestamptz, converted_at timestamptz, number integer, referrals integer)
LANGUAGE plpgsql STABLE
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
-- Planned for the advocate who is asked for, since one may have a friend and another all of a tenant's.
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH firsts AS MATERIALIZED (
    SELECT r.friend_id, min(r.id) AS first, count(*) AS referrals FROM referrals r
    WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = arg_advocate_id AND r.program_id = arg_program_id
    GROUP BY r.friend_id
  ), latest AS MATERIALIZED (
    SELECT r.id, r.status, r.attributed_at, r.converted_at, r.friend_id FROM referrals r
    WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = arg_advocate_id AND r.program_id = arg_program_id
    ORDER BY r.id DESC LIMIT arg_limit
  ), oldest AS MATERIALIZED (
    SELECT min(f.first) AS first FROM firsts f WHERE f.friend_id = ANY (ARRAY(SELECT l.friend_id FROM latest l))
  ), numbered AS MATERIALIZED (
    SELECT f.friend_id, row_number() OVER (ORDER BY f.first)
      + (SELECT count(*) FROM firsts b WHERE b.first < (SELECT o.first FROM oldest o)) AS number
    FROM firsts f WHERE f.first >= (SELECT o.first FROM oldest o)
  )
  SELECT l.id, l.status, l.attributed_at, l.converted_at, n.number::integer,
    (SELECT sum(f.referrals)::integer FROM firsts f)
  FROM latest l JOIN numbered n ON n.friend_id = l.friend_id;
END $$;
