-- The latest referrals of an advocate in a program, with the place of each friend among all of the advocate's: friends are
-- numbered as they come, so that one keeps their number, and one with several referrals has one number. Numbers and
-- counts are kept (`number_friend` in the migrations), since an advocate may have any number of friends.
CREATE OR REPLACE FUNCTION friends_of(arg_tenant_id text, arg_advocate_id text, arg_program_id text, arg_limit integer)
RETURNS TABLE (id text, status text, attributed_at timestamptz, converted_at timestamptz, number integer, referrals integer)
LANGUAGE plpgsql STABLE ROWS 20
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
-- Planned for the advocate who is asked for, since one may have a friend and another all of a tenant's.
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT r.id, r.status, r.attributed_at, r.converted_at, r.friend_number,
    (SELECT c.referrals FROM friend_counts c WHERE c.tenant_id = arg_tenant_id AND c.program_id = arg_program_id
      AND c.advocate_id = arg_advocate_id)
  FROM referrals r
  WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = arg_advocate_id AND r.program_id = arg_program_id
  ORDER BY r.id DESC LIMIT arg_limit;
END $$;
