import { type SQL, sql } from "drizzle-orm";
import { attributes } from "../../db/schema/attributes";
import { profileFunnels, profileIntegrations, profiles } from "../../db/schema/profiles";
import { tags as tagTable } from "../../db/schema/tags";
import type { ProjectId } from "../core/ctx";
import { type EmailPart, hasEmailPart, matchEmails, walkEmails } from "../search/email-part";
import type { CustomerFilter, CustomerSort } from "./schema";

/** A list with its names resolved and its direction turned for a backward page. */
export type Walk = {
  projectId: ProjectId;
  environment: CustomerFilter["environment"];
  emailPart: string | null;
  /** Null where any will do; an empty list matches nobody. */
  funnelIds: string[] | null;
  integrations: CustomerFilter["integrations"] | null;
  notOptedIn: boolean;
  attributes: [key: string, value: string][];
  /** Null where any will do. */
  tags: string[] | null;
  from: Date | null;
  until: Date | null;
  sort: CustomerSort;
  after: { at: Date; id: string } | null;
};

/** What a statement walks along; every other condition is asked of each row that it meets. */
export type Driver = LeadingFilter | "marks in order" | "emails in order" | "rare emails";
export type LeadingFilter = "all" | "funnels" | "integrations" | "attributes" | "tags" | "not opted in";

/** How far a walk in list order looks for a tag or an attribute before these are gathered instead. */
const walkedMarks = 20_000;

type List = { at: SQL; id: SQL };

/** Places (`at`, `id`) in list order that match everything, `limit` at most. */
export function placesStatement(walk: Walk, driver: Driver, limit: number): SQL {
  return firstPlaces(walk, matchesStatement(walk, driver), limit);
}

export function firstPlaces(walk: Walk, matches: SQL, limit: number): SQL {
  const order = orderOf(walk);
  return sql`${matches} order by 1 ${order}, 2 ${order} limit ${sql.raw(String(limit))}`;
}

// A lateral with a limit is a nested loop whatever the planner guesses: the walk stops when the page is full.
export function matchesStatement(walk: Walk, driver: Driver): SQL {
  const bySeen = walk.sort.by === "seen";
  const canonical = sql`cross join lateral (
      select last_seen_at from ${profiles}
      where project_id = ${walk.projectId} and id = d.id and customer_id = id and not is_bot
        ${bySeen ? beyond(walk, { at: sql`last_seen_at`, id: sql`id` }) : sql``}
      limit 1
    ) p`;
  return sql`
    select ${bySeen && !isAlongAll(driver) ? sql`p.last_seen_at` : sql`d.at`} as at, d.id
    from (${driverStatement(walk, driver)}) d ${probes(walk, driver)} ${isAlongAll(driver) ? sql`` : canonical}`;
}

function isAlongAll(driver: Driver): boolean {
  return driver === "all" || driver === "marks in order";
}

/** Rows that a driver has, counted up to a cap. */
export function sizeStatement(walk: Walk, driver: LeadingFilter, cap: number): SQL {
  const whole = { ...walk, after: null, sort: { by: "created", isAscending: false } } as const;
  const rows = markedBy(walk, driver) ?? driverStatement(whole, driver);
  return sql`select count(*)::int as count from (
    select 1 from (${rows}) d limit ${sql.raw(String(cap))}) counted`;
}

/** Of the first rows that a driver has, how many match everything else. */
export function sampleStatement(walk: Walk, driver: LeadingFilter, size: number): SQL {
  const limit = sql.raw(String(size));
  const marked = markedBy(walk, driver);
  const some = marked
    ? markedProfiles(walk, sql`${marked} limit ${limit}`)
    : sql`select * from (${driverStatement(walk, driver)}) s limit ${limit}`;
  return sql`select count(*)::int as count from (${some}) d ${probes(walk, driver)}`;
}

