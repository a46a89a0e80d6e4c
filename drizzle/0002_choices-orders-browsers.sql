ALTER TABLE "rewards" DROP CONSTRAINT "rewards_cause_unique";--> statement-breakpoint
DROP INDEX "referrals_friend_unique";--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "blocked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "blocked_reason" text;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "order_id" text;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "new_friend" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "choice" jsonb;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "choose_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "former_widget_secret" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "allowed_origins" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_new_friend_unique" ON "referrals" USING btree ("tenant_id","friend_id","advocate_id","program_id") WHERE new_friend AND order_id IS NOT NULL AND status <> 'rejected';--> statement-breakpoint
CREATE UNIQUE INDEX "rewards_cause_unique" ON "rewards" USING btree ("tenant_id","referral_id","source","rule_id",(CASE WHEN status IN ('voided', 'clawed_back') THEN id ELSE '' END));--> statement-breakpoint
CREATE INDEX "rewards_unchosen" ON "rewards" USING btree ("tenant_id","choose_by","id") WHERE choose_by IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_friend_unique" ON "referrals" USING btree ("tenant_id","friend_id",coalesce(order_id, ''),"program_id") WHERE status <> 'rejected';