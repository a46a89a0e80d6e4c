ALTER TABLE "idempotency_keys" ADD COLUMN "lasting" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_time" ON "idempotency_keys" USING btree ("tenant_id","created_at") WHERE NOT lasting;
--> statement-breakpoint
-- What gave a bonus was answered with its posting, and what spent or gave back with what can be spent now.
UPDATE "idempotency_keys" SET "lasting" = true WHERE "body" ->> 'id' LIKE 'pst\_%' OR "body" ? 'spendableMinor';