/** Rows that the planner expects of a driver; `customer_id = id` is left out, since it cannot be guessed. */
export function planStatement(walk: Walk, driver: LeadingFilter): SQL {
  const scope = sql`project_id = ${walk.projectId} and environment = ${walk.environment}`;
  const since = inDays(walk, driver === "all" ? sql`created_at` : sql`profile_created_at`);
  if (driver === "funnels")
    return sql`explain (format json) select 1 from ${profileFunnels}
      where ${scope} and funnel_id = any(${uuids(walk.funnelIds ?? [])}) ${since}`;
  if (driver === "integrations")
    return sql`explain (format json) select 1 from ${profileIntegrations}
      where ${scope} and provider in (${texts(walk.integrations ?? [])}) ${since}`;
  const marked = markedBy(walk, driver);
  if (marked) return sql`explain (format json) ${marked}`;
  return sql`explain (format json) select 1 from ${profiles} where ${scope} ${onlyNotOptedIn(walk)} ${since}`;
}

export function emailOf(walk: Walk): EmailPart {
  return { ...walk, part: walk.emailPart ?? "" };
}

function driverStatement(walk: Walk, driver: Driver): SQL {
  const inOrder = {
    isAscending: walk.sort.isAscending,
    after: walk.sort.by === "created" ? walk.after : null,
  };
  switch (driver) {
    case "all":
      return allProfiles(walk);
    case "funnels":
      return merged(walk, walk.funnelIds ?? [], (id) => funnelWalk(walk, id));
    case "not opted in":
      return notOptedInWalk(walk);
    case "integrations":
      return merged(walk, walk.integrations ?? [], (provider) => integrationWalk(walk, provider));
    case "marks in order":
      return sql`select * from (${allProfiles(walk)} limit ${sql.raw(String(walkedMarks))}) walked`;
    case "attributes":
    case "tags":
      return markMatches(walk, markedBy(walk, driver) ?? sql``);
    case "emails in order":
      return walkEmails(emailOf(walk), inOrder);
    case "rare emails":
      return matchEmails(emailOf(walk), inOrder);
  }
}

function allProfiles(walk: Walk): SQL {
  const column = walk.sort.by === "seen" ? sql`last_seen_at` : sql`created_at`;
  const order = orderOf(walk);
  return sql`select ${column} as at, id, created_at from ${profiles}
    where project_id = ${walk.projectId} and environment = ${walk.environment} and customer_id = id and not is_bot
      ${walk.sort.by === "created" ? onlyNotOptedIn(walk) : sql``} ${inDays(walk, sql`created_at`)} ${beyond(walk, { at: column, id: sql`id` })}
    order by ${column} ${order}, id ${order}`;
}

/** In order of the first visit, along an index of its own: where few are left, a walk over all would not meet them. */
function notOptedInWalk(walk: Walk): SQL {
  return allProfiles({ ...walk, notOptedIn: true, sort: { ...walk.sort, by: "created" }, after: null });
}

function funnelWalk(walk: Walk, funnelId: string): SQL {
  return sql`select profile_created_at as at, profile_id as id from ${profileFunnels}
    where project_id = ${walk.projectId} and funnel_id = ${funnelId}::uuid and environment = ${walk.environment}
      ${tail(walk)}`;
}

function integrationWalk(walk: Walk, provider: string): SQL {
  return sql`select profile_created_at as at, profile_id as id from ${profileIntegrations}
    where project_id = ${walk.projectId} and provider = ${provider} and environment = ${walk.environment}
      ${tail(walk)}`;
}

/** The profiles in `marked`, in list order; gathered whole, since the index is not in that order. */
function markMatches(walk: Walk, marked: SQL): SQL {
  const order = orderOf(walk);
  return sql`select distinct at, id from (${markedProfiles(walk, marked)}) g order by 1 ${order}, 2 ${order}`;
}

function markedProfiles(walk: Walk, marked: SQL): SQL {
  const place = { at: sql`created_at`, id: sql`id` };
  return sql`select p.created_at as at, p.id from (${marked}) a
    cross join lateral (
      select created_at, id from ${profiles}
      where project_id = ${walk.projectId} and id = a.profile_id and environment = ${walk.environment}
        ${inDays(walk, place.at)} ${walk.sort.by === "created" ? beyond(walk, place) : sql``}
      limit 1
    ) p`;
}

/** The rows that a tag or an attribute has, for the drivers that begin with one. */
function markedBy(walk: Walk, driver: Driver): SQL | null {
  const [attribute] = walk.attributes;
  if (driver === "attributes" && attribute) return withAttribute(walk, attribute);
  return driver === "tags" ? withTag(walk) : null;
}

