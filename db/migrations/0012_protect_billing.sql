alter table products enable row level security;
--> statement-breakpoint
alter table products force row level security;
--> statement-breakpoint
create policy products_of_project on products
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table entitlements enable row level security;
--> statement-breakpoint
alter table entitlements force row level security;
--> statement-breakpoint
create policy entitlements_of_project on entitlements
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table product_entitlements enable row level security;
--> statement-breakpoint
alter table product_entitlements force row level security;
--> statement-breakpoint
create policy product_entitlements_of_project on product_entitlements
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table price_points enable row level security;
--> statement-breakpoint
alter table price_points force row level security;
--> statement-breakpoint
create policy price_points_of_project on price_points
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table price_point_versions enable row level security;
--> statement-breakpoint
alter table price_point_versions force row level security;
--> statement-breakpoint
create policy price_point_versions_of_project on price_point_versions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table offerings enable row level security;
--> statement-breakpoint
alter table offerings force row level security;
--> statement-breakpoint
create policy offerings_of_project on offerings
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table packages enable row level security;
--> statement-breakpoint
alter table packages force row level security;
--> statement-breakpoint
create policy packages_of_project on packages
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table offering_overrides enable row level security;
--> statement-breakpoint
alter table offering_overrides force row level security;
--> statement-breakpoint
create policy offering_overrides_of_project on offering_overrides
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table payment_methods enable row level security;
--> statement-breakpoint
alter table payment_methods force row level security;
--> statement-breakpoint
create policy payment_methods_of_project on payment_methods
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table subscriptions enable row level security;
--> statement-breakpoint
alter table subscriptions force row level security;
--> statement-breakpoint
create policy subscriptions_of_project on subscriptions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table support_actions enable row level security;
--> statement-breakpoint
alter table support_actions force row level security;
--> statement-breakpoint
create policy support_actions_of_project on support_actions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table entitlement_grants enable row level security;
--> statement-breakpoint
alter table entitlement_grants force row level security;
--> statement-breakpoint
create policy entitlement_grants_of_project on entitlement_grants
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table orders enable row level security;
--> statement-breakpoint
alter table orders force row level security;
--> statement-breakpoint
create policy orders_of_project on orders
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table charge_attempts enable row level security;
--> statement-breakpoint
alter table charge_attempts force row level security;
--> statement-breakpoint
create policy charge_attempts_of_project on charge_attempts
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table transactions enable row level security;
--> statement-breakpoint
alter table transactions force row level security;
--> statement-breakpoint
create policy transactions_of_project on transactions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table refunds enable row level security;
--> statement-breakpoint
alter table refunds force row level security;
--> statement-breakpoint
create policy refunds_of_project on refunds
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table disputes enable row level security;
--> statement-breakpoint
alter table disputes force row level security;
--> statement-breakpoint
create policy disputes_of_project on disputes
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table sandbox_charges enable row level security;
--> statement-breakpoint
alter table sandbox_charges force row level security;
--> statement-breakpoint
create policy sandbox_charges_of_project on sandbox_charges
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table sandbox_refunds enable row level security;
--> statement-breakpoint
alter table sandbox_refunds force row level security;
--> statement-breakpoint
create policy sandbox_refunds_of_project on sandbox_refunds
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
revoke update, delete, truncate on transactions from current_user;
--> statement-breakpoint
grant update (profile_id, session_id, method_last_four) on transactions to current_user;
--> statement-breakpoint
revoke update, delete, truncate on refunds from current_user;
--> statement-breakpoint
grant update (profile_id, reason, comment) on refunds to current_user;
