-- The ids by which what is stored may name a participant: their own, and those of participants who were found to be other
-- names of theirs. Events, postings, clicks, the audit and rewards that have ended keep the id that they were stored under;
-- whatever reads them of a person reads them by all of these. The plan is made once a session.
CREATE OR REPLACE FUNCTION ids_of_person(arg_tenant_id text, arg_id text) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  RETURN arg_id || ARRAY(
    SELECT m.id FROM participants m WHERE m.tenant_id = arg_tenant_id AND m.merged_into = arg_id);
END $$;
