-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "profiles_joined_seen_idx" ON "profiles" USING btree ("project_id","environment","last_seen_at","customer_id") WHERE customer_id <> id;
