CREATE TABLE "inbound_events" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"provider_event_id" text NOT NULL,
	"type" text NOT NULL,
	"environment" text NOT NULL,
	"sealed" "bytea",
	"key_id" text,
	"bytes" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"parser_version" smallint,
	"words" text,
	"profile_id" uuid,
	"error_code" text,
	"error" text,
	"attempts" smallint NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"lease_id" uuid,
	"processed_at" timestamp with time zone,
	CONSTRAINT "inbound_events_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "inbound_events_provider_check" CHECK ("inbound_events"."provider" in ('stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')),
	CONSTRAINT "inbound_events_environment_check" CHECK ("inbound_events"."environment" in ('production', 'preview')),
	CONSTRAINT "inbound_events_state_check" CHECK ("inbound_events"."state" in ('waiting', 'processed', 'ignored', 'parked') and ("inbound_events"."state" = 'waiting') = ("inbound_events"."next_attempt_at" is not null)),
	CONSTRAINT "inbound_events_sealed_check" CHECK (("inbound_events"."sealed" is null) = ("inbound_events"."key_id" is null)),
	CONSTRAINT "inbound_events_id_check" CHECK (char_length("inbound_events"."provider_event_id") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "inbound_facts" (
	"project_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"profile_id" uuid,
	"fact" jsonb NOT NULL,
	CONSTRAINT "inbound_facts_pk" PRIMARY KEY("project_id","integration_id","subject","subject_id","event_id","position"),
	CONSTRAINT "inbound_facts_subject_check" CHECK ("inbound_facts"."subject" in ('customer', 'subscription', 'payment', 'dispute'))
);
--> statement-breakpoint
CREATE TABLE "inbound_refusals" (
	"project_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"day" text NOT NULL,
	"reason" text NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inbound_refusals_project_id_integration_id_day_reason_pk" PRIMARY KEY("project_id","integration_id","day","reason")
);
--> statement-breakpoint
CREATE TABLE "provider_customers" (
	"project_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider_customer_id" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"linked_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_customers_project_id_integration_id_provider_customer_id_pk" PRIMARY KEY("project_id","integration_id","provider_customer_id")
);
--> statement-breakpoint
CREATE TABLE "provider_products" (
	"project_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider_product_id" text NOT NULL,
	"price_point_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_products_project_id_integration_id_provider_product_id_pk" PRIMARY KEY("project_id","integration_id","provider_product_id"),
	CONSTRAINT "provider_products_origin_check" CHECK ("provider_products"."origin" in ('imported', 'chosen'))
);
--> statement-breakpoint
CREATE TABLE "reprocess_runs" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"from" timestamp with time zone NOT NULL,
	"to" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"total" integer NOT NULL,
	"handled" integer NOT NULL,
	"cursor" uuid,
	"differences" jsonb NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"error" text,
	CONSTRAINT "reprocess_runs_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "reprocess_runs_state_check" CHECK ("reprocess_runs"."state" in ('counting', 'ready', 'applying', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "integration_routes" (
	"integration_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"provider" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"delivery_id" uuid,
	"endpoint_id" uuid NOT NULL,
	"profile_id" uuid,
	"trigger" text NOT NULL,
	"number" smallint NOT NULL,
	"url" text NOT NULL,
	"address" text,
	"request_headers" jsonb NOT NULL,
	"request_bytes" integer NOT NULL,
	"is_thin" boolean NOT NULL,
	"status" smallint,
	"response_headers" jsonb,
	"response_body" text,
	"response_bytes" integer,
	"error" text,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	CONSTRAINT "delivery_attempts_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "delivery_attempts_trigger_check" CHECK ("delivery_attempts"."trigger" in ('schedule', 'resend', 'replay', 'test')),
	CONSTRAINT "delivery_attempts_body_check" CHECK (char_length("delivery_attempts"."response_body") <= 4096)
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"type" text NOT NULL,
	"environment" text NOT NULL,
	"sequence" bigint NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"trigger" text NOT NULL,
	"attempts" smallint NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"lease_id" uuid,
	"delivered_at" timestamp with time zone,
	"last_status" smallint,
	"last_error" text,
	"last_duration_ms" integer,
	"last_attempt_at" timestamp with time zone,
	"replay_id" uuid,
	CONSTRAINT "webhook_deliveries_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "webhook_deliveries_environment_check" CHECK ("webhook_deliveries"."environment" in ('production', 'preview')),
	CONSTRAINT "webhook_deliveries_trigger_check" CHECK ("webhook_deliveries"."trigger" in ('schedule', 'resend', 'replay', 'test')),
	CONSTRAINT "webhook_deliveries_state_check" CHECK ("webhook_deliveries"."state" in ('waiting', 'delivered', 'failed', 'skipped')
        and ("webhook_deliveries"."state" = 'waiting') = ("webhook_deliveries"."next_attempt_at" is not null) and ("webhook_deliveries"."state" = 'delivered') <= ("webhook_deliveries"."delivered_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"environment" text NOT NULL,
	"types" jsonb,
	"payload" text NOT NULL,
	"header_names" jsonb NOT NULL,
	"secrets" "bytea",
	"key_id" text,
	"secret_hint" text NOT NULL,
	"secret_set_at" timestamp with time zone NOT NULL,
	"overlap_ends_at" timestamp with time zone,
	"state" text NOT NULL,
	"state_since" timestamp with time zone NOT NULL,
	"disabled_reason" text,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"failing_since" timestamp with time zone,
	"failures" integer NOT NULL,
	"last_success_at" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "webhook_endpoints_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "webhook_endpoints_actor_kind_check" CHECK ("webhook_endpoints"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "webhook_endpoints_environment_check" CHECK ("webhook_endpoints"."environment" in ('production', 'preview')),
	CONSTRAINT "webhook_endpoints_payload_check" CHECK ("webhook_endpoints"."payload" in ('full', 'thin')),
	CONSTRAINT "webhook_endpoints_url_check" CHECK (char_length("webhook_endpoints"."url") between 1 and 5000),
	CONSTRAINT "webhook_endpoints_state_check" CHECK ("webhook_endpoints"."state" in ('active', 'paused', 'disabled', 'deleted') and ("webhook_endpoints"."state" = 'deleted') = ("webhook_endpoints"."secrets" is null)
        and ("webhook_endpoints"."secrets" is null) = ("webhook_endpoints"."key_id" is null) and ("webhook_endpoints"."state" = 'disabled' or "webhook_endpoints"."disabled_reason" is null)),
	CONSTRAINT "webhook_endpoints_disabled_check" CHECK ("webhook_endpoints"."disabled_reason" in ('gone', 'failing')),
	CONSTRAINT "webhook_endpoints_failing_check" CHECK ("webhook_endpoints"."failures" >= 0 and ("webhook_endpoints"."failures" = 0) = ("webhook_endpoints"."failing_since" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_messages" (
	"project_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"body" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_messages_project_id_event_id_pk" PRIMARY KEY("project_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_replays" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"filter" jsonb NOT NULL,
	"per_second" integer NOT NULL,
	"total" integer NOT NULL,
	"handed" integer NOT NULL,
	"cursor" uuid,
	"next_portion_at" timestamp with time zone,
	"state" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "webhook_replays_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "webhook_replays_actor_kind_check" CHECK ("webhook_replays"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "webhook_replays_rate_check" CHECK ("webhook_replays"."per_second" between 1 and 500),
	CONSTRAINT "webhook_replays_state_check" CHECK ("webhook_replays"."state" in ('running', 'paused', 'stopped', 'done') and ("webhook_replays"."state" in ('stopped', 'done')) = ("webhook_replays"."ended_at" is not null)),
	CONSTRAINT "webhook_replays_count_check" CHECK ("webhook_replays"."handed" >= 0 and "webhook_replays"."total" >= 0)
);
--> statement-breakpoint
ALTER TABLE "integrations" DROP CONSTRAINT "integrations_provider_check";--> statement-breakpoint
ALTER TABLE "integrations" DROP CONSTRAINT "integrations_state_check";--> statement-breakpoint
ALTER TABLE "charge_attempts" DROP CONSTRAINT "charge_attempts_provider_check";--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_provider_check";--> statement-breakpoint
ALTER TABLE "profile_integrations" DROP CONSTRAINT "profile_integrations_provider_check";--> statement-breakpoint
ALTER TABLE "payment_methods" DROP CONSTRAINT "payment_methods_provider_check";--> statement-breakpoint
ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_provider_check";--> statement-breakpoint
ALTER TABLE "disputes" DROP CONSTRAINT "disputes_provider_check";--> statement-breakpoint
ALTER TABLE "transactions" DROP CONSTRAINT "transactions_provider_check";--> statement-breakpoint
ALTER TABLE "integrations" ALTER COLUMN "mode" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "integrations" ALTER COLUMN "hint" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "connected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "inbound_secrets" "bytea";--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "inbound_key_id" text;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "inbound_hint" text;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "inbound_set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "settings" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "integrations" ALTER COLUMN "settings" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_integration_fk" FOREIGN KEY ("project_id","integration_id") REFERENCES "public"."integrations"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_facts" ADD CONSTRAINT "inbound_facts_event_fk" FOREIGN KEY ("project_id","event_id") REFERENCES "public"."inbound_events"("project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_refusals" ADD CONSTRAINT "inbound_refusals_integration_fk" FOREIGN KEY ("project_id","integration_id") REFERENCES "public"."integrations"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_customers" ADD CONSTRAINT "provider_customers_integration_fk" FOREIGN KEY ("project_id","integration_id") REFERENCES "public"."integrations"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_customers" ADD CONSTRAINT "provider_customers_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_products" ADD CONSTRAINT "provider_products_integration_fk" FOREIGN KEY ("project_id","integration_id") REFERENCES "public"."integrations"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reprocess_runs" ADD CONSTRAINT "reprocess_runs_integration_fk" FOREIGN KEY ("project_id","integration_id") REFERENCES "public"."integrations"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_endpoint_fk" FOREIGN KEY ("project_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_fk" FOREIGN KEY ("project_id","delivery_id") REFERENCES "public"."webhook_deliveries"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_fk" FOREIGN KEY ("project_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event_fk" FOREIGN KEY ("project_id","event_id") REFERENCES "public"."domain_events"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_event_fk" FOREIGN KEY ("project_id","event_id") REFERENCES "public"."domain_events"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_replays" ADD CONSTRAINT "webhook_replays_endpoint_fk" FOREIGN KEY ("project_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_events_provider_key" ON "inbound_events" USING btree ("project_id","integration_id","provider_event_id");--> statement-breakpoint
CREATE INDEX "inbound_events_due_idx" ON "inbound_events" USING btree ("project_id","next_attempt_at","id") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "inbound_events_received_idx" ON "inbound_events" USING btree ("project_id","integration_id","received_at","id");--> statement-breakpoint
CREATE INDEX "inbound_events_state_idx" ON "inbound_events" USING btree ("project_id","integration_id","state","received_at") WHERE state <> 'processed';--> statement-breakpoint
CREATE INDEX "inbound_events_profile_idx" ON "inbound_events" USING btree ("project_id","profile_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "inbound_facts_event_idx" ON "inbound_facts" USING btree ("project_id","event_id");--> statement-breakpoint
CREATE INDEX "inbound_facts_profile_idx" ON "inbound_facts" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "provider_customers_profile_idx" ON "provider_customers" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "reprocess_runs_open_idx" ON "reprocess_runs" USING btree ("project_id","created_at") WHERE state in ('counting', 'applying');--> statement-breakpoint
CREATE INDEX "delivery_attempts_delivery_idx" ON "delivery_attempts" USING btree ("project_id","delivery_id","id") WHERE delivery_id is not null;--> statement-breakpoint
CREATE INDEX "delivery_attempts_endpoint_idx" ON "delivery_attempts" USING btree ("project_id","endpoint_id","started_at");--> statement-breakpoint
CREATE INDEX "delivery_attempts_started_idx" ON "delivery_attempts" USING btree ("project_id","started_at");--> statement-breakpoint
CREATE INDEX "delivery_attempts_profile_idx" ON "delivery_attempts" USING btree ("project_id","profile_id") WHERE profile_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_event_key" ON "webhook_deliveries" USING btree ("project_id","event_id","endpoint_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries" USING btree ("project_id","endpoint_id","next_attempt_at","id") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint_idx" ON "webhook_deliveries" USING btree ("project_id","endpoint_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_open_idx" ON "webhook_deliveries" USING btree ("project_id","endpoint_id","id") WHERE state <> 'delivered';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_profile_idx" ON "webhook_deliveries" USING btree ("project_id","profile_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_created_idx" ON "webhook_deliveries" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_live_idx" ON "webhook_endpoints" USING btree ("project_id") WHERE state <> 'deleted';--> statement-breakpoint
CREATE INDEX "webhook_messages_profile_idx" ON "webhook_messages" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "webhook_messages_created_idx" ON "webhook_messages" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_replays_endpoint_idx" ON "webhook_replays" USING btree ("project_id","endpoint_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_replays_running_idx" ON "webhook_replays" USING btree ("project_id","next_portion_at") WHERE state = 'running';--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_secrets_check" CHECK (("integrations"."secrets" is null) = ("integrations"."key_id" is null) and ("integrations"."secrets" is null or ("integrations"."mode" is not null and "integrations"."hint" is not null))
        and ("integrations"."inbound_secrets" is null) = ("integrations"."inbound_key_id" is null) and ("integrations"."inbound_secrets" is null or "integrations"."inbound_set_at" is not null));--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_provider_check" CHECK ("integrations"."provider" in ('stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing'));--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_state_check" CHECK (case "integrations"."state" when 'connected' then "integrations"."disconnected_at" is null
        when 'disconnected' then "integrations"."secrets" is null and "integrations"."inbound_secrets" is null and "integrations"."disconnected_at" is not null
        else false end);--> statement-breakpoint
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_provider_check" CHECK ("charge_attempts"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_provider_check" CHECK ("orders"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "profile_integrations" ADD CONSTRAINT "profile_integrations_provider_check" CHECK ("profile_integrations"."provider" in ('stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_provider_check" CHECK ("payment_methods"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_provider_check" CHECK ("subscriptions"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_provider_check" CHECK ("disputes"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_provider_check" CHECK ("transactions"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty', 'funnelfox', 'funnelfox-billing')) NOT VALID;