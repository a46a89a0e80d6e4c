CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"content" jsonb,
	CONSTRAINT "mails_number_unique" UNIQUE("recipient","number")
);
--> statement-breakpoint
CREATE INDEX "mails_by_time" ON "mails" USING btree ("created_at");