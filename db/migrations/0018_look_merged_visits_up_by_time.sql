-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "profiles_merged_seen_idx" ON "profiles" USING btree ("project_id","environment","last_seen_at") WHERE customer_id <> id;--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "profiles_joined_seen_idx";
