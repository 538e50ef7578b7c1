-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_log_action_idx" ON "audit_log" USING btree ("project_id","action","occurred_at","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_log_actor_idx" ON "audit_log" USING btree ("project_id","actor_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_log_subject_idx" ON "audit_log" USING btree ("project_id","subject","occurred_at","id");