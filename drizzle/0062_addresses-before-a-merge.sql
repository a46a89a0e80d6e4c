CREATE TABLE "former_contacts" (
	"tenant_id" text NOT NULL,
	"hash" text NOT NULL,
	"participant_id" text NOT NULL,
	"kind" text NOT NULL,
	"seq" bigint,
	CONSTRAINT "former_contacts_pkey" PRIMARY KEY("tenant_id","hash","participant_id")
);
--> statement-breakpoint
ALTER TABLE "former_contacts" ADD CONSTRAINT "former_contacts_tenant_id_participant_id_participants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","participant_id") REFERENCES "public"."participants"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_contacts_of_participant" ON "former_contacts" USING btree ("tenant_id","participant_id");