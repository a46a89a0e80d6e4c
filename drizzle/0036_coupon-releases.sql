ALTER TABLE "coupon_uses" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD COLUMN "report_by" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "coupon_uses_due" ON "coupon_uses" USING btree ("tenant_id","report_by") WHERE report_by IS NOT NULL;--> statement-breakpoint
CREATE INDEX "coupon_uses_unreported" ON "coupon_uses" USING btree ("tenant_id","code","created_at") WHERE undone_at IS NULL AND reported_minor IS NULL;