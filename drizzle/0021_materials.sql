CREATE TABLE "materials" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"id" text NOT NULL,
	"language" text NOT NULL,
	"kind" text NOT NULL,
	"channel" text,
	"title" text NOT NULL,
	"text" text,
	"url" text,
	"picture" text,
	"last_day" date,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "materials_pkey" PRIMARY KEY("tenant_id","program_id","id")
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"tenant_id" text NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pictures_pkey" PRIMARY KEY("tenant_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "materials" ADD CONSTRAINT "materials_tenant_id_program_id_programs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","program_id") REFERENCES "public"."programs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "materials" ADD CONSTRAINT "materials_tenant_id_picture_pictures_tenant_id_sha256_fk" FOREIGN KEY ("tenant_id","picture") REFERENCES "public"."pictures"("tenant_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pictures_by_bytes" ON "pictures" USING btree ("sha256");