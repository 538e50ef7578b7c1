alter table erased_visits enable row level security;
--> statement-breakpoint
alter table erased_visits force row level security;
--> statement-breakpoint
create policy erased_visits_of_project on erased_visits
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
select use_system();
--> statement-breakpoint
update profiles set has_opted_in = true
from (
  select project_id, profile_id from (
    select distinct on (project_id, profile_id, purpose) project_id, profile_id, state
    from consents order by project_id, profile_id, purpose, occurred_at desc, id desc
  ) last_words where state = 'granted' group by project_id, profile_id
) opted
where profiles.project_id = opted.project_id and profiles.id = opted.profile_id;
