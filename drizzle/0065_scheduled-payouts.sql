ALTER TABLE "payout_batches" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "payout_batches" ADD COLUMN "confirmed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payout_settings" ADD COLUMN "day" integer;--> statement-breakpoint
ALTER TABLE "payout_settings" ADD COLUMN "lock_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payout_settings" ADD COLUMN "auto_confirm" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payout_settings" ADD COLUMN "due_on" date;--> statement-breakpoint
CREATE INDEX "payout_batches_drafts" ON "payout_batches" USING btree ("tenant_id","unit","id") WHERE status = 'draft';