export function withAttribute({ projectId }: Walk, [key, value]: [key: string, value: string]): SQL {
  return sql`select profile_id from ${attributes}
    where project_id = ${projectId} and key = ${key} and value = ${value}`;
}

export function withTag({ projectId, tags }: Walk): SQL {
  return sql`select profile_id from ${tagTable} where project_id = ${projectId} and name in (${texts(tags ?? [])})`;
}

function tail(walk: Walk): SQL {
  const place = { at: sql`profile_created_at`, id: sql`profile_id` };
  const order = orderOf(walk);
  const byCreated = walk.sort.by === "created";
  return sql`${inDays(walk, place.at)} ${byCreated ? beyond(walk, place) : sql``}
    order by profile_created_at ${order}, profile_id ${order}`;
}

/** Several ordered walks as one; whoever stands in two of them comes once. */
function merged<T>(walk: Walk, choices: T[], one: (choice: T) => SQL): SQL {
  const [first, ...others] = choices;
  if (first === undefined) return sql`select null::timestamptz as at, null::uuid as id where false`;
  if (others.length === 0) return one(first);
  const order = orderOf(walk);
  const all = sql.join(
    choices.map((choice) => sql`(${one(choice)})`),
    sql` union all `,
  );
  return sql`select distinct on (u.at, u.id) u.at, u.id from (${all}) u order by u.at ${order}, u.id ${order}`;
}

function probes(walk: Walk, driver: Driver): SQL {
  const parts: SQL[] = [];
  const createdAt = isAlongAll(driver) ? sql`d.created_at` : sql`d.at`;
  const same = sql`project_id = ${walk.projectId} and environment = ${walk.environment}
    and profile_created_at = ${createdAt} and profile_id = d.id`;
  if (walk.integrations && driver !== "integrations")
    parts.push(
      sql`select 1 from ${profileIntegrations} where ${same} and provider in (${texts(walk.integrations)})`,
    );
  if (walk.funnelIds && driver !== "funnels")
    parts.push(
      sql`select 1 from ${profileFunnels} where ${same} and funnel_id = any(${uuids(walk.funnelIds)})`,
    );
  for (const [key, value] of walk.attributes.slice(driver === "attributes" ? 1 : 0))
    parts.push(sql`${withAttribute(walk, [key, value])} and profile_id = d.id`);
  if (walk.tags && driver !== "tags") parts.push(sql`${withTag(walk)} and profile_id = d.id`);
  if (walk.emailPart && driver !== "emails in order" && driver !== "rare emails")
    parts.push(hasEmailPart(emailOf(walk), sql`d.id`));
  if (walk.notOptedIn && driver !== "not opted in" && !(isAlongAll(driver) && walk.sort.by === "created"))
    parts.push(
      sql`select 1 from ${profiles} where project_id = ${walk.projectId} and id = d.id and has_opted_in is not true`,
    );
  return sql.join(
    parts.map((part, index) => sql`cross join lateral (${part} limit 1) ${sql.raw(`probe${index}`)}`),
    sql` `,
  );
}

// By the last visit they are asked one by one instead: the planner, who thinks that few come out of their index, would
// read and sort all of them.
function onlyNotOptedIn({ notOptedIn }: Walk): SQL {
  return notOptedIn ? sql`and has_opted_in is not true` : sql``;
}

export function inDays({ from, until }: Walk, createdAt: SQL): SQL {
  return sql`${from ? sql`and ${createdAt} >= ${from.toISOString()}::timestamptz` : sql``}
    ${until ? sql`and ${createdAt} < ${until.toISOString()}::timestamptz` : sql``}`;
}

export function beyond({ after, sort }: Walk, { at, id }: List): SQL {
  if (!after) return sql``;
  const sign = sql.raw(sort.isAscending ? ">" : "<");
  return sql`and (${at}, ${id}) ${sign} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
}

function orderOf({ sort }: Walk): SQL {
  return sql.raw(sort.isAscending ? "asc" : "desc");
}

export function texts(values: string[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
}

export function uuids(ids: string[]): SQL {
  return sql`array[${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]::uuid[]`;
}
