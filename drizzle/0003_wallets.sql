CREATE TABLE "balance_checks" (
	"tenant_id" text NOT NULL,
	"checked_to" text,
	"completed_at" timestamp with time zone,
	CONSTRAINT "balance_checks_pkey" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"tenant_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"unit" text NOT NULL,
	"pending_minor" bigint NOT NULL,
	"available_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	CONSTRAINT "wallets_pkey" PRIMARY KEY("tenant_id","participant_id","unit")
);
--> statement-breakpoint
-- Rows that are updated often keep their new versions on the same page, out of the index.
ALTER TABLE wallets SET (fillfactor = 70);
--> statement-breakpoint
-- What postings add to wallets. Wallets are locked in the order of their keys, and after everything else that a commit
-- locks, so that two commits can't wait for each other. The names of the accounts are those of `domain/ledger.ts`.
CREATE FUNCTION keep_wallets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO wallets AS w (tenant_id, participant_id, unit, pending_minor, available_minor, paid_minor)
  SELECT o.tenant_id, o.participant_id, o.unit,
    coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':pending'), 0),
    coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'), 0),
    coalesce(-sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'
      AND (side.other = 'payouts:clearing' OR starts_with(side.other, 'world:'))), 0)
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
    paid_minor = w.paid_minor + excluded.paid_minor;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A trigger, because code of the release before posts too while it still runs. It keeps writers of postings out until
-- this migration ends, so that what follows counts every posting once.
CREATE TRIGGER postings_keep_wallets AFTER INSERT ON postings REFERENCING NEW TABLE AS posted
  FOR EACH STATEMENT EXECUTE FUNCTION keep_wallets();
--> statement-breakpoint
INSERT INTO wallets (tenant_id, participant_id, unit, pending_minor, available_minor, paid_minor)
SELECT o.tenant_id, o.participant_id, o.unit,
  coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':pending'), 0),
  coalesce(sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'), 0),
  coalesce(-sum(side.amount) FILTER (WHERE side.account = 'participant:' || o.participant_id || ':available'
    AND (side.other = 'payouts:clearing' OR starts_with(side.other, 'world:'))), 0)
FROM postings o
CROSS JOIN LATERAL (VALUES (o.source, o.destination, -o.amount), (o.destination, o.source, o.amount))
  AS side(account, other, amount)
WHERE side.account IN ('participant:' || o.participant_id || ':pending',
  'participant:' || o.participant_id || ':available')
GROUP BY o.tenant_id, o.participant_id, o.unit;
--> statement-breakpoint
-- Not valid for what is there already: a balance that is beyond it now must not keep a database from being migrated.
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_exact" CHECK (greatest(abs(pending_minor), abs(available_minor), abs(pending_minor + available_minor), abs(paid_minor)) <= 9007199254740991) NOT VALID;
