import { type SQL, sql } from "drizzle-orm";
import type { Environment, PaymentProvider } from "../../db/columns";
import { profiles } from "../../db/schema/profiles";
import { checkOrder, subscriptions } from "../../db/schema/subscriptions";
import type { EndReason } from "../billing/facts";
import type { ProjectId } from "../core/ctx";
import type { SubscriptionSort } from "./schema";
import type { Cell } from "./status-sets";

/** A list with its names resolved. Null asks for none of them in particular; an empty list matches nothing. */
export type Walk = {
  projectId: ProjectId;
  environment: Environment;
  cells: readonly Cell[] | null;
  pricePointIds: string[] | null;
  /** Versions of price points, by what they cost. */
  versions: { pricePointId: string; version: number }[] | null;
  funnelIds: string[] | null;
  profileIds: string[] | null;
  providers: PaymentProvider[] | null;
  countries: string[] | null;
  endReasons: EndReason[] | null;
  isParked: boolean;
  iteration: { from: number | null; to: number | null };
  check: Span;
  started: Span;
  periodEnd: Span;
};

/** Instants, of which the later is not included. */
export type Span = { from: Date | null; until: Date | null };

export type Place = { at: Date; id: string };
export type Way = { sort: SubscriptionSort; after: Place | null };

export function matchesNothing(walk: Walk): boolean {
  return [walk.cells, walk.pricePointIds, walk.versions, walk.funnelIds, walk.profileIds].some(
    (choices) => choices?.length === 0,
  );
}

/** How many rows a walk with further conditions looks at; what these meet more seldom has few matches. */
const looked = { all: 6_000, byCountry: 1_500, least: 500 };

/**
 * The first `limit` places that match, along one index in list order. Less than all of them where a condition is met too
 * seldom; then `gatherStatement` has few to gather.
 */
export function walkStatement(walk: Walk, way: Way, limit: number): SQL {
  const { leads, rest } = ledBy(walk, way.sort.by);
  const order = orderOf(way);
  // The country stands with the profile, which costs a look of its own.
  const most = walk.countries ? looked.byCountry : looked.all;
  const share = Math.max(looked.least, Math.floor(most / leads.length), limit);
  const size = sql.raw(String(rest.length > 0 ? share : limit));
  const inOrder = sql`order by at ${order}, id ${order} limit ${size}`;
  // Each lead gives its first rows, so that the first of all of them are complete, whatever the planner thinks of them.
  const along = sql.join(
    leads.map(
      (
        lead,
      ) => sql`(select id, ${sortedBy(way)} as at, price_point_id, price_point_version, funnel_id, profile_id,
        provider, phase, auto_renew, paused_at, dunning, end_reason, parked_at, iteration, next_check_at, started_at,
        period_end from ${subscriptions} where ${inScope(walk)} ${lead} ${beyond(way)} ${inOrder})`,
    ),
    sql` union all `,
  );
  return sql`select d.at, d.id from (select * from (${along}) a ${inOrder}) d
    where true ${allOf(rest)} order by d.at ${order}, d.id ${order} limit ${sql.raw(String(limit))}`;
}

/** The same places by whatever way the planner finds; for filters with few matches. */
export function gatherStatement(walk: Walk, way: Way, limit: number): SQL {
  const order = orderOf(way);
  return sql`select g.at, g.id from (${matchesStatement(walk, way)} offset 0) g
    order by 1 ${order}, 2 ${order} limit ${sql.raw(String(limit))}`;
}

/** How many match, `cap` at most. */
export function countStatement(walk: Walk, cap: number): SQL {
  const all = { sort: { by: "created", isAscending: true }, after: null } as const;
  return sql`select count(*)::int as count from (${matchesStatement(walk, all)} limit ${sql.raw(String(cap))}) counted`;
}

function matchesStatement(walk: Walk, way: Way): SQL {
  return sql`select ${sortedBy(way)} as at, id from ${subscriptions} d
    where ${inScope(walk)} ${beyond(way)} ${allOf(conditionsOf(walk).map(({ holds }) => holds))}`;
}

/** How many stand in each cell, `cap` at most, in the order of `cells`. */
export function cellSizesStatement(
  { projectId, environment }: Pick<Walk, "projectId" | "environment">,
  cells: readonly Cell[],
  cap: number,
): SQL {
  const sizes = cells.map(
    (cell) => sql`(select count(*)::int from (select 1 from ${subscriptions}
      where ${inScope({ projectId, environment })} and ${isCell(cell)} order by created_at, id limit ${sql.raw(String(cap))}) c)`,
  );
  return sql`select array[${sql.join(sizes, sql`, `)}]::int[] as sizes`;
}

type Condition = { on: string; holds: SQL };

