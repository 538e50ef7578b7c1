-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_log_time_idx" ON "audit_log" USING btree ("project_id","occurred_at","id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "attributes_value_idx" ON "attributes" USING btree ("project_id","key","value","profile_id");
