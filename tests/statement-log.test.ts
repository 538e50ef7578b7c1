import { expect, test } from "vitest";
import { statementsWithoutProject } from "./statement-log";

test.each([
  ['select "id" from "profiles" where "profiles"."id" = $1'],
  ['update "sessions" set "url" = $1'],
  ['delete from "consents" where id = $1'],
  ['select "project_id", "id" from "profiles" where "profiles"."id" = $1'],
  ["select 1 from profiles p join sessions s on s.profile_id = p.id where p.project_id = $1"],
])("%s is caught", (statement) => {
  expect(statementsWithoutProject([statement])).toEqual([statement]);
});

test.each([
  ['select "id" from "profiles" where "profiles"."project_id" = $1'],
  [
    "select 1 from profiles p join sessions s on s.project_id = $1 and s.profile_id = p.id where p.project_id = $1",
  ],
  ['insert into "profiles" ("project_id", "id") values ($1, $2)'],
  ['select "id" from "projects" where "slug" = $1'],
  ["select use_project($1)"],
  ['select "project_id" from "api_keys" where "api_keys"."publishable_key" = $1'],
])("%s is let through", (statement) => {
  expect(statementsWithoutProject([statement])).toEqual([]);
});
