ALTER TABLE "coupon_uses" ADD COLUMN "steps" jsonb;--> statement-breakpoint
CREATE INDEX "coupon_uses_of_coupon" ON "coupon_uses" USING btree ("tenant_id","code","created_at");