CREATE TABLE "friend_counts" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"advocate_id" text NOT NULL,
	"friends" integer NOT NULL,
	"referrals" integer NOT NULL,
	CONSTRAINT "friend_counts_pkey" PRIMARY KEY("tenant_id","program_id","advocate_id")
);
--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "friend_number" integer;--> statement-breakpoint
-- Rows that are updated often keep their new versions on the same page, out of the index.
ALTER TABLE friend_counts SET (fillfactor = 70);
--> statement-breakpoint
-- Numbers friends as they come. Whoever makes a referral has locked the participant who is its advocate, so that two
-- commits can't draw the same number, nor lock two rows here in different orders.
CREATE FUNCTION number_friend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known integer;
  counted integer;
BEGIN
  -- One step in the index whose order this is. Told that they are equal, the planner may take any index for as good.
  SELECT CASE WHEN (r.tenant_id, r.advocate_id, r.program_id, r.friend_id)
    = (NEW.tenant_id, NEW.advocate_id, NEW.program_id, NEW.friend_id) THEN r.friend_number END INTO known
  FROM referrals r
  WHERE (r.tenant_id, r.advocate_id, r.program_id, r.friend_id)
    >= (NEW.tenant_id, NEW.advocate_id, NEW.program_id, NEW.friend_id)
  ORDER BY r.tenant_id, r.advocate_id, r.program_id, r.friend_id LIMIT 1;
  INSERT INTO friend_counts AS c (tenant_id, program_id, advocate_id, friends, referrals)
  VALUES (NEW.tenant_id, NEW.program_id, NEW.advocate_id, 1, 1)
  ON CONFLICT (tenant_id, program_id, advocate_id) DO UPDATE
    SET friends = c.friends + (known IS NULL)::integer, referrals = c.referrals + 1
  RETURNING friends INTO counted;
  NEW.friend_number := coalesce(known, counted);
  RETURN NEW;
END $$;
--> statement-breakpoint
-- A trigger, because code of the release before makes referrals too while it still runs. It keeps those who make some
-- out until this migration ends, so that what follows counts every referral once.
CREATE TRIGGER referrals_number_friend BEFORE INSERT ON referrals
  FOR EACH ROW WHEN (NEW.advocate_id IS NOT NULL) EXECUTE FUNCTION number_friend();
--> statement-breakpoint
UPDATE referrals r SET friend_number = n.number FROM (
  SELECT tenant_id, advocate_id, program_id, friend_id,
    row_number() OVER (PARTITION BY tenant_id, advocate_id, program_id ORDER BY min(id)) AS number
  FROM referrals WHERE advocate_id IS NOT NULL GROUP BY tenant_id, advocate_id, program_id, friend_id) n
WHERE r.tenant_id = n.tenant_id AND r.advocate_id = n.advocate_id AND r.program_id = n.program_id
  AND r.friend_id = n.friend_id;
--> statement-breakpoint
INSERT INTO friend_counts (tenant_id, program_id, advocate_id, friends, referrals)
SELECT tenant_id, program_id, advocate_id, count(DISTINCT friend_id), count(*)
FROM referrals WHERE advocate_id IS NOT NULL GROUP BY tenant_id, program_id, advocate_id;
