alter table idempotency_keys enable row level security;
--> statement-breakpoint
alter table idempotency_keys force row level security;
--> statement-breakpoint
create policy idempotency_keys_of_project on idempotency_keys
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table attribute_changes enable row level security;
--> statement-breakpoint
alter table attribute_changes force row level security;
--> statement-breakpoint
create policy attribute_changes_of_project on attribute_changes
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table audit_seals enable row level security;
--> statement-breakpoint
alter table audit_seals force row level security;
--> statement-breakpoint
create policy audit_seals_of_project on audit_seals
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table blocked_ids enable row level security;
--> statement-breakpoint
alter table blocked_ids force row level security;
--> statement-breakpoint
create policy blocked_ids_of_project on blocked_ids
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table duplicate_decisions enable row level security;
--> statement-breakpoint
alter table duplicate_decisions force row level security;
--> statement-breakpoint
create policy duplicate_decisions_of_project on duplicate_decisions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table duplicate_pairs enable row level security;
--> statement-breakpoint
alter table duplicate_pairs force row level security;
--> statement-breakpoint
create policy duplicate_pairs_of_project on duplicate_pairs
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table merged_profiles enable row level security;
--> statement-breakpoint
alter table merged_profiles force row level security;
--> statement-breakpoint
create policy merged_profiles_of_project on merged_profiles
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table merges enable row level security;
--> statement-breakpoint
alter table merges force row level security;
--> statement-breakpoint
create policy merges_of_project on merges
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table note_versions enable row level security;
--> statement-breakpoint
alter table note_versions force row level security;
--> statement-breakpoint
create policy note_versions_of_project on note_versions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table notes enable row level security;
--> statement-breakpoint
alter table notes force row level security;
--> statement-breakpoint
create policy notes_of_project on notes
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table erasure_profiles enable row level security;
--> statement-breakpoint
alter table erasure_profiles force row level security;
--> statement-breakpoint
create policy erasure_profiles_of_project on erasure_profiles
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table erasures enable row level security;
--> statement-breakpoint
alter table erasures force row level security;
--> statement-breakpoint
create policy erasures_of_project on erasures
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table export_parts enable row level security;
--> statement-breakpoint
alter table export_parts force row level security;
--> statement-breakpoint
create policy export_parts_of_project on export_parts
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table exports enable row level security;
--> statement-breakpoint
alter table exports force row level security;
--> statement-breakpoint
create policy exports_of_project on exports
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table suppressions enable row level security;
--> statement-breakpoint
alter table suppressions force row level security;
--> statement-breakpoint
create policy suppressions_of_project on suppressions
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
alter table tags enable row level security;
--> statement-breakpoint
alter table tags force row level security;
--> statement-breakpoint
create policy tags_of_project on tags
  using (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system')
  with check (project_id = nullif(current_setting('app.project_id', true), '')::uuid or current_setting('app.scope', true) = 'system');
--> statement-breakpoint
revoke update, delete, truncate on audit_seals from current_user;
