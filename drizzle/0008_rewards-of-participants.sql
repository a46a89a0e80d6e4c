DROP INDEX "rewards_by_participant";--> statement-breakpoint
CREATE INDEX "rewards_of_participant" ON "rewards" USING btree ("tenant_id","participant_id","status","id");