CREATE TABLE "idempotency_keys" (
	"project_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"state" text NOT NULL,
	"status" integer,
	"answer" text,
	"created_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_project_id_key_id_key_pk" PRIMARY KEY("project_id","key_id","key"),
	CONSTRAINT "idempotency_keys_state_check" CHECK ("idempotency_keys"."state" in ('running', 'done')),
	CONSTRAINT "idempotency_keys_key_check" CHECK (char_length("idempotency_keys"."key") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "attribute_changes" (
	"project_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" text,
	"source" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attribute_changes_project_id_profile_id_id_pk" PRIMARY KEY("project_id","profile_id","id"),
	CONSTRAINT "attribute_changes_source_check" CHECK ("attribute_changes"."source" in ('funnel', 'console', 'api', 'provider')),
	CONSTRAINT "attribute_changes_actor_kind_check" CHECK ("attribute_changes"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"project_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"audit_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_seals_project_id_position_pk" PRIMARY KEY("project_id","position")
);
--> statement-breakpoint
CREATE TABLE "blocked_ids" (
	"project_id" uuid NOT NULL,
	"value" text NOT NULL,
	"reason" text,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "blocked_ids_project_id_value_pk" PRIMARY KEY("project_id","value"),
	CONSTRAINT "blocked_ids_value_check" CHECK (char_length("blocked_ids"."value") between 1 and 1500),
	CONSTRAINT "blocked_ids_actor_kind_check" CHECK ("blocked_ids"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "duplicate_decisions" (
	"project_id" uuid NOT NULL,
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duplicate_decisions_project_id_first_id_second_id_pk" PRIMARY KEY("project_id","first_id","second_id"),
	CONSTRAINT "duplicate_decisions_order_check" CHECK ("duplicate_decisions"."first_id" < "duplicate_decisions"."second_id"),
	CONSTRAINT "duplicate_decisions_actor_kind_check" CHECK ("duplicate_decisions"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "duplicate_pairs" (
	"project_id" uuid NOT NULL,
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"score" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	CONSTRAINT "duplicate_pairs_project_id_first_id_second_id_pk" PRIMARY KEY("project_id","first_id","second_id"),
	CONSTRAINT "duplicate_pairs_order_check" CHECK ("duplicate_pairs"."first_id" < "duplicate_pairs"."second_id")
);
--> statement-breakpoint
CREATE TABLE "merged_profiles" (
	"project_id" uuid NOT NULL,
	"merge_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"previous_customer_id" uuid NOT NULL,
	CONSTRAINT "merged_profiles_project_id_merge_id_profile_id_pk" PRIMARY KEY("project_id","merge_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"winners" jsonb NOT NULL,
	"reason" text,
	"rule" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by_kind" text,
	"undone_by_id" text,
	"undone_reason" text,
	CONSTRAINT "merges_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "merges_sides_check" CHECK ("merges"."customer_id" <> "merges"."merged_id"),
	CONSTRAINT "merges_rule_check" CHECK ("merges"."rule" in ('picked', 'suggested', 'identify', 'alias')),
	CONSTRAINT "merges_actor_kind_check" CHECK ("merges"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "note_versions" (
	"project_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "note_versions_project_id_note_id_version_pk" PRIMARY KEY("project_id","note_id","version"),
	CONSTRAINT "note_versions_body_check" CHECK (char_length("note_versions"."body") between 1 and 10000),
	CONSTRAINT "note_versions_actor_kind_check" CHECK ("note_versions"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"body" text NOT NULL,
	"version" integer NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"pinned_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "notes_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "notes_body_check" CHECK (char_length("notes"."body") between 1 and 10000),
	CONSTRAINT "notes_actor_kind_check" CHECK ("notes"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "erasure_profiles" (
	"project_id" uuid NOT NULL,
	"erasure_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	CONSTRAINT "erasure_profiles_project_id_erasure_id_profile_id_pk" PRIMARY KEY("project_id","erasure_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"requested_at" timestamp with time zone NOT NULL,
	"hold_until" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"attempts" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"receipt" jsonb,
	CONSTRAINT "erasures_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "erasures_state_check" CHECK ("erasures"."state" in ('held', 'running', 'done', 'cancelled')),
	CONSTRAINT "erasures_actor_kind_check" CHECK ("erasures"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "export_parts" (
	"project_id" uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "export_parts_project_id_export_id_part_pk" PRIMARY KEY("project_id","export_id","part")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"state" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"attempts" integer NOT NULL,
	"size" bigint,
	"sha256" "bytea",
	"error" text,
	CONSTRAINT "exports_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "exports_state_check" CHECK ("exports"."state" in ('waiting', 'running', 'ready', 'failed')),
	CONSTRAINT "exports_actor_kind_check" CHECK ("exports"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"project_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"pepper_id" text NOT NULL,
	"kind" text NOT NULL,
	"erasure_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suppressions_project_id_hash_pk" PRIMARY KEY("project_id","hash"),
	CONSTRAINT "suppressions_kind_check" CHECK ("suppressions"."kind" in ('profile', 'email', 'user_id', 'app_user_id', 'provider_customer_id'))
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"project_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"name" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tags_project_id_profile_id_name_pk" PRIMARY KEY("project_id","profile_id","name"),
	CONSTRAINT "tags_name_check" CHECK (char_length("tags"."name") between 1 and 40),
	CONSTRAINT "tags_actor_kind_check" CHECK ("tags"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
ALTER TABLE "domain_events" DROP CONSTRAINT "domain_events_profile_fk";
--> statement-breakpoint
ALTER TABLE "attributes" ALTER COLUMN "value" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "attribute_changes" ADD CONSTRAINT "attribute_changes_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_audit_fk" FOREIGN KEY ("project_id","audit_id") REFERENCES "public"."audit_log"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_decisions" ADD CONSTRAINT "duplicate_decisions_first_fk" FOREIGN KEY ("project_id","first_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_decisions" ADD CONSTRAINT "duplicate_decisions_second_fk" FOREIGN KEY ("project_id","second_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_first_fk" FOREIGN KEY ("project_id","first_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_second_fk" FOREIGN KEY ("project_id","second_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_profiles" ADD CONSTRAINT "merged_profiles_merge_fk" FOREIGN KEY ("project_id","merge_id") REFERENCES "public"."merges"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_profiles" ADD CONSTRAINT "merged_profiles_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_customer_fk" FOREIGN KEY ("project_id","customer_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_merged_fk" FOREIGN KEY ("project_id","merged_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_versions" ADD CONSTRAINT "note_versions_note_fk" FOREIGN KEY ("project_id","note_id") REFERENCES "public"."notes"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_profiles" ADD CONSTRAINT "erasure_profiles_erasure_fk" FOREIGN KEY ("project_id","erasure_id") REFERENCES "public"."erasures"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_profiles" ADD CONSTRAINT "erasure_profiles_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_export_fk" FOREIGN KEY ("project_id","export_id") REFERENCES "public"."exports"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_erasure_fk" FOREIGN KEY ("project_id","erasure_id") REFERENCES "public"."erasures"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry_idx" ON "idempotency_keys" USING btree ("project_id","expires_at");--> statement-breakpoint
CREATE INDEX "attribute_changes_key_idx" ON "attribute_changes" USING btree ("project_id","profile_id","key","received_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seals_audit_key" ON "audit_seals" USING btree ("project_id","audit_id");--> statement-breakpoint
CREATE INDEX "duplicate_decisions_second_idx" ON "duplicate_decisions" USING btree ("project_id","second_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_queue_idx" ON "duplicate_pairs" USING btree ("project_id","score","first_id","second_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_second_idx" ON "duplicate_pairs" USING btree ("project_id","second_id");--> statement-breakpoint
CREATE INDEX "merged_profiles_profile_idx" ON "merged_profiles" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "merges_customer_idx" ON "merges" USING btree ("project_id","customer_id","created_at");--> statement-breakpoint
CREATE INDEX "merges_merged_idx" ON "merges" USING btree ("project_id","merged_id");--> statement-breakpoint
CREATE INDEX "notes_profile_idx" ON "notes" USING btree ("project_id","profile_id","created_at","id");--> statement-breakpoint
CREATE INDEX "erasure_profiles_profile_idx" ON "erasure_profiles" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "erasures_time_idx" ON "erasures" USING btree ("project_id","requested_at","id");--> statement-breakpoint
CREATE INDEX "erasures_due_idx" ON "erasures" USING btree ("project_id","hold_until") WHERE state in ('held', 'running');--> statement-breakpoint
CREATE INDEX "exports_profile_idx" ON "exports" USING btree ("project_id","profile_id","requested_at");--> statement-breakpoint
CREATE INDEX "exports_due_idx" ON "exports" USING btree ("project_id","id") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "tags_name_idx" ON "tags" USING btree ("project_id","name","profile_id");