alter table webhook_endpoints enable row level security;
--> statement-breakpoint
alter table webhook_endpoints force row level security;
--> statement-breakpoint
create policy webhook_endpoints_of_project on webhook_endpoints
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table webhook_messages enable row level security;
--> statement-breakpoint
alter table webhook_messages force row level security;
--> statement-breakpoint
create policy webhook_messages_of_project on webhook_messages
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table webhook_deliveries enable row level security;
--> statement-breakpoint
alter table webhook_deliveries force row level security;
--> statement-breakpoint
create policy webhook_deliveries_of_project on webhook_deliveries
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table delivery_attempts enable row level security;
--> statement-breakpoint
alter table delivery_attempts force row level security;
--> statement-breakpoint
create policy delivery_attempts_of_project on delivery_attempts
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table webhook_replays enable row level security;
--> statement-breakpoint
alter table webhook_replays force row level security;
--> statement-breakpoint
create policy webhook_replays_of_project on webhook_replays
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table inbound_events enable row level security;
--> statement-breakpoint
alter table inbound_events force row level security;
--> statement-breakpoint
create policy inbound_events_of_project on inbound_events
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table inbound_facts enable row level security;
--> statement-breakpoint
alter table inbound_facts force row level security;
--> statement-breakpoint
create policy inbound_facts_of_project on inbound_facts
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table provider_customers enable row level security;
--> statement-breakpoint
alter table provider_customers force row level security;
--> statement-breakpoint
create policy provider_customers_of_project on provider_customers
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table inbound_refusals enable row level security;
--> statement-breakpoint
alter table inbound_refusals force row level security;
--> statement-breakpoint
create policy inbound_refusals_of_project on inbound_refusals
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table provider_products enable row level security;
--> statement-breakpoint
alter table provider_products force row level security;
--> statement-breakpoint
create policy provider_products_of_project on provider_products
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table reprocess_runs enable row level security;
--> statement-breakpoint
alter table reprocess_runs force row level security;
--> statement-breakpoint
create policy reprocess_runs_of_project on reprocess_runs
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table charge_attempts validate constraint charge_attempts_provider_check;
--> statement-breakpoint
alter table orders validate constraint orders_provider_check;
--> statement-breakpoint
alter table profile_integrations validate constraint profile_integrations_provider_check;
--> statement-breakpoint
alter table payment_methods validate constraint payment_methods_provider_check;
--> statement-breakpoint
alter table subscriptions validate constraint subscriptions_provider_check;
--> statement-breakpoint
alter table disputes validate constraint disputes_provider_check;
--> statement-breakpoint
alter table transactions validate constraint transactions_provider_check;
--> statement-breakpoint
select use_system();
--> statement-breakpoint
update integrations set connected_at = created_at where state = 'connected';
--> statement-breakpoint
insert into integration_routes (integration_id, project_id, provider)
  select id, project_id, provider from integrations where state = 'connected';
--> statement-breakpoint
-- Its rows change at each attempt: room beside them, and dead ones cleared away early.
alter table webhook_deliveries set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
