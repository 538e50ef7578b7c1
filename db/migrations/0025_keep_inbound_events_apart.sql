DROP INDEX "inbound_events_due_idx";--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "deaths" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_events" ALTER COLUMN "deaths" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "provider_customers" ADD COLUMN "environment" text DEFAULT 'production' NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_customers" ALTER COLUMN "environment" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "provider_customers" DROP CONSTRAINT "provider_customers_project_id_integration_id_provider_customer_id_pk";--> statement-breakpoint
ALTER TABLE "provider_customers" ADD CONSTRAINT "provider_customers_pk" PRIMARY KEY("project_id","integration_id","environment","provider_customer_id");--> statement-breakpoint
ALTER TABLE "provider_customers" ADD CONSTRAINT "provider_customers_environment_check" CHECK ("provider_customers"."environment" in ('production', 'preview'));--> statement-breakpoint
CREATE INDEX "inbound_events_waiting_idx" ON "inbound_events" USING btree ("project_id","integration_id","next_attempt_at","id") WHERE next_attempt_at is not null;
