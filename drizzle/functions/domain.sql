-- What the domain means by its words, for the statements that have to ask it in the database. `src/db/domainInSql.test.ts`
-- compares each with the function or the list in `src/domain` that it repeats, member by member. Each is one expression,
-- so that PostgreSQL puts it in place of the call and finds the indexes behind it.

-- The names of the calendar periods that an instant falls in: `periodKey`.
CREATE OR REPLACE FUNCTION period_key(at timestamptz, period text, zone text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE period
    WHEN 'day' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM-DD')
    WHEN 'month' THEN to_char(at AT TIME ZONE zone, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(at AT TIME ZONE zone, 'YYYY-"Q"Q')
    WHEN 'year' THEN to_char(at AT TIME ZONE zone, 'YYYY')
    WHEN 'lifetime' THEN 'lifetime'
  END
$$;

-- Whether a reward counts towards limits and budgets: `isLive`.
CREATE OR REPLACE FUNCTION is_live_reward(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status NOT IN ('voided', 'clawed_back')
$$;

-- Whether a referral ties a friend to an advocate: `isLiveReferral`.
CREATE OR REPLACE FUNCTION is_live_referral(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT status <> 'rejected'
$$;
