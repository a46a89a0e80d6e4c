CREATE TABLE "account_sums" (
	"tenant_id" text NOT NULL,
	"account" text NOT NULL,
	"unit" text NOT NULL,
	"balance" numeric NOT NULL,
	"checked" numeric NOT NULL,
	CONSTRAINT "account_sums_pkey" PRIMARY KEY("tenant_id","account","unit")
);
--> statement-breakpoint
CREATE TABLE "summed_postings" (
	"tenant_id" text NOT NULL,
	"up_to" text NOT NULL,
	"checked_to" text,
	"checked_at" timestamp with time zone,
	CONSTRAINT "summed_postings_pkey" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "wallets" ADD COLUMN "pending_posted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wallets" ADD COLUMN "available_posted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Writers of postings wait until this migration ends, so that each posting is looked at by the new trigger or below.
LOCK TABLE postings IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
-- As before, and which of the two accounts was posted to: a sum of nothing is null.
CREATE OR REPLACE FUNCTION keep_wallets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO wallets AS w (tenant_id, participant_id, unit, pending_minor, available_minor, paid_minor,
    pending_posted, available_posted)
  SELECT o.tenant_id, o.participant_id, o.unit,
    coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':pending'), 0),
    coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'), 0),
    coalesce(-sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'
      AND (side.other = 'payouts:clearing' OR starts_with(side.other, 'world:'))), 0),
    sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':pending') IS NOT NULL,
    sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available') IS NOT NULL
  FROM posted o
  CROSS JOIN LATERAL (VALUES (o.source, o.destination, -o.amount), (o.destination, o.source, o.amount))
    AS side(account, other, amount)
  WHERE side.account IN ('participant:' || o.participant_id || ':pending',
    'participant:' || o.participant_id || ':available')
  GROUP BY o.tenant_id, o.participant_id, o.unit
  ORDER BY o.tenant_id, o.participant_id, o.unit
  ON CONFLICT (tenant_id, participant_id, unit) DO UPDATE SET
    pending_minor = w.pending_minor + excluded.pending_minor,
    available_minor = w.available_minor + excluded.available_minor,
    paid_minor = w.paid_minor + excluded.paid_minor,
    pending_posted = w.pending_posted OR excluded.pending_posted,
    available_posted = w.available_posted OR excluded.available_posted;
  RETURN NULL;
END $$;
--> statement-breakpoint
UPDATE wallets w SET pending_posted = p.pending_posted, available_posted = p.available_posted FROM (
  SELECT o.tenant_id, o.participant_id, o.unit,
    bool_or('participant:' || o.participant_id || ':pending' IN (o.source, o.destination)) AS pending_posted,
    bool_or('participant:' || o.participant_id || ':available' IN (o.source, o.destination)) AS available_posted
  FROM postings o GROUP BY 1, 2, 3) p
WHERE w.tenant_id = p.tenant_id AND w.participant_id = p.participant_id AND w.unit = p.unit;
