DROP INDEX "referrals_by_advocate";--> statement-breakpoint
DROP INDEX "referrals_of_status";--> statement-breakpoint
DROP INDEX "rewards_of_status";--> statement-breakpoint
DROP INDEX "postings_of_participant";--> statement-breakpoint
DROP INDEX "rewards_of_participant";--> statement-breakpoint
CREATE INDEX "postings_of_program" ON "postings" USING btree ("tenant_id","program_id","id");--> statement-breakpoint
CREATE INDEX "referrals_of_advocate" ON "referrals" USING btree ("tenant_id","advocate_id","program_id","id");--> statement-breakpoint
CREATE INDEX "referrals_of_program" ON "referrals" USING btree ("tenant_id","program_id","status","id");--> statement-breakpoint
CREATE INDEX "rewards_of_program" ON "rewards" USING btree ("tenant_id","program_id","status","id");--> statement-breakpoint
CREATE INDEX "postings_of_participant" ON "postings" USING btree ("tenant_id","participant_id","program_id","id");--> statement-breakpoint
CREATE INDEX "rewards_of_participant" ON "rewards" USING btree ("tenant_id","participant_id","program_id","status","id");