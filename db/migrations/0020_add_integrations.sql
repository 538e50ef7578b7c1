CREATE TABLE "integrations" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider" text NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"hint" text NOT NULL,
	"secrets" "bytea",
	"key_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"disconnected_at" timestamp with time zone,
	CONSTRAINT "integrations_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "integrations_provider_check" CHECK ("integrations"."provider" in ('stripe', 'paypal')),
	CONSTRAINT "integrations_mode_check" CHECK ("integrations"."mode" in ('test', 'live')),
	CONSTRAINT "integrations_state_check" CHECK (case "integrations"."state" when 'connected' then "integrations"."secrets" is not null and "integrations"."key_id" is not null and "integrations"."disconnected_at" is null
        when 'disconnected' then "integrations"."secrets" is null and "integrations"."key_id" is null and "integrations"."disconnected_at" is not null
        else false end)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "integrations_connected_key" ON "integrations" USING btree ("project_id","provider") WHERE state = 'connected';