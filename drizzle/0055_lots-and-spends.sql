CREATE TABLE "lots" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"unit" text NOT NULL,
	"participant_id" text NOT NULL,
	"left_minor" bigint NOT NULL,
	CONSTRAINT "lots_pkey" PRIMARY KEY("tenant_id","id","unit")
);
--> statement-breakpoint
CREATE TABLE "spends" (
	"tenant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"unit" text NOT NULL,
	"participant_id" text NOT NULL,
	"asked_minor" bigint NOT NULL,
	"partly" boolean NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"parts" jsonb NOT NULL,
	"report_by" timestamp with time zone,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "spends_pkey" PRIMARY KEY("tenant_id","order_id","unit")
);
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "spend_minutes" integer DEFAULT 1440 NOT NULL;--> statement-breakpoint
CREATE INDEX "lots_to_spend" ON "lots" USING btree ("tenant_id","participant_id","unit","id") WHERE left_minor > 0;--> statement-breakpoint
CREATE INDEX "spends_of_participant" ON "spends" USING btree ("tenant_id","participant_id","created_at","order_id");--> statement-breakpoint
CREATE INDEX "spends_due" ON "spends" USING btree ("tenant_id","report_by") WHERE report_by IS NOT NULL;--> statement-breakpoint
CREATE INDEX "rewards_doubted" ON "rewards" USING btree ("tenant_id","participant_id","id") WHERE status = 'approved' AND review_reasons <> '[]';--> statement-breakpoint
-- What postings add to lots. Whoever changes a lot holds the row of its wallet, so this comes after the wallets, as its
-- name does among the triggers. What spends take and give back is in no lot's postings: `commit_spends` writes it. What
-- goes to another participant by a merge stays in its lot.
CREATE FUNCTION keep_lots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lots AS l (tenant_id, id, unit, participant_id, left_minor)
  SELECT o.tenant_id, coalesce(o.reward_id, o.id), o.unit, min(o.participant_id),
    sum(CASE o.source WHEN 'participant:' || o.participant_id || ':available' THEN -o.amount ELSE o.amount END)
  FROM posted o
  WHERE NOT starts_with(o.unit, 'cash:')
    AND 'participant:' || o.participant_id || ':available' IN (o.source, o.destination)
    AND (o.reward_id IS NOT NULL OR 'tenant:adjustments' IN (o.source, o.destination))
  GROUP BY o.tenant_id, coalesce(o.reward_id, o.id), o.unit
  ORDER BY o.tenant_id, coalesce(o.reward_id, o.id), o.unit
  ON CONFLICT (tenant_id, id, unit) DO UPDATE SET left_minor = l.left_minor + excluded.left_minor;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Writers of postings wait until this migration ends, so that each posting is looked at by the trigger or below.
LOCK TABLE postings IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
CREATE TRIGGER postings_then_keep_lots AFTER INSERT ON postings REFERENCING NEW TABLE AS posted
  FOR EACH STATEMENT EXECUTE FUNCTION keep_lots();
--> statement-breakpoint
INSERT INTO lots (tenant_id, id, unit, participant_id, left_minor)
SELECT o.tenant_id, coalesce(o.reward_id, o.id), o.unit, min(o.participant_id),
  sum(CASE o.source WHEN 'participant:' || o.participant_id || ':available' THEN -o.amount ELSE o.amount END)
FROM postings o
WHERE NOT starts_with(o.unit, 'cash:')
  AND 'participant:' || o.participant_id || ':available' IN (o.source, o.destination)
  AND (o.reward_id IS NOT NULL OR 'tenant:adjustments' IN (o.source, o.destination))
GROUP BY o.tenant_id, coalesce(o.reward_id, o.id), o.unit;
