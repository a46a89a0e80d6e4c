CREATE TABLE "refusals" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"times" integer NOT NULL,
	"route" text NOT NULL,
	"code" text NOT NULL,
	"paths" jsonb NOT NULL,
	"origin" text,
	CONSTRAINT "refusals_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "refusals" ADD CONSTRAINT "refusals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refusals_by_time" ON "refusals" USING btree ("tenant_id","at");