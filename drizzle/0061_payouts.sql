CREATE TABLE "payout_batches" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"unit" text NOT NULL,
	"method" text NOT NULL,
	"cutoff" timestamp with time zone NOT NULL,
	"minimum_minor" bigint NOT NULL,
	"participant_id" text,
	"status" text NOT NULL,
	"collected_to" text,
	"payouts" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"left_out" integer NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payout_batches_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"batch_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"unit" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"rewards" integer NOT NULL,
	"status" text NOT NULL,
	"reference" text,
	"reason" text,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payouts_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "payouts_left_out" (
	"tenant_id" text NOT NULL,
	"batch_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"reason" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "payouts_left_out_pkey" PRIMARY KEY("tenant_id","batch_id","participant_id")
);
--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "approved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "payout_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batches_key_unique" ON "payout_batches" USING btree ("tenant_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batches_collecting_unique" ON "payout_batches" USING btree ("tenant_id","unit") WHERE status = 'collecting';--> statement-breakpoint
CREATE INDEX "payout_batches_under_way" ON "payout_batches" USING btree ("tenant_id","id") WHERE status IN ('collecting', 'confirming', 'cancelling');--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_participant_unique" ON "payouts" USING btree ("tenant_id","batch_id","participant_id");--> statement-breakpoint
CREATE INDEX "payouts_of_batch" ON "payouts" USING btree ("tenant_id","batch_id","id");--> statement-breakpoint
CREATE INDEX "payouts_created" ON "payouts" USING btree ("tenant_id","batch_id","id") WHERE status = 'created';--> statement-breakpoint
CREATE INDEX "payouts_by_status" ON "payouts" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "payouts_of_participant" ON "payouts" USING btree ("tenant_id","participant_id","id");--> statement-breakpoint
CREATE INDEX "postings_of_payouts" ON "postings" USING btree ("tenant_id","participant_id","id") WHERE 'payouts:clearing' IN (source, destination);--> statement-breakpoint
CREATE INDEX "rewards_to_pay" ON "rewards" USING btree ("tenant_id","participant_id","unit","id") WHERE status = 'approved' AND unit LIKE 'cash:%';--> statement-breakpoint
CREATE INDEX "rewards_of_payout" ON "rewards" USING btree ("tenant_id","payout_id") WHERE payout_id IS NOT NULL;