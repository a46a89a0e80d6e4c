CREATE INDEX "events_by_time" ON "events" USING btree ("tenant_id","occurred_at");--> statement-breakpoint
CREATE INDEX "purchases_waiting" ON "purchases" USING btree ("tenant_id") WHERE amount_minor IS NULL;--> statement-breakpoint
CREATE INDEX "referrals_by_time" ON "referrals" USING btree ("tenant_id","program_id","attributed_at");