CREATE TABLE "goals" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"id" text NOT NULL,
	"metric" text NOT NULL,
	"target" bigint NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "goals_pkey" PRIMARY KEY("tenant_id","program_id","id")
);
--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_tenant_id_program_id_programs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","program_id") REFERENCES "public"."programs"("tenant_id","id") ON DELETE no action ON UPDATE no action;