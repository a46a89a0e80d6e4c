CREATE INDEX "api_keys_of_tenant" ON "api_keys" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_of_actor" ON "audit" USING btree ("tenant_id",(actor ->> 'id'),"created_at","id");--> statement-breakpoint
CREATE INDEX "audit_of_action" ON "audit" USING btree ("tenant_id","action","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_of_subject" ON "audit" USING btree ("tenant_id","subject","created_at","id");--> statement-breakpoint
CREATE INDEX "participants_by_id" ON "participants" USING btree ("tenant_id",external_id COLLATE "C");--> statement-breakpoint
CREATE INDEX "participants_by_email" ON "participants" USING btree ("tenant_id",email_folded COLLATE "C","id") WHERE email_folded IS NOT NULL;--> statement-breakpoint
CREATE INDEX "participants_segmented" ON "participants" USING btree ("tenant_id","id") WHERE segments <> '[]';