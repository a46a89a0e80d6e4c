ALTER TABLE "codes" ADD COLUMN "first_owner_id" text;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "primary_code" text;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "merged_at" timestamp with time zone;