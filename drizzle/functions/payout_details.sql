-- So many others who have an account are sent to be looked at by one who gets it: `MAX_FLAGGED`. Where there are more, they
-- were sent when they got it.
CREATE OR REPLACE FUNCTION max_flagged() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 20 $$;

-- To where participants are paid. `details` is what `PayoutDetailsRow` of `db/queries/payeeEffectRows.ts` says; a row without a
-- kind removes what was there. Each participant is locked by then, and so is the head of each account.
CREATE OR REPLACE FUNCTION commit_payout_details(tenant text, at timestamptz, details jsonb) RETURNS void
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
  others constant text[] := ARRAY(
    SELECT o.participant_id
    FROM jsonb_to_recordset(details) AS x("participantId" text, account text, "sameAccount" boolean)
    JOIN payout_details o ON o.tenant_id = tenant AND o.account_hash = contact_hash(tenant, x.account)
      AND o.participant_id <> x."participantId" AND NOT o.same_account
    WHERE x."sameAccount" ORDER BY o.participant_id LIMIT max_flagged());
  done integer;
BEGIN
  -- The rows of those who have one of the accounts are locked with their own, in one order: else two who take each other's
  -- account would wait for each other.
  PERFORM FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id = ANY (others || ARRAY(
    SELECT x."participantId" FROM jsonb_to_recordset(details) AS x("participantId" text)))
  ORDER BY d.participant_id FOR NO KEY UPDATE OF d;
  INSERT INTO payout_details AS d (tenant_id, participant_id, kind, sealed, sealed_as, shown, account_hash, content_hash,
    held_until, same_account, version, changed_at)
  SELECT tenant, x."participantId", x.kind, x.sealed, x."participantId", x.shown, contact_hash(tenant, x.account),
    contact_hash(tenant, x.content), x."heldUntil", x."sameAccount", 1, at
  FROM jsonb_to_recordset(details) AS x("participantId" text, kind text, sealed text, shown text, account text,
    content text, "heldUntil" timestamptz, "sameAccount" boolean)
  ON CONFLICT (tenant_id, participant_id) DO UPDATE SET kind = excluded.kind, sealed = excluded.sealed,
    sealed_as = excluded.sealed_as, shown = excluded.shown, account_hash = excluded.account_hash,
    content_hash = excluded.content_hash, held_until = excluded.held_until, same_account = excluded.same_account,
    version = d.version + 1, changed_at = at;
  -- Each row is locked by now: its version before is what it is less one, and 0 where there was none.
  SELECT count(*) INTO done
  FROM jsonb_to_recordset(details) AS x("participantId" text, "versionWas" integer)
  JOIN payout_details d ON d.tenant_id = tenant AND d.participant_id = x."participantId"
  WHERE d.version - 1 = x."versionWas";
  IF done <> jsonb_array_length(details) THEN PERFORM stale('payout details'); END IF;
  -- The others who have the account are looked at too.
  UPDATE payout_details d SET same_account = true, version = d.version + 1
  FROM jsonb_to_recordset(details) AS x("participantId" text, account text, "sameAccount" boolean)
  WHERE x."sameAccount" AND d.tenant_id = tenant AND d.participant_id = ANY (others)
    AND d.account_hash = contact_hash(tenant, x.account) AND NOT d.same_account;
END $$;

-- Someone has looked at whose account it is.
CREATE OR REPLACE FUNCTION clear_payout_details(tenant text, cleared jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  done integer;
BEGIN
  UPDATE payout_details d SET same_account = false, version = d.version + 1
  FROM jsonb_to_recordset(cleared) AS x("participantId" text, "versionWas" integer)
  WHERE d.tenant_id = tenant AND d.participant_id = x."participantId" AND d.version = x."versionWas";
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done <> jsonb_array_length(cleared) THEN PERFORM stale('payout details'); END IF;
END $$;

-- How long nothing is paid to an account that takes the place of another: `HOLD_HOURS`.
CREATE OR REPLACE FUNCTION payout_hold() RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT interval '72 hours'
$$;

-- Who is kept is paid where they said, and where they said nothing, where the merged one did: held, as after any change.
-- Both participants are locked by then.
CREATE OR REPLACE FUNCTION merge_payout_details(tenant text, at timestamptz, m jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kept constant text := m->>'keptId';
  merged constant text := m->>'mergedId';
BEGIN
  PERFORM FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id IN (kept, merged)
  ORDER BY d.participant_id FOR UPDATE OF d;
  -- What is answered of it is what is done.
  IF m ? 'payoutDetails' AND m->>'payoutDetails' IS DISTINCT FROM (
    SELECT CASE WHEN bool_or(d.participant_id = merged) THEN CASE WHEN bool_or(d.participant_id = kept) THEN 'kept' ELSE 'merged' END END
    FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id IN (kept, merged) AND d.kind IS NOT NULL)
  THEN PERFORM stale('where one of the two is paid'); END IF;
  IF EXISTS (SELECT FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id = merged AND d.kind IS NOT NULL)
    AND NOT EXISTS (SELECT FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id = kept AND d.kind IS NOT NULL)
  THEN
    DELETE FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id = kept;
    UPDATE payout_details d SET participant_id = kept, held_until = at + payout_hold(), version = d.version + 1,
      changed_at = at
    WHERE d.tenant_id = tenant AND d.participant_id = merged;
  ELSE
    DELETE FROM payout_details d WHERE d.tenant_id = tenant AND d.participant_id = merged;
  END IF;
END $$;
