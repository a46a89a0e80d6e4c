-- Moves what a participant who is merged has to the one who is kept, as far as no decision has changed it: the rows of
-- decisions are those of the commit. `m` is `MergeRows` of `db/queries/effects.ts`. Both participants, everyone whose
-- referral goes over and the advocates of these are locked by then. Locks are taken in the order of `commit_effects`, so
-- this is done in parts: people and codes, referrals, what was earned, and at last that nothing is left.

CREATE OR REPLACE FUNCTION merge_names(tenant text, at timestamptz, m jsonb) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  kept constant text := m->>'keptId';
  merged constant text := m->>'mergedId';
BEGIN
  -- Their profile is the kept one's, or gone: a row of an alias has nothing of a person but the name.
  -- Who takes an account is no guest any longer: its codes are theirs.
  UPDATE participants p SET guest = false
  WHERE p.tenant_id = tenant AND p.id = kept AND p.guest
    AND EXISTS (SELECT FROM participants m WHERE m.tenant_id = tenant AND m.id = merged AND NOT m.guest);
  UPDATE participants p SET merged_into = kept, merged_at = at, email = NULL, email_folded = NULL, phone = NULL, name = NULL,
    locale = NULL, country = NULL, country_seq = NULL, may_be_named = false, guest = false, segments = '[]', blocked_at = NULL, blocked_reason = NULL, first_signup_at = NULL,
    first_purchase_at = NULL, customer_since = NULL, updated_at = at
  WHERE p.tenant_id = tenant AND p.id = merged AND p.merged_into IS NULL;
  IF NOT FOUND THEN PERFORM stale('merged before'); END IF;
  UPDATE participants p SET merged_into = kept
  WHERE p.tenant_id = tenant AND p.merged_into = merged AND p.merged_into IS NOT NULL;

  -- In the order in which all lock codes. Whose a code is holds by its owner's row for those who looked at it.
  PERFORM FROM jsonb_to_recordset(m->'codes') AS x(code text)
  JOIN codes c ON c.tenant_id = tenant AND c.code = x.code ORDER BY c.code FOR NO KEY UPDATE OF c;
  UPDATE codes c SET participant_id = kept, kind = x.kind, primary_code = x."primaryCode",
    first_owner_id = coalesce(c.first_owner_id, merged)
  FROM jsonb_to_recordset(m->'codes') AS x(code text, kind text, "primaryCode" text)
  WHERE c.tenant_id = tenant AND c.code = x.code;

  -- Of two applications in a program one stands.
  DELETE FROM applications a USING jsonb_to_recordset(m->'applications') AS x("programId" text, stands text)
  WHERE a.tenant_id = tenant AND a.program_id = x."programId"
    AND a.participant_id = CASE x.stands WHEN 'merged' THEN kept ELSE merged END;
  UPDATE applications a SET participant_id = kept
  FROM jsonb_to_recordset(m->'applications') AS x("programId" text, stands text)
  WHERE a.tenant_id = tenant AND a.program_id = x."programId" AND a.participant_id = merged AND x.stands = 'merged';

  UPDATE memberships b SET participant_id = kept
  FROM jsonb_array_elements_text(m->'memberships') AS x(id)
  WHERE b.tenant_id = tenant AND b.id = x.id AND b.participant_id = merged;
END $$;

-- After the referrals that end, which make room for those that go over.
CREATE OR REPLACE FUNCTION merge_friend(tenant text, m jsonb) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  UPDATE referrals r SET revision = r.revision + 1, rejected_reason = 'merged'
  FROM jsonb_array_elements_text(m->'ended') AS x(id)
  WHERE r.tenant_id = tenant AND r.id = x.id;
  UPDATE referrals r SET revision = r.revision + 1, friend_id = m->>'keptId', new_friend = x."newFriend"
  FROM jsonb_to_recordset(m->'friends') AS x(id text, "newFriend" boolean)
  WHERE r.tenant_id = tenant AND r.id = x.id AND r.friend_id = m->>'mergedId';
