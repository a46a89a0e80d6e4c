-- The names of the calendar periods that an instant falls in, as `domain/periods.ts` writes them.
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

CREATE OR REPLACE FUNCTION stale(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale snapshot: %', what USING ERRCODE = 'serialization_failure';
END $$;
