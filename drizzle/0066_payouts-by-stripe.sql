CREATE TABLE "payout_transfers" (
	"tenant_id" text NOT NULL,
	"payout_id" text NOT NULL,
	"account" text,
	"is_live" boolean,
	"request" text,
	"key_number" integer NOT NULL,
	"tries" integer NOT NULL,
	"due_at" timestamp with time zone,
	"token" text,
	"problem" text,
	"decide_by" timestamp with time zone NOT NULL,
	"doubt" text,
	CONSTRAINT "payout_transfers_pkey" PRIMARY KEY("tenant_id","payout_id")
);
--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "stripe_key" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "stripe_shown" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "stripe_account" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "stripe_is_live" boolean;--> statement-breakpoint
ALTER TABLE "payout_transfers" ADD CONSTRAINT "payout_transfers_payout_fk" FOREIGN KEY ("tenant_id","payout_id") REFERENCES "public"."payouts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_transfers_due" ON "payout_transfers" USING btree ("tenant_id","due_at","payout_id") WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "payout_transfers_sealed" ON "payout_transfers" USING btree ("tenant_id") WHERE request IS NOT NULL;--> statement-breakpoint
CREATE INDEX "payout_transfers_in_doubt" ON "payout_transfers" USING btree ("tenant_id","payout_id") WHERE doubt IS NOT NULL;