CREATE TABLE "scheduled_publishes" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"id" text NOT NULL,
	"rules" jsonb NOT NULL,
	"again" integer,
	"apply_to" text NOT NULL,
	"publish_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scheduled_publishes_pkey" PRIMARY KEY("tenant_id","program_id","id")
);
--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "draft_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "scheduled_publishes" ADD CONSTRAINT "scheduled_publishes_tenant_id_program_id_programs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","program_id") REFERENCES "public"."programs"("tenant_id","id") ON DELETE no action ON UPDATE no action;