DROP INDEX "events_by_participant";--> statement-breakpoint
DROP INDEX "referrals_by_status";--> statement-breakpoint
DROP INDEX "rewards_by_status";--> statement-breakpoint
CREATE INDEX "coupons_unused" ON "coupons" USING btree ("tenant_id","participant_id","reward_id") WHERE uses < max_uses;--> statement-breakpoint
CREATE INDEX "events_of_participant" ON "events" USING btree ("tenant_id","participant_id","seq") WHERE type <> 'purchase';--> statement-breakpoint
CREATE INDEX "events_waiting" ON "events" USING btree ("tenant_id","seq") WHERE participant_id IS NULL AND type = 'refund';--> statement-breakpoint
CREATE INDEX "postings_of_changes" ON "postings" USING btree ("tenant_id","reward_id") WHERE destination LIKE 'program:%:reward_cost' OR (event_id IS NULL AND source LIKE 'program:%:reward_cost');--> statement-breakpoint
CREATE INDEX "purchases_in_order" ON "purchases" USING btree ("tenant_id","participant_id","event_seq");--> statement-breakpoint
CREATE INDEX "referrals_counted" ON "referrals" USING btree ("tenant_id","advocate_id","new_friend","converted_at") WHERE status <> 'rejected';--> statement-breakpoint
CREATE INDEX "referrals_numbered" ON "referrals" USING btree ("tenant_id","advocate_id","program_id","friend_id","id");--> statement-breakpoint
CREATE INDEX "referrals_of_status" ON "referrals" USING btree ("tenant_id","status","id") WHERE status <> 'attributed';--> statement-breakpoint
CREATE INDEX "rewards_of_status" ON "rewards" USING btree ("tenant_id","status","id") WHERE status <> 'pending';--> statement-breakpoint
CREATE INDEX "rewards_of_referral" ON "rewards" USING btree ("tenant_id","referral_id","rule_id","id");--> statement-breakpoint
CREATE INDEX "rewards_of_conversion" ON "rewards" USING btree ("tenant_id","referral_id") WHERE trigger = 'conversion';--> statement-breakpoint
CREATE INDEX "rewards_to_choose" ON "rewards" USING btree ("tenant_id","participant_id","id") WHERE choose_by IS NOT NULL;