-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "transactions_amount_idx" ON "transactions" USING btree ("project_id","currency","amount_minor","occurred_at");
