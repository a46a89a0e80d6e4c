ALTER TABLE "friend_counts" ADD COLUMN "moved_away" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- The friend goes to another advocate, who numbers them as `number_friend` does. Whoever moves a referral has locked the
-- participants who are both advocates, so that no two commits lock rows here in different orders.
CREATE FUNCTION count_friend_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE friend_counts c SET referrals = c.referrals - 1, moved_away = c.moved_away + (NOT EXISTS (
      SELECT FROM referrals r WHERE r.tenant_id = OLD.tenant_id AND r.advocate_id = OLD.advocate_id
        AND r.program_id = OLD.program_id AND r.friend_id = OLD.friend_id AND r.id <> OLD.id))::integer
  WHERE c.tenant_id = OLD.tenant_id AND c.program_id = OLD.program_id AND c.advocate_id = OLD.advocate_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER referrals_count_friend_out BEFORE UPDATE OF advocate_id ON referrals
  FOR EACH ROW WHEN (OLD.advocate_id IS DISTINCT FROM NEW.advocate_id) EXECUTE FUNCTION count_friend_out();
--> statement-breakpoint
CREATE TRIGGER referrals_number_friend_in BEFORE UPDATE OF advocate_id ON referrals
  FOR EACH ROW WHEN (OLD.advocate_id IS DISTINCT FROM NEW.advocate_id AND NEW.advocate_id IS NOT NULL)
  EXECUTE FUNCTION number_friend();
