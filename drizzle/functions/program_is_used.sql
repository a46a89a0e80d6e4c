-- Whether anything that customers or the shop did refers to a program, or whether it was ever published: then it can't be
-- removed. What its authors wrote for it (goals, materials, publishes that wait) goes with it. What is not named here needs
-- something that is: clicks, their counts, the keys of their days and coupons a code and a reward, counted friends a
-- referral. A test looks through all tables that name a program (`src/http/routes/programRemoval.test.ts`).
CREATE OR REPLACE FUNCTION program_is_used(arg_tenant_id text, arg_program_id text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM program_versions v WHERE v.tenant_id = arg_tenant_id AND v.program_id = arg_program_id)
    OR EXISTS (SELECT FROM applications a WHERE a.tenant_id = arg_tenant_id AND a.program_id = arg_program_id)
    OR EXISTS (SELECT FROM referrals r WHERE r.tenant_id = arg_tenant_id AND r.program_id = arg_program_id)
    OR EXISTS (SELECT FROM rewards w WHERE w.tenant_id = arg_tenant_id AND w.program_id = arg_program_id)
    OR EXISTS (SELECT FROM postings p WHERE p.tenant_id = arg_tenant_id AND p.program_id = arg_program_id)
    OR EXISTS (SELECT FROM counters n WHERE n.tenant_id = arg_tenant_id AND n.program_id = arg_program_id)
    OR EXISTS (SELECT FROM memberships m WHERE m.tenant_id = arg_tenant_id AND m.program_id = arg_program_id)
    OR EXISTS (SELECT FROM codes c WHERE c.tenant_id = arg_tenant_id AND c.program_id = arg_program_id);
END $$;
