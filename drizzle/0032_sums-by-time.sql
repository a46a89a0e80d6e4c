CREATE TABLE "summed_times" (
	"tenant_id" text NOT NULL,
	"up_to" timestamp with time zone,
	"settled_to" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"asked_xid" bigint NOT NULL,
	CONSTRAINT "summed_times_pkey" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "time_sums" (
	"tenant_id" text NOT NULL,
	"scope" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"clicks" bigint NOT NULL,
	"friends" bigint NOT NULL,
	"referrals" bigint NOT NULL,
	"converted" bigint NOT NULL,
	"new_customers" bigint NOT NULL,
	"orders" bigint NOT NULL,
	"revenue_minor" numeric NOT NULL,
	"cost_minor" numeric NOT NULL,
	CONSTRAINT "time_sums_pkey" PRIMARY KEY("tenant_id","scope","at")
);
--> statement-breakpoint
CREATE TABLE "touched_times" (
	"tenant_id" text NOT NULL,
	"xid" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "touched_times_pkey" PRIMARY KEY("tenant_id","xid","at")
);
--> statement-breakpoint
CREATE INDEX "referrals_by_conversion" ON "referrals" USING btree ("tenant_id","program_id","converted_at") WHERE status = 'converted';
--> statement-breakpoint
-- Notes the quarters of an hour of which a transaction changes something that happened more than an hour ago
-- (`drizzle/functions/time_sums.sql` says why that is all that has to be noted).
CREATE FUNCTION touch_times(arg_tenant_id text, arg_times timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO touched_times (tenant_id, xid, at)
  SELECT DISTINCT arg_tenant_id, pg_current_xact_id()::text::bigint,
    date_bin('15 minutes', x.at, timestamptz '2000-01-01 00:00:00+00')
  FROM unnest(arg_times) AS x(at) WHERE x.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
CREATE FUNCTION touch_occurred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_times(coalesce(NEW.tenant_id, OLD.tenant_id), ARRAY[OLD.occurred_at, NEW.occurred_at]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION touch_referred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_times(coalesce(NEW.tenant_id, OLD.tenant_id),
    ARRAY[OLD.attributed_at, OLD.converted_at, NEW.attributed_at, NEW.converted_at]);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Nearly all rows are of the last hour: the conditions keep these from calling anything.
CREATE TRIGGER clicks_touch AFTER INSERT ON clicks FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER clicks_touch_change AFTER UPDATE OR DELETE ON clicks FOR EACH ROW EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER purchases_touch AFTER INSERT ON purchases FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER purchases_touch_change AFTER UPDATE ON purchases FOR EACH ROW
  WHEN (least(OLD.occurred_at, NEW.occurred_at) < clock_timestamp() - interval '1 hour' AND (
    OLD.occurred_at IS DISTINCT FROM NEW.occurred_at OR OLD.amount_minor IS DISTINCT FROM NEW.amount_minor
    OR OLD.refunded_minor <> NEW.refunded_minor OR OLD.currency <> NEW.currency OR OLD.decided <> NEW.decided
    OR OLD.participant_id IS DISTINCT FROM NEW.participant_id)) EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER purchases_touch_end AFTER DELETE ON purchases FOR EACH ROW EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER rewards_touch AFTER INSERT ON rewards FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER rewards_touch_change AFTER UPDATE ON rewards FOR EACH ROW
  WHEN (least(OLD.occurred_at, NEW.occurred_at) < clock_timestamp() - interval '1 hour' AND (
    OLD.occurred_at <> NEW.occurred_at OR OLD.cost_minor <> NEW.cost_minor OR OLD.program_id <> NEW.program_id
    OR (OLD.status IN ('voided', 'clawed_back')) <> (NEW.status IN ('voided', 'clawed_back'))))
  EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER rewards_touch_end AFTER DELETE ON rewards FOR EACH ROW EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER referrals_touch AFTER INSERT ON referrals FOR EACH ROW
  WHEN (least(NEW.attributed_at, NEW.converted_at) < clock_timestamp() - interval '1 hour')
  EXECUTE FUNCTION touch_referred();
--> statement-breakpoint
CREATE TRIGGER referrals_touch_change AFTER UPDATE ON referrals FOR EACH ROW
  WHEN (least(OLD.attributed_at, OLD.converted_at, NEW.attributed_at, NEW.converted_at)
      < clock_timestamp() - interval '1 hour' AND (
    OLD.status <> NEW.status OR OLD.attributed_at <> NEW.attributed_at OR OLD.program_id <> NEW.program_id
    OR OLD.converted_at IS DISTINCT FROM NEW.converted_at OR OLD.new_friend <> NEW.new_friend))
  EXECUTE FUNCTION touch_referred();
--> statement-breakpoint
CREATE TRIGGER referrals_touch_end AFTER DELETE ON referrals FOR EACH ROW EXECUTE FUNCTION touch_referred();
