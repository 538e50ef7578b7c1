-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "subscriptions_price_point_idx" ON "subscriptions" USING btree ("project_id","price_point_id") WHERE phase <> 'expired';