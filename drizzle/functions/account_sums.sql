-- What the accounts of the books hold, summed posting by posting in the order of their ids and kept: what was posted up to
-- `summed_postings.up_to` is in `account_sums`, and a statement that reads adds the few that came since. It costs a commit nothing.
-- Ids begin with the time at which their event came, so that what is posted later sorts later, but for what is still being
-- committed and for processes whose clock is slow. So postings are left alone until they are `settles_after` old, and a
-- commit that is `late_after` old by this server's clock looks whether it has been overtaken (`keep_late_postings`).
-- Between the two is more than an event waits before its commit (8 s) and a commit may last (8 s) together.

CREATE OR REPLACE FUNCTION settles_after() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '60 seconds' $$;
CREATE OR REPLACE FUNCTION late_after() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '20 seconds' $$;

-- Under which account a side of a posting is summed: those of participants together, since wallets tell them apart.
CREATE OR REPLACE FUNCTION summed_account(account text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN starts_with(account, 'participant:') THEN 'participants' ELSE account END
$$;

-- What these accounts hold now. The planner can't know how few postings are not summed yet, and would read all of them.
CREATE OR REPLACE FUNCTION sums_of_accounts(arg_tenant_id text) RETURNS TABLE (account text, unit text, balance numeric)
LANGUAGE plpgsql STABLE ROWS 20 SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT s.account, s.unit, sum(s.amount) FROM (
    SELECT a.account, a.unit, a.balance AS amount FROM account_sums a WHERE a.tenant_id = arg_tenant_id
    UNION ALL
    SELECT summed_account(side.account), o.unit, side.amount
    FROM postings o CROSS JOIN LATERAL (VALUES (o.source, -o.amount), (o.destination, o.amount)) AS side(account, amount)
    WHERE o.tenant_id = arg_tenant_id
      AND o.id > coalesce((SELECT t.up_to FROM summed_postings t WHERE t.tenant_id = arg_tenant_id), '')) s
  GROUP BY 1, 2;
END $$;

-- Sums the next postings of a tenant, at most so many. Says how many there were.
CREATE OR REPLACE FUNCTION sum_postings(arg_tenant_id text, arg_most integer) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  was text;
  last text;
  done integer;
BEGIN
  INSERT INTO summed_postings (tenant_id, up_to) VALUES (arg_tenant_id, '') ON CONFLICT DO NOTHING;
  -- Each statement after this one sees what was committed before the lock was had.
  SELECT s.up_to INTO was FROM summed_postings s WHERE s.tenant_id = arg_tenant_id FOR UPDATE;
  SELECT max(b.id), count(*) INTO last, done FROM (
    SELECT o.id, bool_or(o.created_at > clock_timestamp() - settles_after()) OVER (ORDER BY o.id) AS is_young
    FROM (SELECT p.id, p.created_at FROM postings p WHERE p.tenant_id = arg_tenant_id AND p.id > was
      ORDER BY p.id LIMIT arg_most) o) b
  WHERE NOT b.is_young;
  IF done = 0 THEN RETURN 0; END IF;
  INSERT INTO account_sums AS a (tenant_id, account, unit, balance, checked)
  SELECT arg_tenant_id, summed_account(side.account), o.unit, sum(side.amount), 0
  FROM postings o CROSS JOIN LATERAL (VALUES (o.source, -o.amount), (o.destination, o.amount)) AS side(account, amount)
  WHERE o.tenant_id = arg_tenant_id AND o.id > was AND o.id <= last
  GROUP BY 2, 3
  ON CONFLICT (tenant_id, account, unit) DO UPDATE SET balance = a.balance + excluded.balance;
  UPDATE summed_postings s SET up_to = last WHERE s.tenant_id = arg_tenant_id;
  RETURN done;
END $$;

-- Adds postings that were made just now and sort before what has been summed, or before what has been looked at again.
CREATE OR REPLACE FUNCTION keep_late_postings(arg_tenant_id text, arg_ids text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  summed summed_postings;
BEGIN
  SELECT * INTO summed FROM summed_postings s WHERE s.tenant_id = arg_tenant_id FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO account_sums AS a (tenant_id, account, unit, balance, checked)
  SELECT arg_tenant_id, summed_account(side.account), o.unit, sum(side.amount),
    coalesce(sum(side.amount) FILTER (WHERE o.id <= summed.checked_to), 0)
  FROM unnest(arg_ids) AS late(id)
  JOIN postings o ON o.tenant_id = arg_tenant_id AND o.id = late.id
  CROSS JOIN LATERAL (VALUES (o.source, -o.amount), (o.destination, o.amount)) AS side(account, amount)
  WHERE o.id <= summed.up_to
  GROUP BY 2, 3
  ON CONFLICT (tenant_id, account, unit) DO UPDATE
    SET balance = a.balance + excluded.balance, checked = a.checked + excluded.checked;
END $$;

-- Sums the next postings once more, beside what is kept, and compares the two when it has come as far. Says how many it
-- looked at, whether there are more, and which sums differ. Then the next round begins.
CREATE OR REPLACE FUNCTION check_account_sums(arg_tenant_id text, arg_most integer, arg_at timestamptz) RETURNS json
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  summed summed_postings;
  last text;
  done integer;
  differing json;
BEGIN
  SELECT * INTO summed FROM summed_postings s WHERE s.tenant_id = arg_tenant_id FOR UPDATE;
  IF NOT FOUND THEN RETURN json_build_object('checked', 0, 'more', false, 'differences', '[]'::json); END IF;
  SELECT max(o.id), count(*) INTO last, done FROM (
    SELECT p.id FROM postings p WHERE p.tenant_id = arg_tenant_id AND p.id > coalesce(summed.checked_to, '')
      AND p.id <= summed.up_to ORDER BY p.id LIMIT arg_most) o;
  INSERT INTO account_sums AS a (tenant_id, account, unit, balance, checked)
  SELECT arg_tenant_id, summed_account(side.account), o.unit, 0, sum(side.amount)
  FROM postings o CROSS JOIN LATERAL (VALUES (o.source, -o.amount), (o.destination, o.amount)) AS side(account, amount)
  WHERE o.tenant_id = arg_tenant_id AND o.id > coalesce(summed.checked_to, '') AND o.id <= last
  GROUP BY 2, 3
  ON CONFLICT (tenant_id, account, unit) DO UPDATE SET checked = a.checked + excluded.checked;
  IF done = arg_most THEN
    UPDATE summed_postings s SET checked_to = last WHERE s.tenant_id = arg_tenant_id;
    RETURN json_build_object('checked', done, 'more', true, 'differences', '[]'::json);
  END IF;
  SELECT coalesce(json_agg(json_build_object('account', a.account, 'unit', a.unit, 'kept', a.balance::text,
    'posted', a.checked::text) ORDER BY a.account, a.unit), '[]') INTO differing
  FROM account_sums a WHERE a.tenant_id = arg_tenant_id AND a.balance <> a.checked;
  UPDATE account_sums a SET checked = 0 WHERE a.tenant_id = arg_tenant_id;
  UPDATE summed_postings s SET checked_to = NULL, checked_at = arg_at WHERE s.tenant_id = arg_tenant_id;
  RETURN json_build_object('checked', done, 'more', false, 'differences', differing);
END $$;
