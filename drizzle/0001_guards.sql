-- What the schema file can't say: the books are append-only.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE ON postings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER postings_no_truncate BEFORE TRUNCATE ON postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Rows that are updated often keep their new versions on the same page, out of the indexes.
ALTER TABLE participants SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE referrals SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE codes SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE purchases SET (fillfactor = 90);
--> statement-breakpoint
ALTER TABLE counters SET (fillfactor = 70);
