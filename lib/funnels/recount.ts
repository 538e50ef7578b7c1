import { and, between, count, eq, gte, lt, sql } from "drizzle-orm";
import type { Transaction } from "../../db/client";
import { type Environment, environments } from "../../db/columns";
import { funnelDays, funnels } from "../../db/schema/funnels";
import { sessions } from "../../db/schema/sessions";
import type { Clock } from "../core/clock";
import type { ProjectId } from "../core/ctx";
import { write } from "../core/database";
import { countedVisits, lockDays, otherValues } from "./counted-visits";
import { addDays, daysBetween } from "./days";

/** Values of one dimension on one day beyond this many are summed as others: an address must not fill the table. */
export const mostValues = 100;

/** Visits that one statement counts; a day with more is counted alone. */
const visitsAtOnce = 20_000;

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
  for (const { id: funnelId } of known) {
    for (const environment of environments) {
      const of = { projectId, funnelId, environment };
      const sizes = await write(projectId, (tx) => countVisits(tx, { ...of, ...days }));
      for (const span of spansOf(daysBetween(days.from, days.to), sizes)) {
        await write(projectId, (tx) => recountSpan(tx, { ...of, ...span }, clock.now()));
      }
    }
  }
}

type Span = { from: string; to: string };
type Part = Span & { projectId: ProjectId; funnelId: string; environment: Environment };

/** Puts days together as long as they have few visits, so that a quiet year is one statement. */
export function spansOf(days: string[], sizes: ReadonlyMap<string, number>): Span[] {
  const spans: (Span & { size: number })[] = [];
  for (const day of days) {
    const size = sizes.get(day) ?? 0;
    const last = spans.at(-1);
    if (last && last.size + size <= visitsAtOnce) Object.assign(last, { to: day, size: last.size + size });
    else spans.push({ from: day, to: day, size });
  }
  return spans.map(({ from, to }) => ({ from, to }));
}

async function countVisits(tx: Transaction, part: Part): Promise<Map<string, number>> {
  const rows = await tx
    .select({
      day: sql<string>`(${sessions.startedAt} at time zone 'UTC')::date::text`,
      visits: count(),
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.projectId, part.projectId),
        eq(sessions.funnelId, part.funnelId),
        eq(sessions.environment, part.environment),
        gte(sessions.startedAt, startOf(part.from)),
        lt(sessions.startedAt, startOf(addDays(part.to, 1))),
      ),
    )
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.day, row.visits]));
}

// The lock comes first: a count that began earlier must not commit over one that saw more.
async function recountSpan(tx: Transaction, part: Part, now: Date): Promise<void> {
  const { projectId, funnelId, environment, from, to } = part;
  await lockDays(tx, projectId, [part]);
  await tx
    .delete(funnelDays)
    .where(
      and(
        eq(funnelDays.projectId, projectId),
        eq(funnelDays.funnelId, funnelId),
        eq(funnelDays.environment, environment),
        between(funnelDays.day, from, to),
      ),
    );
  const visits = sql`funnel_id = ${funnelId}::uuid and environment = ${environment}
    and started_at >= ${startOf(from).toISOString()}::timestamptz
    and started_at < ${startOf(addDays(to, 1)).toISOString()}::timestamptz`;
  await tx.execute(sql`
    with ${countedVisits(projectId, visits)}, erased as (
      select day, dimension, value, visits, position_sum from erased_visits
      where project_id = ${projectId}::uuid and funnel_id = ${funnelId}::uuid and environment = ${environment}
        and day between ${from}::date and ${to}::date
    ), summed as (
      select day, dimension, value, sum(visits) as visits, sum(position_sum) as position_sum from (
        select day, dimension, value, visits, position_sum from counted union all select * from erased
      ) every group by day, dimension, value
    ), ranked as (
      select day, dimension, visits, position_sum,
        case when row_number() over (partition by day, dimension order by visits desc, value) > ${mostValues}::int
          then ${otherValues} else value end as value
      from summed
    )
    insert into funnel_days (project_id, funnel_id, environment, day, dimension, value, visits, position_sum, counted_at)
    select ${projectId}::uuid, ${funnelId}::uuid, ${environment}, day, dimension, value,
      sum(visits), sum(position_sum), ${now.toISOString()}::timestamptz
    from ranked group by day, dimension, value`);
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
