CREATE TABLE "customer_days" (
	"tenant_id" text NOT NULL,
	"day" date NOT NULL,
	"last_day" date NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "customer_days_pkey" PRIMARY KEY("tenant_id","day","last_day")
);
--> statement-breakpoint
CREATE TABLE "touched_customers" (
	"tenant_id" text NOT NULL,
	"xid" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "touched_customers_pkey" PRIMARY KEY("tenant_id","xid","at")
);
--> statement-breakpoint
ALTER TABLE "summed_times" ADD COLUMN "zone" text;--> statement-breakpoint
ALTER TABLE "summed_times" ADD COLUMN "days_to" date;
--> statement-breakpoint
-- Notes a purchase that comes more than an hour late, is moved or goes: its day, and that of its person's next one, who had
-- bought last on another day before it.
CREATE FUNCTION touch_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched_customers (tenant_id, xid, at)
  SELECT x.tenant_id, pg_current_xact_id()::text::bigint, t.at
  FROM (VALUES (OLD.tenant_id, OLD.participant_id, OLD.occurred_at), (NEW.tenant_id, NEW.participant_id, NEW.occurred_at))
    AS x(tenant_id, participant_id, at)
  CROSS JOIN LATERAL (SELECT x.at UNION (SELECT p.occurred_at FROM purchases p WHERE p.tenant_id = x.tenant_id
    AND p.participant_id = x.participant_id AND p.occurred_at > x.at ORDER BY p.occurred_at LIMIT 1)) t
  WHERE x.participant_id IS NOT NULL AND t.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER purchases_customers AFTER INSERT ON purchases FOR EACH ROW
  WHEN (NEW.occurred_at < clock_timestamp() - interval '1 hour') EXECUTE FUNCTION touch_customers();
--> statement-breakpoint
CREATE TRIGGER purchases_customers_change AFTER UPDATE ON purchases FOR EACH ROW
  WHEN (OLD.occurred_at IS DISTINCT FROM NEW.occurred_at OR OLD.participant_id IS DISTINCT FROM NEW.participant_id)
  EXECUTE FUNCTION touch_customers();
--> statement-breakpoint
CREATE TRIGGER purchases_customers_end AFTER DELETE ON purchases FOR EACH ROW EXECUTE FUNCTION touch_customers();
--> statement-breakpoint
-- As before, in one statement each: an import of what happened long ago calls them for every row.
CREATE OR REPLACE FUNCTION touch_occurred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched_times (tenant_id, xid, at)
  SELECT DISTINCT coalesce(NEW.tenant_id, OLD.tenant_id), pg_current_xact_id()::text::bigint,
    date_bin('15 minutes', x.at, timestamptz '2000-01-01 00:00:00+00')
  FROM (VALUES (OLD.occurred_at), (NEW.occurred_at)) AS x(at) WHERE x.at < clock_timestamp() - interval '1 hour'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION touch_referred() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION touch_times(text, timestamptz[]);
