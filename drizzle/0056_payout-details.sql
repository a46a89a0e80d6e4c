CREATE TABLE "payout_details" (
	"tenant_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"kind" text,
	"sealed" text,
	"sealed_as" text NOT NULL,
	"shown" text,
	"account_hash" text,
	"content_hash" text,
	"held_until" timestamp with time zone,
	"same_account" boolean NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payout_details_pkey" PRIMARY KEY("tenant_id","participant_id")
);
--> statement-breakpoint
ALTER TABLE "payout_details" ADD CONSTRAINT "payout_details_tenant_id_participant_id_participants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","participant_id") REFERENCES "public"."participants"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_details_of_account" ON "payout_details" USING btree ("tenant_id","account_hash");--> statement-breakpoint
CREATE INDEX "payout_details_sealed_as" ON "payout_details" USING btree ("tenant_id","sealed_as");--> statement-breakpoint
CREATE INDEX "payout_details_by_key" ON "payout_details" USING btree ("tenant_id",split_part(sealed, '.', 2));