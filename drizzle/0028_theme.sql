ALTER TABLE "tenants" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "logo" text;--> statement-breakpoint
-- By hand: the two tables point at each other.
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_logo_fk" FOREIGN KEY ("id","logo") REFERENCES "pictures"("tenant_id","sha256");--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_accent_is_a_colour" CHECK ("accent" ~ '^#[0-9a-f]{6}$');
