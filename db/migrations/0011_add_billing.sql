CREATE TABLE "entitlements" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "entitlements_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "entitlements_key_check" CHECK ("entitlements"."key" ~ '^[-A-Za-z_0-9]{1,64}$'),
	CONSTRAINT "entitlements_name_check" CHECK (char_length("entitlements"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "offering_overrides" (
	"project_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"offering_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "offering_overrides_project_id_profile_id_pk" PRIMARY KEY("project_id","profile_id"),
	CONSTRAINT "offering_overrides_actor_kind_check" CHECK ("offering_overrides"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor'))
);
--> statement-breakpoint
CREATE TABLE "offerings" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"is_current" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "offerings_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "offerings_key_check" CHECK ("offerings"."key" ~ '^[-A-Za-z_0-9]{1,64}$'),
	CONSTRAINT "offerings_name_check" CHECK (char_length("offerings"."name") between 1 and 80),
	CONSTRAINT "offerings_current_check" CHECK (not ("offerings"."is_current" and "offerings"."archived_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "packages" (
	"project_id" uuid NOT NULL,
	"offering_id" uuid NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"price_point_id" uuid NOT NULL,
	CONSTRAINT "packages_project_id_offering_id_key_pk" PRIMARY KEY("project_id","offering_id","key"),
	CONSTRAINT "packages_key_check" CHECK ("packages"."key" ~ '^[-$A-Za-z_0-9]{1,64}$')
);
--> statement-breakpoint
CREATE TABLE "price_point_versions" (
	"project_id" uuid NOT NULL,
	"price_point_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"price_minor" bigint NOT NULL,
	"period_unit" text,
	"period_count" integer,
	"intro_type" text NOT NULL,
	"intro_price_minor" bigint,
	"intro_unit" text,
	"intro_count" integer,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "price_point_versions_pk" PRIMARY KEY("project_id","price_point_id","version"),
	CONSTRAINT "price_point_versions_money_check" CHECK ("price_point_versions"."currency" ~ '^[A-Z]{3}$' and "price_point_versions"."exponent" between 0 and 4),
	CONSTRAINT "price_point_versions_actor_kind_check" CHECK ("price_point_versions"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "price_point_versions_price_check" CHECK ("price_point_versions"."price_minor" > 0 and "price_point_versions"."version" > 0),
	CONSTRAINT "price_point_versions_period_check" CHECK (("price_point_versions"."period_unit" is null) = ("price_point_versions"."period_count" is null) and "price_point_versions"."period_unit" in ('minutes', 'days', 'weeks', 'months', 'years') and "price_point_versions"."period_count" between 1 and 1000),
	CONSTRAINT "price_point_versions_intro_check" CHECK (case "price_point_versions"."intro_type"
        when 'no_intro' then "price_point_versions"."intro_price_minor" is null and "price_point_versions"."intro_unit" is null and "price_point_versions"."intro_count" is null
        when 'free_trial' then "price_point_versions"."intro_price_minor" is null and "price_point_versions"."intro_unit" is not null and "price_point_versions"."intro_count" between 1 and 1000 and "price_point_versions"."period_unit" is not null
        when 'paid_trial' then "price_point_versions"."intro_price_minor" > 0 and "price_point_versions"."intro_unit" is not null and "price_point_versions"."intro_count" between 1 and 1000 and "price_point_versions"."period_unit" is not null
        else false end and "price_point_versions"."intro_unit" in ('minutes', 'days', 'weeks', 'months', 'years'))
);
--> statement-breakpoint
CREATE TABLE "price_points" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ident" text NOT NULL,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"current_version" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "price_points_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "price_points_ident_check" CHECK ("price_points"."ident" ~ '^[-A-Za-z_0-9]+$' and char_length("price_points"."ident") <= 256),
	CONSTRAINT "price_points_kind_check" CHECK ("price_points"."kind" in ('subscription', 'lifetime', 'consumable'))
);
--> statement-breakpoint
CREATE TABLE "product_entitlements" (
	"project_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"entitlement_id" uuid NOT NULL,
	CONSTRAINT "product_entitlements_project_id_product_id_entitlement_id_pk" PRIMARY KEY("project_id","product_id","entitlement_id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "products_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "products_name_check" CHECK (char_length("products"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "fx_rates" (
	"day" date NOT NULL,
	"currency" char(3) NOT NULL,
	"rate" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "fx_rates_currency_day_pk" PRIMARY KEY("currency","day"),
	CONSTRAINT "fx_rates_rate_check" CHECK ("fx_rates"."rate" ~ '^[0-9]+([.][0-9]+)?$')
);
--> statement-breakpoint
CREATE TABLE "instance_switches" (
	"name" text PRIMARY KEY NOT NULL,
	"off_since" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_charges" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"reference" text NOT NULL,
	"card" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"state" text NOT NULL,
	"decline_code" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sandbox_charges_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "sandbox_charges_money_check" CHECK ("sandbox_charges"."currency" ~ '^[A-Z]{3}$' and "sandbox_charges"."exponent" between 0 and 4),
	CONSTRAINT "sandbox_charges_amount_check" CHECK ("sandbox_charges"."amount_minor" > 0),
	CONSTRAINT "sandbox_charges_state_check" CHECK ("sandbox_charges"."state" in ('succeeded', 'declined', 'action_required'))
);
--> statement-breakpoint
CREATE TABLE "sandbox_refunds" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"reference" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sandbox_refunds_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "sandbox_refunds_money_check" CHECK ("sandbox_refunds"."currency" ~ '^[A-Z]{3}$' and "sandbox_refunds"."exponent" between 0 and 4),
	CONSTRAINT "sandbox_refunds_amount_check" CHECK ("sandbox_refunds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "charge_attempts" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"subscription_id" uuid,
	"kind" text NOT NULL,
	"period_key" text,
	"provider" text NOT NULL,
	"payment_method_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"retry_step" smallint,
	"state" text NOT NULL,
	"support_action_id" uuid,
	"keeps_access" boolean,
	"provider_reference" text,
	"decline_code" text,
	"action_url" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"lookups" smallint NOT NULL,
	"next_lookup_at" timestamp with time zone,
	"parked_reason" text,
	CONSTRAINT "charge_attempts_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "charge_attempts_money_check" CHECK ("charge_attempts"."currency" ~ '^[A-Z]{3}$' and "charge_attempts"."exponent" between 0 and 4),
	CONSTRAINT "charge_attempts_provider_check" CHECK ("charge_attempts"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "charge_attempts_amount_check" CHECK ("charge_attempts"."amount_minor" > 0),
	CONSTRAINT "charge_attempts_kind_check" CHECK ("charge_attempts"."kind" in ('first', 'renewal', 'migration', 'one_off', 'refund') and ("charge_attempts"."kind" = 'renewal') = ("charge_attempts"."period_key" is not null) and ("charge_attempts"."kind" <> 'renewal' or "charge_attempts"."subscription_id" is not null)),
	CONSTRAINT "charge_attempts_state_check" CHECK (case when "charge_attempts"."state" in ('created', 'sent', 'unknown', 'action_required') then "charge_attempts"."next_lookup_at" is not null and "charge_attempts"."settled_at" is null
        when "charge_attempts"."state" = 'parked' then "charge_attempts"."next_lookup_at" is null and "charge_attempts"."settled_at" is null and "charge_attempts"."parked_reason" is not null
        when "charge_attempts"."state" in ('succeeded', 'declined', 'not_executed') then "charge_attempts"."next_lookup_at" is null and "charge_attempts"."settled_at" is not null
        else false end)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"session_id" uuid,
	"funnel_id" uuid,
	"subscription_id" uuid,
	"environment" text NOT NULL,
	"kind" text NOT NULL,
	"iteration" integer,
	"price_point_id" uuid,
	"price_point_version" integer,
	"provider" text NOT NULL,
	"payment_method_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"settled_minor" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"refund_pending_minor" bigint NOT NULL,
	"state" text NOT NULL,
	"decline_code" text,
	"revoked_at" timestamp with time zone,
	"checkout_ip" text,
	"checkout_user_agent" text,
	"metadata" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "orders_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "orders_money_check" CHECK ("orders"."currency" ~ '^[A-Z]{3}$' and "orders"."exponent" between 0 and 4),
	CONSTRAINT "orders_provider_check" CHECK ("orders"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "orders_environment_check" CHECK ("orders"."environment" in ('production', 'preview')),
	CONSTRAINT "orders_kind_check" CHECK ("orders"."kind" in ('first', 'conversion', 'renewal', 'migration', 'one_off')),
	CONSTRAINT "orders_state_check" CHECK ("orders"."state" in ('pending', 'settled', 'declined', 'cancelled')),
	CONSTRAINT "orders_amounts_check" CHECK ("orders"."amount_minor" >= 0 and "orders"."settled_minor" between 0 and "orders"."amount_minor" and "orders"."refunded_minor" >= 0 and "orders"."refund_pending_minor" >= 0 and "orders"."refunded_minor" + "orders"."refund_pending_minor" <= "orders"."settled_minor")
);
--> statement-breakpoint
CREATE TABLE "entitlement_grants" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"entitlement_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by_kind" text,
	"revoked_by_id" text,
	"transferred_from" uuid,
	CONSTRAINT "entitlement_grants_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "entitlement_grants_actor_kind_check" CHECK ("entitlement_grants"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "entitlement_grants_expiry_check" CHECK ("entitlement_grants"."expires_at" > "entitlement_grants"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"provider" text NOT NULL,
	"token" text,
	"provider_customer_id" text,
	"brand" text,
	"last_four" text,
	"expires_month" smallint,
	"expires_year" smallint,
	"created_at" timestamp with time zone NOT NULL,
	"detached_at" timestamp with time zone,
	CONSTRAINT "payment_methods_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "payment_methods_provider_check" CHECK ("payment_methods"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "payment_methods_last_four_check" CHECK ("payment_methods"."last_four" ~ '^[0-9]{4}$')
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"is_mirror" boolean NOT NULL,
	"provider_subscription_id" text,
	"price_point_id" uuid NOT NULL,
	"price_point_version" integer NOT NULL,
	"payment_method_id" uuid,
	"session_id" uuid,
	"funnel_id" uuid,
	"initial_order_id" uuid,
	"follows_id" uuid,
	"metadata" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"phase" text NOT NULL,
	"auto_renew" boolean NOT NULL,
	"started_at" timestamp with time zone,
	"period_start" timestamp with time zone,
	"period_end" timestamp with time zone,
	"iteration" integer NOT NULL,
	"anchor_at" timestamp with time zone NOT NULL,
	"zone" text NOT NULL,
	"cycle" integer NOT NULL,
	"is_next_paid" boolean NOT NULL,
	"paused_at" timestamp with time zone,
	"pause_until" timestamp with time zone,
	"unused_premium_ms" bigint,
	"dunning" text NOT NULL,
	"dunning_step" smallint NOT NULL,
	"dunning_since" timestamp with time zone,
	"is_decline_hard" boolean NOT NULL,
	"discount_percent" smallint,
	"discount_cycles" smallint,
	"missed_periods" integer NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"next_check_at" timestamp with time zone,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"attempts" smallint NOT NULL,
	"parked_at" timestamp with time zone,
	"parked_reason" text,
	"version" integer NOT NULL,
	CONSTRAINT "subscriptions_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "subscriptions_provider_check" CHECK ("subscriptions"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "subscriptions_environment_check" CHECK ("subscriptions"."environment" in ('production', 'preview')),
	CONSTRAINT "subscriptions_phase_check" CHECK ("subscriptions"."phase" in ('upcoming', 'intro', 'recurring', 'expired')),
	CONSTRAINT "subscriptions_dunning_check" CHECK ("subscriptions"."dunning" in ('none', 'grace', 'retry')),
	CONSTRAINT "subscriptions_end_reason_check" CHECK ("subscriptions"."end_reason" in ('cancelled', 'unpaid', 'refunded', 'migrated', 'erased', 'ended_by_provider', 'never_started')),
	CONSTRAINT "subscriptions_ended_check" CHECK (("subscriptions"."phase" = 'expired') = ("subscriptions"."ended_at" is not null) and ("subscriptions"."ended_at" is null) = ("subscriptions"."end_reason" is null)),
	CONSTRAINT "subscriptions_running_check" CHECK ("subscriptions"."phase" not in ('intro', 'recurring') or ("subscriptions"."started_at" is not null and "subscriptions"."period_start" < "subscriptions"."period_end" and "subscriptions"."iteration" >= 1)),
	CONSTRAINT "subscriptions_upcoming_check" CHECK ("subscriptions"."phase" <> 'upcoming' or ("subscriptions"."started_at" is null and "subscriptions"."iteration" = 0)),
	CONSTRAINT "subscriptions_pause_check" CHECK (case when "subscriptions"."paused_at" is null then "subscriptions"."pause_until" is null and "subscriptions"."unused_premium_ms" is null
        else "subscriptions"."phase" in ('intro', 'recurring') and "subscriptions"."dunning" = 'none' and "subscriptions"."unused_premium_ms" >= 0 and ("subscriptions"."pause_until" is null or "subscriptions"."pause_until" > "subscriptions"."paused_at") end),
	CONSTRAINT "subscriptions_dunning_facts_check" CHECK (case when "subscriptions"."dunning" = 'none' then "subscriptions"."dunning_since" is null and "subscriptions"."dunning_step" = 0 and not "subscriptions"."is_decline_hard"
        else "subscriptions"."phase" in ('intro', 'recurring') and "subscriptions"."dunning_since" is not null and "subscriptions"."dunning_step" >= 0 and not "subscriptions"."is_next_paid" end),
	CONSTRAINT "subscriptions_discount_check" CHECK (("subscriptions"."discount_percent" is null) = ("subscriptions"."discount_cycles" is null) and "subscriptions"."discount_percent" between 1 and 100 and "subscriptions"."discount_cycles" between 1 and 1000),
	CONSTRAINT "subscriptions_next_check_check" CHECK ("subscriptions"."is_mirror" or case when "subscriptions"."phase" in ('expired', 'upcoming') then "subscriptions"."next_check_at" is null
        when "subscriptions"."paused_at" is not null then "subscriptions"."next_check_at" is not distinct from "subscriptions"."pause_until"
        else "subscriptions"."next_check_at" is not null end)
);
--> statement-breakpoint
CREATE TABLE "support_actions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"profile_id" uuid,
	"subscription_id" uuid,
	"order_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"reason" text,
	"comment" text,
	"state" text NOT NULL,
	"details" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "support_actions_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "support_actions_actor_kind_check" CHECK ("support_actions"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "support_actions_state_check" CHECK ("support_actions"."state" in ('pending', 'done', 'failed')),
	CONSTRAINT "support_actions_reason_check" CHECK (char_length("support_actions"."reason") <= 256),
	CONSTRAINT "support_actions_comment_check" CHECK (char_length("support_actions"."comment") <= 2048),
	CONSTRAINT "support_actions_key_check" CHECK (char_length("support_actions"."key") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"order_id" uuid,
	"provider" text NOT NULL,
	"provider_dispute_id" text NOT NULL,
	"environment" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "disputes_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "disputes_money_check" CHECK ("disputes"."currency" ~ '^[A-Z]{3}$' and "disputes"."exponent" between 0 and 4),
	CONSTRAINT "disputes_provider_check" CHECK ("disputes"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "disputes_state_check" CHECK ("disputes"."state" in ('open', 'won', 'lost') and ("disputes"."state" = 'open') = ("disputes"."closed_at" is null)),
	CONSTRAINT "disputes_amount_check" CHECK ("disputes"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"order_id" uuid NOT NULL,
	"attempt_id" uuid,
	"transaction_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"kept_access" boolean NOT NULL,
	"reason" text,
	"comment" text,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refunds_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "refunds_money_check" CHECK ("refunds"."currency" ~ '^[A-Z]{3}$' and "refunds"."exponent" between 0 and 4),
	CONSTRAINT "refunds_actor_kind_check" CHECK ("refunds"."actor_kind" in ('user', 'api_key', 'system', 'provider', 'visitor')),
	CONSTRAINT "refunds_amount_check" CHECK ("refunds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid,
	"session_id" uuid,
	"funnel_id" uuid,
	"subscription_id" uuid,
	"order_id" uuid,
	"attempt_id" uuid,
	"environment" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"exponent" smallint NOT NULL,
	"amount_usd_minor" bigint,
	"fx_rate" text,
	"fx_day" text,
	"fx_source" text,
	"provider" text NOT NULL,
	"provider_transaction_id" text,
	"method_brand" text,
	"method_last_four" text,
	"decline_code" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "transactions_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "transactions_money_check" CHECK ("transactions"."currency" ~ '^[A-Z]{3}$' and "transactions"."exponent" between 0 and 4),
	CONSTRAINT "transactions_provider_check" CHECK ("transactions"."provider" in ('sandbox', 'stripe', 'paypal', 'revenuecat', 'adapty')),
	CONSTRAINT "transactions_environment_check" CHECK ("transactions"."environment" in ('production', 'preview')),
	CONSTRAINT "transactions_kind_check" CHECK ("transactions"."kind" in ('charge', 'refund', 'dispute', 'dispute_reversal') and "transactions"."status" in ('succeeded', 'declined')),
	CONSTRAINT "transactions_sign_check" CHECK (case when "transactions"."kind" in ('charge', 'dispute_reversal') then "transactions"."amount_minor" > 0 else "transactions"."amount_minor" < 0 end),
	CONSTRAINT "transactions_usd_check" CHECK (("transactions"."amount_usd_minor" is null) = ("transactions"."fx_rate" is null) and ("transactions"."fx_rate" is null) = ("transactions"."fx_day" is null) and ("transactions"."fx_day" is null) = ("transactions"."fx_source" is null)),
	CONSTRAINT "transactions_last_four_check" CHECK ("transactions"."method_last_four" ~ '^[0-9]{4}$')
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "charging_paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "clock_ahead_ms" bigint;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "clock_target_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offering_overrides" ADD CONSTRAINT "offering_overrides_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_overrides" ADD CONSTRAINT "offering_overrides_offering_fk" FOREIGN KEY ("project_id","offering_id") REFERENCES "public"."offerings"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_offering_fk" FOREIGN KEY ("project_id","offering_id") REFERENCES "public"."offerings"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_price_point_fk" FOREIGN KEY ("project_id","price_point_id") REFERENCES "public"."price_points"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_point_versions" ADD CONSTRAINT "price_point_versions_price_point_fk" FOREIGN KEY ("project_id","price_point_id") REFERENCES "public"."price_points"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_points" ADD CONSTRAINT "price_points_product_fk" FOREIGN KEY ("project_id","product_id") REFERENCES "public"."products"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_entitlements" ADD CONSTRAINT "product_entitlements_product_fk" FOREIGN KEY ("project_id","product_id") REFERENCES "public"."products"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_entitlements" ADD CONSTRAINT "product_entitlements_entitlement_fk" FOREIGN KEY ("project_id","entitlement_id") REFERENCES "public"."entitlements"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sandbox_refunds" ADD CONSTRAINT "sandbox_refunds_charge_fk" FOREIGN KEY ("project_id","charge_id") REFERENCES "public"."sandbox_charges"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_attempts" ADD CONSTRAINT "charge_attempts_order_fk" FOREIGN KEY ("project_id","order_id") REFERENCES "public"."orders"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_session_fk" FOREIGN KEY ("project_id","session_id") REFERENCES "public"."sessions"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_payment_method_fk" FOREIGN KEY ("project_id","payment_method_id") REFERENCES "public"."payment_methods"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlement_grants" ADD CONSTRAINT "entitlement_grants_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_profile_fk" FOREIGN KEY ("project_id","profile_id") REFERENCES "public"."profiles"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_price_point_fk" FOREIGN KEY ("project_id","price_point_id") REFERENCES "public"."price_points"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_payment_method_fk" FOREIGN KEY ("project_id","payment_method_id") REFERENCES "public"."payment_methods"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_session_fk" FOREIGN KEY ("project_id","session_id") REFERENCES "public"."sessions"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_follows_fk" FOREIGN KEY ("project_id","follows_id") REFERENCES "public"."subscriptions"("project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "entitlements_key_key" ON "entitlements" USING btree ("project_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "offerings_key_key" ON "offerings" USING btree ("project_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "offerings_current_key" ON "offerings" USING btree ("project_id") WHERE is_current;--> statement-breakpoint
CREATE UNIQUE INDEX "price_points_ident_key" ON "price_points" USING btree ("project_id","ident");--> statement-breakpoint
CREATE UNIQUE INDEX "sandbox_charges_key_key" ON "sandbox_charges" USING btree ("project_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "sandbox_charges_reference_idx" ON "sandbox_charges" USING btree ("project_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "sandbox_refunds_key_key" ON "sandbox_refunds" USING btree ("project_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "sandbox_refunds_charge_idx" ON "sandbox_refunds" USING btree ("project_id","charge_id");--> statement-breakpoint
CREATE INDEX "charge_attempts_order_idx" ON "charge_attempts" USING btree ("project_id","order_id","created_at");--> statement-breakpoint
CREATE INDEX "charge_attempts_lookup_idx" ON "charge_attempts" USING btree ("project_id","next_lookup_at") WHERE next_lookup_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "charge_attempts_open_subscription_key" ON "charge_attempts" USING btree ("project_id","subscription_id") WHERE kind <> 'refund' and subscription_id is not null and state in ('created', 'sent', 'unknown', 'action_required', 'parked');--> statement-breakpoint
CREATE UNIQUE INDEX "charge_attempts_open_order_key" ON "charge_attempts" USING btree ("project_id","order_id") WHERE state in ('created', 'sent', 'unknown', 'action_required', 'parked');--> statement-breakpoint
CREATE UNIQUE INDEX "charge_attempts_paid_period_key" ON "charge_attempts" USING btree ("project_id","subscription_id","period_key") WHERE kind = 'renewal' and state = 'succeeded';--> statement-breakpoint
CREATE UNIQUE INDEX "charge_attempts_paid_order_key" ON "charge_attempts" USING btree ("project_id","order_id") WHERE kind <> 'refund' and state = 'succeeded';--> statement-breakpoint
CREATE INDEX "orders_profile_idx" ON "orders" USING btree ("project_id","profile_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_subscription_idx" ON "orders" USING btree ("project_id","subscription_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_created_idx" ON "orders" USING btree ("project_id","environment","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_refunded_idx" ON "orders" USING btree ("project_id","environment","created_at","id") WHERE refunded_minor > 0;--> statement-breakpoint
CREATE INDEX "entitlement_grants_profile_idx" ON "entitlement_grants" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_token_key" ON "payment_methods" USING btree ("project_id","provider","token","profile_id");--> statement-breakpoint
CREATE INDEX "payment_methods_profile_idx" ON "payment_methods" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "subscriptions_profile_idx" ON "subscriptions" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "subscriptions_due_idx" ON "subscriptions" USING btree ("project_id","next_check_at") WHERE next_check_at is not null and not is_mirror and parked_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_parked_idx" ON "subscriptions" USING btree ("project_id","parked_at") WHERE parked_at is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_created_idx" ON "subscriptions" USING btree ("project_id","environment","created_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_check_idx" ON "subscriptions" USING btree ("project_id","environment","next_check_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_state_idx" ON "subscriptions" USING btree ("project_id","environment","phase","auto_renew","dunning");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_follows_key" ON "subscriptions" USING btree ("project_id","follows_id") WHERE follows_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_provider_key" ON "subscriptions" USING btree ("project_id","provider","provider_subscription_id") WHERE provider_subscription_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "support_actions_key_key" ON "support_actions" USING btree ("project_id","key");--> statement-breakpoint
CREATE INDEX "support_actions_profile_idx" ON "support_actions" USING btree ("project_id","profile_id","created_at","id");--> statement-breakpoint
CREATE INDEX "support_actions_order_idx" ON "support_actions" USING btree ("project_id","order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_provider_key" ON "disputes" USING btree ("project_id","provider","provider_dispute_id");--> statement-breakpoint
CREATE INDEX "disputes_profile_idx" ON "disputes" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE INDEX "disputes_opened_idx" ON "disputes" USING btree ("project_id","environment","opened_at","id");--> statement-breakpoint
CREATE INDEX "disputes_order_idx" ON "disputes" USING btree ("project_id","order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "refunds_order_idx" ON "refunds" USING btree ("project_id","order_id");--> statement-breakpoint
CREATE INDEX "refunds_profile_idx" ON "refunds" USING btree ("project_id","profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_attempt_key" ON "refunds" USING btree ("project_id","attempt_id") WHERE attempt_id is not null;--> statement-breakpoint
CREATE INDEX "transactions_profile_idx" ON "transactions" USING btree ("project_id","profile_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "transactions_session_idx" ON "transactions" USING btree ("project_id","session_id") WHERE session_id is not null;--> statement-breakpoint
CREATE INDEX "transactions_order_idx" ON "transactions" USING btree ("project_id","order_id");--> statement-breakpoint
CREATE INDEX "transactions_subscription_idx" ON "transactions" USING btree ("project_id","subscription_id","occurred_at","id") WHERE subscription_id is not null;--> statement-breakpoint
CREATE INDEX "transactions_time_idx" ON "transactions" USING btree ("project_id","environment","occurred_at","id");--> statement-breakpoint
CREATE INDEX "transactions_declined_idx" ON "transactions" USING btree ("project_id","environment","occurred_at","id") WHERE status = 'declined';--> statement-breakpoint
CREATE INDEX "transactions_funnel_idx" ON "transactions" USING btree ("project_id","funnel_id","occurred_at") WHERE funnel_id is not null;--> statement-breakpoint
CREATE INDEX "transactions_last_four_idx" ON "transactions" USING btree ("project_id","method_last_four","occurred_at");--> statement-breakpoint
CREATE INDEX "transactions_provider_id_idx" ON "transactions" USING btree ("project_id","provider_transaction_id");--> statement-breakpoint
CREATE UNIQUE INDEX "transactions_provider_key" ON "transactions" USING btree ("project_id","provider","provider_transaction_id","kind","status") WHERE provider_transaction_id is not null;