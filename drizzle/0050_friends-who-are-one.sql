-- A friend turns out to be another one, to whom the referral goes. One who is new to the advocate takes the number over; of
-- two whom the advocate knows one is left. Whoever moves a referral has locked its advocate, as for a referral that is new.
CREATE FUNCTION renumber_friend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known integer;
  stays boolean;
  counted integer;
BEGIN
  -- One step in the index whose order this is, as in `number_friend`.
  SELECT CASE WHEN (r.tenant_id, r.advocate_id, r.program_id, r.friend_id)
    = (NEW.tenant_id, NEW.advocate_id, NEW.program_id, NEW.friend_id) THEN r.friend_number END INTO known
  FROM referrals r
  WHERE (r.tenant_id, r.advocate_id, r.program_id, r.friend_id)
    >= (NEW.tenant_id, NEW.advocate_id, NEW.program_id, NEW.friend_id)
  ORDER BY r.tenant_id, r.advocate_id, r.program_id, r.friend_id LIMIT 1;
  stays := EXISTS (SELECT FROM referrals r WHERE r.tenant_id = OLD.tenant_id AND r.advocate_id = OLD.advocate_id
    AND r.program_id = OLD.program_id AND r.friend_id = OLD.friend_id AND r.id <> OLD.id);
  IF known IS NULL AND NOT stays THEN RETURN NEW; END IF;
  UPDATE friend_counts c SET friends = c.friends + (known IS NULL)::integer, moved_away = c.moved_away + (NOT stays)::integer
  WHERE c.tenant_id = NEW.tenant_id AND c.program_id = NEW.program_id AND c.advocate_id = NEW.advocate_id
  RETURNING c.friends INTO counted;
  NEW.friend_number := coalesce(known, counted);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER referrals_renumber_friend BEFORE UPDATE OF friend_id ON referrals
  FOR EACH ROW WHEN (OLD.friend_id <> NEW.friend_id AND OLD.advocate_id = NEW.advocate_id)
  EXECUTE FUNCTION renumber_friend();
