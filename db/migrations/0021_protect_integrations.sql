alter table integrations enable row level security;
--> statement-breakpoint
alter table integrations force row level security;
--> statement-breakpoint
create policy integrations_of_project on integrations
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
