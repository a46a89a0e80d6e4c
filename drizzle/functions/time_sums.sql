-- The sums of reports (`domain/metrics.ts`), kept by quarters of an hour: the offset of every time zone is some number of
-- them, so that days, weeks and months anywhere are made of whole ones. The job `keep-sums` counts a quarter from its rows,
-- never adds to it. A statement that reads takes the quarters that are kept and counts the others, so what a report says is so at
-- every moment, whether the job has run or not.
--
-- A quarter may be kept when each transaction that changes something in it afterwards says so in `touched_times`, where its
-- row is seen together with the change. Triggers note what is older than an hour by the clock at that moment, and nothing
-- younger, so that most commits note nothing. So the job looks twice. First it writes down the time and the number of its own
-- transaction. When none with a smaller number is under way any more, each that it does not see got its number after that
-- time, and so notes all that it changes from one hour before that time backwards. Until there it may keep. How long a
-- transaction takes does not matter.
--
-- What was touched is taken from the list before it is counted, in statements of their own: what is counted then has at
-- least the changes that were on the list. A change that comes between has a row of its own there, which stays.

CREATE OR REPLACE FUNCTION quarter_of(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_bin('15 minutes', at, timestamptz '2000-01-01 00:00:00+00')
$$;

-- How the ids of all clicks of a millisecond begin: `clickIdsOf`.
CREATE OR REPLACE FUNCTION click_ids_of(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'clk_' || string_agg(substr('0123456789abcdefghijklmnopqrstuvwxyz', ((ms / power(36, n)::bigint) % 36)::integer + 1, 1),
    '' ORDER BY n DESC)
  FROM (SELECT greatest(least(floor(extract(epoch FROM at) * 1000), power(36::numeric, 9) - 1), 0)::bigint AS ms) t,
    generate_series(0, 8) n
$$;

-- The clicks of a time, by quarters of an hour: of a quarter in which the time begins or ends, those that are not in it are
-- taken off, or those that are in it added, from the clicks themselves. So two times of which one begins where the other
-- ends have together what the time of both has, also when the clicks are kept no longer and a quarter counts whole. An end
-- that is NULL is none. Inlined where it is read.
CREATE OR REPLACE FUNCTION clicks_of_time(arg_tenant_id text, arg_since timestamptz, arg_until timestamptz)
RETURNS TABLE (program_id text, participant_id text, channel text, at timestamptz, clicks integer)
LANGUAGE sql STABLE AS $$
  SELECT q.program_id, q.participant_id, nullif(q.channel, ''), greatest(q.at, arg_since), q.clicks
  FROM click_quarters q WHERE q.tenant_id = arg_tenant_id
    AND q.at >= coalesce(quarter_of(arg_since), '-infinity') AND q.at < coalesce(quarter_of(arg_until), 'infinity')
  UNION ALL
  SELECT c.program_id, c.participant_id, c.channel, greatest(quarter_of(e.at), arg_since), e.times
  FROM (VALUES (arg_since, -1), (arg_until, 1)) AS e(at, times)
  CROSS JOIN LATERAL (SELECT c.program_id, c.participant_id, c.channel FROM clicks c
    WHERE c.tenant_id = arg_tenant_id AND quarter_of(e.at) < e.at
      AND c.id >= click_ids_of(quarter_of(e.at)) AND c.id < click_ids_of(e.at + interval '1 millisecond')
      AND c.occurred_at >= quarter_of(e.at) AND c.occurred_at < e.at OFFSET 0) c
$$;

-- Counts these spans, of which no two overlap, from their rows. `at` begins a quarter of an hour, or a part of one where
-- one of `arg_edges` is in it. The scope of a row is a program's id, and a currency's for orders of all these programs.
-- The planner can't know how short the spans are, and would read whole tables for them.
CREATE OR REPLACE FUNCTION count_times(arg_tenant_id text, arg_programs text[], arg_edges timestamptz[],
  arg_from timestamptz[], arg_to timestamptz[])
RETURNS TABLE (scope text, at timestamptz, clicks bigint, friends bigint, referrals bigint, converted bigint,
  new_customers bigint, orders bigint, revenue_minor numeric, cost_minor numeric)
LANGUAGE plpgsql STABLE ROWS 1000 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH spans AS MATERIALIZED (
    SELECT s.since, s.until FROM unnest(arg_from, arg_to) AS s(since, until) WHERE s.since < s.until
  ), g AS MATERIALIZED (
    SELECT p.id, p.currency, row_number() OVER (ORDER BY p.created_at, p.id) AS place FROM programs p
    WHERE p.tenant_id = arg_tenant_id AND (arg_programs IS NULL OR p.id = ANY (arg_programs))
  ), few AS MATERIALIZED (SELECT count(*) < 16 AS are FROM g
  ), bought AS (
    -- By their events, which have an index by time and the same time.
    SELECT p.occurred_at, p.currency, p.amount_minor - p.refunded_minor AS net, p.decided
    FROM spans s
    CROSS JOIN LATERAL (SELECT e.natural_key FROM events e WHERE e.tenant_id = arg_tenant_id
      AND e.occurred_at >= s.since AND e.occurred_at < s.until AND e.type = 'purchase' OFFSET 0) e
    CROSS JOIN LATERAL (SELECT p.* FROM purchases p WHERE p.tenant_id = arg_tenant_id
      AND p.order_id = substr(e.natural_key, length(purchase_key('')) + 1) AND p.amount_minor IS NOT NULL OFFSET 0) p
  ), qualified AS MATERIALIZED (
    -- Of several programs in which an order qualifies, the oldest has it where it counts once.
    SELECT b.occurred_at, b.net, b.currency, x.id, x.referral_id, x.nth FROM bought b CROSS JOIN LATERAL (
      SELECT g.id, b.decided -> g.id ->> 'referralId' AS referral_id, row_number() OVER (ORDER BY g.place) AS nth
      FROM g WHERE (SELECT f.are FROM few f) AND g.currency = b.currency
        AND (b.decided -> g.id ->> 'qualifies')::boolean
      UNION ALL
      SELECT g.id, d.value ->> 'referralId', row_number() OVER (ORDER BY g.place)
      FROM jsonb_each(b.decided) d JOIN g ON g.id = d.key
      WHERE NOT (SELECT f.are FROM few f) AND g.currency = b.currency AND (d.value ->> 'qualifies')::boolean) x
  ), facts AS (
    SELECT c.program_id AS scope, c.at, c.clicks, 0 AS friends, 0 AS referrals, 0 AS converted,
      0 AS new_customers, 0 AS orders, 0::bigint AS revenue_minor, 0::bigint AS cost_minor
    FROM spans s CROSS JOIN LATERAL clicks_of_time(arg_tenant_id, s.since, s.until) c
    WHERE arg_programs IS NULL OR c.program_id = ANY (arg_programs)
    UNION ALL
    SELECT g.id, r.attributed_at, 0, r.new_friend::integer, 1, (r.status = 'converted')::integer, 0, 0, 0, 0
    FROM spans s CROSS JOIN g CROSS JOIN LATERAL (SELECT r.attributed_at, r.new_friend, r.status FROM referrals r
      WHERE r.tenant_id = arg_tenant_id AND r.program_id = g.id AND r.attributed_at >= s.since AND r.attributed_at < s.until
      OFFSET 0) r
    WHERE is_live_referral(r.status)
    UNION ALL
    SELECT g.id, r.converted_at, 0, 0, 0, 0, 1, 0, 0, 0
    FROM spans s CROSS JOIN g CROSS JOIN LATERAL (SELECT r.converted_at FROM referrals r
      WHERE r.tenant_id = arg_tenant_id AND r.program_id = g.id AND r.status = 'converted'
        AND r.converted_at >= s.since AND r.converted_at < s.until OFFSET 0) r
    UNION ALL
    SELECT x.scope, q.occurred_at, 0, 0, 0, 0, 0, 1, q.net, 0
    FROM qualified q CROSS JOIN LATERAL (VALUES (q.id, 1), (q.currency, q.nth)) AS x(scope, nth)
    WHERE q.referral_id IS NOT NULL AND x.nth = 1
    UNION ALL
    SELECT g.id, w.occurred_at, 0, 0, 0, 0, 0, 0, 0, reward_cost(w.status, w.cost_minor, w.given_minor)
    FROM spans s CROSS JOIN g CROSS JOIN LATERAL (SELECT w.occurred_at, w.cost_minor, w.given_minor, w.status FROM rewards w
      WHERE w.tenant_id = arg_tenant_id AND w.program_id = g.id AND w.occurred_at >= s.since AND w.occurred_at < s.until
      OFFSET 0) w
    WHERE is_live_reward(w.status) OR w.given_minor > 0
  )
  SELECT f.scope, greatest(quarter_of(f.at), arg_edges[width_bucket(f.at, arg_edges)]),
    sum(f.clicks), sum(f.friends), sum(f.referrals), sum(f.converted), sum(f.new_customers), sum(f.orders),
    sum(f.revenue_minor), sum(f.cost_minor)
  FROM facts f GROUP BY 1, 2;
END $$;

-- Whether so little of a period is not kept that counting it by its indexes takes less than a look at everything.
CREATE OR REPLACE FUNCTION sums_are_near(arg_tenant_id text, arg_since timestamptz, arg_until timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
SET jit = off AS $$
DECLARE
  most_events constant integer := 10000;
  most_touched constant integer := 200;
  up_to timestamptz;
BEGIN
  SELECT greatest(s.up_to, arg_since) INTO up_to FROM summed_times s WHERE s.tenant_id = arg_tenant_id;
  RETURN NOT EXISTS (SELECT FROM events e WHERE e.tenant_id = arg_tenant_id
      AND e.occurred_at >= coalesce(up_to, arg_since) AND e.occurred_at < arg_until OFFSET most_events)
    AND NOT EXISTS (SELECT FROM touched_times t WHERE t.tenant_id = arg_tenant_id
      AND t.at >= arg_since AND t.at < arg_until OFFSET most_touched);
END $$;

-- The sums of a period, by the number of its part: 1 begins with the first of `arg_edges`, 0 is what comes before.
-- Orders are those of a currency, each once, or where it is null those of the one program.
CREATE OR REPLACE FUNCTION sums_of_times(arg_tenant_id text, arg_programs text[], arg_currency text,
  arg_edges timestamptz[], arg_since timestamptz, arg_until timestamptz)
RETURNS TABLE (key integer, clicks numeric, friends numeric, referrals numeric, converted numeric, "newCustomers" numeric,
  orders numeric, "revenueMinor" numeric, "costMinor" numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  up_to timestamptz;
  -- Quarters of an hour that are counted from their rows.
  counted timestamptz[];
BEGIN
  SELECT s.up_to INTO up_to FROM summed_times s WHERE s.tenant_id = arg_tenant_id;
  up_to := least(coalesce(up_to, arg_since), quarter_of(arg_until));
  SELECT coalesce(array_agg(c.at), '{}') INTO counted FROM (
    SELECT t.at FROM touched_times t WHERE t.tenant_id = arg_tenant_id
    UNION
    SELECT quarter_of(e.at) FROM unnest(arg_edges || arg_since) AS e(at) WHERE e.at <> quarter_of(e.at)) c
  WHERE c.at >= quarter_of(arg_since) AND c.at < up_to;
  RETURN QUERY
  WITH kept AS (
    SELECT k.* FROM unnest(arg_programs || arg_currency) AS x(scope)
    CROSS JOIN LATERAL (SELECT k.* FROM time_sums k WHERE k.tenant_id = arg_tenant_id AND k.scope = x.scope
      AND k.at >= arg_since AND k.at < up_to OFFSET 0) k
    WHERE k.at NOT IN (SELECT c.at FROM unnest(counted) AS c(at))
    UNION ALL
    SELECT arg_tenant_id, c.* FROM count_times(arg_tenant_id, arg_programs, arg_edges,
      ARRAY(SELECT greatest(c.at, arg_since) FROM unnest(counted) AS c(at)) || greatest(up_to, arg_since),
      ARRAY(SELECT c.at + interval '15 minutes' FROM unnest(counted) AS c(at)) || arg_until) c
  )
  SELECT width_bucket(k.at, arg_edges), sum(k.clicks), sum(k.friends), sum(k.referrals), sum(k.converted),
    sum(k.new_customers),
    coalesce(sum(k.orders) FILTER (WHERE arg_currency IS NULL OR k.scope = arg_currency), 0),
    coalesce(sum(k.revenue_minor) FILTER (WHERE arg_currency IS NULL OR k.scope = arg_currency), 0), sum(k.cost_minor)
  FROM kept k WHERE arg_currency IS NOT NULL OR k.scope = ANY (arg_programs)
  GROUP BY 1;
END $$;

-- What rewards cost and how many referrals converted in a period, of each of these programs that had any. All are counted at
-- once, since what is not kept would be looked through for each.
CREATE OR REPLACE FUNCTION sums_of_programs(arg_tenant_id text, arg_programs text[], arg_since timestamptz,
  arg_until timestamptz)
RETURNS TABLE (program_id text, new_customers numeric, cost_minor numeric)
LANGUAGE plpgsql STABLE ROWS 10 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  up_to timestamptz;
  -- Quarters of an hour that are counted from their rows.
  counted timestamptz[];
BEGIN
  IF NOT sums_are_near(arg_tenant_id, arg_since, arg_until) THEN
    RETURN QUERY
    SELECT g.id, (SELECT count(*) FROM referrals r WHERE r.tenant_id = arg_tenant_id AND r.program_id = g.id
        AND r.status = 'converted' AND r.converted_at >= arg_since AND r.converted_at < arg_until)::numeric,
      coalesce((SELECT sum(reward_cost(w.status, w.cost_minor, w.given_minor)) FROM rewards w
        WHERE w.tenant_id = arg_tenant_id AND w.program_id = g.id AND (is_live_reward(w.status) OR w.given_minor > 0)
          AND w.occurred_at >= arg_since AND w.occurred_at < arg_until), 0)
    FROM unnest(arg_programs) AS g(id);
    RETURN;
  END IF;
  SELECT s.up_to INTO up_to FROM summed_times s WHERE s.tenant_id = arg_tenant_id;
  up_to := least(coalesce(up_to, arg_since), quarter_of(arg_until));
  SELECT coalesce(array_agg(c.at), '{}') INTO counted FROM (
    SELECT t.at FROM touched_times t WHERE t.tenant_id = arg_tenant_id
    UNION
    SELECT quarter_of(arg_since) WHERE arg_since <> quarter_of(arg_since)) c
  WHERE c.at >= quarter_of(arg_since) AND c.at < up_to;
  RETURN QUERY
  SELECT n.scope, sum(n.new_customers), sum(n.cost_minor) FROM (
    SELECT k.scope, k.new_customers, k.cost_minor FROM unnest(arg_programs) AS g(id)
    CROSS JOIN LATERAL (SELECT k.* FROM time_sums k WHERE k.tenant_id = arg_tenant_id AND k.scope = g.id
      AND k.at >= arg_since AND k.at < up_to OFFSET 0) k
    WHERE k.at NOT IN (SELECT c.at FROM unnest(counted) AS c(at))
    UNION ALL
    SELECT c.scope, c.new_customers, c.cost_minor FROM count_times(arg_tenant_id, arg_programs, '{}',
      ARRAY(SELECT greatest(c.at, arg_since) FROM unnest(counted) AS c(at)) || greatest(up_to, arg_since),
      ARRAY(SELECT c.at + interval '15 minutes' FROM unnest(counted) AS c(at)) || arg_until) c
    WHERE c.scope = ANY (arg_programs)) n
  GROUP BY 1;
END $$;

-- The first instant whose quarter of an hour may not be kept by what was seen at a time. What is older than an hour is noted
-- by the clock of the server, which may be set back by the half hour beyond.
CREATE OR REPLACE FUNCTION settled_by(asked_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT quarter_of(asked_at - interval '90 minutes')
$$;

-- Keeps a tenant's next quarters of an hour: at most so many of those that were touched, and of those that were not kept yet
-- as far as so many events go. Says how many sums it wrote, and whether there is more to do now.
CREATE OR REPLACE FUNCTION keep_sums(arg_tenant_id text, arg_touched integer, arg_events integer) RETURNS json
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  -- So many notes are taken from the list at once.
  most_notes constant integer := 5000;
  -- Drawn after now(): those that are drawn later are larger.
  own constant bigint := pg_current_xact_id()::text::bigint;
  was summed_times;
  since timestamptz;
  until timestamptz;
  touched timestamptz[];
  needless integer;
  done integer;
BEGIN
  INSERT INTO summed_times (tenant_id, asked_xid) VALUES (arg_tenant_id, 0) ON CONFLICT DO NOTHING;
  -- Each statement after this one sees what was committed before the lock was had.
  SELECT * INTO was FROM summed_times s WHERE s.tenant_id = arg_tenant_id FOR UPDATE;
  IF was.asked_xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint THEN
    was.settled_to := greatest(was.settled_to, settled_by(was.asked_at));
  END IF;
  -- Of a copy of the database that was put into another server the number is larger than any there.
  IF was.asked_xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint OR was.asked_xid > own THEN
    was.asked_at := now();
    was.asked_xid := own;
  END IF;
  since := coalesce(was.up_to, '-infinity');

  -- What is not kept yet is counted anew in any case, so a note of it says nothing.
  DELETE FROM touched_times t USING (SELECT o.xid, o.at FROM touched_times o
    WHERE o.tenant_id = arg_tenant_id AND o.at >= since LIMIT most_notes) o
  WHERE t.tenant_id = arg_tenant_id AND t.xid = o.xid AND t.at = o.at;
  GET DIAGNOSTICS needless = ROW_COUNT;
  IF needless < most_notes THEN
    SELECT greatest(quarter_of(max(e.occurred_at)), quarter_of(min(e.occurred_at)) + interval '15 minutes'),
      count(*) INTO until, done
    FROM (SELECT e.occurred_at FROM events e WHERE e.tenant_id = arg_tenant_id AND e.occurred_at >= since
      ORDER BY e.occurred_at LIMIT arg_events) e;
    IF done < arg_events THEN until := was.settled_to; END IF;
  END IF;
  until := CASE WHEN until IS NULL OR was.settled_to IS NULL THEN since ELSE greatest(least(until, was.settled_to), since) END;

  SELECT coalesce(array_agg(x.at), '{}') INTO touched FROM (
    SELECT t.at FROM (SELECT o.at, o.xid FROM touched_times o WHERE o.tenant_id = arg_tenant_id AND o.at < since
      ORDER BY o.xid LIMIT most_notes) t
    GROUP BY t.at ORDER BY min(t.xid) LIMIT arg_touched) x;
  DELETE FROM touched_times t WHERE t.tenant_id = arg_tenant_id AND t.at = ANY (touched);

  DELETE FROM time_sums k USING unnest(touched) AS c(at),
    (SELECT p.id FROM programs p WHERE p.tenant_id = arg_tenant_id
      UNION SELECT p.currency FROM programs p WHERE p.tenant_id = arg_tenant_id) AS x(scope)
  WHERE k.tenant_id = arg_tenant_id AND k.scope = x.scope AND k.at = c.at;
  INSERT INTO time_sums (tenant_id, scope, at, clicks, friends, referrals, converted, new_customers, orders,
    revenue_minor, cost_minor)
  SELECT arg_tenant_id, c.* FROM count_times(arg_tenant_id, NULL, '{}', touched || since,
    ARRAY(SELECT c.at + interval '15 minutes' FROM unnest(touched) AS c(at)) || until) c;
  GET DIAGNOSTICS done = ROW_COUNT;
  UPDATE summed_times s SET up_to = nullif(until, '-infinity'), settled_to = was.settled_to, asked_at = was.asked_at,
    asked_xid = was.asked_xid
  WHERE s.tenant_id = arg_tenant_id;
  RETURN json_build_object('kept', done, 'more',
    needless = most_notes OR cardinality(touched) = arg_touched OR coalesce(until < was.settled_to, false));
END $$;
