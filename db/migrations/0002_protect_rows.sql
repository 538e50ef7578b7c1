-- The scope lives in settings of the transaction. `set local` inside a function that executes text, because set_config
-- does not reach the nodes of a cluster.
create function use_project(project uuid) returns void language plpgsql as $$
begin
  execute format('set local app.project_id = %L', project);
  execute 'set local app.scope = ''''';
end $$;
--> statement-breakpoint
create function use_system() returns void language plpgsql as $$
begin
  execute 'set local app.scope = ''system''';
  execute 'set local app.project_id = ''''';
end $$;
--> statement-breakpoint
alter table audit_log enable row level security;
--> statement-breakpoint
alter table audit_log force row level security;
--> statement-breakpoint
create policy audit_log_of_project on audit_log
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table funnels enable row level security;
--> statement-breakpoint
alter table funnels force row level security;
--> statement-breakpoint
create policy funnels_of_project on funnels
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table profiles enable row level security;
--> statement-breakpoint
alter table profiles force row level security;
--> statement-breakpoint
create policy profiles_of_project on profiles
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table sessions enable row level security;
--> statement-breakpoint
alter table sessions force row level security;
--> statement-breakpoint
create policy sessions_of_project on sessions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table session_events enable row level security;
--> statement-breakpoint
alter table session_events force row level security;
--> statement-breakpoint
create policy session_events_of_project on session_events
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table session_answers enable row level security;
--> statement-breakpoint
alter table session_answers force row level security;
--> statement-breakpoint
create policy session_answers_of_project on session_answers
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table profile_funnels enable row level security;
--> statement-breakpoint
alter table profile_funnels force row level security;
--> statement-breakpoint
create policy profile_funnels_of_project on profile_funnels
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table profile_integrations enable row level security;
--> statement-breakpoint
alter table profile_integrations force row level security;
--> statement-breakpoint
create policy profile_integrations_of_project on profile_integrations
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table attributes enable row level security;
--> statement-breakpoint
alter table attributes force row level security;
--> statement-breakpoint
create policy attributes_of_project on attributes
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table consents enable row level security;
--> statement-breakpoint
alter table consents force row level security;
--> statement-breakpoint
create policy consents_of_project on consents
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table funnel_days enable row level security;
--> statement-breakpoint
alter table funnel_days force row level security;
--> statement-breakpoint
create policy funnel_days_of_project on funnel_days
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table domain_events enable row level security;
--> statement-breakpoint
alter table domain_events force row level security;
--> statement-breakpoint
create policy domain_events_of_project on domain_events
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
revoke update, delete, truncate on audit_log from current_user;
--> statement-breakpoint
grant update (details, salt) on audit_log to current_user;
--> statement-breakpoint
revoke update, delete, truncate on instance_log from current_user;
