CREATE TABLE "click_keys" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"day" date NOT NULL,
	"key" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "click_keys_pkey" PRIMARY KEY("tenant_id","program_id","day")
);
--> statement-breakpoint
CREATE INDEX "click_keys_by_time" ON "click_keys" USING btree ("tenant_id","made_at");