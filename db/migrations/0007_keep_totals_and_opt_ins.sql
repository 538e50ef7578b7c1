CREATE TABLE "erased_visits" (
	"project_id" uuid NOT NULL,
	"funnel_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"day" date NOT NULL,
	"dimension" text NOT NULL,
	"value" text NOT NULL,
	"visits" bigint NOT NULL,
	"position_sum" bigint NOT NULL,
	CONSTRAINT "erased_visits_pk" PRIMARY KEY("project_id","funnel_id","environment","day","dimension","value"),
	CONSTRAINT "erased_visits_environment_check" CHECK ("erased_visits"."environment" in ('production', 'preview')),
	CONSTRAINT "erased_visits_dimension_check" CHECK ("erased_visits"."dimension" in ('total', 'completed', 'screen', 'device', 'browser', 'country', 'url'))
);
--> statement-breakpoint
ALTER TABLE "profiles" ADD COLUMN "has_opted_in" boolean;--> statement-breakpoint
ALTER TABLE "erased_visits" ADD CONSTRAINT "erased_visits_funnel_fk" FOREIGN KEY ("project_id","funnel_id") REFERENCES "public"."funnels"("project_id","id") ON DELETE restrict ON UPDATE no action;