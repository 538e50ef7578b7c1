import { type SQL, sql } from "drizzle-orm";
import type { Environment } from "../../db/columns";
import { profileIdentifiers as identifiers } from "../../db/schema/profiles";
import type { ProjectId } from "../core/ctx";
import { likePattern } from "./like-pattern";

/** How far a walk in list order looks for a part before the trigram index is asked instead. */
export const walkedEmails = 8_000;

type Place = { isAscending: boolean; after: { at: Date; id: string } | null };

export type EmailPart = {
  projectId: ProjectId;
  environment: Environment;
  part: string;
  from: Date | null;
  /** Not included. */
  until: Date | null;
};

/**
 * Profiles with the part in an email, in order of their first visit, among the next emails of that order only. Finds a
 * page of a common part at once; `walkedEmails` without a page means that the part is rare.
 */
export function walkEmails(email: EmailPart, { isAscending, after }: Place): SQL {
  const order = sql.raw(isAscending ? "asc" : "desc");
  return sql`
    select distinct on (e.at, e.id) e.at, e.id from (
      select profile_created_at as at, profile_id as id, search_text from ${identifiers}
      where ${inList(email)} ${beyond({ isAscending, after })}
      order by profile_created_at ${order}, profile_id ${order} limit ${sql.raw(String(walkedEmails))}
    ) e where e.search_text like ${likePattern(email.part)} order by e.at ${order}, e.id ${order}`;
}

/** How many emails lie ahead in that order, counted up to `walkedEmails`: fewer means that the walk saw all of them. */
export function countEmailsAhead(email: EmailPart, { isAscending, after }: Place): SQL {
  return sql`select count(*)::int as count from (
    select 1 from ${identifiers} where ${inList(email)} ${beyond({ isAscending, after })}
    limit ${sql.raw(String(walkedEmails))}) ahead`;
}

/** Emails that the planner expects; this table has no row-level security that it would count twice. */
export function planEmails(email: EmailPart): SQL {
  return sql`explain (format json) select 1 from ${identifiers} where ${inList(email)}`;
}

/** All profiles with the part in an email, in no order; for parts that the walk found to be rare. */
export function matchEmails(email: EmailPart, { isAscending, after }: Place): SQL {
  return sql`
    select distinct profile_created_at as at, profile_id as id from ${identifiers}
    where ${inList(email)} ${beyond({ isAscending, after })} and search_text like ${likePattern(email.part)}`;
}

/** True where the profile has the part in an email; for a handful of profiles at a time. */
export function hasEmailPart({ projectId, part }: EmailPart, profileId: SQL): SQL {
  return sql`select 1 from ${identifiers}
    where project_id = ${projectId} and profile_id = ${profileId} and kind = 'email'
      and search_text like ${likePattern(part)}`;
}

/** How many of the newest emails hold the part: a sample that says whether it is common. */
export function sampleEmails(email: EmailPart, size: number): SQL {
  return sql`
    select count(*)::int as count from (
      select search_text from ${identifiers} where ${inList(email)}
      order by profile_created_at desc, profile_id desc limit ${sql.raw(String(size))}
    ) e where e.search_text like ${likePattern(email.part)}`;
}

function inList({ projectId, environment, from, until }: EmailPart): SQL {
  return sql`project_id = ${projectId} and kind = 'email' and environment = ${environment}
    ${from ? sql`and profile_created_at >= ${from.toISOString()}::timestamptz` : sql``}
    ${until ? sql`and profile_created_at < ${until.toISOString()}::timestamptz` : sql``}`;
}

function beyond({ isAscending, after }: Place): SQL {
  if (!after) return sql``;
  const sign = sql.raw(isAscending ? ">" : "<");
  return sql`and (profile_created_at, profile_id) ${sign} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
}
