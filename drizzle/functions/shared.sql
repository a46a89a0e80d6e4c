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

-- The purchases that count for a referral: of a friend, those that it decided; of one order, that one, found by
-- its own key, since its friend may have any number of them.
CREATE OR REPLACE FUNCTION counted_purchases(r referrals) RETURNS SETOF purchases LANGUAGE sql STABLE AS $$
  SELECT p.* FROM purchases p
  WHERE r.order_id IS NULL AND p.tenant_id = r.tenant_id AND p.participant_id = r.friend_id
    AND p.decided -> r.program_id ->> 'referralId' = r.id AND (p.decided -> r.program_id ->> 'qualifies')::boolean
  UNION ALL
  SELECT p.* FROM purchases p
  WHERE p.tenant_id = r.tenant_id AND p.order_id = r.order_id
    AND p.decided -> r.program_id ->> 'referralId' = r.id AND (p.decided -> r.program_id ->> 'qualifies')::boolean
$$;
