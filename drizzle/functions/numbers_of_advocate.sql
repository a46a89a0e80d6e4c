-- What a participant's sharing came to, in all programs: clicks, and what `moments_of` counts of their referrals. Each is
-- counted in an index that has it, without a look at the rows; the settings keep the planner there, which can't know how
-- many an advocate has.
CREATE OR REPLACE FUNCTION numbers_of_advocate(arg_tenant_id text, arg_participant_id text)
RETURNS TABLE (clicks integer, signups integer, conversions integer) LANGUAGE plpgsql STABLE ROWS 1
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT (SELECT coalesce(sum(c.clicks), 0)::integer FROM click_quarters c
      WHERE c.tenant_id = arg_tenant_id AND c.participant_id = ANY (ids_of_person(arg_tenant_id, arg_participant_id))),
    (count(*) FILTER (WHERE r.new_friend))::integer, count(r.converted_at)::integer
  FROM referrals r
  WHERE r.tenant_id = arg_tenant_id AND r.advocate_id = arg_participant_id AND is_live_referral(r.status);
END $$;
