-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "profiles_not_opted_in_idx" ON "profiles" USING btree ("project_id","environment","created_at","id") WHERE customer_id = id and not is_bot and has_opted_in is not true;
