CREATE TABLE "click_quarters" (
	"tenant_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"channel" text NOT NULL,
	"clicks" integer NOT NULL,
	CONSTRAINT "click_quarters_pkey" PRIMARY KEY("tenant_id","at","program_id","participant_id","channel")
);
--> statement-breakpoint
CREATE INDEX "program_versions_by_window" ON "program_versions" USING btree ("tenant_id",((rules #>> '{attribution,windowDays}')::integer));--> statement-breakpoint
-- Counts what was inserted, whatever code inserts. In one order for all, so that two batches at once wait for each other in
-- one direction alone.
CREATE FUNCTION count_clicks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO click_quarters AS q (tenant_id, at, program_id, participant_id, channel, clicks)
  SELECT n.tenant_id, date_bin('15 minutes', n.occurred_at, timestamptz '2000-01-01 00:00:00+00'), n.program_id,
    n.participant_id, coalesce(n.channel, ''), count(*)
  FROM clicked n GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (tenant_id, at, program_id, participant_id, channel) DO UPDATE SET clicks = q.clicks + excluded.clicks;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Before the clicks that are there are counted: from here on no one inserts any until all of this is done.
CREATE TRIGGER clicks_count AFTER INSERT ON clicks REFERENCING NEW TABLE AS clicked
  FOR EACH STATEMENT EXECUTE FUNCTION count_clicks();
--> statement-breakpoint
INSERT INTO click_quarters (tenant_id, at, program_id, participant_id, channel, clicks)
SELECT tenant_id, date_bin('15 minutes', occurred_at, timestamptz '2000-01-01 00:00:00+00'), program_id, participant_id,
  coalesce(channel, ''), count(*)
FROM clicks GROUP BY 1, 2, 3, 4, 5;
--> statement-breakpoint
CREATE INDEX "click_quarters_of_participant" ON "click_quarters" USING btree ("tenant_id","participant_id");--> statement-breakpoint
-- A click that is kept no longer is counted all the same.
DROP TRIGGER clicks_touch_change ON clicks;--> statement-breakpoint
DROP INDEX "clicks_by_participant";
