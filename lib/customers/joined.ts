import { type SQL, sql } from "drizzle-orm";
import { profileFunnels, profileIntegrations, profiles } from "../../db/schema/profiles";
import { hasEmailPart } from "../search/email-part";
import type { Place } from "./places";
import { beyond, emailOf, inDays, texts, uuids, type Walk, withAttribute, withTag } from "./walk";

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
 * with the latest. All of them are looked at, along an index that holds merged profiles only; those that stand behind `last`,
 * where a page is full already, are left before their filters are asked.
 */
export function joinedStatement(walk: Walk, last: Place | null = null): SQL {
  const bySeen = walk.sort.by === "seen";
  const seen = sql`cross join lateral (select max(last_seen_at) as last_seen_at from ${profiles}
    where project_id = ${walk.projectId} and customer_id = s.customer_id) l`;
  return sql`select c.at, c.id from (
    select ${bySeen ? sql`l.last_seen_at` : sql`p.created_at`} as at, p.id
    from (${joinedIds(walk)}) s
    cross join lateral (select id, created_at from ${profiles}
      where project_id = ${walk.projectId} and id = s.customer_id and not is_bot limit 1) p
    ${bySeen ? seen : sql``} ${anyOf(walk)}
    where true ${inDays(walk, sql`p.created_at`)}
  ) c where true ${beyond(walk, { at: sql`c.at`, id: sql`c.id` })} ${notBehind(walk, last)}`;
}

function notBehind({ sort }: Walk, last: Place | null): SQL {
  if (!last) return sql``;
  const sign = sql.raw(sort.isAscending ? "<=" : ">=");
  return sql`and (c.at, c.id) ${sign} (${last.at.toISOString()}::timestamptz, ${last.id}::uuid)`;
}

/** Canonical profiles that others were merged into. */
export function joinedIds(walk: Walk): SQL {
  return sql`select distinct customer_id from ${profiles}
    where project_id = ${walk.projectId} and environment = ${walk.environment} and customer_id <> id`;
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
