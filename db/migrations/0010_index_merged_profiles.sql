-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "profiles_joined_idx" ON "profiles" USING btree ("project_id","environment","customer_id") WHERE customer_id <> id;