/** The condition that leads, as the beginnings of an index in list order, and what each row is asked for then. */
function ledBy(walk: Walk, by: SubscriptionSort["by"]): { leads: SQL[]; rest: SQL[] } {
  const byCreated = by === "created";
  const conditions = conditionsOf(walk);
  // In the order of the next check, its window is a stretch of the index.
  const window = byCreated ? [] : conditions.filter(({ on }) => on === "check");
  const led = (on: string, leads: SQL[]) => ({
    leads: leads.map((lead) => sql`${lead} ${allOf(window.map(({ holds }) => holds))}`),
    rest: conditions.filter((each) => each.on !== on && !window.includes(each)).map(({ holds }) => holds),
  });
  const { funnelIds, pricePointIds, cells } = walk;
  if (funnelIds && byCreated)
    return led(
      "funnel",
      funnelIds.map((id) => sql`and funnel_id = ${id}::uuid`),
    );
  if (pricePointIds && byCreated)
    return led(
      "price point",
      pricePointIds.map((id) => sql`and price_point_id = ${id}::uuid`),
    );
  if (cells)
    return led(
      "status",
      cells.map((cell) => sql`and ${isCell(cell)}`),
    );
  return led("", [sql``]);
}

/** Beside project and environment; `d` is a subscription. */
function conditionsOf(walk: Walk): Condition[] {
  const { cells, pricePointIds, versions, funnelIds, profileIds, providers, countries, endReasons } = walk;
  const { iteration, check, started, periodEnd } = walk;
  const said: (Condition | false | null)[] = [
    cells && { on: "status", holds: sql`and (${anyOf(cells.map(isCell))})` },
    pricePointIds && { on: "price point", holds: sql`and price_point_id = any(${uuids(pricePointIds)})` },
    versions && { on: "amount", holds: sql`and (${anyOf(versions.map(isVersion))})` },
    funnelIds && { on: "funnel", holds: sql`and funnel_id = any(${uuids(funnelIds)})` },
    profileIds && { on: "customer", holds: sql`and profile_id = any(${uuids(profileIds)})` },
    providers && { on: "provider", holds: sql`and provider in (${listed(providers)})` },
    countries && {
      on: "country",
      holds: sql`and exists (select 1 from ${profiles} where project_id = ${walk.projectId}
        and id = d.profile_id and country in (${listed(countries)}))`,
    },
    endReasons && { on: "end", holds: sql`and end_reason in (${listed(endReasons)})` },
    walk.isParked && { on: "parked", holds: sql`and parked_at is not null` },
    iteration.from !== null && { on: "iteration", holds: sql`and iteration >= ${iteration.from}::int` },
    iteration.to !== null && { on: "iteration", holds: sql`and iteration <= ${iteration.to}::int` },
    ...within("check", checkOrder, check),
    Boolean(check.from ?? check.until) && { on: "check", holds: sql`and next_check_at is not null` },
    ...within("started", sql`started_at`, started),
    ...within("period end", sql`period_end`, periodEnd),
  ];
  return said.filter((condition): condition is Condition => Boolean(condition));
}

function within(on: string, at: SQL, { from, until }: Span): Condition[] {
  return [
    ...(from ? [{ on, holds: sql`and ${at} >= ${from.toISOString()}::timestamptz` }] : []),
    ...(until ? [{ on, holds: sql`and ${at} < ${until.toISOString()}::timestamptz` }] : []),
  ];
}

function inScope({ projectId, environment }: Pick<Walk, "projectId" | "environment">): SQL {
  return sql`project_id = ${projectId} and environment = ${environment}`;
}

function isCell({ phase, autoRenew, isPaused, dunning }: Cell): SQL {
  const half = isPaused ? sql`paused_at is not null` : sql`paused_at is null`;
  return sql`phase = ${phase} and auto_renew = ${autoRenew} and dunning = ${dunning} and ${half}`;
}

function isVersion({ pricePointId, version }: { pricePointId: string; version: number }): SQL {
  return sql`price_point_id = ${pricePointId}::uuid and price_point_version = ${version}::int`;
}

function allOf(conditions: SQL[]): SQL {
  return sql.join(conditions, sql` `);
}

function anyOf(conditions: SQL[]): SQL {
  return sql.join(
    conditions.map((condition) => sql`(${condition})`),
    sql` or `,
  );
}

function listed(values: readonly string[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
}

function uuids(ids: string[]): SQL {
  return sql`${sql.param(ids)}::uuid[]`;
}

function sortedBy({ sort }: Way): SQL {
  return sort.by === "check" ? checkOrder : sql`created_at`;
}

function beyond(way: Way): SQL {
  if (!way.after) return sql``;
  const sign = sql.raw(way.sort.isAscending ? ">" : "<");
  return sql`and (${sortedBy(way)}, id) ${sign} (${way.after.at.toISOString()}::timestamptz, ${way.after.id}::uuid)`;
}

function orderOf({ sort }: Way): SQL {
  return sql.raw(sort.isAscending ? "asc" : "desc");
}
