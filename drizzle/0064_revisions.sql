ALTER TABLE "referrals" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rewards" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;