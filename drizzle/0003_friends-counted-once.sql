DROP INDEX "referrals_friend_unique";--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "new_friend" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_new_friend_unique" ON "referrals" USING btree ("tenant_id","friend_id","advocate_id","program_id") WHERE new_friend AND order_id IS NOT NULL AND status <> 'rejected';--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_friend_unique" ON "referrals" USING btree ("tenant_id","friend_id",coalesce(order_id, ''),"program_id") WHERE status <> 'rejected';