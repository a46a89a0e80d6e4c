CREATE TABLE "customer_days" (
	"tenant_id" text NOT NULL,
	"day" date NOT NULL,
	"last_day" date NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "customer_days_pkey" PRIMARY KEY("tenant_id","day","last_day")
);
--> statement-breakpoint
CREATE TABLE "summed_times" (
	"tenant_id" text NOT NULL,
	"up_to" timestamp with time zone,
	"settled_to" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"asked_xid" bigint NOT NULL,
	"zone" text,
	"days_to" date,
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
CREATE TABLE "touched_customers" (
	"tenant_id" text NOT NULL,
	"xid" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "touched_customers_pkey" PRIMARY KEY("tenant_id","xid","at")
);
--> statement-breakpoint
CREATE INDEX "referrals_by_conversion" ON "referrals" USING btree ("tenant_id","program_id","converted_at") WHERE status = 'converted';
--> statement-breakpoint
-- Triggers note the quarters of an hour of which a transaction changes something that happened more than an hour ago
-- (`drizzle/functions/time_sums.sql` says why that is all that has to be noted), each in one statement: an import of what
-- happened long ago calls them for every row.
CREATE FUNCTION touch_occurred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched_times (tenant_id, xid, at)
  SELECT DISTINCT coalesce(NEW.tenant_id, OLD.tenant_id), pg_current_xact_id()::text::bigint,
    date_bin('15 minutes', x.at, timestamptz '2000-01-01 00:00:00+00')
  FROM (VALUES (OLD.occurred_at), (NEW.occurred_at)) AS x(at) WHERE x.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION touch_referred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched_times (tenant_id, xid, at)
  SELECT DISTINCT coalesce(NEW.tenant_id, OLD.tenant_id), pg_current_xact_id()::text::bigint,
    date_bin('15 minutes', x.at, timestamptz '2000-01-01 00:00:00+00')
  FROM (VALUES (OLD.attributed_at), (OLD.converted_at), (NEW.attributed_at), (NEW.converted_at)) AS x(at)
  WHERE x.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION touch_purchase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched_times (tenant_id, xid, at)
  SELECT DISTINCT coalesce(NEW.tenant_id, OLD.tenant_id), pg_current_xact_id()::text::bigint,
    date_bin('15 minutes', x.at, timestamptz '2000-01-01 00:00:00+00')
  FROM (VALUES (OLD.occurred_at), (NEW.occurred_at)) AS x(at) WHERE x.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING;
  -- Of one that comes, is moved or goes also its day, and that of its person's next one, who had bought last on another day
  -- before it.
  IF OLD.occurred_at IS DISTINCT FROM NEW.occurred_at OR OLD.participant_id IS DISTINCT FROM NEW.participant_id THEN
    INSERT INTO touched_customers (tenant_id, xid, at)
    SELECT x.tenant_id, pg_current_xact_id()::text::bigint, t.at
    FROM (VALUES (OLD.tenant_id, OLD.participant_id, OLD.occurred_at), (NEW.tenant_id, NEW.participant_id, NEW.occurred_at))
      AS x(tenant_id, participant_id, at)
    CROSS JOIN LATERAL (SELECT x.at UNION (SELECT p.occurred_at FROM purchases p WHERE p.tenant_id = x.tenant_id
      AND p.participant_id = x.participant_id AND p.occurred_at > x.at ORDER BY p.occurred_at LIMIT 1)) t
    WHERE x.participant_id IS NOT NULL AND t.at < clock_timestamp() - interval '1 hour'
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Nearly all rows are of the last hour: the conditions keep these from calling anything. Each trigger takes some microseconds of
-- every statement, whether it calls its function or not: so a table has one for each kind of change.
CREATE TRIGGER clicks_touch AFTER INSERT ON clicks FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER clicks_touch_change AFTER UPDATE OR DELETE ON clicks FOR EACH ROW EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER purchases_touch AFTER INSERT ON purchases FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_purchase();
--> statement-breakpoint
CREATE TRIGGER purchases_touch_change AFTER UPDATE ON purchases FOR EACH ROW
  WHEN (least(OLD.occurred_at, NEW.occurred_at) < clock_timestamp() - interval '1 hour' AND (
    OLD.occurred_at IS DISTINCT FROM NEW.occurred_at OR OLD.amount_minor IS DISTINCT FROM NEW.amount_minor
    OR OLD.refunded_minor <> NEW.refunded_minor OR OLD.currency <> NEW.currency OR OLD.decided <> NEW.decided
    OR OLD.participant_id IS DISTINCT FROM NEW.participant_id)) EXECUTE FUNCTION touch_purchase();
--> statement-breakpoint
CREATE TRIGGER purchases_touch_end AFTER DELETE ON purchases FOR EACH ROW EXECUTE FUNCTION touch_purchase();
--> statement-breakpoint
CREATE TRIGGER rewards_touch AFTER INSERT ON rewards FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
CREATE TRIGGER rewards_touch_change AFTER UPDATE ON rewards FOR EACH ROW
  WHEN (least(OLD.occurred_at, NEW.occurred_at) < clock_timestamp() - interval '1 hour' AND (
    OLD.occurred_at <> NEW.occurred_at OR OLD.cost_minor <> NEW.cost_minor OR OLD.program_id <> NEW.program_id
    OR OLD.given_minor <> NEW.given_minor
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
