CREATE TABLE "contact_filings" (
	"tenant_id" text NOT NULL,
	"key_name" text NOT NULL,
	"filed_to" text,
	"completed_at" timestamp with time zone,
	CONSTRAINT "contact_filings_pkey" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "contact_heads" (
	"tenant_id" text NOT NULL,
	"hash" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "contact_heads_pkey" PRIMARY KEY("tenant_id","hash")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"tenant_id" text NOT NULL,
	"hash" text NOT NULL,
	"participant_id" text NOT NULL,
	"kind" text NOT NULL,
	"seq" bigint,
	CONSTRAINT "contacts_pkey" PRIMARY KEY("tenant_id","hash","participant_id")
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_tenant_id_participant_id_participants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","participant_id") REFERENCES "public"."participants"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_of_participant" ON "contacts" USING btree ("tenant_id","participant_id");