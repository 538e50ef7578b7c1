import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { lockName } from "../core/lock-name";
import { addDays } from "./days";

/** Where values of one dimension are not told apart. */
export const otherValues = "(other)";

/**
 * Common table expressions up to `counted`: the visits that match, without bots, per funnel and UTC day, split by one
 * dimension at a time. Visit by visit (lateral): joined as a whole, the planner reads every event that there is.
 */
export function countedVisits(projectId: string, visits: SQL): SQL {
  return sql`visits as materialized (
      select id, funnel_id, environment, (started_at at time zone 'UTC')::date as day, device,
        coalesce(browser, '') as browser, coalesce(country, '') as country,
        left(split_part(split_part(url, '?', 1), '#', 1), 300) as url, completed_at
      from sessions where project_id = ${projectId}::uuid and not is_bot and ${visits}
    ), placed as (
      select v.funnel_id, v.environment, v.day, shown.screen, shown.position
      from visits v
      cross join lateral (
        select left(e.properties ->> 'screen_id', 300) as screen,
          row_number() over (order by min(e.occurred_at), left(e.properties ->> 'screen_id', 300)) as position
        from session_events e
        where e.project_id = ${projectId}::uuid and e.session_id = v.id
          and e.name = 'screen_presented' and e.properties ->> 'screen_id' <> ''
        group by 1
      ) shown
    ), counted as (
      select funnel_id, environment, day, 'total' as dimension, '' as value, count(*) as visits, 0 as position_sum
        from visits group by 1, 2, 3
      union all select funnel_id, environment, day, 'completed', '', count(*), 0
        from visits where completed_at is not null group by 1, 2, 3
      union all select funnel_id, environment, day, 'device', device, count(*), 0 from visits group by 1, 2, 3, 5
      union all select funnel_id, environment, day, 'browser', browser, count(*), 0 from visits group by 1, 2, 3, 5
      union all select funnel_id, environment, day, 'country', country, count(*), 0 from visits group by 1, 2, 3, 5
      union all select funnel_id, environment, day, 'url', url, count(*), 0 from visits group by 1, 2, 3, 5
      union all select funnel_id, environment, day, 'screen', screen, count(*), sum(position)
        from placed group by 1, 2, 3, 5
    )`;
}

/** Counts of a funnel are written under this lock, in the order in which they are taken here. */
export async function lockDays(
  tx: Transaction,
  projectId: string,
  parts: readonly { funnelId: string; environment: string }[],
): Promise<void> {
  const names = parts.map(
    ({ funnelId, environment }) => `funnel_days ${projectId} ${funnelId} ${environment}`,
  );
  for (const name of [...new Set(names)].toSorted()) await lockName(tx, name);
}

type Visit = { id: string; funnelId: string; environment: string; startedAt: Date };

/**
 * Keeps what these visits of a person count for before they are erased, so that totals stay what they were. An address or
 * screen where nobody else was on that day may speak of the person: it is counted among the others. A visit that was kept
 * is marked as a bot, which no count looks at: it cannot be kept twice. The caller has locked the days of all their funnels.
 */
export async function keepCounts(
  tx: Transaction,
  projectId: string,
  profileIds: readonly string[],
  visits: readonly Visit[],
): Promise<void> {
  const ids = listOf(visits.map(({ id }) => id));
  const alone = await placesAlone(tx, projectId, profileIds, visits);
  const alones = sql`jsonb_to_recordset(${JSON.stringify(alone)}::text::jsonb)
    as alone(funnel_id uuid, environment text, day date, dimension text, value text)`;
  await tx.execute(sql`
    with ${countedVisits(projectId, sql`id = any(${ids})`)}, told as (
      select c.funnel_id, c.environment, c.day, c.dimension, c.visits, c.position_sum,
        case when alone.value is null then c.value else ${otherValues} end as value
      from counted c left join ${alones} using (funnel_id, environment, day, dimension, value)
    )
    insert into erased_visits (project_id, funnel_id, environment, day, dimension, value, visits, position_sum)
    select ${projectId}::uuid, funnel_id, environment, day, dimension, value, sum(visits), sum(position_sum)
    from told group by funnel_id, environment, day, dimension, value
    order by funnel_id, environment, day, dimension, value
    on conflict (project_id, funnel_id, environment, day, dimension, value) do update set
      visits = erased_visits.visits + excluded.visits,
      position_sum = erased_visits.position_sum + excluded.position_sum`);
  await tx.execute(sql`
    with gone as (
      delete from funnel_days d using ${alones}
      where d.project_id = ${projectId}::uuid and d.funnel_id = alone.funnel_id
        and d.environment = alone.environment and d.day = alone.day and d.dimension = alone.dimension
        and d.value = alone.value and d.value <> ${otherValues}
      returning d.*
    )
    insert into funnel_days (project_id, funnel_id, environment, day, dimension, value, visits, position_sum, counted_at)
    select ${projectId}::uuid, funnel_id, environment, day, dimension, ${otherValues}, sum(visits), sum(position_sum),
      max(counted_at)
    from gone group by funnel_id, environment, day, dimension
    on conflict (project_id, funnel_id, environment, day, dimension, value) do update set
      visits = funnel_days.visits + excluded.visits,
      position_sum = funnel_days.position_sum + excluded.position_sum`);
  await tx.execute(
    sql`update sessions set is_bot = true where project_id = ${projectId}::uuid and id = any(${ids})`,
  );
}

/** Visits of one person that are compared with those of everybody; whoever has more in a few days is no usual visitor. */
const mostCompared = 2_000;

/** Where the person was on these days and, as far as was counted, nobody else. */
async function placesAlone(
  tx: Transaction,
  projectId: string,
  profileIds: readonly string[],
  visits: readonly Visit[],
): Promise<Record<string, unknown>[]> {
  const own = await tx.execute<{ id: string }>(sql`
    select id from sessions where project_id = ${projectId}::uuid and profile_id = any(${listOf(profileIds)})
      and not is_bot and ${daysOf(visits)} limit ${mostCompared + 1}`);
  const isBusy = own.length > mostCompared;
  const ids = (isBusy ? visits : own).map(({ id }) => id);
  return tx.execute(sql`
    with ${countedVisits(projectId, sql`id = any(${listOf(ids)})`)}
    select funnel_id, environment, day::text as day, dimension, value from counted c
    where dimension in ('url', 'screen') and (${isBusy} or not exists (
      select 1 from funnel_days d where d.project_id = ${projectId}::uuid and d.funnel_id = c.funnel_id
        and d.environment = c.environment and d.day = c.day and d.dimension = c.dimension and d.value = c.value
        and d.visits > c.visits))`);
}

function listOf(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::text::uuid[]`;
}

/** From the first to the last of the days on which these visits began. */
function daysOf(visits: readonly Visit[]): SQL {
  const days = visits.map(({ startedAt }) => startedAt.toISOString().slice(0, 10)).toSorted();
  const [from, to] = [days[0] ?? "", addDays(days.at(-1) ?? "", 1)];
  return sql`started_at >= ${`${from}T00:00:00Z`}::timestamptz and started_at < ${`${to}T00:00:00Z`}::timestamptz`;
}
