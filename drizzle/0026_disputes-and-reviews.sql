ALTER TABLE "purchases" ADD COLUMN "disputes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "review_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "events_before_order" ON "events" USING btree ("tenant_id","seq") WHERE participant_id IS NULL AND type <> 'click';--> statement-breakpoint
CREATE INDEX "rewards_to_review" ON "rewards" USING btree ("tenant_id","hold_until","id") WHERE status IN ('in_review', 'approved') AND review_reasons <> '[]';