DROP INDEX "delivery_attempts_endpoint_idx";--> statement-breakpoint
CREATE INDEX "delivery_attempts_health_idx" ON "delivery_attempts" USING btree ("project_id","endpoint_id","started_at","trigger","status","duration_ms");--> statement-breakpoint
CREATE INDEX "delivery_attempts_test_idx" ON "delivery_attempts" USING btree ("project_id","endpoint_id","id") WHERE delivery_id is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_type_idx" ON "webhook_deliveries" USING btree ("project_id","endpoint_id","type","id");