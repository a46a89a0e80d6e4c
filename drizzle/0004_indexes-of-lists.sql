DROP INDEX "postings_by_participant";--> statement-breakpoint
CREATE INDEX "applications_by_status" ON "applications" USING btree ("tenant_id","program_id","status","applied_at","participant_id");--> statement-breakpoint
CREATE INDEX "postings_of_participant" ON "postings" USING btree ("tenant_id","participant_id","id");--> statement-breakpoint
CREATE INDEX "postings_adjustments" ON "postings" USING btree ("tenant_id","participant_id","id") WHERE 'tenant:adjustments' IN (source, destination);--> statement-breakpoint
CREATE INDEX "referrals_by_friend" ON "referrals" USING btree ("tenant_id","friend_id","id");--> statement-breakpoint
CREATE INDEX "referrals_by_status" ON "referrals" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "rewards_by_status" ON "rewards" USING btree ("tenant_id","status","id");