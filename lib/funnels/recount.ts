import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { type Environment, environments } from "../../db/columns";
import { funnelDays, funnels } from "../../db/schema/funnels";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { addDays, daysBetween } from "./days";

/** Values of one dimension on one day beyond this many are summed as `(other)`: an address must not fill the table. */
export const mostValues = 100;
export const otherValues = "(other)";

/** Counts each day from `from` to `to` (UTC days, both included) anew. May run twice or at once: the last one holds. */
export async function recountFunnelDays(
  projectId: ProjectId,
  days: { from: string; to: string; funnelId?: string },
  clock: Clock,
): Promise<void> {
  const known = await write(projectId, (tx) =>
    tx
      .select({ id: funnels.id })
      .from(funnels)
      .where(
        and(
          eq(funnels.projectId, projectId),
          days.funnelId === undefined ? undefined : eq(funnels.id, days.funnelId),
        ),
      ),
  );
  for (const funnel of known) {
    for (const day of daysBetween(days.from, days.to)) {
      await write(projectId, async (tx) => {
        for (const environment of environments) {
          await recountDay(tx, { projectId, funnelId: funnel.id, environment, day, now: clock.now() });
        }
      });
    }
  }
}

type Unit = { projectId: ProjectId; funnelId: string; environment: Environment; day: string; now: Date };

// The lock comes first: a count that began earlier must not commit over one that saw more.
async function recountDay(tx: Transaction, unit: Unit): Promise<void> {
  const { projectId, funnelId, environment, day, now } = unit;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`funnel_days ${projectId} ${funnelId} ${environment} ${day}`}, 0))`,
  );
  await tx
    .delete(funnelDays)
    .where(
      and(
        eq(funnelDays.projectId, projectId),
        eq(funnelDays.funnelId, funnelId),
        eq(funnelDays.environment, environment),
        eq(funnelDays.day, day),
      ),
    );
  await tx.execute(sql`
    with visits as materialized (
      select id, device, coalesce(browser, '') as browser, coalesce(country, '') as country,
        left(split_part(split_part(url, '?', 1), '#', 1), 300) as url, completed_at
      from sessions
      where project_id = ${projectId}::uuid and funnel_id = ${funnelId}::uuid and environment = ${environment}
        and started_at >= ${`${day}T00:00:00Z`}::timestamptz and started_at < ${`${addDays(day, 1)}T00:00:00Z`}::timestamptz
        and not is_bot
    ), shown as (
      select e.session_id, left(e.properties ->> 'screen_id', 300) as screen, min(e.occurred_at) as first_at
      from visits v
      join session_events e on e.project_id = ${projectId}::uuid and e.session_id = v.id
      where e.name = 'screen_presented' and e.properties ->> 'screen_id' <> ''
      group by e.session_id, screen
    ), placed as (
      select screen, row_number() over (partition by session_id order by first_at, screen) as position from shown
    ), counted as (
      select 'total' as dimension, '' as value, count(*) as visits, 0 as position_sum from visits having count(*) > 0
      union all select 'completed', '', count(*), 0 from visits where completed_at is not null having count(*) > 0
      union all select 'device', device, count(*), 0 from visits group by device
      union all select 'browser', browser, count(*), 0 from visits group by browser
      union all select 'country', country, count(*), 0 from visits group by country
      union all select 'url', url, count(*), 0 from visits group by url
      union all select 'screen', screen, count(*), sum(position) from placed group by screen
    ), ranked as (
      select dimension, visits, position_sum,
        case when row_number() over (partition by dimension order by visits desc, value) > ${mostValues}::int
          then ${otherValues} else value end as value
      from counted
    )
    insert into funnel_days (project_id, funnel_id, environment, day, dimension, value, visits, position_sum, counted_at)
    select ${projectId}::uuid, ${funnelId}::uuid, ${environment}, ${day}::date, dimension, value,
      sum(visits), sum(position_sum), ${now.toISOString()}::timestamptz
    from ranked group by dimension, value`);
}
