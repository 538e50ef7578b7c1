import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";

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

/**
 * Keeps what these visits count for before they are erased, so that totals stay what they were. A visit that was kept is
 * marked as a bot, which no count looks at: it cannot be kept twice.
 */
export async function keepCounts(
  tx: Transaction,
  projectId: string,
  sessionIds: readonly string[],
): Promise<void> {
  const ids = sql`${`{${sessionIds.join(",")}}`}::text::uuid[]`;
  await tx.execute(sql`
    with ${countedVisits(projectId, sql`id = any(${ids})`)}
    insert into erased_visits (project_id, funnel_id, environment, day, dimension, value, visits, position_sum)
    select ${projectId}::uuid, funnel_id, environment, day, dimension, value, visits, position_sum from counted
    order by funnel_id, environment, day, dimension, value
    on conflict (project_id, funnel_id, environment, day, dimension, value) do update set
      visits = erased_visits.visits + excluded.visits,
      position_sum = erased_visits.position_sum + excluded.position_sum`);
  await tx.execute(
    sql`update sessions set is_bot = true where project_id = ${projectId}::uuid and id = any(${ids})`,
  );
}
