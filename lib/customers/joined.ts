import { type SQL, sql } from "drizzle-orm";
import { profileFunnels, profileIntegrations, profiles } from "../../db/schema/profiles";
import { hasEmailPart } from "../search/email-part";
import type { Place } from "./places";
import {
  beyond,
  type Driver,
  emailOf,
  inDays,
  matchesStatement,
  texts,
  uuids,
  type Walk,
  withAttribute,
  withTag,
} from "./walk";

/** Where merging makes a difference: along the first visits of all alone, the canonical profiles say everything. */
export function needsJoined(walk: Walk): boolean {
  return (
    walk.sort.by === "seen" ||
    walk.emailPart !== null ||
    walk.funnelIds !== null ||
    walk.integrations !== null ||
    walk.tags !== null ||
    walk.attributes.length > 0 ||
    walk.notOptedIn
  );
}

/**
 * Places of the customers that have several profiles: a filter holds when any of them meets it, and they were last seen
 * with the latest. Those that stand behind `last`, where a page is full already, are left before their filters are asked;
 * where it `isNear` they are not even looked up.
 */
export function joinedStatement(
  walk: Walk,
  { last = null, isNear = false }: { last?: Place | null; isNear?: boolean } = {},
): SQL {
  const bySeen = walk.sort.by === "seen";
  const seen = sql`cross join lateral (select max(last_seen_at) as last_seen_at from ${profiles}
    where project_id = ${walk.projectId} and customer_id = s.customer_id) l`;
  return sql`select s.at, s.customer_id as id from (with near as materialized (
    select * from (
      select ${bySeen ? sql`l.last_seen_at` : sql`p.created_at`} as at, s.customer_id
      from (${last && isNear ? joinedOnPage(walk, last) : joinedIds(walk)}) s
      cross join lateral (select created_at from ${profiles}
        where project_id = ${walk.projectId} and id = s.customer_id and not is_bot limit 1) p
      ${bySeen ? seen : sql``}
      where true ${inDays(walk, sql`p.created_at`)}
    ) c where true ${beyond(walk, { at: sql`c.at`, id: sql`c.customer_id` })} ${notBehind(walk, last)}
  ) select * from near) s ${anyOf(walk)}`;
}

function notBehind({ sort }: Walk, last: Place | null): SQL {
  if (!last) return sql``;
  const sign = sql.raw(sort.isAscending ? "<=" : ">=");
  return sql`and (c.at, c.customer_id) ${sign} (${last.at.toISOString()}::timestamptz, ${last.id}::uuid)`;
}

/** Of the joined customers those with a place between `after` and `last`, or at least a profile that was last seen there. */
function joinedOnPage(walk: Walk, last: Place): SQL {
  const merged = sql`select customer_id from ${profiles}
    where ${scope(walk)} and customer_id <> id ${onPage(walk, last, sql`last_seen_at`)}`;
  const canonical = sql`select id as customer_id from (${canonicalOnPage(walk, last)}) c where ${isJoined(walk, sql`c.id`)}`;
  return walk.sort.by === "seen" ? sql`(${merged}) union (${canonical})` : canonical;
}

/** Along the index that the list is in order of. */
export function canonicalOnPage(walk: Walk, last: Place): SQL {
  const column = walk.sort.by === "seen" ? sql`last_seen_at` : sql`created_at`;
  return sql`select id from ${profiles}
    where ${scope(walk)} and customer_id = id and not is_bot ${onPage(walk, last, column)}`;
}

function onPage({ sort, after }: Walk, last: Place, column: SQL): SQL {
  const [from, to] = sort.isAscending ? [after, last] : [last, after];
  return sql`${from ? sql`and ${column} >= ${from.at.toISOString()}::timestamptz` : sql``}
    ${to ? sql`and ${column} <= ${to.at.toISOString()}::timestamptz` : sql``}`;
}

function scope({ projectId, environment }: Walk): SQL {
  return sql`project_id = ${projectId} and environment = ${environment}`;
}

/** Which of these are joined. */
export function joinedAmong(walk: Walk, places: Place[]): SQL {
  return sql`${joinedIds(walk)} and customer_id = any(${uuids(places.map((place) => place.id))})`;
}

function anyOf(walk: Walk): SQL {
  const { projectId } = walk;
  const probes: SQL[] = [];
  if (walk.funnelIds)
    probes.push(sql`select 1 from ${profileFunnels}
      where project_id = ${projectId} and profile_id = m.id and funnel_id = any(${uuids(walk.funnelIds)})`);
  if (walk.integrations)
    probes.push(sql`select 1 from ${profileIntegrations}
      where project_id = ${projectId} and profile_id = m.id and provider in (${texts(walk.integrations)})`);
  for (const attribute of walk.attributes)
    probes.push(sql`${withAttribute(walk, attribute)} and profile_id = m.id`);
  if (walk.tags) probes.push(sql`${withTag(walk)} and profile_id = m.id`);
  if (walk.emailPart) probes.push(hasEmailPart(emailOf(walk), sql`m.id`));
  if (walk.notOptedIn) probes.push(sql`select 1 where m.has_opted_in is not true`);
  return sql.join(
    probes.map(
      (probe, index) => sql`cross join lateral (
        select 1 from ${profiles} m cross join lateral (${probe} limit 1) met
        where m.project_id = ${projectId} and m.customer_id = s.customer_id limit 1
      ) ${sql.raw(`any${index}`)}`,
    ),
    sql` `,
  );
}

/** Counts matches; `joined` are further ones, which may be among them. */
export function countStatement(walk: Walk, driver: Driver, joined: SQL | null): SQL {
  return sql`select count(*)::int as count from (${everyMatch(walk, driver, joined)}) matches`;
}

export function everyMatch(walk: Walk, driver: Driver, joined: SQL | null): SQL {
  const matches = matchesStatement(walk, driver);
  return joined ? sql`(select at, id from (${matches}) m ${alone(walk)}) union (${joined})` : matches;
}

/** In the order of last visits, customers of several profiles have their place by the latest of these (`joined.ts`). */
function alone(walk: Walk): SQL {
  return walk.sort.by === "seen" ? sql`where not (${isJoined(walk, sql`m.id`)})` : sql``;
}

// As a value, one look into the index each: as a set it is joined the way the planner likes, who expects nearly all
// profiles in it and so compares each row with each.
function isJoined({ projectId, environment }: Walk, id: SQL): SQL {
  return sql`(select true from ${profiles} j where j.project_id = ${projectId} and j.environment = ${environment}
    and j.customer_id = ${id} and j.customer_id <> j.id limit 1) is not null`;
}

/** Canonical profiles that others were merged into. */
function joinedIds({ projectId, environment }: Walk): SQL {
  return sql`select distinct customer_id from ${profiles}
    where project_id = ${projectId} and environment = ${environment} and customer_id <> id`;
}

/** Every match on each UTC day, oldest first. */
export function perDayStatement(walk: Walk, driver: Driver, joined: SQL | null): SQL {
  return sql`select (p.at at time zone 'UTC')::date::text as day, count(*)::int as count
    from (${everyMatch(walk, driver, joined)}) p group by 1 order by 1`;
}
