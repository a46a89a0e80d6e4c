CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"applied_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" jsonb,
	CONSTRAINT "applications_pkey" PRIMARY KEY("tenant_id","program_id","participant_id")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"code" text NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"channel" text,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clicks_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"tenant_id" text NOT NULL,
	"code" text NOT NULL,
	"display" text NOT NULL,
	"kind" text NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"max_uses" integer,
	"uses" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "codes_pkey" PRIMARY KEY("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"subject" text NOT NULL,
	"metric" text NOT NULL,
	"period_key" text NOT NULL,
	"value" bigint NOT NULL,
	"ceiling" bigint,
	CONSTRAINT "counters_pkey" PRIMARY KEY("tenant_id","program_id","subject","period_key","metric"),
	CONSTRAINT "counters_ceiling" CHECK (ceiling IS NULL OR value <= ceiling)
);
--> statement-breakpoint
CREATE TABLE "coupon_uses" (
	"tenant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"code" text NOT NULL,
	"content_hash" text,
	"discount_minor" bigint,
	"currency" text NOT NULL,
	"reported_minor" bigint,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coupon_uses_pkey" PRIMARY KEY("tenant_id","order_id","code")
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"tenant_id" text NOT NULL,
	"code" text NOT NULL,
	"reward_id" text NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"percent_bps" integer,
	"amount_minor" bigint,
	"currency" text,
	"min_order_minor" bigint,
	"applies_to" jsonb,
	"max_uses" integer NOT NULL,
	"uses" integer NOT NULL,
	"expires_at" timestamp with time zone,
	"announced_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coupons_pkey" PRIMARY KEY("tenant_id","code"),
	CONSTRAINT "coupons_reward_unique" UNIQUE("tenant_id","reward_id"),
	CONSTRAINT "coupons_uses" CHECK (uses >= 0)
);
--> statement-breakpoint
CREATE TABLE "events" (
	"tenant_id" text NOT NULL,
	"seq" bigserial NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"natural_key" text NOT NULL,
	"content_hash" text NOT NULL,
	"attempt_id" text NOT NULL,
	"participant_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"occurred_at_given" boolean NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	"flags" jsonb NOT NULL,
	"decisions" jsonb NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("tenant_id","seq"),
	CONSTRAINT "events_natural_key_unique" UNIQUE("tenant_id","natural_key")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"program_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"qualifying_count" integer NOT NULL,
	"signed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "memberships_participant_unique" UNIQUE("tenant_id","participant_id","program_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"notices" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"external_id" text NOT NULL,
	"email" text,
	"email_folded" text,
	"name" text,
	"locale" text,
	"country" text,
	"segments" jsonb NOT NULL,
	"first_signup_at" timestamp with time zone,
	"first_purchase_at" timestamp with time zone,
	"version" integer NOT NULL,
	"referred_version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "participants_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "participants_external_id_unique" UNIQUE("tenant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"source" text NOT NULL,
	"destination" text NOT NULL,
	"unit" text NOT NULL,
	"amount" bigint NOT NULL,
	"program_id" text,
	"participant_id" text NOT NULL,
	"reward_id" text,
	"event_id" text,
	"reason" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "postings_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "postings_amount_positive" CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE "program_versions" (
	"tenant_id" text NOT NULL,
	"program_id" text NOT NULL,
	"version" integer NOT NULL,
	"id" text NOT NULL,
	"rules" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "program_versions_pkey" PRIMARY KEY("tenant_id","program_id","version")
);
--> statement-breakpoint
CREATE TABLE "programs" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"landing_url" text NOT NULL,
	"currency" text NOT NULL,
	"timezone" text NOT NULL,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"texts" jsonb NOT NULL,
	"status" text NOT NULL,
	"paused_reason" text,
	"paused_period" text,
	"draft_rules" jsonb,
	"version" integer NOT NULL,
	"counter_plan" jsonb NOT NULL,
	"epoch" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "programs_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "programs_key_unique" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"tenant_id" text NOT NULL,
	"order_id" text NOT NULL,
	"participant_id" text,
	"amount_minor" bigint,
	"currency" text NOT NULL,
	"occurred_at" timestamp with time zone,
	"event_seq" bigint,
	"refunded_minor" bigint NOT NULL,
	"refunds" jsonb NOT NULL,
	"over_refunds" integer NOT NULL,
	"decided" jsonb NOT NULL,
	CONSTRAINT "purchases_pkey" PRIMARY KEY("tenant_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"program_id" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"advocate_id" text,
	"friend_id" text NOT NULL,
	"code" text,
	"source" text NOT NULL,
	"channel" text,
	"attributed_at" timestamp with time zone NOT NULL,
	"converted_at" timestamp with time zone,
	"conversion_order_id" text,
	"qualifying_count" integer NOT NULL,
	"reversals" integer NOT NULL,
	"rejected_reason" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "referrals_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "rewards" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"program_id" text NOT NULL,
	"version" integer NOT NULL,
	"rule_id" text NOT NULL,
	"trigger" text NOT NULL,
	"group" text,
	"referral_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"recipient" text NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"unit" text,
	"granted_minor" bigint NOT NULL,
	"amount_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"basis_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"hold_until" timestamp with time zone NOT NULL,
	"void_reason" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"grant" jsonb NOT NULL,
	"coupon" jsonb,
	"facts" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rewards_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rewards_cause_unique" UNIQUE("tenant_id","referral_id","source","rule_id")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"landing_url" text,
	"click_secret" text NOT NULL,
	"widget_secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_versions" ADD CONSTRAINT "program_versions_tenant_id_program_id_programs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","program_id") REFERENCES "public"."programs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_by_time" ON "applications" USING btree ("tenant_id","program_id","applied_at","participant_id");--> statement-breakpoint
CREATE INDEX "clicks_by_participant" ON "clicks" USING btree ("tenant_id","participant_id","program_id");--> statement-breakpoint
CREATE UNIQUE INDEX "codes_primary_unique" ON "codes" USING btree ("tenant_id","participant_id","program_id") WHERE kind = 'primary';--> statement-breakpoint
CREATE UNIQUE INDEX "codes_vanity_unique" ON "codes" USING btree ("tenant_id","participant_id","program_id") WHERE kind = 'vanity';--> statement-breakpoint
CREATE INDEX "coupons_expiring" ON "coupons" USING btree ("tenant_id","expires_at") WHERE announced_at IS NULL;--> statement-breakpoint
CREATE INDEX "events_by_participant" ON "events" USING btree ("tenant_id","participant_id") WHERE type <> 'purchase';--> statement-breakpoint
CREATE INDEX "postings_by_participant" ON "postings" USING btree ("tenant_id","participant_id");--> statement-breakpoint
CREATE INDEX "purchases_by_participant" ON "purchases" USING btree ("tenant_id","participant_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_friend_unique" ON "referrals" USING btree ("tenant_id","friend_id","program_id") WHERE status <> 'rejected';--> statement-breakpoint
CREATE INDEX "referrals_by_advocate" ON "referrals" USING btree ("tenant_id","advocate_id","id");--> statement-breakpoint
CREATE INDEX "rewards_by_participant" ON "rewards" USING btree ("tenant_id","participant_id","id");--> statement-breakpoint
CREATE INDEX "rewards_held" ON "rewards" USING btree ("tenant_id","hold_until","id") WHERE status = 'pending';