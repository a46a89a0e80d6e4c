CREATE TABLE "payout_settings" (
	"tenant_id" text NOT NULL,
	"unit" text NOT NULL,
	"minimum_minor" bigint NOT NULL,
	"method" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "payout_settings_pkey" PRIMARY KEY("tenant_id","unit")
);
