DROP INDEX "rewards_of_participant";--> statement-breakpoint
CREATE INDEX "rewards_of_participant" ON "rewards" USING btree ("tenant_id","participant_id","program_id","status","id","occurred_at");