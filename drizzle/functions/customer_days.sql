-- How many people bought, kept by days of the tenant's time zone, as `time_sums.sql` keeps sums. One who bought on a day is
-- counted by the day on which they had bought last. So a period has as many customers as had bought last before it, and no
-- two days have to be told apart by person. A purchase that comes late changes its day and that of its person's next one:
-- triggers note both in `touched_customers`. All purchases of a person are committed one after the other.

-- Days begin when the reports' buckets do: where clocks are set back over midnight, at the later of the two.
CREATE OR REPLACE FUNCTION start_of_day(day date, zone text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT day::timestamp AT TIME ZONE zone
$$;
CREATE OR REPLACE FUNCTION day_of(at timestamptz, zone text) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (at AT TIME ZONE zone)::date
    - (at < start_of_day((at AT TIME ZONE zone)::date, zone))::integer
$$;

-- Counts those who bought in these spans, none of which begins or goes on within a day that another has.
CREATE OR REPLACE FUNCTION count_customers(arg_tenant_id text, arg_zone text, arg_from timestamptz[], arg_to timestamptz[])
RETURNS TABLE (day date, last_day date, people bigint)
LANGUAGE plpgsql STABLE ROWS 1000 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH reported AS MATERIALIZED (
    SELECT e.participant_id, day_of(e.occurred_at, arg_zone) AS day
    FROM unnest(arg_from, arg_to) AS s(since, until)
    CROSS JOIN LATERAL (SELECT e.participant_id, e.occurred_at FROM events e WHERE e.tenant_id = arg_tenant_id
      AND e.occurred_at >= s.since AND e.occurred_at < s.until AND e.type = 'purchase' AND e.participant_id IS NOT NULL
      OFFSET 0) e
    GROUP BY 1, 2
  ), bought AS MATERIALIZED (
    -- An event keeps the id of a participant who has become another name of a second one; their orders are the second's.
    SELECT coalesce(m.kept_id, r.participant_id) AS participant_id, r.day FROM reported r LEFT JOIN LATERAL (
      SELECT m.merged_into AS kept_id FROM participants m
      WHERE m.tenant_id = arg_tenant_id AND m.id = r.participant_id OFFSET 0) m ON true
    GROUP BY 1, 2
  )
  SELECT b.day, coalesce(l.day, '-infinity'), count(*)
  FROM (SELECT b.*, start_of_day(b.day, arg_zone) AS since FROM bought b OFFSET 0) b
  LEFT JOIN LATERAL (SELECT day_of(p.occurred_at, arg_zone) AS day FROM purchases p WHERE p.tenant_id = arg_tenant_id
    AND p.participant_id = b.participant_id AND p.occurred_at < b.since ORDER BY p.occurred_at DESC LIMIT 1) l ON true
  GROUP BY 1, 2;
END $$;

-- Whether the customers of these times can be read by days, and so little of them is not kept that it is worth it.
CREATE OR REPLACE FUNCTION customers_are_near(arg_tenant_id text, arg_zone text, arg_edges timestamptz[],
  arg_since timestamptz, arg_until timestamptz)
RETURNS boolean LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
DECLARE
  most_events constant integer := 1000;
  most_touched constant integer := 3;
  counted_from timestamptz;
BEGIN
  IF EXISTS (SELECT FROM unnest(arg_edges || arg_since) AS e(at)
    WHERE e.at <> start_of_day(day_of(e.at, arg_zone), arg_zone)) THEN RETURN false; END IF;
  SELECT start_of_day(least(s.days_to, day_of(arg_until, arg_zone)), arg_zone) INTO counted_from FROM summed_times s
  WHERE s.tenant_id = arg_tenant_id AND s.zone = arg_zone AND s.days_to IS NOT NULL;
  counted_from := greatest(counted_from, arg_since);
  RETURN (arg_until - counted_from <= (arg_until - arg_since) / 10
      OR NOT EXISTS (SELECT FROM events e WHERE e.tenant_id = arg_tenant_id AND e.occurred_at >= counted_from
        AND e.occurred_at < arg_until OFFSET most_events))
    AND NOT EXISTS (SELECT FROM (SELECT DISTINCT day_of(t.at, arg_zone) FROM touched_customers t
      WHERE t.tenant_id = arg_tenant_id AND t.at >= arg_since AND t.at < counted_from) t OFFSET most_touched);
END $$;

-- Of each part of a period that begins and is cut at beginnings of days: how many people bought in it, and how many of them
-- had not bought before in the period. Parts are numbered as by `sums_of_times`.
CREATE OR REPLACE FUNCTION customers_of_times(arg_tenant_id text, arg_zone text, arg_edges timestamptz[],
  arg_since timestamptz, arg_until timestamptz)
RETURNS TABLE (key integer, customers numeric, fresh numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  first_day constant date := day_of(arg_since, arg_zone);
  edges constant date[] := ARRAY(SELECT day_of(e.at, arg_zone) FROM unnest(arg_edges) AS e(at));
  days_to date;
  -- Days that are counted from their rows.
  counted date[];
BEGIN
  SELECT least(s.days_to, day_of(arg_until, arg_zone)) INTO days_to FROM summed_times s
  WHERE s.tenant_id = arg_tenant_id AND s.zone = arg_zone AND s.days_to IS NOT NULL;
  days_to := greatest(days_to, first_day);
  SELECT coalesce(array_agg(DISTINCT day_of(t.at, arg_zone)), '{}') INTO counted FROM touched_customers t
  WHERE t.tenant_id = arg_tenant_id AND t.at >= arg_since AND t.at < start_of_day(days_to, arg_zone);
  RETURN QUERY
  WITH bought AS (
    SELECT c.day, c.last_day, c.people FROM customer_days c WHERE c.tenant_id = arg_tenant_id
      AND c.day >= first_day AND c.day < days_to AND c.day NOT IN (SELECT o.day FROM unnest(counted) AS o(day))
    UNION ALL
    SELECT c.day, c.last_day, c.people FROM count_customers(arg_tenant_id, arg_zone,
      ARRAY(SELECT start_of_day(o.day, arg_zone) FROM unnest(counted) AS o(day)) || start_of_day(days_to, arg_zone),
      ARRAY(SELECT start_of_day(o.day + 1, arg_zone) FROM unnest(counted) AS o(day)) || arg_until) c
  )
  SELECT b.key, coalesce(sum(b.people) FILTER (WHERE b.last_day < edges[b.key]), 0),
    coalesce(sum(b.people) FILTER (WHERE b.last_day < first_day), 0)
  FROM (SELECT width_bucket(o.day, edges) AS key, o.last_day, o.people FROM bought o OFFSET 0) b
  GROUP BY 1;
END $$;

-- Keeps the customers of a tenant's next days, once `keep_sums` has come as far: at most so many days that were touched, and
-- of those that were not kept yet as far as so many events go, a day at least. Says as `keep_sums` does.
CREATE OR REPLACE FUNCTION keep_customers(arg_tenant_id text, arg_touched integer, arg_events integer) RETURNS json
LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  -- So many rows are removed at once.
  most_rows constant integer := 5000;
  own_zone text;
  was summed_times;
  since date;
  until date;
  last date;
  touched date[];
  done integer;
BEGIN
  SELECT * INTO was FROM summed_times s WHERE s.tenant_id = arg_tenant_id FOR UPDATE;
  SELECT t.timezone INTO own_zone FROM tenants t WHERE t.id = arg_tenant_id;
  IF was.up_to IS NULL THEN RETURN json_build_object('kept', 0, 'more', false); END IF;
  IF was.zone IS DISTINCT FROM own_zone THEN
    -- The days of another zone go first, and until they are gone nothing is kept.
    UPDATE summed_times s SET zone = NULL, days_to = NULL WHERE s.tenant_id = arg_tenant_id;
    DELETE FROM customer_days c USING (SELECT o.day, o.last_day FROM customer_days o
      WHERE o.tenant_id = arg_tenant_id LIMIT most_rows) o
    WHERE c.tenant_id = arg_tenant_id AND c.day = o.day AND c.last_day = o.last_day;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done = most_rows THEN RETURN json_build_object('kept', 0, 'more', true); END IF;
    was.days_to := NULL;
  END IF;
  since := coalesce(was.days_to, '-infinity');

  -- What is not kept yet is counted anew in any case, so a note of it says nothing.
  DELETE FROM touched_customers t USING (SELECT o.xid, o.at FROM touched_customers o
    WHERE o.tenant_id = arg_tenant_id AND (was.days_to IS NULL OR o.at >= start_of_day(since, own_zone)) LIMIT most_rows) o
  WHERE t.tenant_id = arg_tenant_id AND t.xid = o.xid AND t.at = o.at;
  GET DIAGNOSTICS done = ROW_COUNT;
  last := day_of(was.up_to, own_zone);
  until := since;
  IF done < most_rows THEN
    SELECT CASE WHEN count(*) < arg_events THEN last
      ELSE greatest(day_of(max(e.occurred_at), own_zone), day_of(min(e.occurred_at), own_zone) + 1) END INTO until
    FROM (SELECT e.occurred_at FROM events e WHERE e.tenant_id = arg_tenant_id
        AND (was.days_to IS NULL OR e.occurred_at >= start_of_day(since, own_zone))
      ORDER BY e.occurred_at LIMIT arg_events) e;
    until := greatest(least(until, last), since);
  END IF;

  SELECT coalesce(array_agg(x.day), '{}') INTO touched FROM (
    SELECT day_of(t.at, own_zone) AS day FROM (SELECT o.at, o.xid FROM touched_customers o
      WHERE o.tenant_id = arg_tenant_id AND o.at < start_of_day(since, own_zone) ORDER BY o.xid LIMIT most_rows) t
    GROUP BY 1 ORDER BY min(t.xid) LIMIT arg_touched) x;
  DELETE FROM touched_customers t WHERE t.tenant_id = arg_tenant_id AND day_of(t.at, own_zone) = ANY (touched);
  DELETE FROM customer_days c WHERE c.tenant_id = arg_tenant_id AND c.day = ANY (touched);
  INSERT INTO customer_days (tenant_id, day, last_day, people)
  SELECT arg_tenant_id, c.* FROM count_customers(arg_tenant_id, own_zone,
    ARRAY(SELECT start_of_day(o.day, own_zone) FROM unnest(touched) AS o(day))
      || CASE WHEN was.days_to IS NULL THEN '-infinity' ELSE start_of_day(since, own_zone) END,
    ARRAY(SELECT start_of_day(o.day + 1, own_zone) FROM unnest(touched) AS o(day))
      || CASE WHEN until = '-infinity' THEN '-infinity' ELSE start_of_day(until, own_zone) END) c;
  GET DIAGNOSTICS done = ROW_COUNT;
  UPDATE summed_times s SET zone = own_zone, days_to = nullif(until, '-infinity')
  WHERE s.tenant_id = arg_tenant_id;
  RETURN json_build_object('kept', done, 'more', until < last OR cardinality(touched) = arg_touched);
END $$;