END $$;

-- After the rewards that change. The kept one has a contact since the merge, which has the given place in the history.
CREATE OR REPLACE FUNCTION merge_earned(tenant text, m jsonb, merged_seq bigint) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  kept constant text := m->>'keptId';
  merged constant text := m->>'mergedId';
BEGIN
  INSERT INTO contacts (tenant_id, hash, participant_id, kind, seq)
  SELECT tenant, c.hash, kept, c.kind, merged_seq FROM contacts c
  WHERE c.tenant_id = tenant AND c.participant_id = merged
    -- The release before names none: then all go over.
    AND (NOT m ? 'contacts' OR m->'contacts' ? c.hash)
  ON CONFLICT DO NOTHING;
  INSERT INTO former_contacts (tenant_id, hash, participant_id, kind, seq)
  SELECT tenant, c.hash, merged, c.kind, c.seq FROM contacts c
  WHERE c.tenant_id = tenant AND c.participant_id = merged AND c.kind IN ('email', 'phone');
  DELETE FROM contacts c WHERE c.tenant_id = tenant AND c.participant_id = merged;
  IF m ? 'fillsCountry' THEN
    UPDATE participants p SET country_seq = merged_seq WHERE p.tenant_id = tenant AND p.id = kept;
  END IF;
  UPDATE coupons c SET participant_id = kept
  FROM (SELECT w.id FROM rewards w WHERE w.tenant_id = tenant AND w.participant_id = merged ORDER BY w.id) w
  WHERE c.tenant_id = tenant AND c.reward_id = w.id;
  UPDATE rewards w SET revision = w.revision + 1, participant_id = kept
  FROM jsonb_array_elements_text(m->'rewards') AS x(id)
  WHERE w.tenant_id = tenant AND w.id = x.id AND w.participant_id = merged;
END $$;

-- Everything was read that the merged one had, so nothing is left of it. What came meanwhile would be lost to the kept
-- one: then it is read and decided again.
CREATE OR REPLACE FUNCTION merged_all(tenant text, merged text) RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  IF EXISTS (SELECT FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = merged AND c.kind = 'primary')
    OR EXISTS (SELECT FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = merged AND c.kind = 'vanity')
    OR EXISTS (SELECT FROM codes c WHERE c.tenant_id = tenant AND c.participant_id = merged AND c.kind = 'further')
  THEN PERFORM stale('a code of the merged one'); END IF;
  IF EXISTS (SELECT FROM programs g JOIN applications a ON a.tenant_id = tenant AND a.program_id = g.id
    AND a.participant_id = merged WHERE g.tenant_id = tenant)
  THEN PERFORM stale('an application of the merged one'); END IF;
  IF EXISTS (SELECT FROM referrals r WHERE r.tenant_id = tenant AND r.friend_id = merged)
    OR EXISTS (SELECT FROM referrals r WHERE r.tenant_id = tenant AND r.advocate_id = merged)
  THEN PERFORM stale('a referral of the merged one'); END IF;
  IF EXISTS (SELECT FROM purchases p WHERE p.tenant_id = tenant AND p.participant_id = merged)
  THEN PERFORM stale('an order of the merged one'); END IF;
  IF EXISTS (SELECT FROM rewards w WHERE w.tenant_id = tenant AND w.participant_id = merged AND is_live_reward(w.status))
  THEN PERFORM stale('a reward of the merged one'); END IF;
  IF EXISTS (SELECT FROM programs g JOIN counters c ON c.tenant_id = tenant AND c.program_id = g.id
    AND c.subject = merged WHERE g.tenant_id = tenant AND c.value <> 0)
  THEN PERFORM stale('a number of the merged one'); END IF;
  IF EXISTS (SELECT FROM wallets w WHERE w.tenant_id = tenant AND w.participant_id = merged
    AND (w.pending_minor <> 0 OR w.available_minor <> 0))
  THEN PERFORM stale('a balance of the merged one'); END IF;
END $$;
