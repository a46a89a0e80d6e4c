DROP INDEX "lots_to_spend";--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "expired_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "expiry_announced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "rewards_to_announce" ON "rewards" USING btree ("tenant_id","expires_at") WHERE expires_at IS NOT NULL AND expiry_announced_at IS NULL;--> statement-breakpoint
CREATE INDEX "lots_in_order" ON "lots" USING btree ("tenant_id","participant_id","unit","expires_at","id") WHERE left_minor > 0;--> statement-breakpoint
CREATE INDEX "lots_due" ON "lots" USING btree ("tenant_id","expires_at") WHERE expires_at IS NOT NULL AND left_minor > 0;