CREATE TABLE "api_keys" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"publishable_key" text,
	"secret_hash" "bytea",
	"pepper_id" text,
	"prefix" text NOT NULL,
	"last_four" text NOT NULL,
	"scopes" text[] NOT NULL,
	"allowed_origins" text[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_keys_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "api_keys_kind_check" CHECK ("api_keys"."kind" in ('publishable', 'secret')),
	CONSTRAINT "api_keys_secret_check" CHECK (("api_keys"."kind" = 'publishable') = ("api_keys"."publishable_key" is not null) and ("api_keys"."kind" = 'secret') = ("api_keys"."secret_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"profile_id" uuid,
	"details" jsonb,
	"salt" "bytea",
	"digest" "bytea" NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "audit_log_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "audit_log_actor_kind_check" CHECK ("audit_log"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "auth_accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "auth_accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified_at" timestamp with time zone,
	"image" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instance_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"user_id" uuid,
	"details" jsonb NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "invitations_role_check" CHECK ("invitations"."role" in ('owner', 'admin', 'support', 'growth', 'developer', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "members" (
	"project_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "members_project_id_user_id_pk" PRIMARY KEY("project_id","user_id"),
	CONSTRAINT "members_role_check" CHECK ("members"."role" in ('owner', 'admin', 'support', 'growth', 'developer', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "projects_kind_check" CHECK ("projects"."kind" in ('live', 'sandbox')),
	CONSTRAINT "projects_slug_check" CHECK ("projects"."slug" ~ '^[a-z0-9](-?[a-z0-9])*$' and length("projects"."slug") <= 48),
	CONSTRAINT "projects_name_check" CHECK (length("projects"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "domain_events" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"environment" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	"dispatched_at" timestamp with time zone,
	CONSTRAINT "domain_events_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "domain_events_environment_check" CHECK ("domain_events"."environment" in ('production', 'preview')),
	CONSTRAINT "domain_events_actor_kind_check" CHECK ("domain_events"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "attributes" (
	"project_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	"source" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attributes_project_id_profile_id_key_pk" PRIMARY KEY("project_id","profile_id","key"),
	CONSTRAINT "attributes_source_check" CHECK ("attributes"."source" in ('funnel', 'console', 'api', 'provider'))
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"project_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"session_id" uuid,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"source" text NOT NULL,
	"policy_version" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_project_id_profile_id_id_pk" PRIMARY KEY("project_id","profile_id","id"),
	CONSTRAINT "consents_state_check" CHECK ("consents"."state" in ('granted', 'denied')),
	CONSTRAINT "consents_source_check" CHECK ("consents"."source" in ('funnel', 'console', 'api'))
);
--> statement-breakpoint
CREATE TABLE "funnel_days" (
	"project_id" uuid NOT NULL,
	"funnel_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"day" date NOT NULL,
	"dimension" text NOT NULL,
	"value" text NOT NULL,
	"visits" bigint NOT NULL,
	"position_sum" bigint NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "funnel_days_pk" PRIMARY KEY("project_id","funnel_id","environment","day","dimension","value"),
	CONSTRAINT "funnel_days_environment_check" CHECK ("funnel_days"."environment" in ('production', 'preview')),
	CONSTRAINT "funnel_days_dimension_check" CHECK ("funnel_days"."dimension" in ('total', 'completed', 'screen', 'device', 'browser', 'country', 'url'))
);
--> statement-breakpoint
CREATE TABLE "funnels" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"alias" text NOT NULL,
	"title" text,
	"version" text,
	"environment" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "funnels_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "funnels_environment_check" CHECK ("funnels"."environment" in ('production', 'preview'))
);
--> statement-breakpoint
CREATE TABLE "profile_funnels" (
	"project_id" uuid NOT NULL,
	"funnel_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"profile_created_at" timestamp with time zone NOT NULL,
	"profile_id" uuid NOT NULL,
	CONSTRAINT "profile_funnels_pk" PRIMARY KEY("project_id","funnel_id","environment","profile_created_at","profile_id"),
	CONSTRAINT "profile_funnels_environment_check" CHECK ("profile_funnels"."environment" in ('production', 'preview'))
);
--> statement-breakpoint
CREATE TABLE "profile_identifiers" (
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"search_text" text NOT NULL,
	"environment" text NOT NULL,
	"profile_created_at" timestamp with time zone NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "profile_identifiers_project_id_kind_value_profile_id_pk" PRIMARY KEY("project_id","kind","value","profile_id"),
	CONSTRAINT "profile_identifiers_kind_check" CHECK ("profile_identifiers"."kind" in ('email', 'user_id', 'app_user_id', 'provider_customer_id')),
	CONSTRAINT "profile_identifiers_environment_check" CHECK ("profile_identifiers"."environment" in ('production', 'preview'))
);
--> statement-breakpoint
CREATE TABLE "profile_integrations" (
	"project_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"environment" text NOT NULL,
	"profile_created_at" timestamp with time zone NOT NULL,
	"profile_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "profile_integrations_pk" PRIMARY KEY("project_id","provider","environment","profile_created_at","profile_id"),
	CONSTRAINT "profile_integrations_provider_check" CHECK ("profile_integrations"."provider" in ('stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "profile_integrations_environment_check" CHECK ("profile_integrations"."environment" in ('production', 'preview'))
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"email" text,
	"user_id" text,
	"identified_at" timestamp with time zone,
	"user_agent" text,
	"browser" text,
	"browser_version" text,
	"os" text,
	"os_version" text,
	"device" text NOT NULL,
	"country" char(2),
	"language" text,
	"timezone" text,
	"first_touch" jsonb,
	"last_touch" jsonb,
	"first_funnel_id" uuid,
	"last_funnel_id" uuid,
	"is_bot" boolean NOT NULL,
	"event_sequence" bigint NOT NULL,
	CONSTRAINT "profiles_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "profiles_environment_check" CHECK ("profiles"."environment" in ('production', 'preview')),
	CONSTRAINT "profiles_device_check" CHECK ("profiles"."device" in ('phone', 'tablet', 'desktop', 'other'))
);
--> statement-breakpoint
CREATE TABLE "session_answers" (
	"project_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"key" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"value" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_answers_project_id_session_id_key_pk" PRIMARY KEY("project_id","session_id","key")
);
--> statement-breakpoint
CREATE TABLE "session_events" (
	"project_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"name" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"properties" jsonb,
	CONSTRAINT "session_events_project_id_session_id_id_pk" PRIMARY KEY("project_id","session_id","id"),
	CONSTRAINT "session_events_environment_check" CHECK ("session_events"."environment" in ('production', 'preview'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"funnel_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"url" text NOT NULL,
	"referrer" text,
	"user_agent" text,
	"browser" text,
	"browser_version" text,
	"os" text,
	"os_version" text,
	"device" text NOT NULL,
	"country" char(2),
	"language" text,
	"timezone" text,
	"touch" jsonb,
	"is_bot" boolean NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"last_event_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "sessions_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "sessions_environment_check" CHECK ("sessions"."environment" in ('production', 'preview')),
	CONSTRAINT "sessions_device_check" CHECK ("sessions"."device" in ('phone', 'tablet', 'desktop', 'other'))
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_auth_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_auth_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_auth_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain_events" ADD CONSTRAINT "domain_events_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributes" ADD CONSTRAINT "attributes_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funnel_days" ADD CONSTRAINT "funnel_days_funnel_fk" FOREIGN KEY ("project_id","funnel_id") REFERENCES "public"."funnels"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funnels" ADD CONSTRAINT "funnels_project_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_funnels" ADD CONSTRAINT "profile_funnels_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_funnels" ADD CONSTRAINT "profile_funnels_funnel_fk" FOREIGN KEY ("project_id","funnel_id") REFERENCES "public"."funnels"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_identifiers" ADD CONSTRAINT "profile_identifiers_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profile_integrations" ADD CONSTRAINT "profile_integrations_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_customer_fk" FOREIGN KEY ("project_id","customer_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_answers" ADD CONSTRAINT "session_answers_session_fk" FOREIGN KEY ("project_id","session_id") REFERENCES "public"."sessions"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_events" ADD CONSTRAINT "session_events_session_fk" FOREIGN KEY ("project_id","session_id") REFERENCES "public"."sessions"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_funnel_fk" FOREIGN KEY ("project_id","funnel_id") REFERENCES "public"."funnels"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_publishable_key_key" ON "api_keys" USING btree ("publishable_key");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_secret_hash_key" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "audit_log_profile_idx" ON "audit_log" USING btree ("project_id","profile_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "auth_accounts_user_idx" ON "auth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_user_idx" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_users_email_idx" ON "auth_users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "members_user_idx" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_slug_key" ON "projects" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "domain_events_sequence_key" ON "domain_events" USING btree ("project_id","profile_id","sequence");--> statement-breakpoint
CREATE INDEX "domain_events_profile_idx" ON "domain_events" USING btree ("project_id","profile_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "domain_events_waiting_idx" ON "domain_events" USING btree ("project_id","id") WHERE dispatched_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "funnels_alias_key" ON "funnels" USING btree ("project_id","alias");--> statement-breakpoint
CREATE INDEX "profile_funnels_profile_idx" ON "profile_funnels" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "profile_identifiers_profile_idx" ON "profile_identifiers" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "profile_identifiers_list_idx" ON "profile_identifiers" USING btree ("project_id","kind","environment","profile_created_at","profile_id","search_text");--> statement-breakpoint
CREATE INDEX "profile_identifiers_prefix_idx" ON "profile_identifiers" USING btree ("project_id","search_text" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "profile_identifiers_search_idx" ON "profile_identifiers" USING gin ("project_id","search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "profile_integrations_profile_idx" ON "profile_integrations" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "profiles_created_idx" ON "profiles" USING btree ("project_id","environment","created_at","id") WHERE customer_id = id and not is_bot;--> statement-breakpoint
CREATE INDEX "profiles_seen_idx" ON "profiles" USING btree ("project_id","environment","last_seen_at","id") WHERE customer_id = id and not is_bot;--> statement-breakpoint
CREATE INDEX "profiles_customer_idx" ON "profiles" USING btree ("project_id","customer_id");--> statement-breakpoint
CREATE INDEX "session_events_profile_idx" ON "session_events" USING btree ("project_id","profile_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "sessions_profile_idx" ON "sessions" USING btree ("project_id","profile_id","started_at","id");--> statement-breakpoint
CREATE INDEX "sessions_funnel_idx" ON "sessions" USING btree ("project_id","funnel_id","environment","started_at","id");